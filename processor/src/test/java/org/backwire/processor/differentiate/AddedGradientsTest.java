package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.backwire.processor.testing.Allocations;
import org.backwire.processor.testing.Companion;
import org.backwire.processor.testing.Modes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recursive helpers that only read an array add to the gradient of their callers' array. */
class AddedGradientsTest {
    private static final double[] X = {0.3, 0.7, -0.4, 1.1};
    private static final double[][] W = {{0.6, -0.2, 0.9, 0.1}, {-0.7, 0.4, 0.3, 1.2}, {0.5, 0.8}};

    private static final String ALL =
            "@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN, Derivative.HVP, Derivative.HESSIAN})\n";

    private static final String HALVES = """
            static double total(double[] x) { return sum(x, 0, x.length); }
            static double sum(double[] x, int low, int high) {
                if (high - low == 1) return x[low] * x[low];
                int middle = (low + high) >>> 1;
                return sum(x, low, middle) + Math.sin(sum(x, middle, high));
            }""";

    private static double[] many(int n) {
        return IntStream.range(0, n).mapToDouble(Math::sin).toArray();
    }

    @Test
    void takesNoArrayForEachLevel() {
        Companion companion = companionOf(HALVES).companion();
        long some = Allocations.bytes(() -> companion.gradient((Object) many(256)));
        long more = Allocations.bytes(() -> companion.gradient((Object) many(1024)));
        assertThat(more).isLessThan(5 * some); // with an array for each level, 16 times as many bytes
    }

    @Test
    void warmGatesAllocateNothing() {
        Companion.Gate gate = companionOf(HALVES).companion().gate();
        double[] x = many(256);
        assertThat(Allocations.bytes(gate, (Object) x))
                .isLessThan(4_000); // more than reflection takes for a call, less than a number for each element
    }

    @Test
    void halvesAreRight() {
        companionOf(HALVES).at((Object) X).agreesWithDifferences();
    }

    /** {@code x}, {@code w}, {@code y}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // data beside it, numbers that come back
                "double f(double[] x, double[][] w, double y) { double[] t = {1, 2, 3}; return dot(x, t, 0, y) + dot(x, t, 1, 2); }"
                        + " static double dot(double[] x, double[] t, int i, double s) {"
                        + " return i == t.length ? s * s : x[i] * t[i] + s * dot(x, t, i + 1, s * x[i]); }",
                // the same array twice, and in other places
                "double f(double[] x, double[][] w, double y) { return mix(x, w[0], 3) * mix(x, x, 2) + mix(w[1], new double[] {y, 2}, 1); }"
                        + " static double mix(double[] x, double[] y, int n) {"
                        + " return n == 0 ? x[0] * y[1] + x[1] : mix(y, x, n - 1) * y[0] + x[1] * mix(x, y, n - 1); }",
                // rows, in a loop
                "double f(double[] x, double[][] w, double y) { double s = 0; for (int i = 0; i < w.length; i++) s += row(w[i], 0, 2) * y; return s; }"
                        + " static double row(double[] r, int i, int j) {"
                        + " return i == r.length ? 1 : j == 0 ? r[i] : r[i] * row(r, i + 1, j) + row(r, i, j - 1); }",
                // a whole matrix, its rows found by what is computed
                "double f(double[] x, double[][] w, double y) { return grid(w, 0, y) + grid(w, 1, x[0]); }"
                        + " static double grid(double[][] w, int i, double s) { if (i == w.length) return s;"
                        + " double[] r = w[(i * i + 1) % w.length]; return Math.sin(r[1]) * w[i][0] + s * grid(w, i + 1, s * r[0]); }",
                // a record comes back
                "double f(double[] x, double[][] w, double y) { P p = pair(x, x.length - 1); return p.a() * p.b() * y; }"
                        + " record P(double a, double b) {}"
                        + " static P pair(double[] x, int n) { if (n < 0) return new P(1, 2); P p = pair(x, n - 1);"
                        + " return new P(p.a() * x[n], p.b() + x[n] * p.a()); }",
                // another array is written in place
                "double f(double[] x, double[][] w, double y) { double[] a = x.clone(); scan(a, w[0], 0); return a[0] * a[3] * y; }"
                        + " static void scan(double[] a, double[] s, int i) { if (i + 1 == a.length) return;"
                        + " a[i + 1] += Math.sin(a[i]) * s[i]; scan(a, s, i + 1); a[i] *= a[i + 1] * s[0]; }",
                // and a record comes back
                "double f(double[] x, double[][] w, double y) { double[] a = x.clone(); P p = scan(a, w[0], 0); return a[0] * a[3] * p.a() * p.b() * y; }"
                        + " record P(double a, double b) {}"
                        + " static P scan(double[] a, double[] s, int i) { if (i + 1 == a.length) return new P(a[i], s[i]);"
                        + " a[i + 1] += Math.sin(a[i]) * s[i]; P p = scan(a, s, i + 1); a[i] *= a[i + 1] * s[0] * p.b(); return new P(p.a() * a[i], p.b() + p.a()); }",
                // the array is written between two calls
                "double f(double[] x, double[][] w, double y) { double s = 0; for (int t = 0; t < 3; t++) { s += chain(x, 0); x[t] *= y; } return s; }"
                        + " static double chain(double[] x, int i) { return i == x.length ? 1 : x[i] * x[i] + Math.cos(chain(x, i + 1)); }",
                // an element goes through a register around a call
                "double f(double[] x, double[][] w, double y) { double s = 0; for (int t = 0; t < 3; t++) s += x[0] * chain(x, 0) * y + x[0]; return s; }"
                        + " static double chain(double[] x, int i) { return i == x.length ? 1 : x[i] * x[i] + Math.cos(chain(x, i + 1)); }",
                // each calls the other; which array goes on is decided late
                "double f(double[] x, double[][] w, double y) { return even(x, w[0], 3) * odd(w[1], x, 2) * y; }"
                        + " static double even(double[] p, double[] q, int n) { return n == 0 ? p[0] : odd(p[n] > 0 ? p : q, q, n - 1) + p[1] * q[2]; }"
                        + " static double odd(double[] p, double[] q, int n) { return n == 0 ? q[1] : p[n] * even(q, p, n - 1); }",
                // an array of its own goes on
                "double f(double[] x, double[][] w, double y) { return fold(x, 2) * y; }"
                        + " static double fold(double[] x, int n) { if (n == 0) return x[0] * x[1]; double[] z = new double[x.length];"
                        + " for (int i = 0; i < z.length; i++) z[i] = x[i] * x[(i + 1) % x.length]; return fold(z, n - 1) + fold(x, n - 1) * z[0]; }",
                // now there is one, now there is none
                "double f(double[] x, double[][] w, double y) { return masked(x, new double[0], 0) + masked(x, w[0], 0) * y; }"
                        + " static double masked(double[] x, double[] m, int i) {"
                        + " return i == x.length ? 1 : (m.length == 0 ? x[i] : x[i] * m[i]) * masked(x, m, i + 1) + x[i]; }",
                // nothing active is passed; what comes back is written to
                "double f(double[] x, double[][] w, double y) { double[][] p = pile(1.5, 2); p[1][0] = y * x[0]; p[0] = x.clone(); return p[1][0] * p[0][1] + p[2][2]; }"
                        + " static double[][] pile(double a, int n) { if (n < 0) return new double[3][3]; double[][] p = pile(a + 1, n - 1); p[n][n] = a; return p; }",
                // nothing active is passed for one of the parameters here, and there for the other
                "double f(double[] x, double[][] w, double y) { double[] t = {1, 2, 3, 4}; return far(x, t, 0) + far(t, x, 1) * y; }"
                        + " static double far(double[] p, double[] q, int i) { return i == p.length ? 1 : Math.hypot(p[i], q[i]) * far(p, q, i + 1); }",
            })
    void isRight(String code) {
        companionOf("static " + code).at(X, W, 0.6).agreesWithDifferences();
        Companion inAllModes = companionOf(ALL + "static " + code).companion();
        assertThat(Modes.faults(inAllModes, () -> new Object[] {
                    X.clone(), Arrays.stream(W).map(double[]::clone).toArray(double[][]::new), 0.6
                }))
                .isEmpty();
    }

    @Test
    void floatsAreAddedToo() {
        companionOf("""
                static float total(float[] x) { return sum(x, 0); }
                static float sum(float[] x, int i) { return i == x.length ? 1 : x[i] * x[i] + 0.5f * sum(x, i + 1); }""").at((Object) new float[] {0.25f, 0.5f, -1}).agreesWithDifferences();
    }

    @Test
    void inAllModes() {
        assertThat(Modes.faults(companionOf(ALL + HALVES).companion(), () -> new Object[] {X.clone()}))
                .isEmpty();
    }
}
