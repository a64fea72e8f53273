package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Helpers that call themselves, return several numbers, and pass an object on. Second derivatives ask the object once more. */
class RecursiveObjectsTest {
    private static final String MODES =
            "@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP, Derivative.HESSIAN})\n";

    private static final String PAIR = "static record Pair(double u, double v) {}\n";

    @Test
    void mayReadIt() {
        companionOf(MODES + """
                static double f(double u, double v, java.util.List<Double> w) {
                    return go(w, 0, new Pair(u, v)).u;
                }
                static Pair go(java.util.List<Double> w, int i, Pair p) {
                    return i == w.size() ? p : go(w, i + 1, new Pair(p.u * p.v * w.get(i), p.u));
                }
                """ + PAIR)
                .at(2.0, 3.0, List.of(1.0, 1.0, 1.0))
                .hasValue(72)
                .agreesWithDifferences();
    }

    @Test
    void mayWriteToArraysMeanwhile() {
        companionOf(MODES + """
                static double f(double x, java.util.List<Double> w) {
                    double[] out = {x, 1};
                    fill(out, w, 0);
                    return out[0] * out[1];
                }
                static void fill(double[] out, java.util.List<Double> w, int i) {
                    if (i == w.size()) return;
                    out[1] += out[0] * w.get(i);
                    out[0] *= out[1];
                    fill(out, w, i + 1);
                }
                """).at(0.5, List.of(1.0, 2.0)).agreesWithDifferences();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pair q = go(w, i + 1, new Pair(p.u * p.v, p.u)); w.set(i, 7.0); return q;",
                "w.set(i, w.get(i) + 1); return go(w, i + 1, new Pair(p.u * p.v, p.u));",
            })
    void mayNotChangeIt(String step) {
        refuses(MODES + """
                static double f(double u, double v, java.util.List<Double> w) {
                    return go(w, 0, new Pair(u, v)).u;
                //           ^ ReadTwice
                }
                static Pair go(java.util.List<Double> w, int i, Pair p) {
                    if (i == w.size()) return p;
                    %s
                }
                """.formatted(step) + PAIR);
    }
}
