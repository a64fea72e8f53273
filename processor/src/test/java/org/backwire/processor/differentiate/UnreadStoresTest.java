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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written to gradients behind their last use. */
class UnreadStoresTest {
    private static String method(String after) {
        return """
                f(double x, double y, int n, double[] p, boolean c) {
                  a = newArray 2 : double[]
                  b = newArray 2 : double[]
                  m = newArray 2 : double[][]
                  store m 0 b
                  store a 0 x
                  store b 0 y
                  e = load a 0 : double
                  store a 0 0.0
                  %s
                }""".formatted(after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    yield e                                                                                       | true
                    g = load a 1 : double; yield g                                                                | true
                    g = load b 0 : double; yield g                                                                | true
                    r = load m 1 : double[]; g = load r 0 : double; yield g                                       | true
                    store a 0 y; yield e                                                                          | true
                    g = load a n : double; yield g                                                                | false
                    g = load a 0 : double; yield g                                                                | false
                    yield a                                                                                       | false
                    g = call java.util.Arrays.hashCode(a) : int; yield g                                          | false
                    g = if c { h = load a 0 : double yield h } else { yield y } : double; yield g                 | false
                    store m 1 a; r = load m n : double[]; g = load r 0 : double; yield g                          | false
                    """)
    void areDroppedIfNobodyCanReadThem(String after, boolean areDropped) {
        Function function = GraphText.parse(method(after.replace("; ", "\n  ")));
        String text = GraphText.of(UnreadStores.run(function));
        assertThat(!text.contains("store a 0 0.0")).as(text).isEqualTo(areDropped);
    }

    @Test
    void aLoopMayReadThemInItsNextRound() {
        String text = GraphText.of(UnreadStores.run(GraphText.parse("""
                f(double x, int n) {
                  a = newArray 2 : double[]
                  k, s = loop (int i = 0, double t = x) while { d = less i n : boolean yield d } do {
                    e = load a 0 : double
                    u = add t e : double
                    store a 0 u
                    j = add i 1 : int
                    yield j u
                  }
                  store a 0 x
                  yield s
                }""")));
        assertThat(text).contains("store a 0 u").doesNotContain("store a 0 x");
    }

    @Test
    void rowsOfAListAreReadWithoutThem() {
        String text = generatedFrom("""
                static double f(double x, double y, double[] p) {
                    double[][] m = {{x, -y}, {y, 0}};
                    double s = 0;
                    for (int i = 0; i < 2; i++) for (int j = 0; j < 2; j++) s += m[i][j] * p[i] * p[j];
                    return s;
                }""").text();
        assertThat(text).contains("row2[0] = y;", "drow2[0];").doesNotContain("drow[0] = 0", "row2[1] = 0");
    }

    /** The method throws where it writes to an array that it was given, and so does its companion, whoever reads it. */
    @Test
    void writesToParametersMayThrow() {
        for (String code : List.of(
                "static double f(double x, double[] w) { w[7] = x; return x * x; }",
                "static double f(double x, double[] w) { for (int i = 0; i <= w.length; i++) w[i] = i * x; return x * x; }",
                "static double f(double x, double[] w) { put(w, 2, x); return x * x; } static void put(double[] w, int i, double v) { w[i] = v; }")) {
            Companion companion = companionOf(code).companion();
            assertThatThrownBy(() -> companion.gradient(1.0, new double[2]))
                    .as(code)
                    .isInstanceOf(ArrayIndexOutOfBoundsException.class);
        }
    }
}
