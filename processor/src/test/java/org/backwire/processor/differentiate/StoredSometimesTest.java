package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.backwire.processor.testing.Point;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored in an array on some ways only is not to be found there on the others. */
class StoredSometimesTest {
    private static final double[] X = {0.3, 0.7, -0.4, 1.1, 0.9};

    /** The body of a loop; {@code v} is wanted on the way back. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (j % 2 == 0) t[j] = v;",
                "if (v > 0.5) { t[j] = v; s += t[j]; } else { s -= v * v; }",
                "for (int k = 0; k < n; k++) t[j] = v;",
                "for (int k = 0; k < j % 2; k++) { double[] u = new double[2]; u[1] = v; s += u[k] * u[1]; }",
                "if (j % 2 == 0) continue; t[j] = v;",
                "if (v > 0.8) break; t[j] = v;",
                "switch (j % 3) { case 0: t[j] = v; break; default: s += v; }",
                "s += j > 1 && (t[j] = v) > 0.5 ? v * v : t[j];",
                "set(t, j, v, n);",
                "if (j % 2 == 1) { double[] row = m[j]; row[1] = v; s += m[j][1] * row[0]; }",
            })
    void isRecorded(String body) {
        var subject = companionOf("""
                import org.backwire.Differentiable;

                class Sometimes {
                    @Differentiable
                    static double f(double[] x, int n) {
                        double[] t = new double[x.length];
                        double[][] m = new double[x.length][2];
                        double s = 0;
                        for (int j = 0; j < x.length; j++) {
                            double v = Math.sin(x[j]);
                            BODY
                            s += v * v * v;
                        }
                        return s + t[0] * t[2] + m[1][1];
                    }

                    static void set(double[] t, int j, double v, int n) {
                        if (j == n) return;
                        t[j] = v;
                    }
                }
                """.replace("BODY", body));
        for (int n = 0; n < 3; n++) {
            Point point = subject.at(X, n);
            point.agreesWithDifferences();
        }
    }
}
