package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.backwire.processor.testing.Allocations;
import org.backwire.processor.testing.Companion;
import org.backwire.processor.testing.Compiled;
import org.backwire.processor.testing.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A warm gate allocates nothing, also where it calls other companions, or helpers that call themselves. */
class SlopesIntoTest {
    /** More than reflection takes for a call, less than a record for each of 256 calls. */
    private static final long BYTES = 4_000;

    private static final double[] MANY =
            IntStream.range(0, 256).mapToDouble(Math::sin).toArray();

    private static final String OTHERS =
            """
            import org.backwire.*;

            class Others {
                @Differentiable
                static double wave(double a, double b, int n) {
                    double s = a;
                    for (int i = 0; i < n; i++) s = Math.sin(s) * b + a;
                    return s;
                }

                @Differentiable(wrt = "b")
                static double half(double a, double b) {
                    return a * b * b;
                }

                @Differentiable
                static double norm(double[] v, double k) {
                    double s = 1;
                    double[] w = new double[v.length];
                    for (int i = 0; i < v.length; i++) {
                        w[i] = Math.sin(v[i] * k);
                        s = s * 0.9 + w[i] * s * 0.1;
                    }
                    return s;
                }

                @Differentiable
                static double trace(double[][] m, String unit) {
                    double s = unit.length();
                    for (int i = 0; i < m.length; i++) s += m[i][i] * s * 0.5;
                    return s;
                }

                @Differentiable
                static float small(float x, float[] y) {
                    return x * y[0] * y[1];
                }

                @Differentiable
                static double blend(double a, float b, int n) {
                    double s = a;
                    for (int i = 0; i < n; i++) s = Math.sin(s) * b + a;
                    return s;
                }

                @Differentiable
                static float sifted(double a, float b, double[] v) {
                    double[] w = v.clone();
                    double s = 0;
                    for (int i = 1; i < 3; i++) {
                        w[i] = Math.sin(w[i - 1] * a) + b;
                        s += w[i] * a;
                    }
                    return (float) s;
                }

                @Differentiable
                static float mixed(float x, double y) {
                    return (float) (x * y);
                }

                @Differentiable
                static float summed(double a, float b, double[] v) {
                    double s = 0;
                    for (double e : v) s += Math.sin(e * a);
                    return (float) s * b;
                }

                @Differentiable({Derivative.GRADIENT, Derivative.JACOBIAN, Derivative.JVP})
                static float steps(double a, float b) {
                    double s = a;
                    STEPS
                    return (float) s;
                }

                @Differentiable
                static double[] scaled(double[] v, double f) {
                    double[] r = new double[v.length];
                    for (int i = 0; i < v.length; i++) r[i] = Math.sin(v[i] * f) * f + (i > 0 ? r[i - 1] * v[i] : 0);
                    return r;
                }

                @Differentiable
                static double[][] powers(float[] v, float f) {
                    double[][] r = new double[v.length][2];
                    for (int i = 0; i < v.length; i++) {
                        r[i][0] = v[i] * f;
                        r[i][1] = r[i][0] * Math.exp(r[i][0]);
                    }
                    return r;
                }

                record Pair(double first, double second) {}

                @Differentiable
                static double pair(Pair p, double x) {
                    return p.first() * x + p.second() * p.first();
                }
            }
            """.replace("STEPS", "s = Math.sin(s) * b + a * Math.exp(-s * s);\n".repeat(12));

    private static void allocatesNothing(String code, Object[] small, Object... large) {
        var subject =
                companionOf("import org.backwire.*;\n\nclass Model {\n@Differentiable\n" + code + "\n}\n", OTHERS);
        subject.at(small).agreesWithDifferences();
        Companion.Gate gate = subject.companion().gate();
        assertThat(Allocations.bytes(gate, large)).isLessThan(BYTES);
    }

    @Test
    void inALoop() {
        allocatesNothing("""
                static double f(double[] x) {
                    double s = 0;
                    for (int i = 1; i < x.length; i++) {
                        s += Others.wave(x[i], x[i - 1], i % 5) + Others.half(0.3, s * 0.1);
                    }
                    return s;
                }""", new Object[] {new double[] {0.3, 0.7, -0.4}}, MANY);
    }

    @Test
    void inAMethodOfNumbers() {
        allocatesNothing("""
                static double f(double x, double y) {
                    double a = Others.wave(x, y, 200);
                    if (a > 0.1) a = Others.half(1.5, a * x) * Others.wave(y, a, 150);
                    return a * Math.sin(y);
                }""", new Object[] {0.6, 0.9}, 0.6, 0.9);
    }

    @Test
    void inALongMethodOfNumbers() {
        String steps = "a = Others.wave(a, x, 30) * y + Math.sin(a); b = a * x + Others.half(0.4, b);\n".repeat(12);
        allocatesNothing(
                "static double f(double x, double y) {\ndouble a = x, b = y;\n" + steps + "return a + b;\n}",
                new Object[] {0.3, 0.2},
                0.3,
                0.2);
    }

    @Test
    void withArrays() {
        allocatesNothing("""
                static double f(double[] x, double k) {
                    double[][] m = {x.clone(), x.clone()};
                    double s = Others.trace(m, "ab");
                    for (int i = 1; i < x.length && i < 60; i++) {
                        if (s < 1e3) s += Others.norm(x, k / i) * Math.sin(s) + Others.norm(m[i % 2], s);
                    }
                    return s;
                }""", new Object[] {new double[] {0.3, 0.7, -0.4}, 0.6}, MANY, 0.6);
    }

    @Test
    void ofFloats() {
        companionOf("import org.backwire.*;\n\nclass Model {\n@Differentiable\n" + """
                static float f(float x, float[] y, double z) {
                    float s = Others.small(x, y) + Others.mixed(x, z);
                    for (int i = 0; i < 3; i++) s = s * 0.5f + Others.small(s, y) * Others.mixed(s, z);
                    return s;
                }
                }
                """, OTHERS)
                .at(0.5f, new float[] {0.7f, 0.9f}, 0.8)
                .agreesWithDifferences();
    }

    @Test
    void ofFloatsAndDoubles() {
        allocatesNothing("""
                static double f(double[] x, float y) {
                    double s = 0.4;
                    for (int i = 1; i < x.length; i++) {
                        s = Others.blend(Math.sin(s), y, i % 3) + Others.sifted(x[i], y, x) + deep(s, y, 3) * 0.1;
                    }
                    return s;
                }
                static double deep(double a, float b, int n) {
                    return n == 0 ? a * b : Math.sin(deep(a * b, b * 0.9f, n - 1)) + a;
                }
                """, new Object[] {new double[] {0.3, 0.7, -0.4}, 0.6f}, MANY, 0.6f);
    }

    @Test
    void ofFloatsInParts() {
        String steps = "s = Math.sin(s) * b + a * Math.exp(-s * s);\n".repeat(120);
        companionOf("import org.backwire.*;\n\nclass Model {\n@Differentiable\n" + """
                static double f(double x, float y) {
                    return narrow(x, y) * x + narrow(0.3 * y, 2);
                }
                @Differentiable({Derivative.GRADIENT, Derivative.JACOBIAN})
                static float narrow(double a, float b) {
                    double s = a;
                """ + steps
                        + "return (float) s;\n}\n}\n")
                .at(0.3, 0.2f)
                .agreesWithDifferences();
    }

    @ParameterizedTest
    @ValueSource(strings = {"double a, double b", "double a, float b", "double a, double b, double[] v"})
    void inPartsWithoutArraysOfItsOwn(String parameters) {
        String steps = "s = Math.sin(s) * b + a * Math.exp(-s * s);\n".repeat(120);
        String array = parameters.endsWith("v") ? ", x" : "";
        allocatesNothing(
                """
                        static double f(double[] x, double k) {
                            double s = 0;
                            for (int i = 0; i < 20; i++) s += longest(x[i % x.length], CAST s * k ARRAY) * 0.1;
                            return s;
                        }
                        @Differentiable
                        static double longest(PARAMETERS) {
                            double s = FIRST;
                        """.replace("CAST s * k", parameters.contains("float") ? "(float) (s * k)" : "s * k")
                                .replace(" ARRAY", array)
                                .replace("PARAMETERS", parameters)
                                .replace("FIRST", array.isEmpty() ? "a" : "v[1] * v[1]")
                        + steps + "return s;\n}",
                new Object[] {new double[] {0.3, 0.7, -0.4}, 0.6},
                MANY,
                0.6);
    }

    @Test
    void inParts() {
        String steps = "s = Math.sin(s) * k + a * Math.exp(-s * s);\n".repeat(120);
        allocatesNothing("""
                static double f(double[] x, double k) {
                    double s = 0;
                    for (int i = 0; i < 20; i++) s += longest(x[i % x.length], s * k, 3) * 0.1;
                    return s;
                }
                @Differentiable
                static double longest(double a, double k, int n) {
                    double s = k;
                    for (int i = 0; i < n; i++) {
                """ + steps + "}\nreturn s;\n}", new Object[] {new double[] {0.3, 0.7, -0.4}, 0.6}, MANY, 0.6);
    }

    /** Whose {@code valueAndGradient} writes into floats. */
    @Test
    void ofFloatsThatDependOnDoubles() {
        allocatesNothing("""
                static double f(double[] x, float y) {
                    double s = 0.4;
                    double[] row = {0.1, 0.9};
                    for (int i = 1; i < x.length; i++) {
                        s = Math.sin(s) + Others.mixed(y, s) * Others.mixed((float) x[i], s * 0.1);
                        if (i < 50) s += Others.summed(x[i], y, row) + Others.steps(0.1 * x[i], y);
                    }
                    return s;
                }
                """, new Object[] {new double[] {0.3, 0.7, -0.4}, 0.6f}, MANY, 0.6f);
    }

    @Test
    void ofRecords() {
        companionOf("import org.backwire.*;\n\nclass Model {\n@Differentiable\n" + """
                static double f(double x, double[] y) {
                    double s = 0;
                    for (int i = 0; i < y.length; i++) s += Others.pair(new Others.Pair(x, y[i]), s);
                    return s;
                }
                }
                """, OTHERS)
                .at(0.5, new double[] {0.7, 0.9})
                .agreesWithDifferences();
    }

    @Test
    void ofGradientsThatAreKept() {
        allocatesNothing("""
                static double f(double[] x) {
                    double s = 0.5;
                    for (int i = 1; i < x.length && i < 40; i++) s = Math.sin(s * Others.norm(x, s)) + x[i];
                    return s;
                }""", new Object[] {new double[] {0.3, 0.7, -0.4}}, MANY);
    }

    /** All that is made are the arrays that others return, when they go forward and once more when they go back. */
    @Test
    void ofArrays() {
        allocatesNothing("""
                static double f(double[] x, double k) {
                    double[] y = Others.scaled(x, k);
                    double s = 0;
                    for (int i = 0; i < 3; i++) {
                        double[] z = Others.scaled(y, 0.5);
                        s += z[0] * z[1] + y[i];
                        y[i] *= z[2] * s;
                    }
                    return s;
                }""", new Object[] {new double[] {0.3, 0.7, -0.4}, 0.8}, new double[] {0.3, 0.7, -0.4}, 0.8);
        companionOf("import org.backwire.*;\n\nclass Model {\n@Differentiable\n" + """
                static double[] f(float[] x, float k) {
                    double[][] y = Others.powers(x, k);
                    double[][] z = Others.powers(x, 0.5f * k);
                    return new double[] {y[0][1] * z[1][0], z[0][1]};
                }
                }
                """, OTHERS)
                .at(new float[] {0.7f, 0.9f}, 0.4f)
                .agreesWithDifferences();
    }

    /** Alone, and in a circle: they are called like helpers. */
    @Test
    void ofDifferentiableMethodsThatCallThemselves() {
        String code = """
                import org.backwire.*;

                class Model {
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP})
                    static double f(double x, int n) {
                        return n < 2 ? x : f(x * 0.9, n - 1) * 0.5 + g(x, 0.3, n - 2) * x;
                    }

                    @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP})
                    static double g(double x, double y, int n) {
                        return n < 1 ? y : f(Math.sin(x) * y, n - 1) + g(x * y, y, n / 2) * x;
                    }
                }
                """;
        var subject = companionOf(code);
        for (int n = 0; n < 6; n++) {
            subject.at(0.7, n).agreesWithDifferences();
        }
        Companion.Gate gate = subject.companion().gate();
        assertThat(Allocations.bytes(gate, 0.7, 16)).isLessThan(BYTES);
    }

    /** A helper's own companion calls nothing that it does not have. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-Abackwire.without=workspace",
                "-Abackwire.split=200",
                "-Abackwire.without=workspace -Abackwire.split=200"
            })
    void ofFloatsThatDependOnDoublesInHelpersThatCallThemselves(String options) {
        String code = """
                import org.backwire.*;

                class Model {
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    static float f(double x, float y, int n) {
                        return n == 0 ? y : g(x, y, n - 1) * g(x, y, n - 1) + h(x * y, y) * y;
                    }

                    @Differentiable
                    static float g(double x, float y, int n) {
                        float s = n == 0 ? y * (float) x : f(x, y, n - 1) + g(x, y, n - 1);
                        for (int i = 0; i < 2; i++) s = s * 0.5f + (float) (x * y);
                        return s;
                    }

                    static float h(double x, float y) {
                        if (x > 0.5) return (float) x * y;
                        float s = y * 0.5f + (float) x;
                        return s + h(x + 0.25, s) * (float) x + h(x * s + 0.25, s * 0.5f);
                    }
                }
                """;
        Compiled compiled = Compiled.withBackwire(
                options.isEmpty() ? List.of() : List.of(options.split(" ")), Map.of("Model", code));
        assertThat(compiled.printed()).isEmpty();
        Companion companion = Companion.named(compiled.load(), "Model", "f", "ModelFGrad");
        for (int n = 0; n < 4; n++) {
            new Point(companion, 0.4, 0.6f, n).agreesWithDifferences();
        }
    }

    private static final String FIBONACCI = """
            class Model {
                static double fib(int n, double x) {
                    return n < 2 ? x : fib(n - 1, x * 0.9) * 0.5 + fib(n - 2, x) * x;
                }

                @Differentiable
                static double f(double x, int n) {
                    return fib(n, x) * Math.sin(x);
                }
            }
            """;

    private static final String INTEGRAL = """
            class Model {
                static double part(double a, double b, double k, int depth) {
                    double m = 0.5 * (a + b);
                    double s = 0;
                    for (int i = 0; i < depth; i++) s = Math.sin(s + k * m) * b;
                    return depth == 0 ? s : s + even(a, m, k, depth - 1) * odd(m, b, depth - 1);
                }

                static double even(double a, double b, double k, int depth) {
                    return part(a, b * 0.99, k, depth) + a;
                }

                static double odd(double a, double b, int depth) {
                    return part(a, b, a * b, depth) * Others.half(2, a + b);
                }

                @Differentiable
                static double f(double x, int n) {
                    double s = 0;
                    for (int i = 0; i < n; i++) s += part(0.1, x, s, i % 4);
                    return s;
                }
            }
            """;

    @ParameterizedTest
    @ValueSource(strings = {FIBONACCI, INTEGRAL})
    void ofHelpersThatCallThemselves(String code) {
        var subject = companionOf("import org.backwire.*;\n\n" + code, OTHERS);
        for (int n = 0; n < 7; n++) {
            subject.at(0.7, n).agreesWithDifferences();
        }
        Companion.Gate gate = subject.companion().gate();
        assertThat(Allocations.bytes(gate, 0.7, 12)).isLessThan(BYTES);
    }
}
