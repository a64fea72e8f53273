package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;
import static org.backwire.processor.testing.TestKit.refuses;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.backwire.processor.testing.Compiled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Private arrays of constants are written out in the companion, if nobody can write to them. */
class TablesTest {
    @Test
    void areCopied() {
        companionOf("""
                private static final double[] COEFFICIENTS = {2, -0.5, 1e-1, 1.0 / 8};
                @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP, Derivative.HESSIAN})
                static double f(double x) {
                    return horner(COEFFICIENTS, x);
                }
                private static double horner(double[] c, double t) {
                    double sum = 0;
                    for (int i = c.length - 1; i >= 0; i--) sum = sum * t + c[i];
                    return sum;
                }""").at(2.0).hasValue(2.4).hasGradient(1.4).agreesWithDifferences();
    }

    @Test
    void areAsTheyAreWritten() {
        assertThat(generatedFrom("""
                private static final double[] legendreNodes = {-.5e0, 0x1p-3, 7, 'c', Math.PI};
                @Differentiable
                static double f(double x, int i) {
                    return legendreNodes[i] * x;
                }""").text())
                .contains("private static final double[] LEGENDRE_NODES = {-.5e0, 0x1p-3, 7, 99.0, 3.141592653589793};")
                .contains("LEGENDRE_NODES[i]");
    }

    @Test
    void takeALineForEachRowIfTheyAreLong() {
        String row = "{1234567890123.25, 1234567890123.25, 1234567890123.25}";
        assertThat(generatedFrom("""
                private static final double[][] GRID = {%s, {}, %s};
                @Differentiable
                static double f(double x, int i) {
                    double sum = 0;
                    for (double[] row : GRID) for (double cell : row) sum += cell * x;
                    return sum;
                }""".formatted(row, row)).text()).contains("""
                private static final double[][] GRID = {
                        %s,
                        {},
                        %s
                    };
                """.formatted(row, row));
    }

    @Test
    void areOfAnyConstants() {
        companionOf("""
                private static final String[] NAMES = {"a", "b\\n" + 1};
                private static final int[][] STENCIL = {{0, 1}, {1, -1}};
                private static final float[] W = new float[] {1, 1 / 3f};
                private static final boolean[] SIGNS = {true, false};
                private static final byte[] BYTES = {(byte) 200, 7};
                static final class Inner {
                    private static final long[] L = {1L << 40};
                }
                @Differentiable
                static double f(double[] x, int i) {
                    double y = SIGNS[i] ? x[STENCIL[i][0]] : -x[STENCIL[1][0]];
                    return (y + NAMES[i].length()) * y * W[1] * BYTES[0] / Inner.L[0];
                }""")
                .at(new double[] {2, 3}, 0)
                .hasValue(6 * (double) (1 / 3f) * -56 / (1L << 40))
                .agreesWithDifferences();
    }

    @Test
    void standBesideRecursiveHelpers() {
        companionOf("""
                private static final double[][] AB = {{0.1, 0.5, -3}, {1, 0.2, 2}};
                @Differentiable({Derivative.GRADIENT, Derivative.HVP})
                static double f(double x, int n) {
                    return n == 0 ? x : r(x, n) * AB[1][2];
                }
                private static double r(double x, int n) {
                    return n == 0 ? x : AB[0][n % 3] * Math.sin(r(x, n - 1)) + AB[1][0];
                }""").at(0.7, 4).agreesWithDifferences();
    }

    /** The name of the table is none of a local variable. */
    @Test
    void keepTheirNames() {
        companionOf("""
                private static final double[] c = {2, 3};
                @Differentiable
                static double f(double x) {
                    double dC = x * c[0];
                    double C2 = dC * dC * c[1];
                    return C2 * dC;
                }""").at(0.5).hasValue(3).agreesWithDifferences();
    }

    /** Comments are none of an element. */
    @Test
    void areTheirNumbersOnly() {
        companionOf("""
                private static final double[] T = {1000000000000001.0, 1000000000000002.0, 1000000000000003.0, - // minus
                        6, 5, /* six */ 6, -/* - */0x1p3, 1000000000000004.0, 1000000000000005.0, 1000000000000006.0};
                @SuppressWarnings("unused")
                private static final double[] value = {7};
                @Differentiable
                static double f(double x) {
                    return x * (T[3] + T[4] * 10 + T[5] * 100 + T[6] * 1000 + value[0] * 10000);
                }""").at(1.0).hasValue(70000 - 8000 + 600 + 50 - 6);
    }

    @Test
    void areReadByTheirFullyQualifiedReader() {
        companionOf("""
                private static final double[] T = {3, 2 + 2, 1.0 / 4, (byte) 200};
                @Differentiable
                static double f(double x) {
                    return x * java.util.Arrays.stream(T).sum();
                }""").at(1.0).hasValue(7.25 - 56);
    }

    @Test
    void areFoundInEveryPartOfALongMember() {
        String terms = IntStream.range(0, 60)
                .mapToObj(i ->
                        "t += Math.sin(t * x) * Math.cos(t + x) * Math.tanh(x * row[1] - t) / (t * t + " + i + ");")
                .collect(Collectors.joining("\n"));
        companionOf("""
                private static final double[][] M = {{0.5, 0.1}, {0.3, 0.9}};
                @Differentiable({Derivative.GRADIENT, Derivative.HVP})
                static double f(double x) {
                    double t = 1;
                    for (double[] row : M) {
                        t = Math.sin(t * row[0]) * x;
                        %s
                    }
                    return t * M[1][0];
                }""".formatted(terms)).at(0.3).agreesWithDifferences();
    }

    /** A companion names the classes of what the method has by an import. */
    @Test
    void mayNotObscureAClass() {
        refuses("""
                @Differentiable
                static double f(double x) {
                    return x * E[0] * Helper.twice(x);
                //             ^ ObscuredClass
                }
                private static final double[] E = {5, 6};
                static final class Helper {
                    @Differentiable(companion = "E")
                    static double twice(double x) { return 2 * x; }
                }""");
    }

    @Test
    void areNotTooLong() {
        refuses("""
                @Differentiable
                static double f(double x) {
                    return x * T[0];
                //             ^ PrivateTable
                }
                private static final double[] T = {%s};""".formatted("1.5, ".repeat(7_500)));
    }

    @Test
    void areReadByTheirClassToo() {
        companionOf("""
                private static final double[] W = {2, 3};
                private static double[] own() {
                    return W == null ? null : W.clone();
                }
                @Differentiable
                static double f(double x) {
                    double[] alias = W;
                    double sum = 0;
                    for (int i = 0; i < alias.length; i++) sum += Sample.W[i] * x * (alias)[i];
                    return sum + java.util.Arrays.stream(W).max().getAsDouble();
                }""").at(0.5).hasValue(9.5).hasGradient(13);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {1, 2}; static void g() { T[0] = 2; } | its elements might change in T[0] = 2 (line 9)
                    {1, 2}; static void g() { h(T); } static void h(double[] p) { p[1]++; } | its elements might change in p[1]++ (line 9)
                    {1, 2}; static void g() { Objects.hash(T); } | its elements might change in Objects.hash(T) (line 9)
                    {1, 2}; static double[] g() { return T; } | its elements might change in return T; (line 9)
                    {1, 2}; static double g(double T) { return T; } | there is another T (line 9)
                    {1, Math.sqrt(2)}; | Math.sqrt(2) (line 9) is no constant
                    """)
    void whySo(String rest, String reason) {
        String text = """
                import java.util.Objects;
                import org.backwire.Differentiable;
                class C {
                    @Differentiable
                    static double f(double x) {
                        return x * T[0];
                    }

                    private static final double[] T = %s
                }
                """.formatted(rest);
        assertThat(Compiled.withBackwire(List.of(), Map.of("C", text)).printed())
                .contains("T is private to its class, and the companion cannot have a copy of it: " + reason + ".");
    }

    /** Nothing else has the names of the companion's copies. */
    @Test
    void haveNamesOfTheirOwn() {
        companionOf("""
                private static final double[] w = {2};
                private static final double[] W = {3};
                private static final double[] dW = {5};
                private static final double[] d_W = {7};
                static class D_W { static int n() { return 1; } }
                @Differentiable
                static double f(double x) {
                    return x * (w[0] + 10 * W[0] + 100 * dW[0] + 1000 * d_W[0]);
                }""").at(1.0).hasValue(7532);
    }

    /** Another class may write to what it inherits from a private one. */
    @Test
    void mustBePrivateThemselves() {
        refuses("""
                @Differentiable
                static double f(double x) {
                    return x * K.T[0];
                //              ^ PrivateMember
                }
                private static class K { static final double[] T = {1}; }
                public static class P extends K { }""");
    }

    /** What is no list that stays where it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "private static double[] T = {1, 2};",
                "private static final double[] T = new double[2];",
                "private static final double[] T; static { T = new double[] {1}; }",
                "private static final Object[] T = {1};",
                "static class K { static final double[] T = {1}; } private static final double[] T = new K().T;",
            })
    void areLists(String declaration) {
        refuses("""
                @Differentiable
                static double f(double x) {
                    return x * (double) T[0];
                //                      ^ PrivateMember
                }
                """ + declaration);
    }

    /** What may be changed stays where it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "private static final double[] T = {1, Math.random()};",
                "private static final double[] T = {1}; static void g() { T[0] = 2; }",
                "private static final double[] T = {1}; static void g() { T[0]++; }",
                "private static final double[] T = {1}; static void g() { (T[0]) += 2; }",
                "private static final double[] T = {1}; static void g() { Sample.T[0] = 2; }",
                "private static final double[] T = {1}; static double[] g() { return T; }",
                "private static final double[] T = {1}; static final double[] ALIAS = T;",
                "private static final double[] T = {1}; static void g() { double[] r = T; r[0] = 2; }",
                "private static final double[] T = {1}; static void g() { double[] r; (r = T)[0] = 2; }",
                "private static final double[] T = {1}; static void g(boolean b) { (b ? T : new double[1])[0] = 2; }",
                "private static final double[] T = {1}; static void g() { h(T); } static void h(double[] p) { p[0] = 2; }",
                "private static final double[] T = {1}; static void g() { h(1, T); }"
                        + " static void h(int i, double[] p) { if (i > 0) h(i - 1, p); else p[0] = 2; }",
                "private static final double[] T = {1}; static void g() { h(T); } static void h(double... p) { p[0] = 2; }",
                "private static final double[] T = {1}; static void g() { java.util.Arrays.fill(T, 2); }",
                "private static final double[] T = {1}; static void g() { System.arraycopy(new double[1], 0, T, 0, 1); }",
                "private static final double[] T = {1}; static Object g() { return java.util.List.of(T); }",
                "private static final double[] T = {1}; static Runnable g() { return () -> T[0] = 2; }",
                "private static final double[] T = {1}; static class A { void h(double[] p) { p[0] = 2; } }"
                        + " static class B extends A { void h(int i) { } void g() { h(T); } }",
                "private static final double[] T = {1}; static void g(int k) {"
                        + " switch (k) { case 0: double[] r = T; break; default: r = null; } }",
                "private static final double[] T = {1}; static double g(double T) { return T; }",
                "private static final double[] T = {1}; static void g() { sort(T); }",
                "private static final double[] T = {1}; void help(double[] x) { } void g() { help(T); }",
                "private static final double[] T = {1}; interface I { default void help(double[] x) { } default void g() { help(T); } }",
                "private static final double[] T = {1}; static class H { double[] a; H(double[] a) { this.a = a; } H() { this(T); } }",
                "private static final double[] T = {1}; record R(double[] a) { R() { this(T); } }",
                "private static final double[] T = {1}; static void g() {"
                        + " class Arrays { static void stream(double[] t) { t[0] = 9; } } Arrays.stream(T); }",
                "private static final double[] T = {1}; static class N {"
                        + " static class System { static void arraycopy(double[] t, int a, double[] b, int d, int e) { t[0] = 9; } }"
                        + " static void w() { System.arraycopy(T, 0, null, 0, 0); } }",
                "private static final double[] T = {1}; static class N extends java.util.ArrayList<String> {"
                        + " static void w() { java.util.Arrays.stream(T); } }",
            })
    void mustBeReadOnly(String declaration) {
        refuses("""
                @Differentiable
                static double f(double x) {
                    return x * (double) T[0];
                //                      ^ PrivateTable
                }
                """ + declaration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "static void g() { for (double[] row : T) row[0] = 2; }",
                "static void g() { double[] row = T[0]; row[0]--; }",
                "static void g() { h(T[0]); } static void h(double[] p) { p[0] = 2; }",
                "static void g() { T.clone()[0][0] = 2; }",
                "static void g() { T[0] = null; }",
                "static void g() { java.util.Arrays.stream(T).forEach(row -> row[0] = 2); }",
                "static <E> void h(E[] p) { E e = p[0]; if (e instanceof double[] s) s[0] = 9; } static void w() { h(names[0]); h(T); }"
                        + " static final String[][] names = {{\"\"}};",
            })
    void haveRowsThatAreReadOnly(String member) {
        refuses("""
                private static final double[][] T = {{1}, {2}};
                @Differentiable
                static double f(double x) {
                    return x * T[0][0];
                //             ^ PrivateTable
                }
                """ + member);
    }
}
