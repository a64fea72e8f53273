package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays that are filled in order and read behind the place that is written, and those of which it is not so. */
class LaterWritesTest {
    private static final double[] X = {0.3, 0.7, -0.4, 1.1};
    private static final double[][] W = {
        {2.2, 0.5, 0.8, -0.6}, {0.5, 1.9, 0.4, 0.7}, {0.8, 0.4, 2.25, 0.45}, {-0.6, 0.7, 0.45, 3.15}
    };

    /** {@code a}, {@code b}: arrays to be filled; {@code s}: a sum. */
    private static String method(String body) {
        return "static double f(double[] x, double[][] w, double y, int n) {"
                + " double[][] a = new double[n][n]; double[] b = new double[n]; double s = 0; " + body + " }";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b[0] = x[0]; for (int i = 1; i < n; i++) b[i] = b[i - 1] * b[i - 1] * x[i]; for (int i = 0; i < n; i++) s += b[i] * b[i]; return s;",
                "b[n - 1] = x[0]; for (int i = n - 2; i >= 0; i--) b[i] = b[i + 1] * b[i + 1] * x[i]; return b[0];",
                "for (int i = 0; i < n; i++) { double t = x[i]; for (int k = 0; k < i; k++) t -= w[i][k] * b[k]; b[i] = t / w[i][i]; } return b[n - 1] * y;",
                "for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) { double t = w[i][j]; for (int k = 0; k < i; k++) t += a[k][j] * a[k][i]; a[i][j] = t; } return a[n - 1][n - 1];",
                "for (int j = 0; j < n; j++) a[0][j] = x[j]; for (int i = 1; i < n; i++) for (int j = 0; j < n; j++) { double t = 0;"
                        + " for (int k = 0; k < n; k++) t += a[i - 1][k] * a[i - 1][j] * w[k][j]; a[i][j] = t; } return a[n - 1][0] + a[n - 1][n - 1];",
                "for (int k = 0; k < 2; k++) { double[] c = new double[n]; c[0] = x[k]; for (int i = 1; i < n; i++) c[i] = c[i - 1] * c[i - 1] * w[i][k]; s += c[n - 1]; } return s;",
            })
    void nothingIsRecorded(String body) {
        companionOf(method(body)).at(X, W, 0.6, 4).agreesWithDifferences();
        String text = generatedFrom(method(body)).text();
        assertThat(text).as(text).doesNotContain("Tape(");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // what is read is overwritten
                "for (int i = 1; i < n; i++) for (int j = 0; j < n; j++) { double t = a[i - 1][j] * y + x[i]; a[i - 1][j] = t * t; a[i][j] = t; s += t * a[i][0]; } return s;",
                "for (int k = 0; k < 3; k++) for (int i = 1; i < n; i++) { double t = b[i - 1]; b[i] = t * t * x[i] + y; s += b[i] * t; } return s;",
                "for (int k = 0; k < 3; k++) { for (int i = 0; i < n; i++) { double t = k == 0 ? y : b[i]; b[i] = t * t * x[k] + w[k][i]; } } for (double v : b) s += v * v; return s;",
                "for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) { double t = w[i][j]; for (int k = 0; k <= i; k++) t += a[k][j] * a[k][i]; a[i][j] = t * t * 0.1; } return a[n - 1][n - 1];",
                "for (int i = 0; i < n; i++) for (int j = 0; j < i; j++) { double t = x[j]; for (int k = 0; k <= j; k++) t += a[i][k] * a[j][k]; a[j][i] = t * t; a[i][j] = t; } return a[n - 1][0] * a[2][1] + a[0][n - 1];",
                "for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) a[i][j] = w[i][j]; for (int k = 0; k < n; k++) for (int i = k + 1; i < n; i++) { a[i][k] /= a[k][k];"
                        + " for (int j = k + 1; j < n; j++) a[i][j] -= a[i][k] * a[k][j]; } for (int i = 0; i < n; i++) s += Math.log(a[i][i]); return s;",
                "for (int i = 0; i < n; i++) b[i] = x[i]; for (int i = n - 2; i >= 0; i--) b[i] = b[i] * b[i + 1] * y; for (int i = 0; i < n; i++) b[i] *= b[i]; return b[0] + b[2];",
                "for (int i = 0; i + 1 < n; i++) { double t = b[i + 1] + x[i]; s += t * t * b[i]; b[i] = t * y; b[i + 1] = t * t; } return s * b[n - 1];",
                "for (int i = 0; i < n - 1; i++) { double t = b[i] * y + x[i]; b[i + 1] = t * t; b[i] = t * b[i + 1]; s += b[i] * t; } return s;",
                "for (int i = n - 1; i > 0; i--) { double t = b[i - 1] * b[i] + x[i]; b[i - 1] = t * t; b[i] = t * b[i - 1]; s += b[i] * t; } return s;",
                "for (int i = 0; i < n; i++) { b[i] = x[i]; for (int j = 0; j < n; j++) s += b[j] * b[i] * w[i][j]; } return s;",
                "for (int i = 0; i < n; i++) { b[i] = x[i] * y; b[i] = b[i] * b[i]; s += b[i] * b[0]; b[0] = s * 0.5; } return s;",
                // a second time
                "for (int k = 0; k < 2; k++) { b[0] = x[k] + s; for (int i = 1; i < n; i++) b[i] = b[i - 1] * b[i - 1] * w[i][k]; s += b[n - 1]; } return s;",
                "for (int k = 0; k < 2; k++) { for (int i = 1; i < n; i++) { b[i] = Math.sin(b[i - 1] + x[i]) * y; } b[0] = b[n - 1]; } return b[0] * b[1];",
                // rows that move, or are one and the same
                "for (int i = 1; i < n; i++) { double[] t = a[i]; a[i] = a[0]; a[0] = t; for (int j = 0; j < n; j++) a[i][j] = a[i - 1][j] * a[i - 1][j] + x[j]; s += a[i][1]; } return s * a[0][0];",
                "double[][] c = {b, b}; for (int i = 1; i < 2; i++) for (int j = 0; j < n; j++) { double t = c[i - 1][j] + x[j]; c[i][j] = t * t; s += t * c[i - 1][j]; } return s;",
                "double[][] c = new double[n][]; for (int i = 0; i < n; i++) c[i] = b; for (int i = 1; i < n; i++) for (int j = 0; j < n; j++) { double t = c[i - 1][j] * y + x[j]; c[i][j] = t * t; s += t * t; } return s;",
                "double[] c = b; for (int i = 1; i < n; i++) { double t = b[i - 1] * y + x[i]; c[i] = t * t; c[i - 1] = t; s += t * t * b[i]; } return s;",
                "double[] c = y > 0.5 ? b : x; for (int i = 1; i < n; i++) { double t = c[i - 1] * y + x[i]; b[i] = t * t; b[i - 1] += t; s += t * t; } return s;",
                "for (int i = 0; i < n; i++) { for (int j = 0; j <= i; j++) { double t = w[i][j]; for (int k = 0; k < j; k++) t -= a[i][k] * a[j][k];"
                        + " a[i][j] = i == j ? Math.sqrt(t) : t / a[j][j]; } s += Math.log(a[i][i]); } return s;",
                // by chance
                "int at = 0; for (int i = 1; i < n; i++) { double t = b[at] * y + x[i]; at = (at + 2) % n; b[at] = t * t; s += t * b[i]; } return s;",
                "for (int i = 1; i < n; i++) { if (x[i] > 0) { b[i] = b[i - 1] * x[i] + y; } else { b[i - 1] = b[i] * b[i] + x[i]; } s += b[i] * b[i - 1]; } return s;",
                "for (int i = 1; i < n; i++) { double t = b[i - 1] * b[i - 1] + x[i]; if (t > 1) break; b[i] = t; s += b[i] * b[i]; } return s;",
                "for (int i = 1; i < n; i++) { b[i] = b[i - 1] * b[i - 1] + x[i]; if (b[i] > 0.5) return s * b[i - 1] * b[i]; s += b[i] * y; } return s;",
                "int i = 1; while (i < n) { b[i] = b[i - 1] * b[i - 1] + x[i]; s += b[i] * b[i - 1]; if (s > 0.2) i++; b[i - 1] *= y; i++; } return s;",
                "for (int i = 0; i < n; i++) { double t = x[i] * y; for (int k = 0; k < i; k++) { t += b[k] * b[k]; b[k] = t * 0.5; } b[i] = t; s += t; } return s * s;",
                // parameters
                "for (int i = 1; i < n; i++) x[i] = x[i - 1] * x[i - 1] * x[i] + y; return x[n - 1];",
                "for (int i = 1; i < n; i++) for (int j = 1; j < n; j++) w[i][j] = w[i - 1][j] * w[i][j - 1] * w[i][j] + y; return w[n - 1][n - 1];",
            })
    void staysRight(String body) {
        companionOf(method(body)).at(X, W, 0.6, 4).agreesWithDifferences();
    }

    @Test
    void theGradientOfLogDetIsTheInverse() {
        double[][] matrix = {{2, 0.5}, {0.5, 1}};
        companionOf("""
                static double f(double[][] m) {
                    int n = m.length;
                    double[][] a = new double[n][n];
                    double s = 0;
                    for (int i = 0; i < n; i++) {
                        for (int j = 0; j < i; j++) {
                            double t = m[i][j];
                            for (int k = 0; k < j; k++) {
                                t -= a[i][k] * a[j][k];
                            }
                            a[i][j] = t / a[j][j];
                        }
                        double t = m[i][i];
                        for (int k = 0; k < i; k++) {
                            t -= a[i][k] * a[i][k];
                        }
                        a[i][i] = Math.sqrt(t);
                        s += Math.log(t);
                    }
                    return s;
                }""").at((Object) matrix).hasGradient(1 / 1.75, 0, -1 / 1.75, 2 / 1.75);
    }
}
