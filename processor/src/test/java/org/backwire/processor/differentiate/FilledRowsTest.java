package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Matrices whose rows are made one by one, and what is done to them then. */
class FilledRowsTest {
    private static final double[][] M = {{2, 0.5, 0.3}, {0.4, 1.8, -0.2}, {-0.3, 0.6, 2.2}};

    private static String method(String filling, String after) {
        return """
                static double f(double[][] m) {
                    int n = m.length;
                    double[][] a = new double[n][];
                    double det = 1;
                    %s
                    for (int c = 0; c < n; c++) {
                        %s
                        det *= a[c][c];
                        for (int r = c + 1; r < n; r++) {
                            double q = a[r][c] / a[c][c];
                            for (int k = c; k < n; k++) a[r][k] -= q * a[c][k];
                        }
                    }
                    return det + a[0][2] * a[1][1];
                }""".formatted(filling, after);
    }

    @Test
    void areReadAgain() {
        String code = method("for (int i = 0; i < n; i++) a[i] = m[i].clone();", "");
        companionOf(code).at((Object) M).agreesWithDifferences();
        assertThat(generatedFrom(code).text()).doesNotContain("TapeTape");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (int i = 0; i < n; i++) { a[i] = new double[n]; for (int j = 0; j < n; j++) a[i][j] = m[i][j]; }",
                "for (int i = 0; i < n; i++) a[i] = new double[] {m[i][0], m[i][1], m[i][2]};",
                "for (int i = n - 1; i >= 0; i--) a[i] = m[i].clone();",
                "for (int i = 0; i < n; i++) { double[] row = m[i].clone(); row[0] *= 1.5; a[i] = row; }",
                // not made one by one, once
                "for (int t = 0; t < 2; t++) for (int i = 0; i < n; i++) a[i] = m[(i + t) % n].clone();",
                "for (int i = 0; i < n; i++) a[(i * 2) % n] = m[i].clone();",
                "for (int i = 0; i < n; i++) { if (m[i][i] > 1.9) a[i] = m[i].clone(); else a[i] = new double[] {1, m[0][i], 2}; }",
                "double[] one = m[0].clone(); double[] two = m[1].clone(); a[0] = one; a[1] = two; a[2] = m[2].clone(); one[1] *= 2;"
            })
    void inOneWayOrAnother(String filling) {
        companionOf(method(filling, "")).at((Object) M).agreesWithDifferences();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int p = c + (c < n - 1 && a[c + 1][c] > 0.3 ? 1 : 0); double[] t = a[p]; a[p] = a[c]; a[c] = t;",
                "if (c == 1) a[2] = a[2].clone();",
                "if (c == 1) for (int i = 0; i < n; i++) a[i] = m[i].clone();",
                "double[] low = a[n - 1]; low[0] += 0.1 * a[c][0]; if (c == 1) a[0] = new double[] {1, 2, m[1][1]};",
                "double[][] b = new double[n][]; for (int i = 0; i < n; i++) b[i] = a[i].clone(); det *= b[c][0] + b[0][c]; b[0][c] = 3; det *= b[0][c] * b[c][c];"
            })
    void andThenChanged(String after) {
        companionOf(method("for (int i = 0; i < n; i++) a[i] = m[i].clone();", after))
                .at((Object) M)
                .agreesWithDifferences();
    }
}
