package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.api.Test;

class LinearAlgebraTest {
    private static final String CHOLESKY = """
                double[][] l = new double[a.length][a.length];
                for (int i = 0; i < a.length; i++) {
                    for (int j = 0; j <= i; j++) {
                        double sum = a[i][j];
                        for (int k = 0; k < j; k++) {
                            sum -= l[i][k] * l[j][k];
                        }
                        if (i == j) {
                            l[i][i] = Math.sqrt(sum);
                        } else {
                            l[i][j] = sum / l[j][j];
                        }
                    }
                }
            """;

    private static double[][] positive() {
        return new double[][] {{4, 1, 0.5}, {1, 3, -0.25}, {0.5, -0.25, 2}};
    }

    @Test
    void logarithmOfADeterminantByCholesky() {
        var logDet = companionOf("""
                static double f(double[][] a) {
                %s
                    double logDet = 0;
                    for (int i = 0; i < a.length; i++) {
                        logDet += 2 * Math.log(l[i][i]);
                    }
                    return logDet;
                }""".formatted(CHOLESKY)).at((Object) positive());
        logDet.agreesWithDifferences(1e-9);
        // the lower half only: the inverse, twice off the diagonal
        double[][] a = positive();
        double det = a[0][0] * (a[1][1] * a[2][2] - a[1][2] * a[2][1])
                - a[0][1] * (a[1][0] * a[2][2] - a[1][2] * a[2][0])
                + a[0][2] * (a[1][0] * a[2][1] - a[1][1] * a[2][0]);
        double d11 = (a[1][1] * a[2][2] - a[1][2] * a[2][1]) / det;
        double d22 = (a[0][0] * a[2][2] - a[0][2] * a[2][0]) / det;
        double d33 = (a[0][0] * a[1][1] - a[0][1] * a[1][0]) / det;
        double d21 = -2 * (a[1][0] * a[2][2] - a[1][2] * a[2][0]) / det;
        double d31 = 2 * (a[1][0] * a[2][1] - a[1][1] * a[2][0]) / det;
        double d32 = -2 * (a[0][0] * a[2][1] - a[0][1] * a[2][0]) / det;
        logDet.hasGradient(d11, 0, 0, d21, d22, 0, d31, d32, d33);
    }

    @Test
    void solutionByCholesky() {
        companionOf("""
                static double[] f(double[][] a, double[] b) {
                %s
                    double[] x = b.clone();
                    for (int i = 0; i < x.length; i++) {
                        for (int k = 0; k < i; k++) {
                            x[i] -= l[i][k] * x[k];
                        }
                        x[i] /= l[i][i];
                    }
                    for (int i = x.length - 1; i >= 0; i--) {
                        for (int k = i + 1; k < x.length; k++) {
                            x[i] -= l[k][i] * x[k];
                        }
                        x[i] /= l[i][i];
                    }
                    return x;
                }""".formatted(CHOLESKY))
                .at(positive(), new double[] {1, -2, 0.5})
                .agreesWithDifferences(1e-9);
    }

    @Test
    void determinantByEliminationWithPivots() {
        companionOf("""
                static double f(double[][] a) {
                    int n = a.length;
                    double det = 1;
                    for (int k = 0; k < n; k++) {
                        int pivot = k;
                        for (int i = k + 1; i < n; i++) {
                            if (Math.abs(a[i][k]) > Math.abs(a[pivot][k])) {
                                pivot = i;
                            }
                        }
                        if (pivot != k) {
                            for (int j = 0; j < n; j++) {
                                double swap = a[k][j];
                                a[k][j] = a[pivot][j];
                                a[pivot][j] = swap;
                            }
                            det = -det;
                        }
                        det *= a[k][k];
                        for (int i = k + 1; i < n; i++) {
                            double factor = a[i][k] / a[k][k];
                            for (int j = k; j < n; j++) {
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
    void determinantWithRowsSwapped() {
        companionOf("""
                static double f(double[][] a) {
                    double[][] u = {a[0].clone(), a[1].clone()};
                    double sign = 1;
                    if (Math.abs(u[1][0]) > Math.abs(u[0][0])) {
                        double[] swap = u[0];
                        u[0] = u[1];
                        u[1] = swap;
                        sign = -1;
                    }
                    double factor = u[1][0] / u[0][0];
                    for (int j = 0; j < 2; j++) {
                        u[1][j] -= factor * u[0][j];
                    }
                    return sign * u[0][0] * u[1][1];
                }""")
                .at((Object) new double[][] {{1, 2}, {3, 4}})
                .hasGradient(4, -3, -2, 1)
                .agreesWithDifferences(1e-9);
    }

    @Test
    void tridiagonalSystem() {
        companionOf("""
                static double[] f(double[] lower, double[] main, double[] upper, double[] right) {
                    int n = main.length;
                    double[] c = new double[n];
                    double[] x = new double[n];
                    c[0] = upper[0] / main[0];
                    x[0] = right[0] / main[0];
                    for (int i = 1; i < n; i++) {
                        double m = main[i] - lower[i] * c[i - 1];
                        c[i] = upper[i] / m;
                        x[i] = (right[i] - lower[i] * x[i - 1]) / m;
                    }
                    for (int i = n - 2; i >= 0; i--) {
                        x[i] -= c[i] * x[i + 1];
                    }
                    return x;
                }""")
                .at(
                        new double[] {0, 1, -0.5, 0.3},
                        new double[] {4, 5, 3, 6},
                        new double[] {1, 0.7, 1.1, 0},
                        new double[] {1, -2, 3, 0.5})
                .agreesWithDifferences(1e-9);
    }

    @Test
    void productOfMatrices() {
        companionOf("""
                static double[][] f(double[][] a, double[][] b) {
                    double[][] c = new double[a.length][b[0].length];
                    for (int i = 0; i < a.length; i++) {
                        for (int j = 0; j < b[0].length; j++) {
                            for (int k = 0; k < b.length; k++) {
                                c[i][j] += a[i][k] * b[k][j];
                            }
                        }
                    }
                    return c;
                }""")
                .at(new double[][] {{1, 2, 3}, {4, 5, 6}}, new double[][] {{1, -1}, {0.5, 2}, {3, 0}})
                .agreesWithDifferences(1e-9);
    }
}
