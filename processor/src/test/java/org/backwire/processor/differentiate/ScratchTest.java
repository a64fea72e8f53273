package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.differentiate.Derived.derived;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops that work in an array made outside of them, afresh in each iteration or not quite. */
class ScratchTest {
    private static final double[] X = {0.3, 0.7, -0.4, 1.1};
    private static final double[][] W = {
        {0.2, 0.5, 0.8, -0.6}, {0.1, -0.9, 0.4, 0.7}, {1.2, 0.35, -0.25, 0.45}, {0.6, 0.9, -0.8, 0.15}
    };

    /** {@code t}, {@code u}: scratch; {@code s}: the sum. */
    private static String method(String body) {
        return "static double f(double[] x, double[][] w, double y, int n) {"
                + " double[] t = new double[n]; double[] u = new double[n]; double s = 0; " + body + " }";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) t[j] = x[j] * w[i][j];"
                        + " for (int j = 0; j < n; j++) s += t[j] * t[j] * y; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = n - 1; j >= 0; j--) t[j] = x[j] * w[i][j];"
                        + " for (int j = 0; j < n; j++) s += t[j] * t[j] * y; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < t.length; j++) t[j] = x[j] * w[i][j];"
                        + " s += t[i] * y * t[0]; t[0] = t[1] * x[i]; t[2] += t[0]; s += t[2] * t[0]; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) { t[j] = x[j]; t[j] *= w[i][j] * t[j]; if (x[j] > 0) t[j] -= y; }"
                        + " for (int j = 0; j < n; j++) { u[j] = t[j]; for (int k = 0; k <= j; k++) u[j] += t[k]; } s += u[3] * t[1]; } return s;",
                // one scratch, two loops
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) t[j] = x[j] * w[i][j]; s += t[1] * t[2]; }"
                        + " for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) t[j] = x[j] + w[j][i]; s += t[0] * t[2] * y; } return s;",
                // made in an outer loop
                "for (int k = 0; k < n; k++) { double[] v = new double[n]; for (int i = 0; i < n; i++) {"
                        + " for (int j = 0; j < n; j++) v[j] = x[j] * w[i][k]; s += v[k] * v[i]; } } return s;",
            })
    void isFreeOfWhatTheIterationBeforeLeft(String body) {
        companionOf(method(body)).at(X, W, 0.6, 4).agreesWithDifferences();
        String text = generatedFrom(method(body)).text();
        assertThat(text.lines().filter(line -> line.contains("for (int i = ")).count())
                .as(text)
                .isEqualTo(method(body).split("for \\(int i =", -1).length - 1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // not all of it is written
                "for (int i = 0; i < n; i++) { for (int j = 1; j < n; j++) t[j] = x[j] * w[i][j]; t[0] += t[1] * x[i]; s += t[0] * t[0]; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n - 1; j++) t[j] = x[j] * w[i][j]; t[3] = t[3] * x[i] + y; s += t[3] * t[0]; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n - i; j++) t[j] = x[j] * w[i][j]; s += t[3] * t[0] * y; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n - 4; j++) t[j] = x[j] * w[i][j]; t[1] = t[1] * x[i] + y; s += t[1] * t[1]; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = 0; j <= n - 2; j++) t[j] = x[j] * w[i][j]; t[3] = t[3] * t[0] + y; s += t[3] * t[0]; } return s;",
                "double[] v = new double[n + 1]; for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) v[j] = x[j] * w[i][j]; v[n] += v[0] * v[i]; s += v[n] * v[n]; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j += 2) t[j] = x[j] * w[i][j]; t[1] = t[1] * x[i] + t[0]; s += t[1] * t[1]; } return s;",
                // read before it is written
                "for (int i = 0; i < n; i++) { double old = t[2]; for (int j = 0; j < n; j++) t[j] = x[j] * w[i][j]; s += old * t[1]; } return s;",
                "for (int i = 0; i < n; i++) { s += t[i] * t[i]; for (int j = 0; j < n; j++) t[j] = x[j] * w[i][j] + s; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) t[j] = t[j] * x[j] + w[i][j]; s += t[1] * t[2]; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) t[j] = t[n - 1 - j] * x[j] + w[i][j]; s += t[1] * t[2]; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) { s += t[(j + 1) % n]; t[j] = x[j] * w[i][j] * s; } } return s * y;",
                // written on a condition
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) if (w[i][j] > 0.3) t[j] = x[j] * w[i][j]; s += t[0] * t[1] * t[i]; } return s;",
                "for (int i = 0; i < n; i++) { if (w[i][1] > 0.3) for (int j = 0; j < n; j++) t[j] = x[j] * w[i][j]; s += t[0] * t[1] * t[i]; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) { if (w[i][j] > 0.7) break; t[j] = x[j] * w[i][j]; } s += t[3] * t[i]; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) { if (w[i][j] > 0.7) continue; t[j] = x[j] * w[i][j]; } s += t[3] * t[i]; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) t[j] = x[j] * w[i][j]; s += t[0] * t[i]; if (s > 0.1) return s * t[1]; } return s;",
                // elsewhere
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) t[n - 1 - j] = x[j] * w[i][j]; s += t[0] * t[i]; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) { t[j] = x[j]; t[i] = x[i] * w[i][j]; } s += t[0] * t[i]; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) { t[j] = x[j] * w[i][j]; t[0] = t[j] * t[0]; } s += t[0] * t[i]; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) { t[j] = x[j]; for (int k = 0; k < n; k++) t[k] += w[k][j] * t[j]; } s += t[0] * t[i]; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) { t[j] = x[j]; t[j] *= w[i][j] * t[j]; if (x[j] > 0) t[j] -= y; }"
                        + " for (int j = 0; j < n; j++) { for (int k = 0; k <= j; k++) u[j] = t[k]; u[j] += t[j]; } s += u[3] * t[1]; } return s;",
                // one and the same, or another
                "for (int i = 0; i < n; i++) { double[] v = i % 2 == 0 ? t : u; for (int j = 0; j < n; j++) v[j] = x[j] * w[i][j]; s += t[1] * u[2]; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) t[j] = x[j] * w[i][j] + u[j]; double[] v = t; t = u; u = v; s += t[1] * u[2]; } return s;",
                "double[][] m = {t, u}; for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) m[i % 2][j] = x[j] * w[i][j]; s += t[1] * u[2]; } return s;",
                "double[][] m = {t, t}; for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) t[j] = x[j] * w[i][j]; m[0][i] *= m[1][i]; s += t[1] * t[i]; } return s;",
                // known before or after
                "t[1] = y; for (int i = 0; i < n; i++) { s += t[1] * x[i]; for (int j = 0; j < n; j++) t[j] = x[j] * w[i][j]; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) t[j] = x[j] * w[i][j]; s += t[1] * t[i]; } return s * t[0] + t[1];",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) t[j] = x[j] * w[i][j]; s += t[1] * t[i]; }"
                        + " for (int i = 0; i < n; i++) { s += t[i] * y; } return s;",
                "t[0] = 1; for (int k = 0; k < 2; k++) { t[0] *= y; for (int i = 0; i < n; i++) { s += t[0] * x[i];"
                        + " for (int j = 0; j < n; j++) u[j] = t[0] * x[j]; s += u[i] * u[0]; } } return s;",
                "for (int k = 0; k < 3; k++) { for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) t[j] = x[j] * w[i][k]; s += t[0] * t[i]; } s += t[k] * y; } return s;",
                // in a nest
                "for (int k = 0; k < n; k++) { for (int i = 0; i < n; i++) {"
                        + " for (int j = 0; j < n; j++) t[j] = x[j] * w[i][k]; u[i] = t[k] * t[i]; } s += Math.log(1 + u[k] * u[0] * u[0]); } return s;",
                // several times
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) t[j] = x[j] * w[i][j]; for (int j = 0; j < n; j++) u[j] += t[j] * t[0]; s += u[i] * u[0]; } return s;",
                "double[][] m = new double[n][n]; for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) m[j][k] = x[j] * w[i][k]; s += m[1][i] * m[i][2]; } return s;",
                "java.util.Arrays.fill(t, y); for (int i = 0; i < n; i++) { s += t[0] * x[i]; java.util.Arrays.fill(t, x[i]); } return s;",
                "for (int i = 0; i < n; i++) { System.arraycopy(x, 0, t, 0, n); for (int j = 0; j < n; j++) t[j] *= t[i] + w[i][j]; s += t[0] * t[i]; } return s;",
            })
    void staysRight(String body) {
        companionOf(method(body)).at(X, W, 0.6, 4).agreesWithDifferences();
    }

    @Test
    void aLoopThatNeverRunsClearsNothing() {
        String body =
                "for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) t[j] = x[j] * y; s += t[0]; } return s + y;";
        companionOf(method(body)).at(X, W, 0.6, 0).agreesWithDifferences();
    }

    @Test
    void floats() {
        companionOf("""
                static float f(float[] x, int n) {
                    float[] t = new float[x.length];
                    float s = 0;
                    for (int i = 0; i < n; i++) {
                        for (int j = 0; j < x.length; j++) {
                            t[j] = x[j] * (i + 1);
                        }
                        s += t[0] * t[1];
                    }
                    return s;
                }""").at(new float[] {2, 3}, 2).hasGradient(15, 10);
    }

    @Test
    void nothingIsRecordedOfTheOuterLoop() {
        derived("""
                f(double[] x, double u, int n) {
                  m = length x : int
                  t = newArray m : double[]
                  s, i = loop (double s = 0.0, int i = 0) while { c = less i n : boolean yield c } do {
                    j1 = loop (int j = 0) while { d = less j m : boolean yield d } do {
                      a = load x j : double
                      b = mul a u : double
                      store t j b
                      k = add j 1 : int
                      yield k
                    }
                    e = load t 0 : double
                    f = load t 1 : double
                    g = mul e f : double
                    h = add s g : double
                    l = add i 1 : int
                    yield h l
                  }
                  yield s
                }""").records();
    }
}
