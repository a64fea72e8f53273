package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import org.junit.jupiter.api.Test;

/** {@code Arrays.binarySearch}, {@code equals}, {@code mismatch} and {@code compare} ask, as an operator does. */
class ComparedArraysTest {
    private static final String ALL =
            "@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN, Derivative.HVP, Derivative.HESSIAN})\n";

    private static final String INTERPOLATION = """
            static double at(double[] knots, double[] values, double t) {
                int found = java.util.Arrays.binarySearch(knots, t);
                if (found >= 0) {
                    return values[found];
                }
                int i = Math.min(Math.max(-found - 2, 0), knots.length - 2);
                double part = (t - knots[i]) / (knots[i + 1] - knots[i]);
                return values[i] * (1 - part) + values[i + 1] * part * part;
            }""";

    @Test
    void findTheInterval() {
        double[] knots = {0, 1, 2.5, 4};
        double[] values = {1, 3, 2, 5};
        companionOf(ALL + INTERPOLATION).at(knots, values, 1.7).agreesWithDifferences();
        companionOf(ALL + INTERPOLATION).at(knots, values, 2.5).hasGradient(0, 0, 0, 0, 0, 0, 1, 0, 0);
    }

    @Test
    void changeNothing() {
        assertThat(generatedFrom(INTERPOLATION).text()).doesNotContain("clone()");
    }

    @Test
    void areAskedWhereTheyStand() {
        companionOf(ALL + """
                static double f(double[] x, double[] times) {
                    double[] knots = x.clone();
                    double s = 0;
                    for (double t : times) {
                        int i = -java.util.Arrays.binarySearch(knots, t) - 2;
                        double part = (t - knots[i]) / (knots[i + 1] - knots[i]);
                        s += part * part;
                        knots[i] = knots[i] * 0.9 + 0.001 * s;
                        if (java.util.Arrays.equals(knots, x) || java.util.Arrays.mismatch(knots, x) == 0) {
                            s *= 2;
                        }
                        s += java.util.Arrays.compare(knots, x) * t;
                    }
                    return s;
                }""")
                .at(new double[] {0, 1, 2.5, 4}, new double[] {1.7, 0.5, 1.8, 3})
                .agreesWithDifferences();
    }
}
