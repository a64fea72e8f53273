package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import java.util.List;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.GraphText;
import org.backwire.processor.testing.Companion;
import org.junit.jupiter.api.Test;

/** What is sorted moves to its place, and its gradient comes back from there. */
class SortsTest {
    private static final String MODES =
            "@org.backwire.Differentiable({org.backwire.Derivative.GRADIENT, org.backwire.Derivative.JVP, org.backwire.Derivative.HVP, org.backwire.Derivative.HESSIAN})";

    @Test
    void theOrderIsData() {
        Function function = GraphText.parse("""
                f(double[] x, double[] y, int n) {
                  call java.util.Arrays.sort(x, 1, n)
                  call java.util.Arrays.sort(y)
                  a = load x 0 : double
                  b = load y 0 : double
                  c = mul a b : double
                  yield c
                }""");
        assertThat(GraphText.of(Sorts.run(function, List.of(0)))).isEqualTo("""
                f(double[] x, double[] y, int n) {
                  unsorted = cloneArray x : double[]
                  order = call org.backwire.Sorting.order(unsorted, 1, n) : int[]
                  %1 = length order : int
                  k.3 = loop (int k = 0) while {
                    %2 = less k %1 : boolean
                    yield %2
                  } do {
                    %3 = load order k : int
                    %4 = load unsorted %3 : double
                    %5 = add 1 k : int
                    store x %5 %4
                    k.2 = add k 1 : int
                    yield k.2
                  }
                  call java.util.Arrays.sort(y)
                  a = load x 0 : double
                  b = load y 0 : double
                  c = mul a b : double
                  yield c
                }
                """);
        assertThat(GraphText.of(Sorts.run(function, List.of()))).isEqualTo(GraphText.of(function));
    }

    @Test
    void eachPlaceTellsTheNumberThatCameThere() {
        companionOf("""
                static double f(double[] x) {
                    double[] s = x.clone();
                    java.util.Arrays.sort(s);
                    return s[0] + 10 * s[1] + 100 * s[2];
                }""").at(new double[] {3, 1, 2}).hasValue(321).hasGradient(100, 1, 10);
    }

    @Test
    void equalNumbersKeepTheirOrderAndNaNIsLast() {
        String code = """
                static double f(double[] x) {
                    java.util.Arrays.sort(x);
                    return x[0] + 10 * x[1] + 100 * x[2];
                }""";
        companionOf(code).at(new double[] {2, 2, 1}).hasGradient(10, 100, 1);
        companionOf(code).at(new double[] {0.0, -0.0, -1}).hasGradient(100, 10, 1);
        companionOf(code).at(new double[] {Double.NaN, 5, 1}).hasGradient(100, 10, 1);
    }

    @Test
    void theTailOfLosses() {
        companionOf(MODES + """
                static double f(double[] w, double[][] returns, int from) {
                    double[] losses = new double[returns.length];
                    for (int i = 0; i < losses.length; i++) {
                        for (int j = 0; j < w.length; j++) {
                            losses[i] -= w[j] * returns[i][j];
                        }
                    }
                    java.util.Arrays.sort(losses);
                    double tail = 0;
                    for (int i = from; i < losses.length; i++) {
                        tail += losses[i] * losses[i];
                    }
                    return tail / (losses.length - from);
                }""")
                .at(new double[] {0.3, 0.7}, new double[][] {{1, -2}, {0.5, 1}, {-3, 0.25}, {0.1, -0.4}}, 2)
                .agreesWithDifferences();
    }

    @Test
    void inLoopsInRowsInPartsAndInHelpersThatCallThemselves() {
        companionOf(MODES + """
                static double f(double[][] m, float[] y) {
                    double t = 0;
                    for (int k = 0; k < 3; k++) {
                        for (double[] row : m) {
                            for (int i = 0; i < row.length; i++) {
                                row[i] = Math.cos(row[i] * (i + k)) + y[i];
                            }
                            java.util.Arrays.sort(row, 1, row.length);
                            t += row[1] * row[2];
                        }
                    }
                    java.util.Arrays.parallelSort(y);
                    return t * go(m[0], 3) + y[1] * m[1][0];
                }
                static double go(double[] v, int n) {
                    if (n == 0) {
                        return v[0];
                    }
                    double[] own = {v[2], v[0] * v[1], v[1]};
                    scale(own, 2);
                    java.util.Arrays.sort(own);
                    java.util.Arrays.sort(v);
                    v[0] = Math.sin(v[0]) * v[2];
                    return go(v, n - 1) * own[1];
                }
                static void scale(double[] v, int n) {
                    if (n >= 0) {
                        v[n] *= v[0];
                        scale(v, n - 1);
                    }
                }""")
                .at(new double[][] {{0.3, 1.7, 0.4}, {0.6, -0.3, 1.1}}, new float[] {0.5f, 0.25f, 1})
                .agreesWithDifferences(1e-3);
    }

    @Test
    void streams() {
        companionOf(MODES + """
                static double f(double[] x, double t) {
                    double[] y = java.util.Arrays.stream(x).map(v -> v * t).sorted().map(Math::sin).toArray();
                    return y[0] * java.util.Arrays.stream(x).sorted().reduce(t, (a, b) -> 0.5 * a + b * b) + y[1];
                }""").at(new double[] {3, 1, 2}, 0.3).agreesWithDifferences();
    }

    @Test
    void aPartThatIsNone() {
        Companion companion = companionOf("""
                static double f(double[] x, int from, int to) {
                    java.util.Arrays.sort(x, from, to);
                    return x[0];
                }""").companion();
        assertThatThrownBy(() -> companion.gradient(new double[3], 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fromIndex(2) > toIndex(1)");
        assertThatThrownBy(() -> companion.gradient(new double[3], -1, 1))
                .isInstanceOf(ArrayIndexOutOfBoundsException.class);
        assertThatThrownBy(() -> companion.gradient(new double[3], 1, 4))
                .isInstanceOf(ArrayIndexOutOfBoundsException.class);
    }

    @Test
    void dataAreSortedAsTheyWere() {
        assertThat(generatedFrom("""
                @org.backwire.Differentiable(wrt = "a", value = {org.backwire.Derivative.GRADIENT, org.backwire.Derivative.HESSIAN})
                static double f(double a, double[] data) {
                    double[] sorted = data.clone();
                    java.util.Arrays.sort(sorted);
                    java.util.Arrays.parallelSort(sorted);
                    return a * sorted[1];
                }""").text()).contains("Arrays.sort(sorted);").doesNotContain("Sorting");
    }
}
