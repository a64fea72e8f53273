package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that cross branches, arrays that are chosen, and uses that are easily counted once too often. */
class TrickyBranchesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "double t; if (x > y) { t = Math.exp(x); } else if (x > 0) { t = Math.exp(y); } else { t = x * y; } return t * t + t;",
                "double t = x; if (n > 2) { t = Math.sin(t); if (y > 0) { t *= Math.exp(t); } t += y; } return t * x;",
                "double t = x > 0 ? Math.sqrt(x) : Math.cbrt(x * x + 1); return (t > 0.5 ? t * y : t) * (y > 0 ? t : -t);",
                "double t = x; t = t * t; t = t + t; t = t * y - t / (1 + y * y); t = -t; return t * t;",
                "double a = x * y; double b = a; a = b * b; b = a + b; return a * b + a;",
                "double[] a = {x, y}; double[] b = n > 4 ? a : new double[] {y, y}; b[0] *= 3; return a[0] * b[0] + b[1];",
                "double[] a = {x, y}; if (x > 0) { a = new double[] {a[1], a[0] * a[0]}; } a[0] += a[1]; return a[0] * a[1];",
                "double[] a = {x, y}; double[] b = a.clone(); a[0] = a[0] * b[0]; b[0] = 5; return a[0] + b[0] * b[1];",
                "double[] a = new double[3]; a[n % 3] = x; a[1] += y; a[n % 3] *= a[1]; return a[0] + a[1] * 2 + a[2] * 3;",
                "double[] a = {x, y}; int i = 0; a[i++] *= a[i]; a[i] += a[i - 1]; return a[0] * a[1];",
                "double[] a = {x}; double s = a[0] + (a[0] = y) * a[0] + (a[0] += x) * a[0]++; return s + a[0];",
                "double s = x; return (s = s * y) + s * (s = Math.sin(s)) - s;",
                "double s = x++ * ++x + y-- * --y; return s * x * y;",
                "if (!(x < y)) { return x * Math.exp(y); } double t = x - y; if (t * t > 100) { throw new RuntimeException(); } return t * t;",
                "return square(square(x) + y) * square(y);",
                "double[] a = {x, y}; scale(a, x); scale(a, a[1]); return a[0] + a[1];",
                "double[] a = pair(x, y); double[] b = pair(a[1], a[0]); return a[0] * b[0] + Math.sin(b[1]);",
                "return Math.fma(x, y, Math.fma(x, x, y)) + Math.hypot(x, y) * Math.atan2(x, y);",
                "return Math.log(x * x + y * y) / Math.log1p(Math.abs(x * y)) + Math.pow(2 + x * x, y);",
                "final double c; if (n > 3) { c = x; } else { c = y; } return c * switch (n) { case 5 -> x * x; case 4 -> y; default -> 1; };",
                "double s = 0; s += x; s -= y * s; s *= s; s /= 1 + y * y; s %= 100; return s;",
                "int k = 3; k *= 1.5; double s = x * k; k += 2.7; return s * k * y;",
                "return (float) 0.5 * x + (int) 2.9 * y + (x + y) * (char) 66 + (byte) 300 * x;",
                "double u = Math.max(x, Math.max(y, x * y)); double v = Math.min(Math.abs(x), Math.abs(y)); return u * v;",
                "double t = 1 / (1 + Math.exp(-(x * 3 + y))); double u = t * (1 - t); return -Math.log(t) * y - Math.log(1 - t) * x + u;",
            })
    void agreesWithDifferences(String body) {
        var companion = companionOf("""
                @SuppressWarnings("lossy-conversions") // of k *= 1.5, which javac warns of from 20 on
                static double f(double x, double y, int n) { %s }

                private static double square(double v) {
                    return v * v;
                }

                private static void scale(double[] v, double by) {
                    for (int i = 0; i < v.length; i++) {
                        v[i] *= by;
                    }
                }

                private static double[] pair(double a, double b) {
                    double[] made = {a * b, a - b};
                    return made;
                }
                """.formatted(body));
        companion.at(0.8, 1.3, 5).agreesWithDifferences(1e-9);
        companion.at(-0.7, 0.4, 4).agreesWithDifferences(1e-9);
        companion.at(0.3, -1.1, 1).agreesWithDifferences(1e-9);
    }

    @Test
    void parametersThatAreDataGetNothing() {
        companionOf("""
                @Differentiable(wrt = "y")
                static double f(double[] x, double y, double z) {
                    double[] copy = x.clone();
                    copy[0] = copy[0] * y + z;
                    x[1] = copy[0] * y;
                    return x[1] * copy[1];
                }""")
                .at(new double[] {2, 3}, 5, 7)
                .hasGradient(3 * (2 * 2 * 5 + 7))
                .agreesWithDifferences(1e-9);
    }
}
