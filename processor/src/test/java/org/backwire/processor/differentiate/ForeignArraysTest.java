package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays of data that foreign code changes while the method runs: what was read before has to be remembered. */
class ForeignArraysTest {
    private static final String OTHERS = """
            import java.util.*;

            public final class Others {
                static final int[] PLACES = {0, 1};

                static void turn(int[][] rows) {
                    rows[0][0] = (rows[0][0] + 1) % 4;
                    rows[1][1] = (rows[1][1] + 3) % 4;
                }

                static void grow(double[][] rows) { rows[0][1] *= 1.5; }

                static void turnAll(List<int[]> all) { for (int[] one : all) one[0] = (one[0] + 1) % 4; }

                static int next() { return PLACES[0] = (PLACES[0] + 1) % 4; }

                static Holder holder() { return new Holder(); }

                static void reset() { PLACES[0] = 0; }

                static final class Holder {
                    private final int[] place = {0};
                    private final double[] weight = {2};

                    int[] place() { return place; }

                    double[] weight() { return weight; }

                    void next() {
                        place[0] = (place[0] + 1) % 4;
                        weight[0] *= 1.5;
                    }
                }

                /** Hands out the same array each time. */
                static final class Walk implements Iterator<int[]> {
                    private final int[] place = {3};
                    private int left = 5;

                    @Override
                    public boolean hasNext() { return left > 0; }

                    @Override
                    public int[] next() {
                        left--;
                        place[0] = (place[0] + 1) % 4;
                        return place;
                    }
                }
            }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int[][] g = {{0, 1}, {2, 3}}; int[] row = g[0]; double s = 0; for (int i = 0; i < n; i++) { s += x[row[0]] * x[g[1][1]]; Others.turn(g); s += x[g[0][0]]; } return s * x[row[0]];",
                "double[][] d = {{1, 2}}; double s = 0; for (int i = 0; i < n; i++) { s += x[i] * d[0][1] * x[1]; Others.grow(d); s += x[0] * d[0][1]; } return s * d[0][0];",
                "Others.Holder h = Others.holder(); int[] p = h.place(); double[] w = h.weight(); double s = 0; for (int i = 0; i < n; i++) { s += x[p[0]] * w[0] * x[1]; h.next(); } return s * x[p[0]];",
                "int[] p = {0}; List<int[]> all = List.of(p); double s = 0; for (int i = 0; i < n; i++) { s += x[p[0]] * x[1]; Others.turnAll(all); } return s * x[p[0]];",
                "List<int[]> all = List.of(new int[] {1}); double s = 0; for (int i = 0; i < n; i++) { int[] p = all.get(0); s += x[p[0]] * x[1]; Others.turnAll(all); } return s * x[all.get(0)[0]];",
                "Others.reset(); int[] p = Others.PLACES; double s = 0; for (int i = 0; i < n; i++) { s += x[p[0]] * x[1]; int k = Others.next(); s += x[k] * x[p[1]]; } return s * x[p[0]];",
                "Iterator<int[]> it = new Others.Walk(); double s = 0; while (it.hasNext()) { int[] p = it.next(); s += x[p[0]] * x[1] * s + x[p[0]]; } return s;",
            })
    void areRemembered(String body) {
        var companion = companionOf(
                "import java.util.*;\nimport org.backwire.*;\n\nclass Sample {\n@Differentiable static double f(double[] x, int n) { "
                        + body + " }\n}\n",
                OTHERS);
        companion.at(new double[] {1.5, 2, 3, 0.5}, 3).agreesWithDifferences();
        companion.at(new double[] {0.3, -0.7, 1.1, 2}, 4).agreesWithDifferences();
    }
}
