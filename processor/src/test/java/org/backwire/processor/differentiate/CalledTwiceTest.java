package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.backwire.processor.testing.Compiled;
import org.backwire.processor.testing.Leaves;
import org.backwire.processor.testing.TestKit;
import org.junit.jupiter.api.Test;

/** Second derivatives through methods of other classes that return arrays or records: by {@code vjpTangent} of their companions. */
class CalledTwiceTest {
    private static final String HEAD = """
            import static org.backwire.Derivative.*;
            import org.backwire.*;
            import java.util.*;

            """;

    /** The same numbers as where the library's methods stand in the class of their caller, and as numerical differences. */
    private static void sameAsWrittenOut(String model, String library, Object... arguments) {
        String apart = HEAD + "class Model {\n" + model + "}\n";
        String lib = HEAD + "class Lib {\n" + library + "}\n";
        String together = HEAD + "class Model {\n" + model.replace("Lib.", "") + library + "}\n";
        TestKit.Subject called = companionOf(apart, lib);
        called.at(arguments).agreesWithDifferences();
        TestKit.Subject writtenOut = companionOf(together);
        double[] expected = hessian(writtenOut, arguments);
        double[] actual = hessian(called, arguments);
        assertThat(actual).hasSameSizeAs(expected);
        double size = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i]))
                    .as("%s and %s", Arrays.toString(actual), Arrays.toString(expected))
                    .isLessThanOrEqualTo(1e-13 * (1 + size));
        }
        assertThat(size).isPositive();
    }

    private static double[] hessian(TestKit.Subject subject, Object[] arguments) {
        Object[] fresh = Arrays.stream(arguments).map(CalledTwiceTest::copy).toArray();
        return Leaves.of(subject.companion().call("hessian", fresh));
    }

    private static Object copy(Object argument) {
        return argument.getClass().isArray() ? Leaves.copy(argument) : argument;
    }

    @Test
    void inALoop() {
        sameAsWrittenOut("""
                @Differentiable({GRADIENT, HVP, HESSIAN})
                static double loss(double[][] x, int[] y, double t) {
                    double loss = 0;
                    for (int i = 0; i < x.length; i++) {
                        double[] p = Lib.softmax(x[i], t);
                        loss -= Math.log(p[y[i]]);
                    }
                    return loss;
                }
                """, """
                @Differentiable({GRADIENT, JVP})
                static double[] softmax(double[] x, double t) {
                    double sum = 0;
                    double[] p = new double[x.length];
                    for (int i = 0; i < x.length; i++) {
                        p[i] = Math.exp(x[i] / t);
                        sum += p[i];
                    }
                    for (int i = 0; i < x.length; i++) {
                        p[i] /= sum;
                    }
                    return p;
                }
                """, new double[][] {{0.1, 0.5, -1}, {1, 0.25, 0.5}}, new int[] {2, 0}, 0.7);
    }

    @Test
    void carriedByALoop() {
        sameAsWrittenOut("""
                @Differentiable({GRADIENT, HVP, HESSIAN})
                static double f(double[] x, double h, int n) {
                    double[] s = x;
                    for (int k = 0; k < n; k++) {
                        s = Lib.step(s, h);
                        if (s[0] > 0.5) {
                            s[1] *= s[0];
                        }
                    }
                    return s[0] * s[1];
                }
                """, """
                @Differentiable({GRADIENT, JVP})
                static double[] step(double[] s, double h) {
                    double[] next = s.clone();
                    next[0] += h * s[1];
                    next[1] -= h * Math.sin(s[0]);
                    return next;
                }
                """, new double[] {0.9, 0.3}, 0.1, 5);
    }

    @Test
    void inABranch() {
        sameAsWrittenOut("""
                @Differentiable({GRADIENT, HVP, HESSIAN})
                static double f(double x, double y, boolean there) {
                    double z = x * y;
                    if (there) {
                        Lib.Pair p = Lib.pair(z, y);
                        z = p.a() * p.b() + x;
                    } else {
                        z = Math.sin(z);
                    }
                    return z * z;
                }
                """, """
                record Pair(double a, double b) {}

                @Differentiable({GRADIENT, JVP})
                static Pair pair(double x, double y) {
                    return new Pair(Math.exp(x) * y, x / y);
                }
                """, 0.4, 1.3, true);
    }

    @Test
    void nestedRecords() {
        sameAsWrittenOut("""
                @Differentiable({GRADIENT, HVP, HESSIAN})
                static double f(double[] x, double y) {
                    Lib.Outer from = new Lib.Outer(new Lib.Inner(x, y), y * y);
                    Lib.Outer moved = Lib.moved(from, x[1], 1);
                    double[] v = moved.inner().v();
                    double[][] m = Lib.outer(v, moved.inner());
                    return m[0][1] * moved.s() + m[1][0] * moved.inner().w();
                }
                """, """
                record Inner(double[] v, double w) {}

                record Outer(Inner inner, double s) {}

                @Differentiable({GRADIENT, JVP})
                static Outer moved(Outer from, double by, int n) {
                    double[] v = new double[from.inner().v().length];
                    for (int i = 0; i < v.length; i++) {
                        v[i] = from.inner().v()[i] * by + Math.sqrt(from.s()) * (i + n);
                    }
                    return new Outer(new Inner(v, from.inner().w() * v[0]), from.s() * by);
                }

                @Differentiable({GRADIENT, JVP})
                static double[][] outer(double[] x, Inner y) {
                    double[][] m = new double[x.length][y.v().length];
                    for (int i = 0; i < x.length; i++) {
                        for (int j = 0; j < y.v().length; j++) {
                            m[i][j] = x[i] * y.v()[j] * y.w();
                        }
                    }
                    return m;
                }
                """, new double[] {0.4, 1.2}, 0.9);
    }

    @Test
    void someParametersOnly() {
        sameAsWrittenOut(
                """
                @Differentiable({GRADIENT, HVP, HESSIAN})
                static double f(double[] x, double[] weights, List<Double> given) {
                    double[] y = Lib.weighted(weights.length, x, new double[] {2, 3}, given);
                    return y[0] * y[1];
                }
                """.replace("double[] weights", "int[] weights"),
                """
                @Differentiable(value = {GRADIENT, JVP}, wrt = "x")
                static double[] weighted(int n, double[] x, double[] w, List<Double> given) {
                    double[] y = new double[n];
                    for (int i = 0; i < n; i++) {
                        y[i] = x[i] * x[1] * w[i] * given.get(i);
                    }
                    return y;
                }
                """,
                new double[] {0.4, 1.2},
                new int[] {0, 0},
                List.of(0.5, 1.5));
    }

    @Test
    void aChainOfThree() {
        TestKit.Subject f = companionOf(HEAD + """
                class A {
                    @Differentiable({GRADIENT, HVP, HESSIAN})
                    static double f(double[] x) {
                        double[] y = B.g(x);
                        return y[0] * y[1] + Z.h(y)[1];
                    }
                }
                """, HEAD + """
                class B {
                    @Differentiable({GRADIENT, JVP})
                    static double[] g(double[] x) {
                        double[] h = Z.h(x);
                        return new double[] {h[0] * x[1], Z.scalar(h[1])};
                    }
                }
                """, HEAD + """
                class Z {
                    @Differentiable({JVP, GRADIENT})
                    static double[] h(double[] x) {
                        double[] c = C.r(x, 3);
                        return new double[] {c[0] * x[0], Math.exp(x[1] * c[1])};
                    }

                    @Differentiable({GRADIENT, HVP})
                    static double scalar(double x) {
                        return x * x * x;
                    }
                }
                """, HEAD + """
                class C {
                    @Differentiable({GRADIENT, JVP})
                    static double[] r(double[] x, int n) {
                        return half(x, n);
                    }

                    private static double[] half(double[] x, int n) {
                        if (n == 0) {
                            return x.clone();
                        }
                        double[] y = half(x, n - 1);
                        y[n % 2] *= Math.sin(x[0] + n);
                        return y;
                    }
                }
                """);
        f.at(new double[] {0.7, 1.1}).agreesWithDifferences();
    }

    @Test
    void calleesThatWriteToCopiesReturnWhatTheyAreGivenOrRound() {
        sameAsWrittenOut("""
                @Differentiable({GRADIENT, HVP, HESSIAN})
                static double f(double[] x) {
                    double[] y = Lib.itself(x, x[0] > 0);
                    double[][] rows = Lib.rows(x, y);
                    return rows[0][1] * rows[1][0] * y[0];
                }
                """, """
                @Differentiable({GRADIENT, JVP})
                static double[] itself(double[] x, boolean so) {
                    return so ? x : new double[] {x[1], x[0] * x[1]};
                }

                @Differentiable({GRADIENT, JVP})
                static double[][] rows(double[] x, double[] y) {
                    return new double[][] {x, y};
                }
                """, new double[] {0.4, 1.2});
    }

    @Test
    void inParts() {
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            steps.append("y[").append(i % 3).append("] = Math.sin(y[").append((i + 1) % 3);
            steps.append("] * x[").append(i % 2).append("]) + y[").append(i % 3).append("];\n");
        }
        String library = HEAD + """
                class Lib {
                    @Differentiable({GRADIENT, JVP})
                    static double[] g(double[] x) {
                        double[] y = {x[0], x[1], x[0] * x[1]};
                        STEPS
                        return y;
                    }
                }
                """.replace("STEPS", steps);
        String model = HEAD + """
                class Model {
                    @Differentiable({GRADIENT, HVP, HESSIAN})
                    static double f(double[] x) {
                        double[] y = Lib.g(x);
                        return y[0] * y[1] * y[2];
                    }
                }
                """;
        double[] whole = hessian(companionOf(model, library), new Object[] {new double[] {0.5, 0.7}});
        Compiled split = Compiled.withBackwire(
                List.of("-Abackwire.split=600"), java.util.Map.of("Model", model, "Lib", library));
        assertThat(split.printed()).isEmpty();
        assertThat(split.generated().get("LibGGrad")).contains("vjpTangent1(");
        double[] inParts = Leaves.of(org.backwire.processor.testing.Companion.of(split.load(), "Model", "f")
                .call("hessian", new double[] {0.5, 0.7}));
        assertThat(inParts).containsExactly(whole);
    }

    @Test
    void whatIsTooLongForTheJvmIsLeftOut() {
        List<String> names = new ArrayList<>();
        List<String> sum = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            names.add("double p" + i);
            sum.add("p" + i);
        }
        String library = HEAD
                + """
                class Lib {
                    @Differentiable({GRADIENT, JVP})
                    static double[] g(PARAMETERS, int n, int m) {
                        return new double[] {SUM};
                    }
                }
                """.replace("PARAMETERS", String.join(", ", names.subList(0, 63)))
                        .replace("SUM", String.join(" * ", sum.subList(0, 63)));
        assertThat(companionOf(library).companion()).isNotNull();
        refuses(library + """
                class Model {
                    @Differentiable({GRADIENT, HVP})
                    static double f(double x) {
                        return Lib.g(X, 1, 1)[0];
                //                ^ CalleeReturnsArray
                    }
                }
                """.replace("X,", "x, ".repeat(62) + "x,"));
    }

    @Test
    void whatIsMissingIsNamed() {
        String printed = Compiled.withBackwire(List.of(), java.util.Map.of("Model", HEAD + """
                class Model {
                    @Differentiable({GRADIENT, HVP})
                    static double a(double x) {
                        return Lib.gradient(x)[0];
                    }

                    @Differentiable(HESSIAN)
                    static double b(double x) {
                        return Lib.jacobian(x)[0];
                    }

                    @Differentiable({GRADIENT, HVP})
                    static double onData(double x) {
                        return x * x * Lib.gradient(2)[0];
                    }
                }

                class Lib {
                    @Differentiable
                    static double[] gradient(double x) {
                        return new double[] {x * x};
                    }

                    @Differentiable(JACOBIAN)
                    static double[] jacobian(double x) {
                        return new double[] {x * x};
                    }
                }
                """))
                .printed();
        assertThat(printed)
                .contains(
                        "Lib.gradient(x) is called here, but its companion has no JVP.\n  Add JVP to the annotation of Lib.gradient.")
                .contains(
                        "Lib.jacobian(x) is called here, but its companion has no GRADIENT and no JVP.\n  Add GRADIENT and JVP to the annotation of Lib.jacobian.");
        assertThat(printed.split("ERROR ")).hasSize(3);
    }

    /** Neither has to know of the other's second order first. */
    @Test
    void aCircleOfClasses() {
        String one = HEAD + """
                class One {
                    @Differentiable({GRADIENT, JVP})
                    static double[] f(double[] x, int n) {
                        return n == 0 ? x.clone() : Two.g(x, n - 1);
                    }
                }
                """;
        String two = """
                class Two {
                    @Differentiable({GRADIENT, JVP})
                    static double[] g(double[] x, int n) {
                        double[] y = One.f(x, n);
                        y[0] *= y[1];
                        return y;
                    }
                }
                """;
        companionOf(one, HEAD + two).at(new double[] {0.5, 0.7}, 3).agreesWithDifferences();
        refuses(one + two + """
                class Model {
                    @Differentiable({GRADIENT, HVP})
                    static double h(double[] x) {
                        return One.f(x, 3)[0];
                //                ^ CalleeReturnsArray
                    }
                }
                """);
    }

    /** The error of the callee is the only one. */
    @Test
    void aCalleeThatIsRefused() {
        refuses(HEAD + """
                class Model {
                    @Differentiable({GRADIENT, HVP})
                    static double f(double x) {
                        return Lib.g(x)[0];
                    }
                }

                class Lib {
                    @Differentiable({GRADIENT, JVP})
                    static double[] g(double x) {
                        return new double[] {unknown(x)};
                //                           ^ UnknownName
                    }
                }
                """);
    }

    @Test
    void shapesAreChecked() {
        var f = companionOf(HEAD + """
                class Lib {
                    @Differentiable({GRADIENT, JVP})
                    static double[] g(double[] x) {
                        return new double[] {x[0] * x[1], 1};
                    }
                }
                """).companion();
        double[] two = {1, 2};
        double[] three = {1, 2, 3};
        assertThat(f.call("vjpTangent", two, two, two, two)).isNotNull();
        for (Object[] wrong : new Object[][] {{two, three, two, two}, {two, two, three, two}, {two, two, two, three}}) {
            assertThatThrownBy(() -> f.call("vjpTangent", wrong)).hasStackTraceContaining("IllegalArgumentException");
        }
    }
}
