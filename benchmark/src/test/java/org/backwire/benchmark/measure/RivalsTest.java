package org.backwire.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import org.backwire.benchmark.problem.Catalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Before anything is timed: all rivals compute the same gradient; and the whole run works, at small sizes. */
class RivalsTest {

    @ParameterizedTest
    @EnumSource
    void allComputeTheSame(Catalogue problem) {
        Agreement.check(problem.title(), problem.small());
    }

    @ParameterizedTest
    @EnumSource
    void theExpertAgreesAtFullSize(Catalogue problem) {
        Agreement.checkOwn(problem.title(), problem.full());
    }

    @Test
    void everyBenchmarkRuns(@TempDir Path directory) {
        Measurements measurements = Comparison.run(EnumSet.allOf(Catalogue.class), Comparison.Settings.SMOKE);

        for (Catalogue problem : Catalogue.values()) {
            for (Rival rival : Rival.values()) {
                assertThat(measurements.of(problem, rival).nanoseconds())
                        .as(problem + " " + rival)
                        .isNotNegative(); // a millisecond may be too short for the clock
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Table.print(measurements, new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(Catalogue.values().length + 3);
        assertThat(Charts.bars(measurements, directory)).isNotEmptyFile();
    }

    @Test
    void aLineHasItsSlope() {
        double[] sizes = {10, 100, 1000};
        assertThat(new Growth.Curve("square", sizes, new double[] {3e2, 3e4, 3e6}).exponent())
                .isEqualTo(2, within(1e-12));
    }
}
