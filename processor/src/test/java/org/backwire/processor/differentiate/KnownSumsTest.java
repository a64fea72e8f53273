package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.differentiate.Derived.derived;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import java.util.Set;
import org.backwire.processor.graph.Optimization;
import org.backwire.processor.graph.Optimizations;
import org.backwire.processor.graph.TapePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops whose way back would add up what forward has added up, and loops where it is something else. */
class KnownSumsTest {
    private static final double[] X = {0.3, 0.7, -0.4, 1.1, 0.2};
    private static final double[] W = {1.2, -0.9, 2.4, 0.7, 0.5};

    private static final String ALL_MODES =
            "@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN, Derivative.HVP, Derivative.HESSIAN})\n";

    private static String method(String body) {
        return "static double f(double[] x, double[] w, double y, int n) { " + body + " }";
    }

    private static String sum(String first, String sum) {
        return """
                f(double y, int n) {
                  s, i = loop (double s = %s, int i = 0) while { c = less i n : boolean yield c } do {
                    u = cast i : double
                    v = sub u y : double
                    e = exp v : double
                    t = %s : double
                    j = add i 1 : int
                    yield t j
                  }
                  z = log s : double
                  yield z
                }""".formatted(first, sum);
    }

    private static long variables(String graph, Optimizations optimizations) {
        return derived(graph, optimizations)
                .text()
                .lines()
                .filter(line -> line.contains("loop (") && line.contains("double dy"))
                .count();
    }

    @Test
    void aKnownSumDoesNotGoAround() {
        Optimizations without = new Optimizations(Set.of(Optimization.KNOWN_SUMS), TapePolicy.MINIMUM_CUT);
        assertThat(variables(sum("0.0", "add s e"), Optimizations.ALL)).isZero();
        assertThat(variables(sum("0.0", "add e s"), Optimizations.ALL)).isZero();
        assertThat(variables(sum("0.0", "add s e"), without)).isEqualTo(1);
    }

    @Test
    void whatBeginsElsewhereOrIsMadeOtherwiseIsNotTheSum() {
        assertThat(variables(sum("1.0", "add s e"), Optimizations.ALL)).isEqualTo(1);
        assertThat(variables(sum("y", "add s e"), Optimizations.ALL)).isEqualTo(1);
        assertThat(variables(sum("0.0", "sub s e"), Optimizations.ALL)).isEqualTo(1);
        assertThat(variables(sum("0.0", "add s u"), Optimizations.ALL)).isZero(); // no gradient at all
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "double s = 0; for (int i = 0; i < n; i++) { s += Math.exp(x[i] - y); } return y + Math.log(s);",
                "double s = 0; for (int i = 0; i < n; i++) { s += Math.exp(y - x[i]); } return y * Math.sqrt(s);",
                "double s = 0; for (int i = n - 1; i >= 0; i--) { s += Math.exp(y * 0.5 - x[i]); } return s * s;",
                "double s = 0; for (int i = 0; i <= n - 1; i++) { s = Math.exp(-(y + x[i])) + s; } return 1 / s;",
                "double s = 0; for (int i = 0; i < n; i++) { s += Math.exp((x[i] - y) / 3); } return Math.log(s);",
                "double s = 0; for (int i = 0; i < n; i++) { s += Math.exp((x[i] - y) / w[0]); } return Math.log(s);",
                "double s = 0; for (int i = 0; i < 5; i++) { s += Math.exp(x[i] - y * 2 - w[3]); } return s * y;",
                // a maximum comes first, as it should
                "double m = x[0]; for (int i = 1; i < x.length; i++) { m = Math.max(m, x[i]); }"
                        + " double s = 0; for (int i = 0; i < x.length; i++) { s += Math.exp(x[i] - m); } return m * y + Math.log(s);",
                // while the loop runs
                "double s = 0; for (int i = 0; i < n; i++) { s += Math.exp(x[i] - y); } return 3 * s;",
                "double s = 0; for (int i = 0; i < n; i++) { s += Math.exp(x[i] - y) ; } return s + y * y;",
                // for each round of a loop
                "double z = 0; for (int k = 0; k < n; k++) { double s = 0; for (int i = 0; i < n; i++) { s += Math.exp(x[i] - w[k] * y); } z += Math.log(s); } return z;",
                "double z = y; for (int k = 0; k < n; k++) { double s = 0; for (int i = 0; i < n; i++) { s += Math.exp(x[i] - w[k] * z); } z = Math.log(s); } return z * z;",
                "double z = y; for (int k = 0; k < n; k++) { double s = 0; for (int i = 0; i < k; i++) { s += Math.exp(x[i] - z); } z += 0.3 * s * w[k]; } return z;",
                "double z = y; for (int k = 0; k < n; k++) { double s = 0; for (int i = k; i < n; i++) { s += Math.exp(x[i] - z); } z = Math.log(s) - z * w[k]; } return z;",
                "double z = y; for (int k = 0; k < n; k++) { if (w[k] > 0.6) { double s = 0; for (int i = 0; i < n; i++) { s += Math.exp(x[i] - z); } z = Math.log(s); } } return z;",
                "double b = -9; for (int k = 0; k < n; k++) { double s = 0; for (int i = 0; i < n; i++) { s += Math.exp(x[i] - w[k] * y); } b = Math.max(b, s); } return b * y;",
                // the sum is another's
                "double s = 0; double t = 0; for (int i = 0; i < n; i++) { s += w[i]; t += w[i] * (x[i] - y); } return t * t / s;",
                "double s = 0; double t = 0; for (int i = 0; i < n; i++) { double e = w[i] * w[i]; s += e; t += e * y; } return t / (1 + s);",
                "double s = 0; double t = 0; for (int i = 0; i < n; i++) { double e = Math.exp(x[i] - y); s += e; t += e; } return t * Math.log(s);",
                // more goes to the same variable, or it is known only in part
                "double s = 0; for (int i = 0; i < n; i++) { s += Math.exp(x[i] - y) + x[i] * y; } return s * s;",
                "double s = 0; double t = 0; for (int i = 0; i < n; i++) { s += Math.exp(x[i] - y); t += x[i] * y; } return s * t;",
                "double s = 0; double t = 0; for (int i = 0; i < n; i++) { s += Math.exp(x[i] - y); t += Math.sin(x[i] - y); } return s * t * t;",
                "double s = 0; double t = 0; for (int i = 0; i < n; i++) { double e = Math.exp(x[i] - y); s += e; t += w[i] * e; } return t / s;",
                // what looks like it
                "double s = 1; for (int i = 0; i < n; i++) { s += Math.exp(x[i] - y); } return s * s;",
                "double s = y; for (int i = 0; i < n; i++) { s += Math.exp(x[i] - y); } return s * s;",
                "double s = 0; for (int i = 0; i < n; i++) { s -= Math.exp(x[i] - y); } return s * s;",
                "double s = 0; for (int i = 0; i < n; i++) { if (x[i] > 0.25) { s += Math.exp(x[i] - y); } } return s * s;",
                "double s = 0; for (int i = 0; i < n; i++) { double e = Math.exp(x[i] - y); if (e > 1) { s += e; } else { s += e * e; } } return s * s;",
                "double s = 0; for (int i = 0; i < n; i++) { s = 0.5 * s + Math.exp(x[i] - y); } return s * s;",
                "double s = 0; for (int i = 0; i < n; i++) { s += s * 0.1 + Math.exp(x[i] - y); } return s * s;",
                "double s = 0; for (int i = 0; i < n; i++) { if (x[i] > 1) break; s += Math.exp(x[i] - y); } return s * s;",
                "double s = 0; for (int i = 0; i < n; i++) { s += Math.exp(x[i] - y); if (s > 2) break; } return s * s;",
                "double s = 0; for (int i = 0; i < n; i += 2) { s += Math.exp(x[i] - y); } return s * s;",
                "double s = 0; int i = 0; while (s < 2) { s += Math.exp(x[i] - y); i++; } return s * s;",
                "double s = 0; double z = y; for (int i = 0; i < n; i++) { z -= 0.1 * y; s += Math.exp(x[i] - z); } return s * s;",
                "double s = 0; double t = 0; for (int i = 0; i < n; i++) { double e = Math.exp(x[i] - y); s += e; t += e * s; } return t;",
                "double s = 0; for (int k = 0; k < n; k++) { for (int i = 0; i < n; i++) { s += Math.exp(x[i] - w[k] * y); } } return s * s;",
                "double s = 0; double z = y; for (int k = 0; k < 3; k++) { for (int i = 0; i < n; i++) { s += Math.exp(x[i] - z); } z = s * 0.1; } return s * z;",
            })
    void theGradientIsTheSame(String body) {
        companionOf(ALL_MODES + method(body)).at(X, W, 0.6, 5).agreesWithDifferences();
    }

    @Test
    void floatsStayFloats() {
        companionOf(
                        "static float f(float[] x, float y) { float s = 0; for (int i = 0; i < x.length; i++) { s += (float) Math.exp(x[i] - y); }"
                                + " return y * s; }")
                .at(new float[] {0.3f, 0.7f, -0.4f}, 0.6f)
                .agreesWithDifferences();
        companionOf(
                        "static float f(float[] x, double y) { double s = 0; for (int i = 0; i < x.length; i++) { float e = (float) Math.exp(x[i] - y);"
                                + " s += e; } return (float) (y * s); }")
                .at(new float[] {0.3f, 0.7f, -0.4f}, 0.6)
                .agreesWithDifferences();
    }

    @Test
    void withoutATripNothingIsAddedThoughTheFactorBeInfinite() {
        String root =
                "double s = 0; for (int i = 0; i < n; i++) { s += Math.exp(x[i] - y); } return y * y + Math.sqrt(s);";
        companionOf(method(root)).at(new double[] {1}, new double[0], 3.0, 0).hasGradient(0, 6);
        String down =
                "double s = 0; for (int i = n; i >= 1; i--) { s += Math.exp(x[i] - y); } return y * y + Math.sqrt(s);";
        companionOf(method(down)).at(new double[] {1}, new double[0], 3.0, 0).hasGradient(0, 6);
    }

    @Test
    void aFactorOfZeroMakesAnInfiniteSumZero() {
        String weights =
                "double s = 0; double t = 0; for (int i = 0; i < n; i++) { s += w[i]; t += w[i] * (x[i] - y); }"
                        + " return 0 * t + y + 1 / s;";
        double[] huge = {1e308, 1e308, 1e308};
        companionOf("@Differentiable(wrt = {\"x\", \"y\"})\n" + method(weights))
                .at(new double[] {1, 2, 3}, huge, 3.0, 3)
                .hasGradient(0, 0, 0, 1);
    }

    @Test
    void readsAsByHand() {
        String text = generatedFrom("""
                static double f(double[] x) {
                    double max = x[0];
                    for (int i = 1; i < x.length; i++) {
                        max = Math.max(max, x[i]);
                    }
                    double sum = 0;
                    for (int i = 0; i < x.length; i++) {
                        sum += Math.exp(x[i] - max);
                    }
                    return max + Math.log(sum);
                }""").text();
        assertThat(text)
                .contains("double dmax = dvalue - (dsum == 0 ? 0 : sum * dsum);")
                .doesNotContain("dmax -=");
        assertThat(generatedFrom("""
                static double f(double[] x, double y) {
                    double sum = 0;
                    for (int i = 0; i < x.length; i++) {
                        sum += Math.exp(x[i] - y);
                    }
                    return Math.log(sum);
                }""").text()).contains("if (0 < x.length) {");
    }
}
