package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;

import java.util.Arrays;
import java.util.Random;
import org.backwire.processor.testing.Allocations;
import org.backwire.processor.testing.Companion;
import org.backwire.processor.testing.Modes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nests of loops read of an array, which is written again later, is kept as a copy of the array for each nest. */
class KeptArraysTest {
    private static final String ALL =
            "@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN, Derivative.HVP, Derivative.HESSIAN})\n";

    private static final String POWER = """
            static double f(double[][] a, double[] x0, int steps) {
                int n = x0.length;
                double[] x = x0.clone();
                double[] y = new double[n];
                for (int s = 0; s < steps; s++) {
                    for (int i = 0; i < n; i++) {
                        y[i] = 0;
                        for (int j = 0; j < n; j++) y[i] += a[i][j] * x[j];
                    }
                    for (int i = 0; i < n; i++) x[i] = Math.sin(y[i]);
                }
                return x[0] * x[n - 1];
            }""";

    private static final String SWAPPED = """
            static double f(double[][] a, double[] x0, int steps) {
                double[] x = x0.clone();
                double[] y = new double[x.length];
                for (int s = 0; s < steps; s++) {
                    multiply(a, x, y);
                    double[] t = x; x = y; y = t;
                }
                return x[0] * x[x.length - 1] + y[0];
            }
            static void multiply(double[][] a, double[] x, double[] y) {
                for (int i = 0; i < y.length; i++) {
                    double sum = 0;
                    for (int j = 0; j < x.length; j++) sum += a[i][j] * x[j];
                    y[i] = Math.tanh(sum);
                }
            }""";

    /** It ends before the buffers change places. */
    private static final String UNTIL = """
            static double f(double[][] a, double[] b, int steps) {
                int n = b.length;
                double[] x = new double[n];
                double[] y = new double[n];
                for (int s = 0; s < steps; s++) {
                    double d = 0;
                    for (int i = 0; i < n; i++) {
                        double t = b[i];
                        for (int j = 0; j < n; j++) t -= a[i][j] * x[j] / n;
                        y[i] = t;
                        d += (y[i] - x[i]) * (y[i] - x[i]);
                    }
                    if (d < 1e-300) break;
                    double[] q = x; x = y; y = q;
                }
                return x[0] * y[1];
            }""";

    /** In two loops. */
    private static final String TWICE = """
            static double f(double[][] a, double[] x0, int steps) {
                int n = x0.length;
                double[] x = x0.clone();
                double[] y = new double[n];
                for (int e = 0; e < 2; e++) {
                    for (int s = 0; s < steps / 2; s++) {
                        for (int i = 0; i < n; i++) {
                            double sum = 0;
                            for (int j = 0; j < n; j++) sum += a[i][j] * x[j];
                            y[i] = Math.tanh(sum);
                        }
                        double[] t = x; x = y; y = t;
                    }
                    x[e] += 0.1 * y[e];
                }
                return x[0] * x[n - 1] + y[0];
            }""";

    private static final String SOMETIMES = """
            static double f(double[][] a, double[] x0, int steps) {
                int n = x0.length;
                double[] x = x0.clone();
                double[] y = new double[n];
                for (int s = 0; s < steps; s++) {
                    for (int i = 0; i < n; i++) {
                        double sum = 0;
                        for (int j = 0; j < n; j++) sum += a[i][j] * x[j];
                        y[i] = Math.tanh(sum);
                    }
                    if (y[0] > x[0] - 3) { double[] t = x; x = y; y = t; }
                }
                return x[0] * x[n - 1] + y[0];
            }""";

    private static double[][] matrix(int n) {
        Random random = new Random(5);
        double[][] a = new double[n][n];
        for (double[] row : a) {
            Arrays.setAll(row, i -> random.nextDouble() - 0.5);
        }
        return a;
    }

    private static double[] vector(int n) {
        double[] x = new double[n];
        Arrays.setAll(x, i -> Math.cos(i));
        return x;
    }

    /** A copy and the tape of the sine are 16 bytes a row; the elements would be 8 for each element of the matrix. */
    @ParameterizedTest
    @ValueSource(strings = {POWER, SWAPPED, UNTIL, TWICE, SOMETIMES})
    void keepsAnArrayForEachStep(String code) {
        Companion companion = companionOf(code).companion();
        double[][] a = matrix(100);
        double[] x = vector(100);
        long few = Allocations.bytes(() -> companion.gradient(a, x, 10));
        long more = Allocations.bytes(() -> companion.gradient(a, x, 60));
        assertThat((more - few) / 50).isLessThan(3 * 8 * 100);
    }

    @Test
    void warmGatesAllocateNothing() {
        Companion.Gate gate = companionOf(POWER).companion().gate();
        assertThat(Allocations.bytes(gate, matrix(100), vector(100), 50)).isLessThan(4_000);
    }

    /** An array that is longer than what a step reads of it is not copied for each step. */
    @Test
    void longArraysAreNotCopied() {
        Companion companion = companionOf("""
                static double f(double[][] a, double[] x, int steps) {
                    double[] path = new double[steps + 4];
                    path[0] = x[0];
                    double sum = 0;
                    for (int s = 0; s < steps; s++) {
                        for (int i = 0; i < 3; i++)
                            for (int j = 0; j < 3; j++) sum += a[i][j] * path[s + j] * path[s + i];
                        path[s + 1] = Math.sin(path[s]);
                        path[s + 2] += path[s];
                        path[s] = sum;
                    }
                    return sum;
                }""").companion();
        double[][] a = matrix(3);
        long some = Allocations.bytes(() -> companion.gradient(a, vector(3), 100));
        long more = Allocations.bytes(() -> companion.gradient(a, vector(3), 1000));
        assertThat(more).isLessThan(15 * some);
    }

    /** Where the nest may make no trip, a copy for each step would take room and time that the method does not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (int q = 0; q < count[t]; q++) for (int j = 0; j < n; j++) z += x[j] * x[j];",
                "for (int q : rare[count[t]]) for (int j = 0; j < n; j++) z += x[j] * x[j] * q;",
                "double e = 1; while (e > 0.5 && t < 2) { for (int j = 0; j < n; j++) z += x[j] * x[j]; e *= 0.5; }",
            })
    void isNotMadeForNothing(String nest) {
        Companion companion = companionOf("""
                static double f(double[] a, int[] count) {
                    int n = a.length;
                    int[][] rare = {{}, {1, 2}};
                    double[] x = a.clone();
                    double z = 0;
                    for (int t = 0; t < count.length; t++) {
                        %s
                        x[t %% n] = 0.5 * x[t %% n] + 0.1;
                    }
                    return z;
                }""".formatted(nest)).companion();
        double[] a = vector(1000);
        int[] count = new int[400];
        count[7] = 1;
        assertThat(Allocations.bytes(() -> companion.gradient(a, count))).isLessThan(400_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                POWER,
                SWAPPED,
                UNTIL,
                TWICE,
                SOMETIMES,
                // wrong rotations, in an inner loop and by a side
                "static double f(double[][] a, double[] x0, int steps) { int n = x0.length; double[] x = x0.clone(), y = new double[n], z = new double[n];"
                        + " for (int s = 0; s < steps; s++) { for (int i = 0; i < n; i++) { double q = 0; for (int j = 0; j < n; j++) q += a[i][j] * x[j] * x[i]; y[i] = q + x[0]; }"
                        + " for (int k = 0; k < s; k++) { double[] t = x; x = y; y = z; z = t; } } return x[0] * y[1] + z[2] * x[1]; }",
                "static double f(double[][] a, double[] x0, int steps) { int n = x0.length; double[] x = x0.clone(), y = new double[n];"
                        + " for (int s = 0; s < steps; s++) { for (int i = 0; i < n; i++) { double q = 0; for (int j = 0; j < n; j++) q += a[i][j] * x[j] * x[i]; y[i] = q + x[0]; }"
                        + " if (y[0] > 0) { double[] t = x; x = y; y = t; } else { y = x; } } return x[0] * y[1] + x[1]; }",
                "static double f(double[][] a, double[] x0, int steps) { int n = x0.length; double[] x = x0.clone(), y = new double[n];"
                        + " for (int e = 0; e < 2; e++) { for (int s = 0; s < steps; s++) { for (int i = 0; i < n; i++) { double q = 0; for (int j = 0; j < n; j++) q += a[i][j] * x[j] * x[i]; y[i] = q + x[0]; }"
                        + " if (s == 2) continue; double[] t = x; x = y; y = t; } if (e == 0) y = x; } return x[0] * y[1] + x[1]; }",
                // no step, no row, a nest that does not run
                "static double f(double[][] a, double[] x, int steps) { double[] y = x.clone(); for (int s = 0; s < steps - 7; s++) {"
                        + " for (int i = 0; i < y.length; i++) for (int j = 0; j < y.length; j++) y[0] += a[i][j]; } return y[0] * y[1]; }",
                "static double f(double[][] a, double[] x, int steps) { double[] y = new double[x.length]; double r = 1; for (int s = 0; s < steps; s++) {"
                        + " if (s % 2 == 1) for (int i = 0; i < x.length; i++) for (int j = 0; j < x.length; j++) r += a[i][j] * y[j] * r;"
                        + " for (int i = 0; i < x.length; i++) y[i] = x[i] * r * y[i] + s; } return r; }",
                // three buffers, and a step that swaps only sometimes
                "static double f(double[][] a, double[] x0, int steps) { int n = x0.length; double[] x = x0.clone(), y = new double[n], z = new double[n];"
                        + " for (int s = 0; s < steps; s++) { for (int i = 0; i < n; i++) { double q = 0; for (int j = 0; j < n; j++) q += a[i][j] * x[j] * y[j]; z[i] = q + x[i] * x[i]; }"
                        + " double[] t = x; x = z; z = y; y = t; } return x[0] * y[1] * z[2] + x[1]; }",
                "static double f(double[][] a, double[] x0, int steps) { int n = x0.length; double[] x = x0.clone(), y = new double[n];"
                        + " for (int s = 0; s < steps; s++) { for (int i = 0; i < n; i++) { double q = 0; for (int j = 0; j < n; j++) q += a[i][j] * x[j] * x[j]; y[i] = q; }"
                        + " if (y[0] > y[1]) { double[] t = x; x = y; y = t; } } return x[0] * y[1]; }",
                // both buffers are one array
                "static double f(double[][] a, double[] x0, int steps) { int n = x0.length; double[] x = x0.clone(), y = x;"
                        + " for (int s = 0; s < steps; s++) { for (int i = 0; i < n; i++) { double q = 0; for (int j = 0; j < n; j++) q += a[i][j] * x[j] * x[j]; y[i] = q; }"
                        + " double[] t = x; x = y; y = t; } return x[0] * y[1]; }",
                // the other buffer comes by another name, too
                "static double f(double[][] a, double[] x0, int steps) { int n = x0.length; double[] x = x0.clone(), y = new double[n], z = x;"
                        + " for (int s = 0; s < steps; s++) { for (int i = 0; i < n; i++) { double q = 0; for (int j = 0; j < n; j++) q += a[i][j] * x[j] * x[j]; z[i] = q; y[i] += q; }"
                        + " double[] t = x; x = y; y = t; } return x[0] * y[1] * z[2]; }",
                // a matrix, its neighbours, rows by name
                "static double f(double[][] a, double[] x, int steps) { double[][] u = new double[5][4]; double[][] w = new double[5][4];"
                        + " for (int i = 0; i < 5; i++) for (int j = 0; j < 4; j++) u[i][j] = w[i][j] = x[j] + i;"
                        + " for (int s = 0; s < steps; s++) { for (int i = 1; i + 1 < 5; i++) { double[] row = u[i]; for (int j = 1; j + 1 < 4; j++)"
                        + " w[i][j] = a[0][1] * row[j] * u[i - 1][j] + row[j + 1] * u[i + 1][j] * row[j - 1]; } double[][] t = u; u = w; w = t; }"
                        + " return u[2][1] * u[3][2] + w[1][1]; }",
                "static double f(double[][] a, double[] x, int steps) { double[][] u = new double[4][4]; double r = 1;"
                        + " for (int s = 0; s < steps; s++) { for (int i = 0; i < 4; i++) { double[] row = u[i]; for (int j = 0; j < 4; j++) r += a[i][j] * row[j] * Math.sin(r); }"
                        + " for (int i = 0; i < 4; i++) for (int j = 0; j < 4; j++) u[i][j] += x[i] * r * u[j][i] + x[j]; } return r; }",
                // a row that is looked up before the nest
                "static double f(double[][] a, double[] x, int steps) { double[] t = (new double[4][4])[3 - steps % 4]; double r = 1; for (int s = 0; s < steps; s++) {"
                        + " for (int i = 0; i < 4; i++) for (int j = 0; j < 4; j++) r += a[i][j] * t[j] * Math.cos(r); t[s % 4] = r * x[s % 4] + t[0]; } return r; }",
                "static double f(double[][] a, double[] x, int steps) { double[][][] u = new double[2][4][4]; double r = 1; for (int s = 0; s < steps; s++) { double[][] m = u[s % 2];"
                        + " for (int i = 0; i < 4; i++) for (int k = 0; k < 4; k++) for (int j = 0; j < 4; j++) r += a[i][j] * m[j][i] * m[k][j] * Math.cos(r);"
                        + " for (int i = 0; i < 4; i++) u[s % 2][i][(i + s) % 4] += r * x[i]; } return r; }",
                // the matrix is given other rows
                "static double f(double[][] a, double[] x, int steps) { double[][] u = new double[4][4]; for (int i = 0; i < 4; i++) u[i] = x.clone();"
                        + " for (int s = 0; s < steps; s++) { double r = 0; for (int i = 0; i < 4; i++) for (int j = 0; j < 4; j++) r += u[i][j] * u[j][i] * u[i][i];"
                        + " double[] t = u[0]; u[0] = u[s % 4]; u[s % 4] = t; for (int j = 0; j < 4; j++) u[1][j] = Math.sin(r * u[1][j]); } return u[0][0] * u[1][1] * u[2][2]; }",
                // a gather, a while, a break
                "static double f(double[][] a, double[] x, int steps) { int n = x.length; double[] y = x.clone(); int s = 0; while (s < steps) { double q = 0;"
                        + " for (int i = 0; i < n; i++) { int k = 0; while (k < i) { q += a[i][k] * y[(i * 3 + k) % n] * y[k]; if (q > 50) break; k++; } }"
                        + " for (int i = 0; i < n; i++) y[i] = Math.sin(q + y[i]); s++; } return y[0] * y[1]; }",
                // counters of an array of whole numbers
                "static double f(double[][] a, double[] x, int steps) { int n = x.length; int[] p = new int[n]; for (int i = 0; i < n; i++) p[i] = i; double r = 1;"
                        + " for (int s = 0; s < steps; s++) { for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) r += a[p[i]][p[j]] * x[p[j]] * Math.sin(r);"
                        + " for (int i = 0; i < n; i++) p[i] = (p[i] + s) % n; } return r; }",
                // in a nest that sums only, and the same array in two nests
                "static double f(double[][] a, double[] x, int steps) { int n = x.length; double[] p = x.clone(); double r = 0; for (int s = 0; s < steps; s++) { double e = 0, g = 0;"
                        + " for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) e += a[i][j] * p[i] * p[j];"
                        + " for (int i = 0; i < n; i++) g += p[i] * p[i]; for (int i = 0; i < n; i++) p[i] = p[i] * e / g; r += e * g; } return r; }",
                // an array that is passed is written
                "static double f(double[][] a, double[] x, int steps) { int n = x.length; for (int s = 0; s < steps; s++) { double r = 0;"
                        + " for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) r += a[i][j] * x[i] * x[j] * x[j]; x[s % n] = r; } return x[0] * x[1]; }",
            })
    void isRight(String code) {
        double[][] a = matrix(4);
        double[] x = vector(4);
        companionOf(code).at(a, x, 5).agreesWithDifferences();
        Companion inAllModes = companionOf(ALL + code).companion();
        assertThat(Modes.faults(inAllModes, () ->
                        new Object[] {Arrays.stream(a).map(double[]::clone).toArray(double[][]::new), x.clone(), 5}))
                .isEmpty();
    }
}
