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

/** Loops that look for the largest or smallest of many, and loops that only look like one. */
class WinnersTest {
    private static final double[] X = {0.3, 0.7, -0.4, 1.1, 0.2};
    private static final double[] W = {1.2, -0.9, 2.4, 0.7, 0.5};

    private static final String MAXIMUM = """
            f(double x, double[] a) {
              n = length a : int
              m, i = loop (double m = x, int i = 0) while { c = less i n : boolean yield c } do {
                u = load a i : double
                v = max m u : double
                j = add i 1 : int
                yield v j
              }
              yield m
            }""";

    private static String method(String body) {
        return "static double f(double[] x, double[] w, double y, int n) { " + body + " }";
    }

    @Test
    void theWayBackOfAMaximumIsNoLoop() {
        assertThat(derived(MAXIMUM).count("loop")).isEqualTo(1);
        derived(MAXIMUM).records();
        Optimizations without = new Optimizations(Set.of(Optimization.WINNERS), TapePolicy.MINIMUM_CUT);
        assertThat(derived(MAXIMUM, without).count("loop")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "double m = x[0]; for (int i = 1; i < n; i++) { m = Math.max(m, x[i]); } return m * y;",
                "double m = x[0]; for (int i = 1; i < n; i++) { m = Math.max(x[i], m); } return m * y;",
                "double m = y; for (int i = 0; i < n; i++) { m = Math.min(m, x[i] * w[i]); } return m * m;",
                "double m = 5 * y; for (int i = 0; i < n; i++) { m = Math.max(m, x[i]); } return m;", // never beaten
                "double m = x[2] + y; for (int i = n - 1; i >= 0; i--) { if (m < x[i]) { m = x[i]; } } return m * m;",
                "double m = 0; for (int i = 0; i < n; i++) { if (x[i] > m) m = x[i]; } return m * y;",
                "double m = 0; for (int i = 0; i < n; i++) { m = x[i] > m ? x[i] : m; } return m * y;",
                "double m = 9; for (int i = 0; i < n; i++) { m = m < x[i] ? m : x[i] * y; } return m * m;",
                "double m = 9; for (int i = 0; i < n; i++) { double e = x[i] - y; double d = e * e; if (d < m) { m = d; } } return m + y;",
                "double m = -9; for (int i = 0; i <= n - 1; i++) { if (!(x[i] <= m)) { double e = x[i] * w[i]; m = Math.sin(e) + e; } } return m;",
                // the last, not the largest, of those that pass
                "double m = y; for (int i = 0; i < n; i++) { if (w[i] > 0.6) { m = x[i] * x[i]; } } return m * y;",
                // what wins is the same in every round, or known before
                "double m = y; double z = x[1] * w[1]; for (int i = 0; i < n; i++) { m = Math.max(m, z); } return m * z;",
                // no round at all
                "double m = y; for (int i = 3; i < n - 4; i++) { m = Math.max(m, x[i]); } return m * m;",
                "double m = y; for (int i = n; i < 3; i++) { m = Math.max(m, x[i]); } return m * m;",
                // from where, is only known at run time
                "double m = y - 3; for (int i = n - 3; i < x.length; i++) { m = Math.max(m, x[i] * w[i]); } return m * m;",
                "double m = y - 3; for (int i = n - 1; i >= n - 4; i--) { m = Math.max(m, x[i] * w[i]); } return m * m;",
                // a distance has a loop of its own
                "double m = 1e9; for (int k = 0; k < n; k++) { double d = 0; for (int j = 0; j < n; j++) { double e = x[j] - w[k] * y; d += e * e; }"
                        + " m = Math.min(m, d); } return m * y;",
                "double s = 0; for (int k = 0; k < n; k++) { double m = x[k]; for (int j = k + 1; j < n; j++) { m = Math.max(m, x[j] * w[j]); }"
                        + " s += m * m * w[k]; } return s * y;",
                "double m = 0; for (int k = 0; k < n; k++) for (int j = 0; j <= k; j++) if (x[j] * w[k] > m) m = x[j] * w[k]; return m * y;",
                "double m = y; for (int r = 0; r < 3; r++) { m = Math.sin(m); for (int j = 0; j < n; j++) m = Math.max(m, x[j] * w[r]); } return m;",
                // beside other variables
                "double m = 0; int at = 0; for (int i = 0; i < n; i++) { if (x[i] > m) { m = x[i]; at = i; } } return m * w[at];",
                "double m = 0; double s = 0; for (int i = 0; i < n; i++) { m = Math.max(m, x[i]); s += x[i] * w[i]; } return m * s;",
                "double m = 0; double old = 0; for (int i = 0; i < n; i++) { if (x[i] > m) { old = m; m = x[i] * y; } } return m * old + m;",
                // what challenges is made of what it challenges
                "double m = y; for (int i = 0; i < n; i++) { m = Math.max(m, x[i] + 0.3 * m); } return m;",
                "double m = y; for (int i = 0; i < n; i++) { if (x[i] > 0.25) { m = m * x[i] + w[i]; } } return m;",
                "double m = y; double z = y; for (int i = 0; i < n; i++) { if (x[i] > m) { m = x[i]; z = m * w[i]; } } return m * z;",
                // arrays are written beside
                "double[] t = new double[n]; double m = y; for (int i = 0; i < n; i++) { m = Math.max(m, x[i]); t[i] = m * w[i]; } return m + t[1] * t[n - 1];",
                "double[] t = new double[n]; double m = y; for (int i = 0; i < n; i++) { t[i] = x[i] * w[i]; m = Math.max(m, t[i]); } return m * m;",
                "double[] t = {y, 0, 0}; double m = -9; for (int i = 0; i < n; i++) { t[i % 3] = x[i]; m = Math.max(m, t[0] * w[i]); } return m * m;",
                "double[] t = x.clone(); double m = -9; for (int i = 0; i < n; i++) { m = Math.max(m, t[i]); } t[3] = y; return m * t[3] + t[1];",
                // an end in between
                "double m = 0; for (int i = 0; i < n; i++) { if (x[i] > 1) break; m = Math.max(m, x[i]); } return m * y;",
                "double m = 0; for (int i = 0; i < n; i++) { if (x[i] < 0) continue; m = Math.max(m, x[i] * y); } return m;",
                "double m = 0; int i = 0; while (i < n) { m = Math.max(m, x[i] * y); i++; } return m * m;",
                "double m = 0; for (int i = 0; i < n; i += 2) { m = Math.max(m, x[i] * y); } return m * m;",
                "double m = 0; for (double e : x) { m = Math.max(m, e * y); } return m * m;",
                "double m = 0; for (int i = 0; i < n; i++) { m = Math.max(m, Math.exp(x[i])); } return m * y;",
                "double m = 0; for (int i = 0; i < n; i++) { m = Math.max(m, i); } return m * y * x[1];",
            })
    void theGradientGoesToWhomItBelongs(String body) {
        companionOf(method(body)).at(X, W, 0.6, 5).agreesWithDifferences();
    }

    @Test
    void theFirstOfEqualsWinsOrTheLastAsTheComparisonSays() {
        double[] x = {0.5, 2, 2, 1};
        String tie =
                "static double f(double[] x) { double m = x[0]; for (int i = 1; i < x.length; i++) { %s } return m; }";
        companionOf(tie.formatted("m = Math.max(m, x[i]);")).at((Object) x).hasGradient(0, 1, 0, 0);
        companionOf(tie.formatted("m = Math.max(x[i], m);")).at((Object) x).hasGradient(0, 0, 1, 0);
        companionOf(tie.formatted("if (x[i] > m) m = x[i];")).at((Object) x).hasGradient(0, 1, 0, 0);
        companionOf(tie.formatted("if (x[i] >= m) m = x[i];")).at((Object) x).hasGradient(0, 0, 1, 0);
    }

    @Test
    void indicesMayBeginAtTheEndOfTheIntegers() {
        String loop = "double m = y; for (int i = %s; i %s; i%s) { m = Math.max(m, x[i & 3]); } return m;";
        for (String bounds :
                new String[] {"n:< n + 3:++", "Integer.MIN_VALUE:< Integer.MIN_VALUE + 3:++", "-n - 1:> -n - 4:--"}) {
            String[] parts = bounds.split(":");
            companionOf(method(loop.formatted((Object[]) parts)))
                    .at(X, W, -5.0, Integer.MIN_VALUE)
                    .agreesWithDifferences();
            companionOf(method(loop.formatted((Object[]) parts)))
                    .at(X, W, 5.0, Integer.MIN_VALUE)
                    .agreesWithDifferences();
        }
    }

    @Test
    void readsAsByHand() {
        String text = generatedFrom(method(
                        "double m = x[0]; for (int i = 1; i < n; i++) { if (x[i] > m) { m = x[i]; } } return m;"))
                .text();
        assertThat(text)
                .contains("m = x[i];\n                winner = i;")
                .contains("if (winner >= 1) {\n            dx[winner] += dvalue;");
    }

    @Test
    void asksInOneLineBeforeTheMaximumHasItsNextValue() {
        String loop =
                "static double f(double[] x) { double m = x[0]; for (int i = 1; i < x.length; i++) { %s } return m; }";
        assertThat(generatedFrom(loop.formatted("m = Math.max(m, x[i]);")).text())
                .contains("if (!(m >= xi || Double.isNaN(m))) {\n                winner = i;\n            }\n"
                        + "            m = Math.max(m, xi);");
    }

    @ParameterizedTest
    @ValueSource(strings = {"max", "min"})
    void nanBelongsToItsOwnerAndZerosOfBothSignsTie(String gate) {
        String loop =
                "static %1$s f(%1$s[] x) { %1$s m = x[0]; for (int i = 1; i < x.length; i++) { m = Math.%2$s(%3$s); } return m; }";
        double[][] points = {
            {1, Double.NaN, 2, Double.NaN},
            {Double.NaN, 1, 2, 3},
            {1, 1, Double.NaN, 5},
            {Double.NaN, Double.NaN, Double.NaN},
            {0.0, -0.0, 0.0, -0.0},
            {-0.0, 0.0, -0.0},
            {2, 2, 2},
        };
        for (double[] point : points) {
            double[] first = new double[point.length];
            double[] last = new double[point.length];
            first[owner(point, gate, true)] = 1;
            last[owner(point, gate, false)] = 1;
            float[] narrow = new float[point.length];
            for (int i = 0; i < point.length; i++) {
                narrow[i] = (float) point[i];
            }
            companionOf(loop.formatted("double", gate, "m, x[i]"))
                    .at((Object) point)
                    .hasGradient(first);
            companionOf(loop.formatted("double", gate, "x[i], m"))
                    .at((Object) point)
                    .hasGradient(last);
            companionOf(loop.formatted("float", gate, "m, x[i]"))
                    .at((Object) narrow)
                    .hasGradient(first);
            companionOf(loop.formatted("float", gate, "x[i], m"))
                    .at((Object) narrow)
                    .hasGradient(last);
        }
    }

    /** What the convention says: a tie goes to the first operand, a NaN to its owner, which is the first if both are. */
    private static int owner(double[] x, String gate, boolean runningFirst) {
        int owner = 0;
        for (int i = 1; i < x.length; i++) {
            double a = runningFirst ? x[owner] : x[i];
            double b = runningFirst ? x[i] : x[owner];
            boolean firstWins = Double.isNaN(a) || (gate.equals("max") ? a >= b : a <= b);
            owner = firstWins == runningFirst ? owner : i;
        }
        return owner;
    }
}
