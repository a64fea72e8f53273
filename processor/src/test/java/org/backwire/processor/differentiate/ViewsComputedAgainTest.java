package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recognised gates whose values are computed again on the way back: what only their rule needs is not asked for in vain. */
class ViewsComputedAgainTest {
    private static final String ALL =
            "@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP, Derivative.HESSIAN}) ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "double t = Math.log(1 + Math.exp(1.5)); if (t < y) { } else { x *= -t; } return x;",
                "double w = 2 - y; w -= w; if (n > 2) { w = Math.log(1 + Math.exp(w++)); x = Math.max(w, -w) * x; } return x * n;",
                "double s = x; for (int i = 0; i < n; i++) { double g = 1 / (1 + Math.exp(-s)); s = g * Math.sin(g) * y; } return s;",
                "double s = x; for (int i = 0; i < n; i++) { double g = ((s - y) * s + 1) * s * s; s = g * Math.sin(g) * 0.3; } return s;",
                "double s = x; for (int i = 0; i < n; i++) { double g = Math.log(1 + Math.exp(s)); if (g > y) { s = g * g - y; } } return s;",
            })
    void agreesWithDifferences(String body) {
        var companion = companionOf(ALL + "static double f(double x, double y, int n) { " + body + " }");
        companion.at(0.8, 1.3, 5).agreesWithDifferences(1e-8);
        companion.at(-0.7, 0.4, 3).agreesWithDifferences(1e-8);
    }

    @Test
    void secondDerivativesStayFiniteInLoops() {
        var companion = companionOf(ALL + """
                static double f(double x, int n) {
                    double s = 0;
                    double t = x;
                    for (int i = 0; i < n; i++) {
                        double g = 1 / (1 + Math.exp(-t));
                        s += g * g * t;
                        t = Math.sin(g) + t;
                    }
                    return s;
                }
                """);
        companion.at(-800.0, 3).hasHessian(new double[] {0});
        companion.at(800.0, 1).hasHessian(new double[] {0});
    }
}
