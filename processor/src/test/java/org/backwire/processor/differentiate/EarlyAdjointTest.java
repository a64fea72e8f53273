package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops that only sum, and loops that look as if they did. */
class EarlyAdjointTest {
    private static final String ARGUMENTS = "(double[] x, double[][] w, double y, int n)";

    private static String method(String body) {
        return "static double f" + ARGUMENTS + " { " + body + " }";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // sums
                "double s = 0; for (double v : x) s += Math.sin(v) * y; return s / x.length;",
                "double s = 1, t = 2; for (int i = 0; i < n; i++) { s += x[i] * x[i]; t -= y * x[i]; } return 3 * s - t;",
                "double s = 0; for (int i = 0; i < n; i++) { double q = y; for (int j = 0; j < n; j++) q += w[i][j] * x[j]; s += q * q; } return s;",
                "double s = 0; for (int i = 0; i < n; i++) for (int j = 0; j <= i; j++) s += w[i][j] * x[j] * x[i]; return s;",
                "double s = 0; for (int i = 0; i < n; i++) { if (x[i] > 0.5) { s += x[i] * y; } else if (x[i] < 0) continue; s -= y; } return s;",
                "double s = 0; for (int i = 0; i < n; i++) { double[] t = {x[i], y}; t[0] *= t[1]; s += t[0] * t[0]; } return s;",
                "double s = 0; for (double[] row : w) { double m = 9; for (double v : row) m = Math.min(m, (v - y) * (v - y)); s += m; } return s;",
                "double s = 0; int i = 0; while (i < n) { s += x[i] * x[(i + 1) % n]; i += 2; } return s * y;",
                "double s = 0; for (int i = 0; i < n; i++) { double[] b = new double[n]; for (int j = 0; j < n; j++) b[j] = x[j] * w[i][j] + y;"
                        + " s += Math.log(b[0] * b[0] + b[1] * b[2] + 9); } return s - 2 * Math.sin(x[0]) - x[1];",
                // what comes in late, or goes around
                "double s = 0; for (double v : x) s += Math.exp(v * y); return Math.log(s);",
                "double s = 0, t = 0; for (double v : x) { s += v; t += s * v; } return t * y;",
                "double s = 0, t = 0; for (double v : x) { t += v * y; s += t * t; } return s + t;",
                "double s = 0; for (double v : x) s += v; double t = 0; for (double v : x) t += (v - s / n) * (v - s / n); return t * y;",
                "double s = y; for (double v : x) { s += v; if (s > 1.2) { return s * v; } } return s;",
                // arrays that go around
                "double[][] a = new double[n][2]; double s = 0; for (int i = 0; i < n; i++) { double t = x[i];"
                        + " for (int j = 0; j < i; j++) t += a[j][0] * x[i]; a[i][0] = t * t; s += Math.log(t * t + 1); } return s * y;",
                "double[][] a = new double[2][1]; double s = 0; for (int i = 0; i < n; i++) { double old = a[0][0];"
                        + " a[0][0] = old * x[i] + x[i]; s += old * old; } return s * y;",
                "double[] a = new double[n + 1]; double s = 0; for (int i = 0; i < n; i++) { a[i + 1] = a[i] * x[i] + y; s += a[i + 1]; } return s;",
                "double[] a = x, b = w[0]; double s = 0; for (int i = 0; i < n; i++) { s += a[0] * b[1]; double[] t = a; a = b; b = t; } return s * y;",
                "double[] a = x.clone(); double s = 0; for (int i = 0; i < n; i++) { s += a[0] * 3; a = new double[] {a[1] * a[0], a[0] * y}; } return s;",
                "double[][] m = new double[n][]; for (int i = 0; i < n; i++) m[i] = w[i].clone(); double s = 0;"
                        + " for (int i = 0; i < n; i++) { m[i][0] *= y; s += m[i][0] * m[n - 1 - i][1]; } return s;",
                "double s = 0; for (int i = 0; i < n; i++) { s += x[i] * y; x[i] = s * 0.5; } return s * x[0];",
                // tapes of nests of loops
                "double s = y; for (int i = 0; i < n; i++) for (int j = 0; j < i; j++) s = Math.sin(s) + w[i][j]; return s;",
                "double s = y; for (int i = 0; i + 1 < n; i++) for (int j = n - 1; j > i; j--) s = Math.sin(s) * x[j] + w[i][j]; return s;",
                "double s = y; for (int i = 0; i < n; i++) for (int j = 0; j < w[i].length; j++) { if (w[i][j] > 0.4) s = Math.sin(s * w[i][j]); } return s;",
                "double s = y; for (int k = 0; k < 2; k++) for (int i = 0; i < n; i++) for (int j = i; j < n; j++) s = Math.cos(s) + w[i][j] * x[k]; return s;",
                "double s = y; int k = 5; for (int i = 1; i < n; i += 2) { s = Math.sin(s) * x[i] + x[k % n]; k -= 3; } return s;",
                "double[] h = new double[n]; for (int i = 0; i < n; i++) h[i] = Math.tanh(x[i] * y); double s = 0;"
                        + " for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) s += w[i][j] * h[j] * h[i]; return Math.sqrt(s * s + 1);",
            })
    void agreesWithDifferences(String body) {
        double[] x = {0.3, 0.7, -0.4, 1.1};
        double[][] w = {{0.2, 0.5, 0.8, -0.6}, {0.1, -0.9, 0.4, 0.7}, {1.2, 0.35, -0.25, 0.45}, {0.6, 0.9, -0.8, 0.15}};
        companionOf(method(body)).at(x, w, 0.6, 4).agreesWithDifferences();
    }

    @Test
    void aSumHasNoTape() {
        String text = generatedFrom(
                        method("double s = 0; for (double v : x) s += Math.sin(v) * y; return s / x.length;"))
                .text();
        assertThat(text).doesNotContain("Tape").doesNotContain("Workspace");
    }

    @Test
    void aSumOfTwoLoopsHasNoTape() {
        String text = generatedFrom(
                        method("double s = 0; for (double v : x) s += Math.sin(v) * y; for (double[] row : w)"
                                + " for (double v : row) s += v * v; return s;"))
                .text();
        assertThat(text).doesNotContain("Tape").doesNotContain(">= 0");
    }

    @Test
    void aLayerIsItsOwnTape() {
        String text = generatedFrom(
                        method("double[] h = new double[n]; for (int i = 0; i < n; i++) h[i] = Math.tanh(x[i]);"
                                + " double s = 0; for (int i = 0; i < n; i++) s += h[i] * y; return Math.exp(s);"))
                .text();
        assertThat(text).doesNotContain("Tape(");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Math.log(1 + Math.exp(z))",
                "1 / (1 + Math.exp(-z))",
                "z / (1 + Math.exp(-z))",
                "Math.log(1 / (1 + Math.exp(-z)))",
                "(Math.exp(z) - Math.exp(-z)) / (Math.exp(z) + Math.exp(-z))",
            })
    void whatMovesBeforeALoopIsDifferentiatedOnceMore(String gate) {
        companionOf("@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP, Derivative.HESSIAN})\n"
                        + method(
                                "double z = x[1]; for (int i = 0; i < n; i++) { x[i] += y; } return " + gate + " * y;"))
                .at(new double[] {0.3, 0.7, -0.4}, new double[0][], 0.6, 3)
                .agreesWithDifferences();
    }
}
