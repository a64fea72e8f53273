package org.backwire.processor.source;

import static org.backwire.processor.source.SameAsJava.sameAsJava;
import static org.backwire.processor.testing.TestKit.companionOf;

import org.backwire.processor.testing.TestKit.Subject;
import org.junit.jupiter.api.Test;

/** An argument that has no type of its own takes that of the parameter, and is evaluated once. */
class ArgumentsTest {
    private static final String HELPERS = """
            static double g(long n, double x) { return n * x; }
            static double g(double n, double x) { return n / 2 * x; }
            static float single(float v) { return v / 3; }
            static double three(double a, double b, double c) { return a * b + c; }
            static double sum(double... v) { double s = 0; for (double d : v) s += d; return s; }
            """;

    @Test
    void aSwitchChoosesTheMethodThatAllItsResultsFit() {
        sameAsJava("f", HELPERS + """
                @Differentiable static double f(double x, int k) {
                    double r = g(switch (k) { case 0 -> 1; case 1 -> 2; default -> 7; }, x);
                    r += g(switch (k) { case 0 -> 1.5f; case 1 -> 2; default -> 7; }, x);
                    r += g(switch (k) { case 0 -> 'a'; case 1 -> switch (k + 1) { case 2 -> 3; default -> (byte) 4; }; default -> 7L; }, x);
                    return r + single(switch (k) { case 0 -> 16777217; default -> 2.5f; });
                }
                """);
    }

    @Test
    void resultsAreConvertedEachByItself() {
        sameAsJava("f", HELPERS + """
                @Differentiable static double f(double x, int k) {
                    return sum(switch (k) { case 0 -> 16777217; default -> 2.5f; }, k > 0 ? 1 : 2.5f)
                            + Math.abs(switch (k) { case 0 -> Integer.MIN_VALUE; default -> -1L; })
                            + Math.max(switch (k) { case 0 -> x; case 1 -> { double t = x; yield t * 3; } default -> 7; }, 2f);
                }
                """);
    }

    @Test
    void assignmentsInArgumentsHappenOnceAndInOrder() {
        sameAsJava("f", HELPERS + """
                @Differentiable static double f(double x, int k, double[] a) {
                    double y;
                    double r = three(y = x, switch (k) { case 0 -> y; default -> { y = 3 * x; yield y * y; } }, y++) + y;
                    int i = k > 0 ? 0 : 1;
                    r += three(i++, switch (i) { case 1 -> y = x * 2; default -> 0; }, k > 1 ? y : (y += x));
                    return r * i + y;
                }
                """);
    }

    @Test
    void conditionalsBetweenObjects() {
        Subject subject = companionOf("""
                static int length(Object o) { return o == null ? 5 : o.toString().length(); }
                @Differentiable static double f(double x, int k, String s) {
                    String t = String.valueOf(k > 0 ? "abc" : "d")
                            + java.util.Objects.requireNonNullElse(k > 0 ? null : "x", "yy");
                    int n = length(k > 0 ? "a" : 1) + length(k == 0 ? null : s);
                    StringBuilder b = new StringBuilder(switch (k) { case 0 -> "q"; case 1 -> { String u = "rr"; yield u; } default -> s; });
                    return x * t.length() * n + b.length() * x + Integer.valueOf(switch (k) { case 0 -> 1; default -> 2; });
                }""");
        subject.at(1.5, 0, "zz").hasGradient(2 * 6 + 1);
        subject.at(1.5, 1, "zz").hasGradient(5 * 3 + 2);
    }

    @Test
    void ofConstructors() {
        sameAsJava("f", """
                @Differentiable static double f(double x, int k) {
                    P p = new P(switch (k) { case 0 -> x; default -> 2; }, k == 1 ? x * x : 3);
                    return p.dot(switch (k) { case 0 -> p; case 1 -> new P(1, x); default -> P.of(x); });
                }
                """);
    }

    @Test
    void aSwitchThatThrows() {
        sameAsJava("f", HELPERS + """
                @Differentiable static double f(double x, int k) {
                    return sum(switch (k) { case 0 -> x; case 1 -> 2; default -> throw new IllegalStateException(); });
                }
                """);
    }
}
