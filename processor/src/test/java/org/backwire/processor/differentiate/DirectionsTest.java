package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import java.lang.reflect.Constructor;
import org.backwire.processor.testing.TestKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several directions in one sweep. Each {@code at} compares Jacobian and Hessian with gradients and products. */
class DirectionsTest {
    private static TestKit.Subject all(String method) {
        return companionOf(
                "@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN, Derivative.HVP, Derivative.HESSIAN})\n"
                        + method);
    }

    private static String generated(String derivative, String method) {
        return generatedFrom("@Differentiable(Derivative." + derivative + ")\n" + method)
                .text();
    }

    @Test
    void aHessianOfAFewNumbersIsOneSweep() {
        assertThat(generated("HESSIAN", "static double f(double x, double y) { return x * x * y; }"))
                .contains("double product = 2 * x;", "return new double[][] {{dxByX, product}, {product, 0}};")
                .doesNotContain("hvp", "for (");
    }

    /** In groups of four, of which the last is not full. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9})
    void arraysOfAllLengths(int n) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = 0.5 + 0.3 * i;
        }
        all("""
                static double f(double[] x, double a) {
                    double product = a;
                    for (double v : x) {
                        product *= 1 + v * a;
                    }
                    return product;
                }""").at(x, 0.7);
        companionOf("""
                @Differentiable({Derivative.GRADIENT, Derivative.JACOBIAN})
                static double[] f(double[] x) {
                    double[] y = new double[x.length + 1];
                    for (int i = 0; i < x.length; i++) {
                        y[i + 1] = y[i] + x[i] * x[x.length - 1];
                    }
                    return y;
                }""").at((Object) x);
    }

    @Test
    void whatStandsStillAlongAnAxisHasNoTangent() {
        var f = all("static double f(double x, double y) { return x * y * y + Math.exp(x); }");
        f.at(0.3, 0.7).hasHessian(new double[] {Math.exp(0.3), 1.4}, new double[] {1.4, 0.6});
        double[][] hessian = (double[][]) f.companion().call("hessian", 1.0, Double.POSITIVE_INFINITY);
        assertThat(hessian[0][0]).isEqualTo(Math.exp(1));
        assertThat(hessian[1][1]).isEqualTo(2);
    }

    @Test
    void branchesAndLoopsAlongAxes() {
        all("""
                static double f(double x, double y, float z, int n) {
                    double s = x;
                    for (int i = 0; i < n; i++) {
                        if (s * y > 1) {
                            s = Math.sqrt(s * s + y);
                        } else {
                            s += z * y * i;
                        }
                    }
                    return n > 100 ? z : s * s;
                }""").at(0.9, 0.8, 1.5f, 5);
    }

    @Test
    void aJacobianOfAFewNumbersIsOneSweep() {
        String text = generated("JACOBIAN", """
                static double[] f(double a, double b, int n) {
                    double[] y = new double[n];
                    for (int i = 0; i < n; i++) {
                        y[i] = a * Math.exp(-b * i);
                    }
                    return y;
                }""");
        assertThat(text).containsOnlyOnce("Math.exp").doesNotContain("jvp");
        companionOf("""
                import org.backwire.*;

                class Curve {
                    record Both(double[] y, float[] z, double w) {}

                    @Differentiable({Derivative.GRADIENT, Derivative.JACOBIAN})
                    static Both f(double a, float b, int n) {
                        double[] y = new double[n];
                        for (int i = 0; i < n; i++) {
                            y[i] = a * Math.exp(-b * i);
                        }
                        return new Both(y, new float[] {b * b, 1}, a * a);
                    }
                }""").at(0.5, 1.5f, 3);
    }

    @Test
    void recordsAndMatricesAreTakenFromFlatDirections() throws ReflectiveOperationException {
        var f = companionOf("""
                import org.backwire.*;

                class Records {
                    record Inner(double[] b, double c) {}

                    record Outer(double a, Inner inner) {}

                    @Differentiable({Derivative.GRADIENT, Derivative.HVP, Derivative.HESSIAN})
                    static double f(Outer p, double[][] m) {
                        double s = p.a() * p.inner().c();
                        for (double[] row : m) {
                            for (double v : row) {
                                s += s * v * p.inner().b()[1] * p.inner().c();
                            }
                        }
                        return s;
                    }
                }""");
        Class<?> outer = f.companion().method().getParameterTypes()[0];
        Class<?> inner = outer.getRecordComponents()[1].getType();
        Constructor<?> newInner = inner.getDeclaredConstructor(double[].class, double.class);
        Constructor<?> newOuter = outer.getDeclaredConstructor(double.class, inner);
        newInner.setAccessible(true);
        newOuter.setAccessible(true);
        Object p = newOuter.newInstance(0.5, newInner.newInstance(new double[] {3, 0.25}, 1.5));
        f.at(p, new double[][] {{0.1, 0.2}, {0.3}});
    }

    @Test
    void aJacobianOfMatrices() {
        companionOf("""
                @Differentiable({Derivative.GRADIENT, Derivative.JACOBIAN})
                static double[][] f(double[][] m, float[] w) {
                    double[][] y = new double[m.length][4];
                    for (int i = 0; i < m.length; i++) {
                        for (int j = 0; j < m[i].length; j++) {
                            y[i][j % 4] += m[i][j] * w[i] * m[0][0];
                        }
                    }
                    return y;
                }""").at(new double[][] {{0.5, 1, 2}, {3}}, new float[] {0.5f, 2});
    }

    /** A companion is called along one direction, so these have none to share a sweep with. */
    @Test
    void callsOfOtherCompanions() {
        companionOf("""
                import org.backwire.*;

                class Model {
                    @Differentiable({Derivative.GRADIENT, Derivative.HVP, Derivative.HESSIAN})
                    static double f(double x, double[] y) {
                        return Lib.g(x * y[0], y) * x;
                    }
                }

                class Lib {
                    @Differentiable({Derivative.GRADIENT, Derivative.HVP})
                    static double g(double a, double[] b) {
                        return a * a * b[0] * b[1];
                    }
                }""").at(0.5, new double[] {1.5, 2});
    }
}
