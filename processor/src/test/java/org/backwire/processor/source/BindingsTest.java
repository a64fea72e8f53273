package org.backwire.processor.source;

import static org.backwire.processor.source.SameAsJava.sameAsJava;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Everything happens beside a field of the same name, which is read wherever the variable is not in scope. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "return o instanceof Integer n ? n * x : x * x;",
                "return (o instanceof Integer n ? n : n) * x;",
                "return o instanceof Integer n ? x : n > 2 ? 5 * x : n * x;",
                "return !(o instanceof Integer n) ? n * x : n * x * x;",
                "boolean b = o instanceof Integer n || n > 6; return b ? x * n : x * x;",
                "boolean b = !(o instanceof Integer n) || n > 6; return b ? x * n : x * x;",
                "boolean b = o instanceof Integer n && n > 2 || n > 8; return b ? x * n : x * x;",
                "int q = n + (o instanceof Integer n ? n : 0) + n; return x * q;",
                "if ((o instanceof Integer n) == true) return n * x; return x;",
                "if (o instanceof Integer n & true) x *= n; return x * n;",
                "if (o instanceof Integer n ^ true) x *= n; return x * n;",
                "if (!!(o instanceof Integer n)) x *= n; return x * n;",
                "if (o instanceof Integer n ? n > 2 : false) x *= n; return x * n;",
                "if (x > 0 ? o instanceof Integer n : false) x *= n; return x * n;",
                "boolean b; if (b = o instanceof Integer n && n > 2) x *= n; return b ? x * n : x;",
                "if (o instanceof Integer n) x *= n; else x += n; return x * n;",
                "if (o instanceof Integer n) return x; return n * x;",
                "if (o instanceof Integer n) { x *= n; } else return 1; return x * n;",
                "if (!(o instanceof Integer n)) x *= n; return x * n;",
                "if (!(o instanceof Integer n)) return x * n; x *= n; { x += n; } return x * n;",
                "if (!(o instanceof Integer n)) return x; else if (x > 1) return n * x; return n * x * x;",
                "if (!(o instanceof Integer n)) { return x; } else if (x > 1) { x *= n; } else { return n; } return n * x;",
                "if (x > 2) { return x; } else if (!(o instanceof Integer n)) { return n * x; } else { x *= n; } return n * x;",
                "if (x > 2) { x += n; } else if (!(o instanceof Integer n)) { return n * x; } return n * x;",
                "if (!(o instanceof Integer n && x > 1)) return x * n; return x * n;",
                "if (!(o instanceof Integer n) || n > 4) return x * n; return x * n;",
                "if (!(x > 0 || !(o instanceof Integer n))) x *= n; return x * n;",
                "if (!(x > 0 || o instanceof Integer n)) x *= n; return x * n;",
                "if (!(o instanceof Integer n)) { for (;;) { if (x > 0 || ++m > 9) return 0; x++; } } return n * x;",
                "if (!(o instanceof Integer n)) { while (true) { x += 1; if (x > 5 || ++m > 9) return x; } } return x * n;",
                "if (!(o instanceof Integer n)) { while (true) { x += 1; if (x > 5 || ++m > 9) break; } } return x * n;",
                "if (!(o instanceof Integer n)) { do { x += 1; if (x > 5 || ++m > 9) return x; } while (true); } return x * n;",
                "if (!(o instanceof Integer n)) do { return x; } while (x > 3); return x * n;",
                "if (!(o instanceof Integer n)) do { if (x < 2 && ++m < 9) continue; return x; } while (x > 3); return x * n;",
                "if (!(o instanceof Integer n)) { for (; x < 9 && m < 9; m++) { x += 5; } } return x * n;",
                "if (!(o instanceof Integer n)) { a: { return x; } } return x * n;",
                "if (!(o instanceof Integer n)) { a: { if (x > 1) break a; return x; } } return x * n;",
                "if (!(o instanceof Integer n)) { a: while (true) { while (true) { x++; if (x > 5 || ++m > 9) break a; } } } return x * n;",
                "if (!(o instanceof Integer n)) { switch (k) { case 1: return x; default: return 2 * x; } } return x * n;",
                "if (!(o instanceof Integer n)) { switch (k) { case 1: return x; default: break; } } return x * n;",
                "if (!(o instanceof Integer n)) { switch (k) { case 1: return x; } } return x * n;",
                "if (!(o instanceof Integer n)) { switch (k) { case 1 -> { return x; } default -> throw new IllegalStateException(); } } return x * n;",
                "if (!(o instanceof Integer n)) { switch (k) { case 1 -> { return x; } default -> { } } } return x * n;",
                "for (int i = 0; i < 3; i++) { if (!(o instanceof Integer n)) { o = 5; continue; } x *= n; } return x * n;",
                "for (int i = 0; i < 3; i++) { if (!(o instanceof Integer n)) break; x *= n; } return x * n;",
                "switch (k) { case 3: if (!(o instanceof Integer n)) return 0; x *= n; break; default: x *= n; } return x * n;",
                "int q = switch (k) { case 1 -> { if (!(o instanceof Integer n)) yield 3; yield n; } default -> n; }; return x * n * q;",
                "while (!(o instanceof Integer n)) { o = 5; x += n; } return n * x;",
                "while (!(o instanceof Integer n)) { o = 5; x += n; if (x > 3) break; } return n * x;",
                "while (o instanceof Integer n) { x *= n; o = null; } return n * x;",
                "while (!(x > 0 || ++m > 9 || o instanceof Integer n)) { x += 1; } return n * x;",
                "for (; !(o instanceof Integer n); o = 4) x += n; return n * x;",
                "for (int i = 0; o instanceof Integer n && i < n && ++m < 9; i += n) { x += n; } return n * x;",
                "do { x += n; if (x > 9 || ++m > 9) o = 3; } while (!(o instanceof Integer n)); return n * x;",
                "do { x += n; if (x > 9 || ++m > 9) break; } while (!(o instanceof Integer n)); return n * x;",
                "for (int i = 0; i < 2; i++) { while (!(o instanceof Integer n)) { o = 5; x += n; } x *= n; o = \"b\"; } return n * x;",
                "a: while (!(o instanceof Integer n)) { while (true) { o = 4; x *= 1.5; if (x > 3 || ++m > 9) continue a; } } return x * n;",
                "a: while (!(o instanceof Integer n)) { while (true) { o = 4; x *= 1.5; if (x > 3 || ++m > 9) break a; } } return x * n;",
                "a: if (!(o instanceof Integer n)) { return x; } return x * n;",
                "final boolean never = false; return (never && o instanceof Integer n ? n : 3) * x * n;",
                "{ if (!(o instanceof Integer n)) throw new IllegalStateException(\"q\"); x *= n; } return x * n;",
                "if (!(o instanceof Integer n)) return x; n = n + 1; for (int i = 0; i < 3; i++) n += i; return x * n;"
            })
    void inScopeAsTheLanguageHasIt(String body) {
        sameAsJava("f", """
                static final int n = 7;
                @Differentiable static double f(double x, int k) {
                    Object o = k > 3 ? "s" : k > 0 ? k : 2.5;
                    int m = 0;
                    %s
                }
                """.formatted(body));
    }
}
