package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import java.util.Arrays;
import java.util.Map;
import org.backwire.processor.graph.GraphText;
import org.backwire.processor.graph.Unwritten;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients of arrays that need no zeros before, and those that do. Destinations of the tests are full of garbage. */
class FirstWritesTest {
    private static final String ALL_MODES =
            "@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN, Derivative.HVP, Derivative.HESSIAN})\n";

    private static String method(String body) {
        return "static double f(double[] x, double y, int n) { double s = 0; " + body + " return s; }";
    }

    @Test
    void whatIsAddedFirstIsWritten() {
        FirstWrites.Result result = FirstWrites.run(GraphText.parse("""
                f(double[] x, double[] dx) {
                  i = loop (int i = 0) while { m = length x : int c = less i m : boolean yield c } do {
                    v = load x i : double
                    o = load dx i : double
                    s = add o v : double
                    store dx i s
                    j = add i 1 : int
                    yield j
                  }
                  yield
                }"""), Map.of(0, 1));
        assertThat(GraphText.of(result.function())).isEqualTo(GraphText.of(GraphText.parse("""
                f(double[] x, double[] dx) {
                  i = loop (int i = 0) while { m = length x : int c = less i m : boolean yield c } do {
                    v = load x i : double
                    store dx i v
                    j = add i 1 : int
                    yield j
                  }
                  yield
                }""")));
        assertThat(result.unwritten()).containsExactly(Map.entry(1, new Unwritten(0, 0)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    for (int i = 0; i < x.length; i++) { s += Math.sin(x[i]); }                      | 0 | 0
                    for (int i = 0; i < x.length; i++) { s += Math.sin(x[i]) * x[i]; }               | 0 | 0
                    for (int i = 0; i <= x.length - 1; i++) { s += Math.sin(x[i]); }                 | 0 | 0
                    for (int i = x.length - 1; i >= 0; i--) { s += Math.sin(x[i]); }                 | 0 | 0
                    for (int i = x.length - 1; i > 0; i--) { s += Math.sin(x[i]); }                  | 1 | 0
                    for (int i = 1; i < x.length; i++) { s += Math.sin(x[i]); }                      | 1 | 0
                    for (int i = 2; i < x.length - 1; i++) { s += Math.sin(x[i]); }                  | 2 | 1
                    for (int i = 0; i < x.length - 1; i++) { s += Math.sin(x[i] - x[i + 1]); }       | 1 | 0
                    for (int i = 0; i + 1 < x.length; i++) { s += Math.sin(x[i + 1] * x[i]); }       | 1 | 0
                    for (int i = 1; i < x.length; i++) { s += Math.sin(x[i] * x[i - 1]); }           | 1 | 0
                    for (int i = x.length - 1; i >= 1; i--) { s += Math.sin(x[i] * x[i - 1]); }      | 0 | 1
                    for (int i = 1; i < x.length - 1; i++) { s += x[i - 1] * x[i] * x[i + 1]; }      | 2 | 0
                    for (int i = 0; i < x.length - 2; i++) { s += x[i] * x[i] * x[i + 2]; }          | 2 | 0
                    for (int i = 0; i < x.length; i++) { s += Math.sin(x[i]); } s += y * x[0] * x[0];| 0 | 0
                    """)
    void onlyTheEndsNeedZeros(String body, int head, int tail) {
        String text = generatedFrom(method(body)).text();
        assertThat(text).contains("dx[").doesNotContain("Arrays.fill(dx, 0);\n        return");
        String ends = "Shapes.clearEnds(dx, " + head + ", " + tail + ");";
        assertThat(text.contains(ends)).as(text).isEqualTo(head + tail > 0);
        assertThat(text.contains("clearEnds")).as(text).isEqualTo(head + tail > 0);
        var companion = companionOf(ALL_MODES + method(body));
        for (int n = 0; n < 5; n++) {
            double[] x = {0.3, 0.7, -0.4, 1.1};
            if (n > 0 || !body.contains("x[0]")) {
                companion.at(Arrays.copyOf(x, n), 0.6, n).agreesWithDifferences();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // not each element
                "for (int i = 0; i < n; i++) { s += Math.sin(x[i]); }",
                "for (int i = 0; i < x.length; i += 2) { s += Math.sin(x[i]); }",
                "for (int i = 0; i < x.length; i++) { if (x[i] > 0.5) { s += Math.sin(x[i]); } }",
                "for (int i = 0; i < x.length; i++) { if (x[i] > 1) { break; } s += Math.sin(x[i]); }",
                "for (int i = 0; i < x.length; i++) { if (i == 1) { continue; } s += Math.sin(x[i]); }",
                "for (int i = -1; i < x.length; i++) { if (i >= 0) { s += Math.sin(x[i]); } }",
                "for (int i = 0; i < x.length / 2; i++) { s += Math.sin(x[i]); }",
                "if (y > 0) { for (int i = 0; i < x.length; i++) { s += Math.sin(x[i]); } }",
                // not in this order
                "for (int i = 0; i < x.length; i++) { s += Math.sin(x[x.length - 1 - i]); }",
                "for (int i = 0; i < x.length; i++) { s += Math.sin(x[(i + 1) % x.length]); }",
                "for (int i = 0; i < x.length; i++) { s += Math.sin(x[i]) * x[0]; }",
                "for (int i = 0; i < x.length; i++) { s += x[i] * x[i * i % x.length]; }",
                // not first
                "for (int k = 0; k < n; k++) { for (int i = 0; i < x.length; i++) { s += Math.sin(k + x[i]); } }",
                "s += x[1] * y; for (int i = 0; i < x.length; i++) { s += Math.sin(x[i]) * s; }",
                "for (int i = 0; i < x.length; i++) { s += s * Math.sin(x[i]); } s += x[2] * s;",
                "for (int i = 0; i < x.length; i++) { s += Math.sin(x[i]); } for (int i = 0; i < n; i++) { s += x[i] * s; }",
                "for (int i = 0; i < x.length - 1; i++) { s += Math.sin(x[i]); if (s > 0.2) { s += x[i + 1] * y; } }",
                // another array
                "double[] z = x.clone(); for (int i = 0; i < z.length; i++) { s += Math.sin(z[i]) * x[0]; }",
                "for (int i = 0; i < x.length; i++) { x[i] = Math.sin(x[i]) * y; s += x[i] * x[i]; }",
                "double[] z = n > 3 ? x : new double[4]; for (int i = 0; i < z.length; i++) { s += Math.sin(z[i]); }",
            })
    void theOthersGetWhatTheyNeed(String body) {
        companionOf(ALL_MODES + method(body))
                .at(new double[] {0.3, 0.7, -0.4, 1.1}, 0.6, 4)
                .agreesWithDifferences();
    }

    @Test
    void arraysOfOtherLengthsNeedAllTheirZeros() {
        String dot = "static double f(double[] x, double[] w) { double s = 0;"
                + " for (int i = 0; i < x.length; i++) { s += x[i] * w[i]; } return s; }";
        companionOf(dot).at(new double[] {1, 2}, new double[] {3, 4, 5}).hasGradient(3, 4, 1, 2, 0);
        assertThat(generatedFrom(dot).text())
                .contains("dx[i] = wi * dvalue;")
                .contains("dw[i] = xi * dvalue;")
                .contains("Arrays.fill(dw, 0);")
                .doesNotContain("Arrays.fill(dx, 0);\n        return");
    }

    @Test
    void floatsAndScalarsBeside() {
        String floats = "static float f(float[] x, float y) { float s = 0;"
                + " for (int i = 1; i < x.length; i++) { s += y * x[i] * x[i - 1]; } return s; }";
        companionOf(floats).at(new float[] {1, 2, 3}, 0.5f).agreesWithDifferences();
        String both = "static double f(double y, double[] x, float[] w) { double s = 0;"
                + " for (int i = 0; i < x.length; i++) { s += y * x[i] * x[i]; }"
                + " for (int i = w.length - 1; i >= 1; i--) { s += y * w[i] * w[i - 1]; } return s; }";
        companionOf(both).at(0.5, new double[] {1, 2, 3}, new float[] {4, 5, 6}).agreesWithDifferences();
        assertThat(generatedFrom(both).text()).contains("dx[i] = ").contains("Shapes.clearEnds(dw, 0, 1);");
    }

    @Test
    void aResultThatIsAnArray() {
        companionOf("static double[] f(double[] x, double y) { double[] z = new double[x.length];"
                        + " for (int i = 1; i < x.length; i++) { z[i] = y * x[i] * x[i - 1]; } return z; }")
                .at(new double[] {1, 2, 3, 4}, 0.5)
                .agreesWithDifferences();
    }

    /** What a loop over one array leaves of another, which may be longer. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    for (int i = 0; i < x.length; i++) { s += x[i] * z[i]; }              | 0, dz.length - x.length
                    for (int i = 0; i <= x.length - 2; i++) { s += x[i] * z[i]; }         | 0, dz.length - x.length + 1
                    for (int i = 1; i <= x.length - 2; i++) { s += x[i] * z[i + 1]; }     | 2, dz.length - x.length
                    for (int i = x.length - 1; i >= 0; i--) { s += x[i] * z[i]; }         | 0, dz.length - x.length
                    """)
    void theEndsOfALongerArray(String body, String ends) {
        String code = "static double f(double[] x, double[] z, double y) { double s = 0; " + body + " return s * y; }";
        assertThat(generatedFrom(code).text()).contains("Shapes.clearEnds(dz, " + ends + ");");
        for (int more = 0; more < 3; more++) {
            double[] z = new double[4 + more];
            Arrays.setAll(z, i -> 0.5 - i);
            companionOf(code).at(new double[] {0.3, 0.7, -0.4, 0.9}, z, 1.5).agreesWithDifferences();
        }
    }
}
