package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backwire.processor.testing.TestKit.companionOf;

import java.util.Arrays;
import org.backwire.processor.testing.Allocations;
import org.backwire.processor.testing.Companion;
import org.junit.jupiter.api.Test;

/** A gate uses local arrays of every rank and type again. */
class WorkspaceArraysTest {
    /** More than reflection takes for a call, less than the arrays. */
    private static final long BYTES = 4_000;

    private static void allocatesNothing(String code, Object[] small, Object[] large) {
        companionOf(code).at(small).agreesWithDifferences();
        assertThat(Allocations.bytes(companionOf(code).companion().gate(), large))
                .isLessThan(BYTES);
    }

    private static double[] numbers(int n) {
        double[] numbers = new double[n];
        Arrays.setAll(numbers, i -> Math.sin(i + 1));
        return numbers;
    }

    @Test
    void ofRankFour() {
        for (String type : new String[] {"double", "float"}) {
            allocatesNothing(
                    """
                            static double conv(T[] x, int n) {
                                T[][][][] t = new T[n][2][n][3];
                                T[][][][] u = new T[n][n][][];
                                T s = 0;
                                for (int i = 0; i < n; i++)
                                    for (int j = 0; j < n; j++) {
                                        u[i][j] = new T[1][j + 1];
                                        for (int k = 0; k < 3; k++) {
                                            t[i][j % 2][j][k] = x[i] * x[j] * (j + k);
                                            u[i][j][0][j] += t[i][j % 2][j][k];
                                        }
                                    }
                                for (T[][][] a : t) for (T[][] b : a) for (T[] c : b) for (T v : c) s += v * v;
                                for (T[][][] a : u) for (T[][] b : a) for (T[] c : b) for (T v : c) s += v * v;
                                return s;
                            }""".replace("T", type),
                    type.equals("double")
                            ? new Object[] {numbers(3), 3}
                            : new Object[] {new float[] {0.5f, 0.25f, -0.75f}, 3},
                    type.equals("double") ? new Object[] {numbers(20), 20} : new Object[] {new float[20], 20});
        }
    }

    @Test
    void thatAreWrittenParameters() {
        double[][][][] small = {{{{0.3, 0.5}, {-0.2}}, {{0.7}}}};
        double[][][][] large = new double[8][8][8][8];
        allocatesNothing("""
                        static double f(double[][][][] x, int[][] order) {
                            double s = 0;
                            order[0][0] = 1 - order[0][0];
                            for (double[][][] a : x) for (double[][] b : a) for (double[] c : b)
                                for (int i = 0; i < c.length; i++) {
                                    c[i] = Math.sin(c[i]);
                                    s += c[i] * c[i] * (1 + order[0][0]);
                                }
                            return s;
                        }""", new Object[] {small, new int[][] {{1}}}, new Object[] {large, new int[100][10]});
    }

    @Test
    void thatShareTheirRows() {
        double[][] a = {{0.3, 0.5}, {-0.2}};
        allocatesNothing("""
                static double f(double[][] a, double[] b) {
                    double[][] m = a.clone();
                    m[0] = b;
                    double s = 0;
                    for (double[] row : m) for (double v : row) s += v * v;
                    return s;
                }""", new Object[] {a, numbers(3)}, new Object[] {new double[2000][1], numbers(3)});
    }

    @Test
    void ofData() {
        allocatesNothing("""
                static double f(double[] x, int n) {
                    int[][][] places = new int[n][n][2];
                    char[][] kinds = new char[n][n];
                    boolean[][][] all = new boolean[n][n][1];
                    double s = 0;
                    for (int i = 0; i < n; i++)
                        for (int j = 0; j < n; j++) {
                            places[i][j][0] = (i * 7 + j) % n;
                            kinds[i][j] = (i + j) % 3 == 0 ? 'm' : 'x';
                            all[i][j][0] = (i ^ j) % 3 == 0;
                        }
                    for (int i = 0; i < n; i++)
                        for (int j = 0; j < n; j++) {
                            double v = x[places[i][j][0]] * x[places[j][i][1]];
                            s += kinds[i][j] == 'm' ? v * v : all[j][i][0] ? v : 2 * v;
                        }
                    return s;
                }""", new Object[] {numbers(3), 3}, new Object[] {numbers(20), 20});
    }

    @Test
    void negativeLengthsAreRefusedWhereThereAreNoRows() {
        var companion = companionOf(
                "static double f(double x, int n, int m) { double[][][][] t = new double[n][2][m][1];"
                        + " for (int i = 0; i < n; i++) t[i][0][0][0] = x * i; return n > 0 ? t[n - 1][0][0][0] * x : x * x; }");
        companion.at(0.3, 0, 0).agreesWithDifferences();
        companion.at(0.3, 2, 1).agreesWithDifferences();
        assertThatThrownBy(() -> companion.companion().gate().forward(0.3, 0, -1))
                .isInstanceOf(NegativeArraySizeException.class)
                .hasMessage("-1");
    }

    @Test
    void whatEachIterationReadsFromOneArrayIsCopiedOnce() {
        String code = """
                import org.backwire.Differentiable;

                class Sample {
                    static final double[] W = new double[2000];

                    static {
                        java.util.Arrays.setAll(W, i -> Math.cos(i));
                    }

                    @Differentiable
                    static double[] f(double[] x) {
                        double[] y = new double[x.length];
                        for (int i = 0; i < x.length; i++)
                            for (int k = 0; k < W.length && k <= i; k++) y[i] += W[k] * x[i - k] * x[i];
                        return y;
                    }
                }
                """;
        companionOf(code).at(new Object[] {numbers(5)}).agreesWithDifferences();
        Companion.Gate gate = companionOf(code).companion().gate();
        long first = Allocations.first(() -> gate.forward(numbers(100)));
        assertThat(first).isLessThan(100 * 2000 * 8 * 2);
    }

    @Test
    void manyRowsOfDestinationsAreComparedWithoutAny() {
        Companion companion = companionOf("""
                static double f(double[][] a) {
                    double s = 0;
                    for (double[] row : a) s += row[0] * row[0];
                    return s;
                }""").companion();
        double[][] a = new double[3000][1];
        double[][] da = new double[3000][1];
        assertThat(Allocations.bytes(() -> companion.call("valueAndGradient", a, da)))
                .isLessThan(BYTES);
    }
}
