package org.backwire.processor.source;

import static org.backwire.processor.source.SameAsJava.sameAsJava;

import org.junit.jupiter.api.Test;

/** What a pattern binds is there where, and only where, Java says so. */
class BindingsTest {
    private static final String OBJECT = """
            static final int t = 7;
            static Object object(int k, String s) { return k > 3 ? s : k > 1 ? k : 2.5; }
            """;

    @Test
    void inConditions() {
        sameAsJava("f", OBJECT + """
                @Differentiable static double f(double x, int k, String s) {
                    Object o = k > 3 ? s : k > 1 ? k : 2.5;
                    double r = x;
                    if (o instanceof String u && u.length() > 1) r *= u.length();
                    if (!(o instanceof Integer i)) {
                        r += 1;
                    } else {
                        r += i * x;
                    }
                    if (o instanceof Double d) r *= d;
                    r += o instanceof Integer i ? i : 3;
                    boolean both = k > 0 && o instanceof Integer i && i > 2;
                    return both ? r : -r;
                }
                """);
    }

    @Test
    void behindAnIfThatLeaves() {
        sameAsJava("f", """
                @Differentiable static double f(double x, int k, String s) {
                    Object o = k > 3 ? s : k;
                    if (!(o instanceof Integer n)) return x * s.length();
                    while (x < 50 && n > 0) x += n;
                    return n * x;
                }
                """);
    }

    @Test
    void inLoops() {
        sameAsJava("f", """
                @Differentiable static double f(double x, int k, String s) {
                    Object o = k;
                    while (o instanceof Integer i && i > 0) {
                        x += i;
                        o = i > 3 ? (Object) s : (Object) (i - 1);
                    }
                    return x;
                }
                """);
    }

    @Test
    void aFieldIsSeenAgainWhereTheScopeEnds() {
        sameAsJava("f", OBJECT + """
                @Differentiable static double f(double x, int k, String s) {
                    Object o = k > 3 ? s : k;
                    if (o instanceof Integer t) x += t;
                    boolean b = o instanceof Integer t && t > 1;
                    return b ? x * t : x + t;
                }
                """);
    }
}
