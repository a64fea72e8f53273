package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.backwire.processor.testing.TestKit.companionOf;

import java.util.stream.Stream;
import org.backwire.processor.testing.Leaves;
import org.backwire.processor.testing.TestKit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Textbook programs in all modes. Each {@code at} makes the dot-product test, compares the Jacobian with gradients, and second
 * derivatives with differences of the gradient.
 */
class ModesTest {
    private static final String ALL = """
            @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN, Derivative.HVP, Derivative.HESSIAN})
            """;
    private static final String FIRST = "@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN})\n";

    private static TestKit.Subject all(String method) {
        return companionOf(ALL + method);
    }

    private static Object[] args(Object... arguments) {
        return arguments;
    }

    private record Case(String name, boolean second, String code, Object[]... points) {}

    @TestFactory
    Stream<DynamicTest> textbook() {
        return Stream.of(
                        new Case(
                                "logistic loss",
                                true,
                                """
                                static double f(double[] w, double bias, double[][] x, double[] y) {
                                    double loss = 0;
                                    for (int i = 0; i < x.length; i++) {
                                        double score = bias;
                                        for (int j = 0; j < w.length; j++) {
                                            score += w[j] * x[i][j];
                                        }
                                        loss += Math.log1p(Math.exp(-y[i] * score));
                                    }
                                    return loss / x.length;
                                }""",
                                args(
                                        new double[] {0.3, -0.5},
                                        0.1,
                                        new double[][] {{1, 2}, {-1, 0.5}, {0.25, -1}},
                                        new double[] {1, -1, 1})),
                        new Case(
                                "density of a Gaussian",
                                true,
                                """
                                static double f(double[] mean, double[][] a, double[] x) {
                                    int n = x.length;
                                    double[][] l = new double[n][n];
                                    double logDet = 0;
                                    double square = 0;
                                    double[] z = new double[n];
                                    for (int i = 0; i < n; i++) {
                                        for (int j = 0; j <= i; j++) {
                                            double sum = a[i][j];
                                            for (int k = 0; k < j; k++) {
                                                sum -= l[i][k] * l[j][k];
                                            }
                                            l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
                                        }
                                        logDet += Math.log(l[i][i]);
                                        double rest = x[i] - mean[i];
                                        for (int k = 0; k < i; k++) {
                                            rest -= l[i][k] * z[k];
                                        }
                                        z[i] = rest / l[i][i];
                                        square += z[i] * z[i];
                                    }
                                    return -0.5 * square - logDet - 0.5 * n * Math.log(2 * Math.PI);
                                }""",
                                args(new double[] {0.1, 0.2}, new double[][] {{2, 0.3}, {0.3, 1}}, new double[] {
                                    0.7, -0.4
                                })),
                        new Case("Runge and Kutta", true, """
                                static double f(double angle, double speed, double length) {
                                    double h = 0.05;
                                    for (int i = 0; i < 20; i++) {
                                        double k1 = -9.81 / length * Math.sin(angle);
                                        double k2 = -9.81 / length * Math.sin(angle + h / 2 * speed);
                                        angle += h * (speed + h / 2 * k1);
                                        speed += h * k2;
                                    }
                                    return angle * angle + speed;
                                }""", args(0.5, -0.1, 1.3)),
                        new Case("branches", true, """
                                static double f(double x, double y) {
                                    double z = x;
                                    while (z < 10) {
                                        if (z * y > 3) {
                                            z = z * Math.exp(0.1 * y);
                                        } else {
                                            z += y * y + Math.max(x, y);
                                        }
                                    }
                                    return z > 12 ? Math.log(z) * x : Math.pow(z, y) / 100;
                                }""", args(0.7, 1.1), args(1.3, 0.6)),
                        new Case(
                                "gates",
                                true,
                                """
                                static double f(double x, double y) {
                                    return Math.atan2(x, y) * Math.hypot(x, y) + Math.pow(x, y) + Math.pow(x, 3)
                                            + Math.cbrt(x) * Math.tanh(y) + Math.log10(x) / Math.asin(y / 4)
                                            + Math.abs(x - 2) * Math.sinh(y) + Math.clamp(x, 0.0, y);
                                }""".replace("Math.clamp(x, 0.0, y)", "Math.min(x, y)"),
                                args(0.7, 1.1),
                                args(2.5, 0.6)),
                        new Case("in place, moving rows", true, """
                                static double f(double[] x, double a) {
                                    double[] here = x.clone();
                                    double[] next = new double[x.length];
                                    for (int t = 0; t < 4; t++) {
                                        for (int i = 1; i + 1 < x.length; i++) {
                                            next[i] = here[i] + a * (here[i - 1] - 2 * here[i] + here[i + 1]) * here[i];
                                        }
                                        double[] swap = here;
                                        here = next;
                                        next = swap;
                                    }
                                    x[0] = here[1] * here[2];
                                    return x[0] * x[0] + here[2];
                                }""", args(new double[] {1, 2, 0.5, -1}, 0.1)),
                        new Case("float and double", true, """
                                static float f(float x, float y, float[] w) {
                                    float sum = x;
                                    for (float v : w) {
                                        sum += v * x * y;
                                    }
                                    return sum * sum;
                                }""", args(0.5f, 1.5f, new float[] {1, 2})),
                        new Case("records", true, """
                                import org.backwire.*;

                                class Records {
                                    record Point(double x, double y) {}

                                    record Line(Point from, Point to, double[] weights) {}

                                    @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN, Derivative.HVP, Derivative.HESSIAN})
                                    static double f(double a, double b, double[] w) {
                                        Line line = new Line(new Point(a, b), new Point(b * a, 1), w);
                                        double d = Math.hypot(line.from().x() - line.to().x(), line.from().y() - line.to().y());
                                        return d * line.weights()[0] + line.weights()[1] * a;
                                    }
                                }""", args(0.5, 1.5, new double[] {1, 2})),
                        new Case("softmax", false, """
                                static double[] f(double[] x) {
                                    double sum = 0;
                                    double[] p = new double[x.length];
                                    for (int i = 0; i < x.length; i++) {
                                        p[i] = Math.exp(x[i]);
                                        sum += p[i];
                                    }
                                    for (int i = 0; i < x.length; i++) {
                                        p[i] /= sum;
                                    }
                                    return p;
                                }""", args(new double[] {0.1, 0.5, -1}), args(new double[0])),
                        new Case(
                                "few outputs",
                                false,
                                """
                                static double[][] f(double[] x, double[][] m, float s) {
                                    double[][] y = {{x[0] * s, 0}, {0}};
                                    for (int i = 0; i < x.length; i++) {
                                        y[0][1] += x[i] * m[i][0];
                                        y[1][0] += Math.sin(m[i][i]) * s;
                                    }
                                    return y;
                                }""",
                                args(
                                        new double[] {0.1, 0.5, -1},
                                        new double[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}},
                                        0.5)),
                        new Case("prefix sums in place", false, """
                                static double[] f(double[] x) {
                                    for (int i = 1; i < x.length; i++) {
                                        x[i] += x[i - 1] * x[i];
                                    }
                                    return x;
                                }""", args(new double[] {0.1, 0.5, -1})))
                .map(test -> DynamicTest.dynamicTest(test.name(), () -> {
                    String code = test.code().contains("@") ? test.code() : (test.second() ? ALL : FIRST) + test.code();
                    TestKit.Subject subject = companionOf(code);
                    for (Object[] point : test.points()) {
                        subject.at(point);
                    }
                }));
    }

    /** The parts of a likelihood are that small and that large. */
    @ParameterizedTest
    @CsvSource({"1, 1e170", "1e-80, 1e-80", "1e100, 1e90", "1e-90, 1e80"})
    void aLogarithmHasASecondDerivativeAlsoWhereItsSquareHasNone(double x, double y) {
        companionOf(ALL + "static double f(double x, double y) { return Math.log(x * y); }")
                .at(x, y)
                .hasHessian(new double[] {-1 / x / x, 0}, new double[] {0, -1 / y / y});
        companionOf(ALL + "static double f(double x, double y) { return Math.log(x / y); }")
                .at(x, y)
                .hasHessian(new double[] {-1 / x / x, 0}, new double[] {0, 1 / y / y});
    }

    @Test
    void rosenbrock() {
        var f = all("""
                static double f(double[] x) {
                    double sum = 0;
                    for (int i = 0; i + 1 < x.length; i++) {
                        double valley = x[i + 1] - x[i] * x[i];
                        sum += 100 * valley * valley + (1 - x[i]) * (1 - x[i]);
                    }
                    return sum;
                }""");
        double x = -1.2;
        double y = 0.75;
        f.at(new double[] {x, y})
                .hasHessian(new double[] {1200 * x * x - 400 * y + 2, -400 * x}, new double[] {-400 * x, 200});
        f.at(new double[] {1, 1, 1, 1});
    }

    @Test
    void himmelblau() {
        double x = 0.5;
        double y = -1.25;
        all("""
                static double f(double x, double y) {
                    double a = x * x + y - 11;
                    double b = x + y * y - 7;
                    return a * a + b * b;
                }""").at(x, y).hasHessian(new double[] {12 * x * x + 4 * y - 42, 4 * (x + y)}, new double[] {
            4 * (x + y), 12 * y * y + 4 * x - 26
        });
    }

    @Test
    void logSumExp() {
        double[] x = {0.5, -0.25, 1};
        double sum = 0;
        for (double element : x) {
            sum += Math.exp(element);
        }
        double[][] hessian = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 3; k++) {
                double p = Math.exp(x[i]) / sum;
                hessian[i][k] = (i == k ? p : 0) - p * Math.exp(x[k]) / sum;
            }
        }
        all("""
                static double f(double[] x) {
                    double top = x[0];
                    for (int i = 1; i < x.length; i++) {
                        top = Math.max(top, x[i]);
                    }
                    double sum = 0;
                    for (int i = 0; i < x.length; i++) {
                        sum += Math.exp(x[i] - top);
                    }
                    return top + Math.log(sum);
                }""").at((Object) x).hasHessian(hessian);
    }

    @Test
    void kinksInSecondOrder() {
        all("static double f(double x) { return 1 / (1 + Math.exp(-x)); }")
                .at(800.0)
                .hasHessian(new double[] {0});
        all("static double f(double x) { return 1 / (1 + Math.exp(-x)); }")
                .at(-800.0)
                .hasHessian(new double[] {0});
        double s = 1 / (1 + Math.exp(-0.75));
        all("static double f(double x) { return 1 / (1 + Math.exp(-x)); }")
                .at(0.75)
                .hasHessian(new double[] {s * (1 - s) * (1 - 2 * s)});
        all("static double f(double x) { return Math.pow(x, 2) + Math.pow(x, 3) + Math.pow(x, 4); }")
                .at(0.0)
                .hasHessian(new double[] {2});
        all("static double f(double x) { return Math.abs(x) * x; }").at(0.0).hasHessian(new double[] {0});
        all("static double f(double x, double y) { return Math.max(x, y) * x; }")
                .at(1.5, 1.5)
                .hasHessian(new double[] {2, 0}, new double[] {0, 0});
        all("static double f(double x) { return Math.min(Math.exp(1000 * x), 1) + x * x; }")
                .at(2.0)
                .hasHessian(new double[] {2});
        all("static double f(double x) { return x > 0 ? Math.sqrt(x) : x * x; }")
                .at(0.0)
                .hasHessian(new double[] {2});
        all("static double f(double x, double y) { return Math.atan2(y, x); }")
                .at(1.0, 0.0)
                .hasHessian(new double[] {0, -1}, new double[] {-1, 0});
        all("static double f(double x) { return Math.log1p(Math.exp(x)); }")
                .at(800.0)
                .hasHessian(new double[] {0});
        all("static double f(double x) { return Math.tanh(x); }").at(400.0).hasHessian(new double[] {0});
    }

    /** The gradient of the root is 0 there and stays 0, though its slope is infinite and the square of the root has a curvature. */
    @Test
    void aCurvatureBehindAnInfiniteSlopeIsNotSeen() {
        var companion =
                all("static double f(double x, double y) { double r = Math.sqrt(x * x + y * y); return r * r; }")
                        .companion();
        assertThat((double[][]) companion.call("hessian", 0.0, 0.0)).isDeepEqualTo(new double[][] {{0, 0}, {0, 0}});
        assertThat((double[][]) companion.call("hessian", 3.0, 4.0))
                .hasDimensions(2, 2)
                .satisfies(hessian -> {
                    assertThat(hessian[0][0]).isCloseTo(2, within(1e-12));
                    assertThat(hessian[0][1]).isCloseTo(0, within(1e-12));
                });
    }

    @Test
    void aJacobianAloneByRowsByColumnsAndForOneNumber() {
        assertThat(jacobian("""
                        @Differentiable(Derivative.JACOBIAN)
                        static double[] f(double[] value, double[] rows, double unit) {
                            return new double[] {value[0] * rows[1], unit * value[1]};
                        }""", new double[] {2, 3}, new double[] {5, 7}, 11.0))
                .containsExactly(14, 33, 7, 0, 0, 11, 0, 2, 0, 0, 0, 3);
        assertThat(jacobian("""
                        @Differentiable(Derivative.JACOBIAN)
                        static double[] f(double value, double n) {
                            return new double[] {value * n, n, value, n * n};
                        }""", 2.0, 3.0)).containsExactly(6, 3, 2, 9, 3, 0, 1, 0, 2, 1, 0, 6);
        assertThat(jacobian("""
                        @Differentiable(Derivative.JACOBIAN)
                        static double f(double[] gradient, double x) {
                            return gradient[0] * gradient[1] * x;
                        }""", new double[] {2, 3}, 5.0)).containsExactly(30, 15, 10, 6);
    }

    private static double[] jacobian(String code, Object... arguments) {
        return Leaves.of(companionOf(code).companion().call("jacobian", arguments));
    }
}
