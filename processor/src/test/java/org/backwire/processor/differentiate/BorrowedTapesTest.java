package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import java.util.Map;
import org.backwire.processor.graph.GraphText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tapes that lie in gradients, and those that must not. */
class BorrowedTapesTest {
    private static final Map<Integer, Integer> SHADOWS = Map.of(0, 2);

    private static String method(String body) {
        return "static double f(double[] x, double[] w, double y, int n) { double s = 0; " + body + " }";
    }

    private static String twoLoops(String read, String after) {
        return """
                f(double[] x, double y, double[] dx) {
                  n = length x : int
                  t = newTape n : double[]
                  i = loop (int i = 0) while { c = less i n : boolean yield c } do {
                    a = load x i : double
                    e = exp a : double
                    store t i e
                    j = add i 1 : int
                    yield j
                  }
                  k = loop (int k = 0) while { d = less k n : boolean yield d } do {
                    %s
                    g = mul b y : double
                    o = load dx k : double
                    u = add o g : double
                    store dx k u
                    m = add k 1 : int
                    yield m
                  }
                  %s
                  yield
                }""".formatted(read, after);
    }

    private static boolean borrows(String text) {
        FirstWrites.Result first = FirstWrites.run(GraphText.parse(text), SHADOWS);
        return !GraphText.of(BorrowedTapes.run(first, SHADOWS)).contains("newTape");
    }

    @Test
    void aTapeLiesInTheGradientUntilThatIsWritten() {
        FirstWrites.Result first = FirstWrites.run(GraphText.parse(twoLoops("b = load t k : double", "")), SHADOWS);
        assertThat(GraphText.of(BorrowedTapes.run(first, SHADOWS))).isEqualTo(GraphText.of(GraphText.parse("""
                f(double[] x, double y, double[] dx) {
                  n = length x : int
                  i = loop (int i = 0) while { c = less i n : boolean yield c } do {
                    a = load x i : double
                    e = exp a : double
                    store dx i e
                    j = add i 1 : int
                    yield j
                  }
                  k = loop (int k = 0) while { d = less k n : boolean yield d } do {
                    b = load dx k : double
                    g = mul b y : double
                    store dx k g
                    m = add k 1 : int
                    yield m
                  }
                  yield
                }""")));
    }

    @Test
    void whatIsReadElsewhereOrLaterHasAPlaceOfItsOwn() {
        assertThat(borrows(twoLoops("b = load t k : double", ""))).isTrue();
        assertThat(borrows(twoLoops("q = sub n 1 : int p = sub q k : int b = load t p : double", "")))
                .isFalse();
        assertThat(borrows(twoLoops("b = load t 0 : double", ""))).isFalse();
        assertThat(borrows(twoLoops("b = load t k : double", "z = load t 0 : double store dx 0 z")))
                .isFalse();
        assertThat(borrows(twoLoops("b = load t k : double store t k y", ""))).isFalse();
        assertThat(borrows(twoLoops("b = load t k : double h = load dx 0 : double", "")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (int i = 0; i < x.length; i++) { s += Math.exp(x[i]); } return Math.log(s);",
                "for (int i = x.length - 1; i >= 0; i--) { s += Math.exp(x[i] * y); } return Math.log(s) * y;",
                "for (int i = 0; i < x.length; i++) { s += Math.exp(x[i]) + Math.sin(x[i]) * Math.cos(x[i] * y); } return Math.log(s);",
                "for (int i = 0; i < x.length; i++) { if (x[i] > 0.5) { s += Math.exp(x[i]); } else { s += 2 * x[i] * x[i]; } } return Math.log(s);",
                "double q = y; for (int i = 0; i < x.length; i++) { q = Math.sin(q) + Math.exp(x[i]); } return q;",
                "double q = y; for (int i = 0; i < x.length; i++) { q = Math.sin(q * x[i]); } return q;",
                "double q = y; for (int i = 0; i < x.length; i++) { q = Math.sin(q * x[i] * w[i]); } return q;",
                "double q = y; for (int i = 0; i < x.length; i++) { q = Math.sin(q * x[i]) + x[0]; } return q;",
                "for (int i = 0; i < x.length; i++) { s += Math.exp(x[i]); } for (int i = 0; i < x.length; i++) { s += s * x[i]; } return Math.log(s);",
                "for (int i = 0; i < x.length; i++) { s += Math.exp(x[i]); } for (int i = 0; i < w.length; i++) { s += Math.exp(w[i] * s * 0.1); } return Math.log(s);",
                "double[] e = new double[x.length]; for (int i = 0; i < n; i++) { e[i] = Math.exp(x[i]); s += e[i]; } double t = 0;"
                        + " for (int i = 0; i < n; i++) { t += e[i] / s * w[i]; } return t * y;",
                "for (int i = 1; i < x.length; i++) { s += Math.exp(x[i] * x[i - 1]); } return Math.log(s);",
                "for (int i = 0; i < x.length; i++) { double r = 1 / (1 + Math.exp(-x[i] * y)); s += r * w[i]; } return s * s;",
            })
    void theGradientIsTheSame(String body) {
        companionOf("@Differentiable({Derivative.GRADIENT, Derivative.HVP})\n" + method(body))
                .at(new double[] {0.3, 0.7, -0.4, 1.1}, new double[] {1.2, -0.9, 2.4, 0.7}, 0.6, 4)
                .agreesWithDifferences();
    }

    @Test
    void readsAsByHand() {
        assertThat(generatedFrom("static double f(double[] x) { double s = 0; for (int i = 0; i < x.length; i++) {"
                                + " s += Math.exp(x[i]); } return Math.log(s); }")
                        .text())
                .contains("dx[i] = exp;")
                .doesNotContain("Workspace");
    }

    @Test
    void floatsHaveNoRoomForDoubles() {
        String roots = "static float f(float[] x) { float s = 0; for (int i = 0; i < x.length; i++) {"
                + " s += (float) Math.sqrt(x[i]); } return s * s; }";
        assertThat(generatedFrom(roots).text()).contains("double[] rootTape");
        companionOf(roots).at(new float[] {1, 2, 3}).agreesWithDifferences();
    }
}
