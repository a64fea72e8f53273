package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.companionOf;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Small programs with something odd in them, in all modes. Each makes the dot-product test, compares the Jacobian with gradients,
 * the gradient with differences, and second derivatives with differences of the gradient.
 */
class AllModesTest {
    private static final String FIRST = "GRADIENT, JVP, JACOBIAN";
    private static final String ALL = "GRADIENT, JVP, JACOBIAN, HVP, HESSIAN";

    private record Program(String name, String modes, String wrt, String code, Object... arguments) {
        String text() {
            return """
                    import static org.backwire.Derivative.*;
                    import org.backwire.*;

                    class Programs {
                        @Differentiable(value = {%s}%s)
                    %s
                    }
                    """.formatted(modes, wrt.isEmpty() ? "" : ", wrt = {" + wrt + "}", code);
        }
    }

    private static Program all(String name, String code, Object... arguments) {
        return new Program(name, ALL, "", code, arguments);
    }

    private static Program of(String wrt, String name, String code, Object... arguments) {
        return new Program(name, ALL, wrt, code, arguments);
    }

    private static Program first(String name, String code, Object... arguments) {
        return new Program(name, FIRST, "", code, arguments);
    }

    private static Object[] args(Object... arguments) {
        return arguments;
    }

    private static List<Program> scalars() {
        return List.of(
                all("a constant", "static double f(double x, double y) { return 3; }", 1.0, 2.0),
                all("a parameter", "static double f(double x, double y) { return y; }", 1.0, 2.0),
                all("the same twice", "static double f(double x) { double y = x; return x * y + y * x; }", 1.5),
                all(
                        "a chain of powers",
                        "static double f(double x, double y) { return Math.pow(Math.pow(x, y), x); }",
                        1.3,
                        0.7),
                all("a power of a variable to itself", "static double f(double x) { return Math.pow(x, x); }", 1.3),
                all(
                        "a negative base",
                        "static double f(double x) { return Math.pow(x, 3) * Math.pow(x, -2) + Math.pow(x, 5); }",
                        -1.3),
                all("a remainder", "static double f(double x, double y) { return x * x % y * y; }", 5.3, 2.2),
                all(
                        "hypot and atan2",
                        "static double f(double x, double y) { return Math.hypot(x * y, y) * Math.atan2(x, y * y); }",
                        0.3,
                        -0.8),
                all(
                        "nested max",
                        "static double f(double x, double y, double z) { return Math.max(Math.min(x * y, z * z), y * z) * x; }",
                        1.1,
                        2.2,
                        0.4),
                all(
                        "fma",
                        "static double f(double x, double y, double z) { return Math.fma(x, y * y, z * x) * z; }",
                        1.1,
                        2.2,
                        0.4),
                all(
                        "quotients of quotients",
                        "static double f(double x, double y) { return x / (y / (x / (1 + y * y))); }",
                        1.1,
                        2.2),
                all(
                        "hyperbolic",
                        "static double f(double x, double y) { return Math.sinh(x * y) / Math.cosh(x - y) + Math.tanh(x * x); }",
                        0.4,
                        0.9),
                all(
                        "inverse functions",
                        "static double f(double x, double y) { return Math.asin(x * y) * Math.acos(x) + Math.atan(x / y); }",
                        0.4,
                        0.9),
                all(
                        "small exponentials",
                        "static double f(double x) { return Math.expm1(x * x) * Math.log1p(x); }",
                        0.01),
                all(
                        "sigmoid of sigmoid",
                        "static double f(double x, double w) { double s = 1 / (1 + Math.exp(-w * x)); return 1 / (1 + Math.exp(-w * s)); }",
                        0.3,
                        2.0),
                all(
                        "swish and softplus",
                        "static double f(double x) { return x / (1 + Math.exp(-x)) * Math.log(1 + Math.exp(x * x)); }",
                        0.7),
                all(
                        "the cube of a root",
                        "static double f(double x, double y) { double r = x * x + y * y; double p = y / (r * Math.sqrt(r)); return p * x + Math.sqrt(y) * y; }",
                        0.7,
                        1.3),
                all(
                        "the cube of a root in floats",
                        "static float f(float x, float y) { float r = x * x + y * y; return x / (r * (float) Math.sqrt(r)) + y; }",
                        0.7f,
                        1.3f),
                all(
                        "float",
                        "static float f(float x, float y) { float z = x * y; return z * z + (float) Math.sin(x); }",
                        0.5f,
                        1.5f),
                all(
                        "float in double",
                        "static double f(float x, double y) { return x * y * y + (float) (y * x); }",
                        0.5f,
                        1.5),
                all(
                        "data decides",
                        "static double f(double x, int n, boolean b) { return b ? x * x * n : Math.exp(x) / n; }",
                        0.5,
                        3,
                        false),
                all(
                        "early return",
                        "static double f(double x, double y) { if (x > y) return x * x * y; y *= x; return y * y; }",
                        0.5,
                        1.5),
                all(
                        "an assignment inside",
                        "static double f(double x, double y) { double z; return (z = x * y) * z + (z += x) * y; }",
                        0.5,
                        1.5),
                all(
                        "switch",
                        "static double f(double x, double y, int n) { return switch (n % 3) { case 0 -> x * y; case 1 -> x * x * y; default -> Math.exp(x * y); }; }",
                        0.5,
                        1.5,
                        4));
    }

    private static List<Program> loops() {
        return List.of(
                all(
                        "a loop that ends by what is computed",
                        "static double f(double x, double y) { double z = x; int n = 0; while (z < 20) { z = z * z + y; if (n++ > 5) break; } return z * y; }",
                        1.2,
                        0.9),
                all(
                        "a loop that never runs",
                        "static double f(double x, int n) { double s = x * x; for (int i = 0; i < n; i++) s *= x; return s; }",
                        1.2,
                        0),
                all(
                        "continue",
                        "static double f(double x, int n) { double s = 0; for (int i = 0; i < n; i++) { if (i % 2 == 0) continue; s = s * x + i * x * x; } return s; }",
                        1.2,
                        6),
                all(
                        "nested loops with two exits",
                        "static double f(double[] x, double a) { double s = a; outer: for (int i = 0; i < x.length; i++) { for (int j = 0; j < x.length; j++) { if (s > 5) break outer; s += x[i] * x[j] * s; } } return s * s; }",
                        new double[] {0.7, 0.4, 0.9},
                        0.8),
                all(
                        "Newton's root",
                        "static double f(double a, double b) { double x = 1; for (int i = 0; i < 30; i++) x -= (x * x * x + a * x - b) / (3 * x * x + a); return x; }",
                        2.0,
                        3.0),
                all(
                        "continued fraction",
                        "static double f(double x) { double c = 0; for (int k = 20; k > 0; k--) c = k * x / (1 + c); return c; }",
                        0.4),
                all(
                        "logistic map",
                        "static double f(double r, double x) { for (int i = 0; i < 6; i++) x = r * x * (1 - x); return x; }",
                        2.7,
                        0.3),
                all(
                        "do while",
                        "static double f(double x) { double s = 1; do { s *= x; } while (s < 7); return s * x; }",
                        1.7),
                all(
                        "Fibonacci of variables",
                        "static double f(double x, double y, int n) { for (int i = 0; i < n; i++) { double z = x * y + x; x = y; y = z; } return y; }",
                        0.3,
                        0.4,
                        5));
    }

    private static List<Program> arrays() {
        return List.of(
                all(
                        "log det by elimination",
                        "static double f(double[][] a) { int n = a.length; double s = 0; for (int k = 0; k < n; k++) { s += Math.log(a[k][k]); for (int i = k + 1; i < n; i++) { double q = a[i][k] / a[k][k]; for (int j = k; j < n; j++) a[i][j] -= q * a[k][j]; } } return s; }",
                        args((Object) new double[][] {{3, 1, 0.5}, {0.2, 2, 1}, {1, 0.3, 4}})),
                all(
                        "a jagged array",
                        "static double f(double[][] a) { double p = 1; for (double[] r : a) for (double v : r) p *= 1 + v * v; return p; }",
                        args((Object) new double[][] {{0.3}, {}, {0.2, 0.7}})),
                all(
                        "an alias",
                        "static double f(double[] x, double t) { double[] y = x; y[0] = x[1] * t; x[1] = y[0] * y[0]; return x[0] + y[1] * t; }",
                        new double[] {1.5, 2.5},
                        0.7),
                all(
                        "swapped rows",
                        "static double f(double[][] a) { double[] r = a[0]; a[0] = a[1]; a[1] = r; a[0][0] *= a[1][0]; return a[0][0] * a[1][1]; }",
                        args((Object) new double[][] {{1.5, 2}, {0.5, 3}})),
                all(
                        "overwritten in a loop",
                        "static double f(double[] x) { for (int t = 0; t < 3; t++) for (int i = 1; i < x.length; i++) x[i] = x[i - 1] * x[i] + x[0]; return x[x.length - 1]; }",
                        args((Object) new double[] {0.5, 1.5, 0.7})),
                all(
                        "a queue of values",
                        "static double f(double[] x) { double[] q = new double[4]; for (int i = 0; i < 10; i++) q[i % 4] = q[(i + 1) % 4] * 0.5 + x[i % x.length] * x[0]; return q[0] * q[1] + q[2] * q[3]; }",
                        args((Object) new double[] {0.5, 1.5, 0.7})),
                all(
                        "an empty array",
                        "static double f(double[] x, double y) { double s = y * y; for (double v : x) s += v * y; return s; }",
                        new double[0],
                        1.5),
                all(
                        "clone, fill and copy",
                        "static double f(double[] x, double y) { double[] z = x.clone(); java.util.Arrays.fill(z, 1, 3, y * y); double[] w = java.util.Arrays.copyOf(z, 5); System.arraycopy(x, 0, w, 2, 2); return w[0] * w[1] + w[2] * w[3] * y + w[4]; }",
                        new double[] {1, 2, 3},
                        0.5),
                all(
                        "float arrays",
                        "static double f(float[] x, double[] y) { double s = 0; for (int i = 0; i < x.length; i++) s += x[i] * x[i] * y[i]; return s; }",
                        new float[] {1, 0.5f},
                        new double[] {2, 3}),
                all(
                        "an array of arrays of arrays",
                        "static double f(double[][][] a) { double s = 1; for (double[][] m : a) for (double[] r : m) for (double v : r) s += s * v; return s; }",
                        args((Object) new double[][][] {{{0.1, 0.2}}, {{0.3}, {0.4}}})),
                of(
                        "\"b\", \"x\"",
                        "a subset",
                        "static double f(double a, double[] x, double b, double[] data) { double s = a; for (int i = 0; i < x.length; i++) s += x[i] * data[i] * b * x[i]; return s * b; }",
                        2.0,
                        new double[] {1, 2},
                        0.5,
                        new double[] {3, 4}),
                of(
                        "\"x\"",
                        "a subset that is overwritten by a constant",
                        "static double f(double[] x, double[] c) { x[0] = c[0]; c[1] = x[1]; return x[0] * x[1] * c[1]; }",
                        new double[] {1, 2},
                        new double[] {3, 4}),
                first(
                        "a matrix product",
                        "static double[][] f(double[][] a, double[][] b) { double[][] c = new double[a.length][b[0].length]; for (int i = 0; i < a.length; i++) for (int j = 0; j < b[0].length; j++) for (int k = 0; k < b.length; k++) c[i][j] += a[i][k] * b[k][j]; return c; }",
                        new double[][] {{1, 2}, {3, 4}},
                        new double[][] {{0.5, 1, 2}, {1, 0, 3}}),
                first(
                        "elementwise, with a scalar",
                        "static double[] f(double[] a, double s, double[] b) { double[] y = new double[a.length]; for (int i = 0; i < a.length; i++) y[i] = Math.max(a[i] * s, b[i]) * s; return y; }",
                        new double[] {1, 2},
                        0.5,
                        new double[] {2, 0.1}),
                first(
                        "a row that is returned",
                        "static double[] f(double[][] a, double s) { a[0][0] *= s; return a[0]; }",
                        new double[][] {{1, 2}, {3}},
                        0.5),
                first(
                        "in place",
                        "static double[] f(double[] x, double s) { for (int i = 0; i < x.length; i++) x[i] = x[i] * s + x[(i + 1) % x.length]; return x; }",
                        new double[] {1, 2, 3},
                        0.5),
                first(
                        "floats from doubles",
                        "static float[] f(double[] x, float s) { float[] y = new float[x.length]; for (int i = 0; i < x.length; i++) y[i] = (float) x[i] * s; return y; }",
                        new double[] {1, 2, 3},
                        0.5f));
    }

    private static List<Program> records() {
        return List.of(
                all("complex numbers", """
                        static double f(double re, double im, int n) {
                            Complex c = new Complex(re, im);
                            Complex z = new Complex(0, 0);
                            for (int i = 0; i < n; i++) {
                                z = z.times(z).plus(c);
                            }
                            return z.re() * z.re() + z.im() * z.im();
                        }

                        record Complex(double re, double im) {
                            Complex times(Complex z) { return new Complex(re * z.re - im * z.im, re * z.im + im * z.re); }

                            Complex plus(Complex z) { return new Complex(re + z.re, im + z.im); }
                        }
                        """, 0.3, 0.4, 4),
                all(
                        "a layer with an array",
                        """
                        static double f(double[] x, double[][] w, double b) {
                            Layer layer = new Layer(w, b);
                            double[] y = layer.run(layer.run(x));
                            return y[0] * y[1];
                        }

                        record Layer(double[][] w, double b) {
                            double[] run(double[] x) {
                                double[] y = new double[w.length];
                                for (int i = 0; i < w.length; i++) {
                                    y[i] = b;
                                    for (int j = 0; j < x.length; j++) {
                                        y[i] += w[i][j] * x[j];
                                    }
                                    y[i] = Math.tanh(y[i]);
                                }
                                return y;
                            }
                        }
                        """,
                        new double[] {0.5, -1},
                        new double[][] {{0.1, 0.2}, {0.3, -0.4}},
                        0.2),
                first("a record as a result", """
                        static Pair f(double x, double[] w) {
                            return new Pair(x * w[0], new double[] {w[1] * x, x, w[0]});
                        }

                        record Pair(double a, double[] b) {}
                        """, 0.5, new double[] {2, 3}));
    }

    private static List<Program> helpers() {
        return List.of(
                all(
                        "helpers of helpers",
                        "static double f(double x, double y) { return g(g(x, y), g(y, x)); } static double g(double a, double b) { return h(a) * b + h(b); } private static double h(double a) { return a * Math.sin(a); }",
                        0.5,
                        1.2),
                all("rules in second order", """
                        static double f(double x, double y) { return cube(x * y) * cube(y); }

                        static double cube(double x) { return x * x * x; }
                        """, 0.5, 1.2),
                all(
                        "a stream",
                        "static double f(double[] x, double t) { return java.util.Arrays.stream(x).map(v -> v * v * t).sum() * t; }",
                        new double[] {1, 2},
                        0.3),
                all(
                        "recursion",
                        "static double f(double x, int n) { return p(x, n) * x; } static double p(double x, int n) { return n == 0 ? 1 : x * p(x * x, n - 1) + x; }",
                        0.8,
                        3),
                all(
                        "an exception that is not thrown",
                        "static double f(double[] x) { if (x.length == 0) throw new IllegalArgumentException(\"none\"); double s = 1; for (double v : x) { if (v < 0) throw new IllegalStateException(); s *= v; } return s; }",
                        args((Object) new double[] {1, 2, 3})));
    }

    @TestFactory
    Stream<DynamicTest> agree() {
        return Stream.of(scalars(), loops(), arrays(), records(), helpers())
                .flatMap(List::stream)
                .map(program -> DynamicTest.dynamicTest(
                        program.name(),
                        () -> companionOf(program.text())
                                .at(program.arguments())
                                .agreesWithDifferences()));
    }
}
