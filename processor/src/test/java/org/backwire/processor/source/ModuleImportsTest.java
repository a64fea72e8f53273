package org.backwire.processor.source;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;

/** {@code import module java.base;} of JDK 25. */
@EnabledForJreRange(minVersion = 25)
class ModuleImportsTest {
    @Test
    void bringAllPackagesThatTheModuleExports() {
        companionOf("""
                import module java.base;
                import module java.se;
                import org.backwire.Differentiable;

                class Sample {
                    @Differentiable
                    static double f(double x, List<Double> weights, Date at) {
                        double sum = 0;
                        for (Iterator<Double> i = weights.iterator(); i.hasNext(); ) sum += i.next() * x * x;
                        return sum + Arrays.stream(new double[] {x, 2}).sum() + at.getTime();
                    }
                }""")
                .at(0.5, java.util.List.of(1.0, 2.0), new java.util.Date(3))
                .hasValue(6.25)
                .hasGradient(4);
    }
}
