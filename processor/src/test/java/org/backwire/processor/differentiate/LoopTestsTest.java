package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of loops that call helpers of more than one statement: Java has room for one expression there. */
class LoopTestsTest {
    private static final String MEMBERS = """
            static double next(double x) {
                double s = 0;
                for (int i = 0; i < 3; i++) s += x / (i + 1);
                return s;
            }

            static boolean far(double x, double t) {
                double e = x * x - t;
                double r = Math.abs(e);
                return r > 1e-9 && r < 1e9;
            }

            static boolean within(double x) {
                for (int i = 0; i < 3; i++) if (x < -i - 5) return false;
                return true;
            }

            static boolean more(java.util.Iterator<Integer> numbers) {
                int a = numbers.next();
                int b = numbers.next();
                return b < a && a < 9;
            }

            static java.util.Iterator<Integer> numbers() {
                return java.util.List.of(2, 1, 4, 3, 5, 6, 7, 8).iterator();
            }

            static int count(double value, double limit, int n) {
                loop: for (int i = 0; i <= 3; i += 2) {
                    boolean below = value < limit;
                    if (below) {
                        below &= below;
                        continue loop;
                    }
                    if (below) {
                        return Integer.parseInt("7");
                    }
                }
                return n;
            }

            @Differentiable
            static double f(double x, double y, int n) {
                %s
            }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "double s = 1; while (far(s, x * x)) s = 0.5 * (s + x * x / s); return s * y;",
                "double s = 0; for (int i = 0; next(s) < n; i++) { if (i == 2) continue; s += x * x + 0.3; if (i > 9) break; } return s * y;",
                "double s = 0; do { s += x * x + y * y; } while (within(s) && s < n); return s;",
                "double s = x; for (int i = 0; i < count(s, y, n); i++) { s = Math.sin(s) * y; } return s;",
                "double s = x; int k = 0; while (within(s) && k++ < n) { s = s * y; } return s;",
                "double s = x; java.util.Iterator<Integer> all = numbers(); while (more(all)) { s = s * y; } return s + all.next();",
                "double s = x; outer: for (int i = 0; i < 3; i++) { for (int j = 0; j < count(i, j, n); j++) { s *= y; if (j > i) continue outer; } } return s;",
            })
    void agreesWithDifferences(String body) {
        var companion = companionOf(MEMBERS.formatted(body));
        companion.at(0.8, 1.3, 5).agreesWithDifferences(1e-9);
        companion.at(-0.7, 0.4, 4).agreesWithDifferences(1e-9);
        companion.at(1.9, -1.1, 1).agreesWithDifferences(1e-9);
    }

    /** What such a helper writes is copied back by a statement of its own. */
    @Test
    void aTestThatCallsARecursiveHelperWhichWrites() {
        String drain = """
                static double drain(double[] v, int n) {
                    if (n <= 0) {
                        return v[0] - v[2];
                    }
                    double first = v[0];
                    v[0] = v[1];
                    v[1] = first * 0.5 + v[2];
                    return drain(v, n - 1) * 0.75 + first;
                }

                @Differentiable
                static double f(double y, double[] v) {
                    for (int u = 0; u <= (int) Math.abs(3 * drain(v, 2)) % 3; u += 2) {
                        y *= 2;
                    }
                    while (drain(v, 1) > 1) {
                        v[0] *= 0.5 * y;
                    }
                    return y + v[0] + v[1] * v[2];
                }
                """;
        companionOf(drain).at(0.7, new double[] {-0.145, -1.09, -0.457}).agreesWithDifferences();
        companionOf(drain).at(0.3, new double[] {2.5, 1.1, 0.4}).agreesWithDifferences();
    }

    @Test
    void aTestWhoseCallDecidesNothing() {
        companionOf("""
                static double f(double x) {
                    int hi = 1;
                    double s = x;
                    for (int r = 0; r < (("green".equals("red") ? hi : hi) + 1) % 3; r++) {
                        s *= x;
                    }
                    return s;
                }
                """).at(0.7).agreesWithDifferences();
    }

    /** What decides nothing has effects on one side of a choice only. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x <= x || x >= START || !DEBUG",
                "x <= x || Math.random() > x || !DEBUG",
                "!(x <= x && x >= START && DEBUG)",
                "x > 0 ? x >= START || !DEBUG : x < START && DEBUG || x <= 0",
                "(x > START ? n : n) > -1",
                "(x > 0 ? START > x ? n : n : n) > -1",
                "(x > START) | !DEBUG | (START < x)",
                "!((x > 0 || next() > n) && DEBUG)",
            })
    void aTestThatIsDecidedBeforeItsEffects(String test) {
        companionOf("""
                static final double START = Double.parseDouble("0.625");
                static final boolean DEBUG = false;
                static int next() { return (int) (Math.random() * 3); }

                @Differentiable
                static double f(double x, int n) {
                    assert %1$s;
                    double s = x;
                    int k = 0;
                    while ((%1$s) && k < n) {
                        s = Math.sin(s) * x;
                        k++;
                    }
                    do {
                        s *= x;
                    } while (k++ < 5 && (%1$s));
                    for (int i = 0; (%1$s) && i < 2; i++) {
                        s += x / (i + 2);
                    }
                    return s;
                }
                """.formatted(test)).at(0.7, 3).agreesWithDifferences();
    }
}
