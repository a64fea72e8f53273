package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;

import org.backwire.processor.testing.Companion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not count has no second derivative, though what it is computed from changes infinitely fast: x is 0. */
class SteepValuesTest {
    private static final String ALL = "@Differentiable({Derivative.GRADIENT, Derivative.HVP, Derivative.HESSIAN})\n";

    private static void hasNone(String statements) {
        Companion companion = companionOf(ALL + "static double f(double x, double y) { " + statements + " }")
                .companion();
        double[][] hessian = (double[][]) companion.call("hessian", 0.0, 3.0);
        assertThat(hessian[0]).as(statements).containsOnly(0);
        assertThat(hessian[1]).as(statements).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Math.sin(s)",
                "Math.cos(s) * y",
                "Math.tanh(s)",
                "Math.atan(s)",
                "s * s",
                "s * s * s",
                "s * Math.sqrt(s)",
                "Math.hypot(s, y)",
                "Math.fma(s, y, s)",
                "1 / (1 + Math.exp(-s))",
                "s / (1 + Math.exp(-s))",
                "Math.log(1 + Math.exp(s))",
                "s / 3 * y",
                "Math.exp(s) * y",
                "y / (2 + s)",
            })
    void whereAMaximumIsLost(String loser) {
        hasNone("double s = Math.sqrt(x); return Math.max(90, " + loser + ");");
        hasNone("double s = Math.cbrt(x); double t = " + loser + "; return t > 90 ? t : y;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // in a loop
                "double s = Math.tanh(Math.sqrt(x)); double t = 0; for (int i = 0; i < 3; i++) if (s > 5) t += s; return t;",
                // carried by a loop
                "double s = 0; for (int i = 0; i < 3; i++) s = Math.sin(s + Math.sqrt(x * i)); return Math.min(s, -9);",
                // through an array
                "double[] a = new double[3]; for (int i = 0; i < 3; i++) a[i] = Math.sqrt(x); double[] b = a.clone();"
                        + " double t = Math.sin(b[1]) * b[2]; return t > 9 ? t : 0;",
                // on one side
                "double s = y > 2 ? Math.log(x + 1e-320) : 2; double t = Math.cos(s); return t > 9 ? t : 0;",
            })
    void whereABranchIsNotTaken(String statements) {
        hasNone(statements);
    }
}
