package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Matrices that go into calls or come out of them, and whose rows are replaced afterwards. */
class CalledMatricesTest {
    private static final String OTHERS = """
            import org.backwire.*;

            final class Others {
                @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP})
                public static double first(double[][] a) { return a[0][0] * a[1][0] + Math.sin(a[1][0]); }

                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                public static double[] sums(double[][] a) { return new double[] {a[0][0] + 2 * a[1][0], a[0][0] * a[1][1]}; }

                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                public static double[][] make(double x, double y) { return new double[][] {{x, x * y}, {3 * x, y * y}}; }

                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                public static double[][] scale(double[][] a, double q) {
                    double[][] b = new double[a.length][a[0].length];
                    for (int i = 0; i < a.length; i++) for (int j = 0; j < b[i].length; j++) b[i][j] = a[i][j] * q + q * q;
                    return b;
                }

                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                public static double[][][] deep(double x, double y) { return new double[][][] {{{x, y}, {x * y, 2}}, {{y, y}, {x, x * x}}}; }

                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                public static Pair pair(double[][] a, double q) { return new Pair(scale(a, q), a[0][0] * q); }

                public record Pair(double[][] m, double s) {}
            }
            """;

    private static final String LIB = """
            final class Lib {
                static double first(double[][] a) { return a[0][0] * a[0][0] + 3 * a[1][0]; }
            }
            """;

    private static final String RULES = """
            import org.backwire.*;

            final class Rules {
                @DerivativeOf(type = Lib.class, method = "first")
                static double[][] dfirst(double[][] a) {
                    double[][] d = new double[a.length][a[0].length];
                    d[0][0] = 2 * a[0][0];
                    d[1][0] = 3;
                    return d;
                }
            }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "double[][] s = {{x, y}, {y, x}}; double v = Others.first(s); s[0] = new double[] {7 * y, x}; return v * s[0][0] * s[1][1];",
                "double[][] s = {{x, y}, {y, x}}; double[] v = Others.sums(s); double[] t = s[0]; s[0] = s[1]; s[1] = t; return v[0] * v[1] + 5 * s[0][0] + s[1][1] * s[0][1];",
                "double[][] s = {{x, y}, {y, x}}; double[] v = Others.sums(s); s[0] = v; double w = Others.first(s); s[1] = new double[] {w, x}; return Others.first(s) + v[1];",
                "double[][] s = Others.make(x, y); s[0] = new double[] {5 * s[0][0], s[1][1]}; return s[0][0] * s[1][0] + s[0][1];",
                "double[][] s = Others.make(x, y); double[] t = s[0]; s[0] = s[1]; s[1] = t; return s[1][0] + 10 * s[0][0] * s[0][1] + Math.sin(s[1][1]);",
                "double[][] s = Others.make(x, y); double[] t = s[0]; s[0] = new double[] {1}; return 5 * t[0] * t[1] + s[0][0];",
                "double[][] t = {{1, x}, {y, 2}}; for (int i = 0; i < 3; i++) t = Others.scale(t, i == 1 ? x : y); return t[0][0] * t[1][1] + t[1][0];",
                "double[][] t = {{1, x}, {y, 2}}; while (t[0][0] < 30) t = Others.scale(t, 1.5 + x * y); return t[0][0] * t[1][1] + t[1][0];",
                "double[][] t = {{1, x}, {y, 2}}; t = Others.scale(t, x); t = Others.scale(t, y); return t[0][0] + t[1][1] * t[0][1];",
                "double[][] keep = new double[2][]; for (int i = 0; i < 2; i++) keep[i] = Others.make(x + i, y)[i]; return keep[0][0] * 7 + keep[1][0] * keep[1][1];",
                "double[][][] layer = new double[3][][]; layer[0] = new double[][] {{x, y}, {1, x}}; for (int i = 1; i < 3; i++) layer[i] = Others.scale(layer[i - 1], y); return layer[2][0][0] * layer[1][1][1] + layer[2][1][0];",
                "double[][] s = {{x, y}, {y, x}}; double v = 0; for (int i = 0; i < 3; i++) { v += Others.first(s) * x; double[] t = s[0]; s[0] = s[1]; s[1] = new double[] {t[0] * y, v}; } return v + s[0][0];",
                "double[][] s = {{x, y}, {y, x}}; double v = 0; for (int i = 0; i < 3; i++) { if (i != 1) v += Others.sums(s)[i / 2]; s[i % 2] = new double[] {v, x * y}; } return v * s[0][0];",
                "double[][][] d = Others.deep(x, y); double[][] m = d[0]; d[0] = d[1]; d[1] = m; double[] r = d[0][0]; d[0][0] = d[0][1]; d[0][1] = r; return d[0][0][0] * d[1][1][0] + 3 * d[0][1][1] + d[1][0][0] * y;",
                "Others.Pair p = Others.pair(new double[][] {{x, y}, {y, x}}, y); double[][] m = p.m(); m[0] = new double[] {m[0][0] * p.s(), m[1][1]}; Others.Pair q = Others.pair(m, x); return q.s() + q.m()[0][1] * m[0][0];",
                "double[][] t = {{1, x}, {y, 2}}; for (int i = 0; i < 3; i++) { t = Others.scale(t, x); t[i % 2] = new double[] {t[0][0] * y, t[1][0]}; } return t[0][0] * t[1][1] + t[1][0];",
                "double[][] s = Others.make(x, y); s[0] = new double[] {s[0][0], s[1][1], x}; return s[0][0] * s[1][0] + s[0][1] * s[0][2];",
            })
    void throughCompanions(String body) {
        check(
                "@Differentiable({Derivative.GRADIENT, Derivative.JVP}) static double f(double x, double y) { " + body
                        + " }",
                OTHERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "double[][] s = {{x, y}, {y, x}}; double v = Lib.first(s); s[0] = new double[] {7 * y, x}; return v * s[0][0] * s[1][1];",
                "double[][] s = {{x, y}, {y, x}}; double v = 0; for (int i = 0; i < 3; i++) { v += Lib.first(s) * x; double[] t = s[0]; s[0] = s[1]; s[1] = new double[] {t[0] * y, v}; } return v + s[0][0];",
            })
    void throughRules(String body) {
        check(
                "@Differentiable(derivatives = Rules.class) static double f(double x, double y) { " + body + " }",
                LIB,
                RULES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "double[][] s = {{x, y}, {y, x}}; double v = first(s, 2); s[0] = new double[] {7 * y, x}; return v * s[0][0] * s[1][1];",
                "double[][] s = make(x, y, 2); s[0] = new double[] {7 * s[0][0], x}; return s[0][0] * s[1][1];",
                "double[][] s = make(x, y, 2); double[] t = s[0]; s[0] = s[1]; s[1] = t; return s[0][0] * s[1][1] + 3 * s[1][0];",
                "double[][] s = {{x, y}, {y, x}}; grow(s, y, 2); double[] t = s[0]; s[0] = new double[] {t[1], x * t[0]}; grow(s, x, 1); return s[0][0] * s[1][1] + t[0];",
                "double[][] s = make(x, y, 1); for (int i = 0; i < 3; i++) { double v = first(s, i); double[] t = s[0]; s[0] = s[1]; s[1] = new double[] {v, t[0] * y}; } return s[0][0] * s[1][1] + first(s, 1);",
                "P p = record(new P(new double[][] {{x, y}, {y, x}}, y), 2); double[][] m = p.m(); double[] t = m[0]; m[0] = m[1]; m[1] = t; return m[0][0] * p.s() + m[1][0] * 3;",
                "return inside(new double[][] {{x, y}, {y, x}}, y, 3);",
            })
    void throughHelpersThatCallThemselves(String body) {
        check("""
                @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP}) static double f(double x, double y) { %s }
                static double first(double[][] a, int n) { return n == 0 ? a[0][0] * a[1][0] : first(a, n - 1) * a[0][1]; }
                static double[][] make(double x, double y, int n) {
                    if (n == 0) return new double[][] {{x, y}, {x * y, 2}};
                    double[][] m = make(y, x * x, n - 1);
                    m[0][0] += x;
                    return m;
                }
                static void grow(double[][] a, double q, int n) {
                    if (n == 0) return;
                    a[0][0] *= q + a[1][0];
                    a[1][1] += a[0][1] * q;
                    grow(a, q * 0.5, n - 1);
                }
                static P record(P p, int n) {
                    if (n == 0) return p;
                    double[][] m = {{p.m()[0][0] * p.s(), p.m()[1][0]}, {p.m()[0][1], p.s()}};
                    P below = record(new P(m, p.s() * p.m()[0][0]), n - 1);
                    return new P(new double[][] {{below.m()[1][0], below.s()}, {below.m()[0][0] * 2, p.s()}}, below.s() * p.s());
                }
                 record P(double[][] m, double s) {}
                static double inside(double[][] a, double q, int n) {
                    if (n == 0) return a[0][0] * a[1][1];
                    double[][] b = {{a[0][1] * q, a[1][0]}, {a[0][0], q}};
                    double v = inside(b, q * a[0][0], n - 1);
                    b[0] = new double[] {v, a[1][1]};
                    return inside(b, v * 0.5, n - 1) + v * b[1][0];
                }
                """.formatted(body));
    }

    /** A null row has a null gradient. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "double[][] s = {{x, y}, null}; return Rows.sum(s) * Rows.vector(s)[0];",
                "double[][] s = Rows.make(x, y); return s[0][0] * x + (s[1] == null ? s[0][1] : 0);",
                "double[][] s = {{x, y}, null}; return deep(s, 2) + deep(s, 0) * x;",
                "double[][] s = made(x * y, 2); return s[0][0] * x * (s[1] == null ? 3 : 1);",
                "double[][][] s = {{{x, y}, null}, null}; return Rows.all(s) * y;",
            })
    void nullRows(String body) {
        check("""
                @Differentiable({Derivative.GRADIENT, Derivative.JVP}) static double f(double x, double y) { %s }
                static double deep(double[][] m, int n) {
                    double t = 0;
                    for (int i = 0; i < m.length; i++) if (m[i] != null) t += m[i][0] * m[i][1];
                    return n > 0 ? deep(m, n - 1) * t : t;
                }
                static double[][] made(double x, int n) {
                    if (n > 0) return made(x * x, n - 1);
                    double[][] m = new double[2][];
                    m[0] = new double[] {x};
                    return m;
                }
                """.formatted(body), """
                import org.backwire.*;

                public final class Rows {
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP})
                    public static double sum(double[][] m) {
                        double t = 0;
                        for (int i = 0; i < m.length; i++) if (m[i] != null) t += m[i][0] * m[i][1];
                        return t;
                    }

                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    public static double[] vector(double[][] m) { return new double[] {m[0][0] * m[0][0]}; }

                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    public static double[][] make(double x, double y) {
                        double[][] m = new double[2][];
                        m[0] = new double[] {x * x, y};
                        return m;
                    }

                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    public static double all(double[][][] m) {
                        double t = 0;
                        for (double[][] one : m) if (one != null) t += one[0][0] * one[0][1];
                        return t;
                    }
                }
                """);
    }

    /** A gate keeps for backward the rows that a call was given, and has returned. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "double[][] s = {{x, y}, {y, x}}; double v = Others.sums(s)[1]; s[1] = new double[] {v, 2 * x}; return s;",
                "double[][] s = Others.make(x, y); double[] t = s[0]; s[0] = s[1]; s[1] = t; return s;",
                "double[][] s = {{x, y}, {y, x}}; double[][] g = Others.scale(s, x); double[] t = s[0]; s[0] = s[1]; s[1] = t; s[1] = new double[] {g[0][1], Others.first(g)}; return new double[][] {s[1], g[1]};",
                "double[][] s = {{x, y}, {y, x}}; for (int i = 0; i < 3; i++) { double v = Others.first(s); double[] t = s[0]; s[0] = s[1]; s[1] = new double[] {v, t[0]}; } return new double[][] {s[0].clone(), s[1].clone()};",
                "double[][][] d = Others.deep(x, y); double[][] m = d[0]; d[0] = d[1]; d[1] = m; double[] r = d[0][0]; d[0][0] = d[0][1]; d[0][1] = r; return d[0];",
                "double[][] t = {{1, x}, {y, 2}}; for (int i = 0; i < 3; i++) { t = Others.scale(t, x); t[i % 2] = new double[] {t[0][0] * y, t[1][0]}; } return t;",
            })
    void inGates(String body) {
        check(
                "@Differentiable({Derivative.GRADIENT, Derivative.JVP}) static double[][] f(double x, double y) { "
                        + body + " }",
                OTHERS);
    }

    private static void check(String code, String... others) {
        var companion = companionOf(code, others);
        companion.at(0.7, 1.3).agreesWithDifferences();
        companion.at(-0.4, 0.9).agreesWithDifferences();
    }
}
