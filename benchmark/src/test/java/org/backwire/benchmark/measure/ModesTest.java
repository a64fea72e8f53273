package org.backwire.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.backwire.benchmark.problem.Moving;
import org.backwire.benchmark.problem.MovingCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Before anything is timed: tangents and second derivatives agree with those by hand and with each other. */
class ModesTest {
    private static final int CALLS = 500;

    @ParameterizedTest
    @EnumSource
    void allAgree(MovingCatalogue moving) {
        Modes.check(moving.title(), moving.small());
        Modes.check(moving.title(), moving.full());
    }

    @ParameterizedTest
    @EnumSource
    void aTangentAllocatesItsRecordOnly(MovingCatalogue moving) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Moving it = moving.full();
        it.jvp();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            it.jvp();
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(bytes / CALLS).isLessThanOrEqualTo(32); // a header and two numbers
    }

    @Test
    void everyBenchmarkRuns() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Modes.print(Modes.measure(Comparison.Settings.SMOKE), new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(MovingCatalogue.values().length + 2);
    }
}
