package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;

import org.backwire.processor.testing.Companion;
import org.junit.jupiter.api.Test;

/** Rows of a parameter that are replaced: the gradient keeps the place where the row was when the method was called. */
class RowsOfParametersTest {
    private static final double[][] M = {{2, 3}, {5, 7}};

    @Test
    void replaced() {
        companionOf("""
                static double f(double[][] m) {
                    double s = m[0][0];
                    m[0] = new double[] {s * s, 1};
                    return m[0][0] * m[1][0];
                }""").at((Object) M).hasValue(20).hasGradient(20, 0, 4, 0).agreesWithDifferences(1e-9);
    }

    @Test
    void swapped() {
        companionOf("""
                static double f(double[][] m) {
                    double[] t = m[0];
                    m[0] = m[1];
                    m[1] = t;
                    return m[0][0] * m[0][0] + m[1][1];
                }""").at((Object) M).hasGradient(0, 1, 10, 0).agreesWithDifferences(1e-9);
    }

    @Test
    void swappedByPivoting() {
        companionOf("""
                static double f(double[][] a) {
                    double det = 1;
                    for (int k = 0; k < a.length; k++) {
                        for (int i = k + 1; i < a.length; i++) {
                            if (Math.abs(a[i][k]) > Math.abs(a[k][k])) {
                                double[] t = a[i];
                                a[i] = a[k];
                                a[k] = t;
                                det = -det;
                            }
                        }
                        det *= a[k][k];
                        for (int i = k + 1; i < a.length; i++) {
                            double factor = a[i][k] / a[k][k];
                            for (int j = k; j < a.length; j++) {
                                a[i][j] -= factor * a[k][j];
                            }
                        }
                    }
                    return det;
                }""")
                .at((Object) new double[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 10}})
                .agreesWithDifferences(1e-9);
    }

    @Test
    void madeOneWithAnother() {
        companionOf("""
                static double f(double[][] m, double[] v) {
                    m[1] = v;
                    m[1][0] *= m[0][1];
                    return v[0] * v[0] + m[1][1];
                }""")
                .at(M, new double[] {4, 1})
                .hasGradient(0, 2 * 16 * 3, 0, 0, 2 * 12 * 3, 1)
                .agreesWithDifferences(1e-9);
    }

    @Test
    void replacedInAResult() {
        companionOf("""
                static double[][] f(double[][] m) {
                    m[0] = new double[] {m[1][0], m[0][1] * m[0][0]};
                    return m;
                }""").at((Object) M).agreesWithDifferences(1e-9);
    }

    @Test
    void rowsOfPlanes() {
        companionOf("""
                static double f(double[][][] c) {
                    double[] t = c[0][1];
                    c[0][1] = c[1][0];
                    c[1][0] = t;
                    double[][] plane = c[0];
                    c[0] = c[1];
                    c[1] = plane;
                    return c[0][0][0] * c[1][1][0] * c[0][1][1] + c[1][0][1];
                }""")
                .at((Object) new double[][][] {{{2, 3}, {5, 7}}, {{11, 13}, {17, 19}}})
                .agreesWithDifferences(1e-9);
    }

    @Test
    void resultsThatAreAParameter() {
        Companion companion =
                companionOf("static double[] f(double[] x) { return x; }").companion();
        double[] x = {1, 2};
        double[] cotangent = {3, 4};
        double[] gradient = companion.numbers(companion.vjp(cotangent, (Object) x));
        assertThat(gradient).containsExactly(3, 4);
        assertThat(cotangent).containsExactly(3, 4);
    }

    @Test
    void emptyAndJaggedMatrices() {
        var sum = companionOf("""
                static double f(double[][] m) {
                    double s = 0;
                    for (double[] row : m) {
                        for (double v : row) {
                            s += v * v;
                        }
                    }
                    return s;
                }""");
        sum.at((Object) new double[0][0]).hasValue(0);
        sum.at((Object) new double[][] {{}, {2}, {3, 4}}).hasGradient(4, 6, 8);
    }
}
