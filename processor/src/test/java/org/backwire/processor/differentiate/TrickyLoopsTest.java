package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops whose tapes, counts or arrays are easily confused. */
class TrickyLoopsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "double u = x, v = y; for (int i = 0; i < n; i++) { double t = u; u = v; v = t * Math.sin(u); } return u * v;",
                "double s = x; for (int i = 0; i < n; i++) { double[] w = {s, y}; w[i % 2] *= w[1]; s = w[0] + w[1]; } return s;",
                "double s = x; for (int i = -3; i <= n; i++) { s = Math.cos(s + i * y); } return s;",
                "double s = x; for (int i = n; i >= -1; i--) { s = Math.cos(s + i * y); } return s;",
                "double s = x; for (int i = 5; i < n; i++) { s = Math.cos(s); } return s * y;",
                "double s = x; int i = 0; do { s = s * y + Math.sin(s); i += 2; } while (i < n); return s;",
                "double s = x; for (int i = 0; i < n; i++) { if (i == 2) { i++; } s = Math.exp(-s) * y; } return s;",
                "double s = x; for (int i = 0, j = n; i < j; i++, j--) { s = s * s * 0.3 + i * j * y; } return s;",
                "double s = x; for (long i = 0; i < n; i++) { s = Math.sin(s) + y * i; } return s;",
                "double s = 0; for (double t = 0; t < 1; t += 0.3) { s = Math.tanh(s + x * t) + y; } return s;",
                "double s = x; while (s < 20) { for (int k = 0; k < 2; k++) { if (s > 5) { s *= 1.1 + y * y; } else { s += 1 + x * x; } } }"
                        + " return s;",
                "double s = 1; for (int i = 0; i < n; i++) { double p = x; int k = 0; while (p < 4 && k < 9) { p = p * 1.5 + y * y; k++; }"
                        + " s = s * 0.5 + Math.log(p * p + 10); } return s;",
                "double[] a = new double[n + 1]; a[0] = x; for (int i = 0; i < n; i++) { a[i + 1] = a[i] * a[i] * 0.5 + y; }"
                        + " return a[n] * a[n / 2];",
                "double[] a = {x, y, 1}; for (int i = 0; i < n; i++) { double t = a[0]; a[0] = a[1]; a[1] = a[2]; a[2] = t * a[0]; }"
                        + " return a[0] + 2 * a[1] + 3 * a[2];",
                "double[] a = {x, y, 1, 2}; for (int i = 0; i < n; i++) { System.arraycopy(a, 0, a, 1, 3); a[0] = a[3] * y; }"
                        + " return a[0] + 2 * a[1] + 3 * a[2];",
                "double[] a = {x, y}; for (int i = 0; i < n; i++) { double[] b = a.clone(); b[0] = a[1] * a[0]; b[1] = Math.sin(a[0]); a = b; }"
                        + " return a[0] * a[1];",
                "double[] a = {x, y}; for (int i = 0; i < n; i++) { java.util.Arrays.fill(a, a[0] * a[1]); a[1] += y; } return a[0];",
                "double s = x; for (int i = 0; i < n; i++) { switch (i % 3) { case 0: s *= y; break; case 1: s += Math.sin(s); break;"
                        + " default: s = s * s * 0.1; } } return s;",
                "double s = x; for (int i = 0; i < n; i++) { s = i % 2 == 0 ? s > 0.5 ? Math.sqrt(s * s + 1) : s * y : Math.exp(-s); } return s;",
                "double best = x; int at = 0; double[] a = {x, y, x * y}; for (int i = 0; i < 3; i++) { if (a[i] * a[i] > best * best)"
                        + " { best = a[i]; at = i; } } return best * a[at];",
                "double s = x; outer: for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) { if (i * j == 4) { break outer; }"
                        + " if (j > i) { continue outer; } s = Math.sin(s + y * j); } s += x; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = i; j < n; j++) { x = Math.sin(x) + y; if (x > 1.5) { return x * i + j * y; } } }"
                        + " return x;",
                "int[] index = {2, 0, 1}; double[] a = {x, y, 1.5}; for (int i = 0; i < n; i++) { a[index[i % 3]] *= a[i % 3]; }"
                        + " return a[0] * a[1] + a[2];",
                "int k = 0; double s = x; for (int i = 0; i < n; i++) { k = k * 3 + 1; s = Math.sin(s * k) + y / k; } return s;",
                "double s = x; boolean on = true; for (int i = 0; i < n; i++) { s = on ? s * y : Math.cos(s); on = s > 0.2; } return s;",
                "float f = (float) 0.5; double s = x; for (int i = 0; i < n; i++) { f *= 0.5f; s = s * y + f; } return s;",
                "double[][] m = new double[n][]; for (int i = 0; i < n; i++) { m[i] = new double[i + 1]; for (int j = 0; j <= i; j++) {"
                        + " m[i][j] = j == 0 || j == i ? x : m[i - 1][j - 1] * y + m[i - 1][j]; } } return m[n - 1][n / 2];",
                "double[] a = {x}, b = {y}; double[] p = a; for (int i = 0; i < n; i++) { p[0] = Math.sin(p[0]) + b[0]; p = i % 2 == 0 ? b : a; }"
                        + " return a[0] * b[0];",
                "double s = 0; for (int i = 0; i < n; i++) { double t = x; for (int j = 0; j < i; j++) { t *= y; } s += t * t; } return s;",
                "double s = x; for (int i = 0; i < (Thread.State.RUNNABLE.ordinal() & 3) + 2; i++) { s = Math.sin(s) * y; } return s;",
                "double s = x; int trips = n; while (trips-- > 0) { s = Math.sin(s) * y; } return s;",
                "boolean on = false; double s = x; for (int i = 0; i < n && on; i++) { s *= y; if (s > 1) { return s; } } return s * y;",
                "boolean on = false; double s = x; int i = 0; do { s *= y; i++; } while (i < 3 && on); return s * i;",
                "double[] v = {x, y}; int i = 0; while (i++ < n && 2 > 7) { v[0] *= v[1]; } return v[0] * i;",
            })
    void agreesWithDifferences(String body) {
        var companion = companionOf("static double f(double x, double y, int n) { %s }".formatted(body));
        companion.at(0.8, 1.3, 5).agreesWithDifferences(1e-9);
        companion.at(-0.7, 0.4, 4).agreesWithDifferences(1e-9);
        companion.at(0.3, -1.1, 1).agreesWithDifferences(1e-9);
    }
}
