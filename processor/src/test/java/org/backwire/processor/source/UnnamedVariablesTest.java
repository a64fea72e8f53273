package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.backwire.processor.testing.Companion;
import org.backwire.processor.testing.Compiled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Variables that are called {@code _}, for what happens where they are declared. */
@EnabledForJreRange(min = JRE.JAVA_22)
class UnnamedVariablesTest {
    @Test
    void areForgotten() throws Throwable {
        Compiled compiled = Compiled.withBackwire(List.of("-Xlint:all"), Map.of("Sample", """
                class Sample {
                    @org.backwire.Differentiable
                    static double f(double x, int[] k, double[] n) {
                        int _ = k[0]++;
                        var _ = n[0]--;
                        int _ = (k[0] += 2);
                        double _ = n[0] = n[1] * 2;
                        for (var _ = k[0]++; k[0] < 9; k[0]++) x *= 1.5;
                        return x * k[0] * n[0];
                    }
                }
                """));
        assertThat(compiled.succeeded()).as(compiled.printed()).isTrue();
        Companion companion = Companion.of(compiled.load(), "Sample", "f");
        assertThat(companion.numbers(companion.gradient(1.0, new int[] {1}, new double[] {2, 3})))
                .containsExactly(273.375, 0, 91.125);
    }
}
