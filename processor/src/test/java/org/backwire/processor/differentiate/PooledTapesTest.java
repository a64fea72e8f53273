package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.backwire.processor.testing.Allocations;
import org.backwire.processor.testing.Companion;
import org.backwire.processor.testing.TestKit.Subject;
import org.junit.jupiter.api.Test;

/** A gate uses tapes of every kind again, and local arrays of data. */
class PooledTapesTest {
    /** More than reflection takes for a call, less than an object for each element. */
    private static final long BYTES = 4_000;

    private static final double[] MANY =
            IntStream.range(0, 256).mapToDouble(Math::sin).toArray();

    private static void allocatesNothing(String code, Object[] small, Object[] large) {
        companionOf(code).at(small).agreesWithDifferences();
        Companion.Gate gate = companionOf(code).companion().gate();
        assertThat(Allocations.bytes(gate, large)).isLessThan(BYTES);
    }

    @Test
    void ofGrowingLoopsInGrowingLoops() {
        allocatesNothing("""
                static double walk(double[] x, double limit) {
                    double s = 0;
                    for (int i = 0; s < limit; i++) {
                        int j = i % x.length;
                        double t = x[j] + 1.5;
                        while (Math.abs(t) > 0.1) {
                            boolean isLarge = t > 0.5;
                            t = isLarge ? Math.sin(t) * 0.9 : t * 0.5 * x[j];
                            j = (j * 7 + 3) % x.length;
                            if (s > 2 * limit) break;
                            s += t * t + 0.01;
                        }
                    }
                    return s;
                }""", new Object[] {new double[] {0.3, 0.7, -0.4}, 3.0}, new Object[] {MANY, 200.0});
    }

    @Test
    void ofNumbersThatChooseWays() {
        double[][] few = {{0.3, 0.7, -0.2}, {0.9, -0.4, 0.5}, {0.1, 0.6, 0.8}};
        double[][] many = new double[40][];
        Arrays.setAll(many, i -> Arrays.copyOfRange(MANY, i, i + 40));
        allocatesNothing("""
                static double best(double[][] a, int n) {
                    int[][] back = new int[n][a.length];
                    boolean[][] moves = new boolean[n][];
                    int[] order = {2, 0, 1};
                    int[] copy = order.clone();
                    double[] v = a[0].clone();
                    for (int t = 0; t < n; t++) {
                        double[] w = new double[v.length];
                        moves[t] = new boolean[v.length];
                        for (int j = 0; j < v.length; j++) {
                            w[j] = v[0] + a[0][j];
                            for (int i = 1; i < v.length; i++)
                                if (v[i] + a[i][j] > w[j]) {
                                    w[j] = v[i] + a[i][j];
                                    back[t][j] = i;
                                    moves[t][i] = true;
                                }
                            w[j] = Math.sin(w[j]) * 2;
                        }
                        v = w;
                    }
                    int k = copy[1];
                    double s = 0;
                    for (int t = n - 1; t >= 0; t--) {
                        s += v[k] * v[k] * (moves[t][k] ? 2 : 1);
                        k = back[t][k];
                    }
                    return s;
                }""", new Object[] {few, 4}, new Object[] {many, 30});
    }

    @Test
    void haveTheLengthsThatJavaAllows() {
        for (String type : List.of("double", "float", "int")) {
            companionOf("static double f(double x, int n) { T[][] k = new T[n][n - 1]; return x * x + k.length; }"
                            .replace("T", type))
                    .at(0.3, 0);
        }
        companionOf("static double f(double x, int n) { boolean[][] k = new boolean[n][n - 1];"
                        + " for (int i = 0; i < n; i++) k[i][0] = x > i; return k.length > 1 && k[1][0] ? x : x * x; }")
                .at(0.3, 0);
    }

    @Test
    void ofFrames() {
        double[][] few = {{0.3, 0.7, -0.2}, {0.9, -0.4}};
        double[][] many = new double[2000][];
        Arrays.setAll(many, i -> Arrays.copyOfRange(MANY, i % 250, i % 250 + 5));
        allocatesNothing("""
                static double rows(double[][] w) {
                    double s = 0;
                    for (double[] row : w) s += Math.sin(chain(row, 0));
                    return s;
                }
                static double chain(double[] x, int i) {
                    return i == x.length ? 1 : x[i] * x[i] + Math.cos(chain(x, i + 1));
                }""", new Object[] {few}, new Object[] {many});
    }

    @Test
    void ofArraysOfManyLengthsInOnePlace() {
        allocatesNothing("""
                static double triangle(double[] x) {
                    double s = 0;
                    for (int i = 0; i < x.length; i++) {
                        double[] t = java.util.Arrays.copyOfRange(x, 0, i + 1);
                        long[] order = new long[i + 1];
                        for (int j = 1; j <= i; j++) {
                            order[j] = order[j - 1] * 7 + j;
                            t[j] += Math.sin(t[j - 1]) * x[(int) (order[j] & 1)];
                        }
                        s += t[i] * t[i];
                    }
                    return s;
                }""", new Object[] {new double[] {0.3, 0.7, -0.4}}, new Object[] {MANY});
    }

    @Test
    void ofLongs() {
        allocatesNothing("""
                static double walk(double[] x, long seed) {
                    long[] places = new long[x.length];
                    double y = 0.5;
                    for (int i = 0; y < 200; i++) {
                        seed = seed * 6364136223846793005L + (y > 3 ? 1442695040888963407L : 1);
                        places[i % x.length] = seed >>> 33;
                        y += Math.abs(x[(int) (places[i % x.length] % x.length)]) * (1 + 0.01 * Math.sin(y));
                    }
                    return y;
                }""", new Object[] {new double[] {13.0, 27.0, 44.0}, 5L}, new Object[] {MANY, 7L});
    }

    /** A row outlives the matrix of which it is. */
    @Test
    void ofRowsThatAreRemembered() {
        companionOf("""
                static double f(double[] x, int[] next) {
                    double[] y = new double[3];
                    for (int t = 0, i = 0; t < 3; t++, i = next[i]) {
                        double[] row = (new double[3][3])[1];
                        row[i] = x[t];
                        y[t] = Math.tanh(row[next[t]]) * x[0] + row[i];
                    }
                    return y[0] * y[1] + Math.sin(y[2]) + y[0];
                }""").at(new double[] {0.3, 0.7, -0.4}, new int[] {2, 0, 1}).agreesWithDifferences();
    }

    @Test
    void notOfRowsThatAreReturned() {
        Companion.Gate gate = companionOf("""
                static double[] f(double[] x) {
                    double[][] m = new double[2][3];
                    m[1][0] = Math.sin(x[0] * x[1]);
                    m[0][1] = m[1][0] * x[1];
                    m[1][2] = m[0][1] * 2;
                    return m[1];
                }""").companion().gate();
        double[] first = (double[]) gate.forward(new Object[] {new double[] {0.3, 0.7}});
        double[] copy = first.clone();
        gate.forward(new Object[] {new double[] {1.3, 0.2}});
        gate.backward(new double[3]);
        assertThat(first).isEqualTo(copy);
    }

    @Test
    void ofCubesAndOfWhatIsWritten() {
        allocatesNothing(
                """
                static double f(double[][][] x, int n) {
                    double[][][] t = new double[n][n][2];
                    double s = 0;
                    for (int i = 0; i < n; i++)
                        for (int j = 0; j < n; j++)
                            for (int k = 0; k < 2; k++) {
                                x[0][i % 2][k] *= 0.9 + x[0][0][j % 2] * 0.1;
                                t[i][j][k] = Math.sin(x[0][j % 2][k] * i) + (i > 0 ? t[i - 1][j][k] * x[0][0][k] : 0);
                            }
                    for (int i = 0; i < n; i++) s += t[n - 1][i][i % 2] * t[i][0][1];
                    return s;
                }""",
                new Object[] {new double[][][] {{{0.3, 0.7}, {-0.4, 0.8}}}, 3}, new Object[] {
                    new double[][][] {{{0.3, 0.7}, {-0.4, 0.8}}}, 12
                });
    }

    @Test
    void ofText() {
        allocatesNothing(
                """
                static double f(double[] x, String word) {
                    char[] letters = new char[word.length()];
                    byte[] places = new byte[letters.length];
                    short[] weights = new short[letters.length];
                    for (int i = 0; i < letters.length; i++) {
                        letters[i] = word.charAt(i);
                        places[i] = (byte) (letters[i] % 3);
                        weights[i] = (short) (places[i] * 3);
                    }
                    byte[] copy = places.clone();
                    double s = 0.5;
                    for (int i = 0; i < letters.length; i++) {
                        s = Math.sin(s * x[copy[i]]) + weights[i] * x[1] * 0.1;
                        if (letters[i] == 'a') s *= s;
                    }
                    return s;
                }""",
                new Object[] {new double[] {0.3, 0.7, -0.4}, "abracadabra"},
                new Object[] {new double[] {0.3, 0.7, -0.4}, "abracadabra".repeat(100)});
    }

    /** HotSpot keeps small arrays in registers, but not in long methods. */
    @Test
    void ofSmallArraysInLongMethods() {
        String many = IntStream.range(0, 40)
                .mapToObj(i -> "s = Math.sin(s * 0.%d) + x[%d] / (2 + s * s);\n".formatted(i % 8 + 1, i % 3))
                .collect(Collectors.joining());
        allocatesNothing(
                "static double f(double[] x) {\ndouble s = x[0];\nfor (int i = 0; i < 200; i++) {\ndouble[] d = {x[0], s, x[1] * s};\n"
                        + "double[][] e = {{d[2]}, {s, d[0]}};\nd[1] *= e[1][1];\n" + many
                        + "s += d[1] * e[0][0];\n}\nreturn s;\n}",
                new Object[] {new double[] {0.3, 0.7, -0.4}},
                new Object[] {new double[] {0.3, 0.7, -0.4}});
    }

    /** From one iteration to the next they are in memory: they are taken from where long ones are. */
    @Test
    void ofSmallArraysThatLoopsWriteTo() {
        String code = """
                static double f(double x, double v, double dt, int n) {
                    double[] s = new double[LENGTH];
                    double[] sums = new double[LENGTH];
                    double[] others = new double[LENGTH];
                    s[0] = x;
                    s[1] = v;
                    for (int i = 0; i < n; i++) {
                        s[1] -= dt * s[0];
                        s[0] += dt * s[1];
                        sums[15] += s[1];
                        others[2] += sums[15] * s[0];
                    }
                    return s[0] * s[0] + sums[15] + others[2];
                }""";
        Object[] arguments = {0.3, 0.7, 0.1, 100};
        Subject small = companionOf(code.replace("LENGTH", "16"));
        small.at(arguments).agreesWithDifferences();
        long large = Allocations.bytes(
                companionOf(code.replace("LENGTH", "17")).companion().gate(), arguments);
        assertThat(Allocations.bytes(small.companion().gate(), arguments)).isLessThan(large + 100);
    }
}
