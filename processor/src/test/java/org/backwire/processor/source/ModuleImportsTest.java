package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.backwire.processor.testing.Companion;
import org.backwire.processor.testing.Compiled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** {@code import module java.base;} of JDK 25. */
@EnabledForJreRange(min = JRE.JAVA_25)
class ModuleImportsTest {
    @Test
    void bringAllPackagesThatTheModuleExports() throws Throwable {
        Compiled compiled = Compiled.withBackwire(List.of("-Xlint:all"), Map.of("Sample", """
                import module java.base;
                import module java.sql;
                import org.backwire.Differentiable;

                class Sample {
                    @Differentiable
                    static double f(double x, List<Double> weights, Level level) {
                        double sum = 0;
                        for (Iterator<Double> i = weights.iterator(); i.hasNext(); ) sum += i.next() * x * x;
                        return sum + Arrays.stream(new double[] {x, 2}).sum() + level.intValue();
                    }
                }
                """));
        assertThat(compiled.succeeded()).as(compiled.printed()).isTrue();
        Companion companion = Companion.of(compiled.load(), "Sample", "f");
        assertThat(companion.numbers(companion.gradient(0.5, List.of(1.0, 2.0), Level.INFO)))
                .containsExactly(4);
    }
}
