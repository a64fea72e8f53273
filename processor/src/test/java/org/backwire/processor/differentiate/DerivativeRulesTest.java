package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backwire.processor.testing.TestKit.companionOf;

import java.util.ArrayList;
import java.util.List;
import org.backwire.processor.testing.Companion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls whose slopes are computed by rules, in all modes. */
class DerivativeRulesTest {
    private static final String ERF = """
            import static org.backwire.Derivative.*;
            import org.backwire.*;

            class Model {
                @Differentiable(value = {GRADIENT, JVP, JACOBIAN, HVP, HESSIAN}, derivatives = Rules.class)
                static double f(double x, double y) {
                    return Special.erf(x * y) * x + Special.erf(y);
                }

                static class Special {
                    static int calls;

                    static double erf(double x) {
                        calls++;
                        double sum = x;
                        double term = x;
                        for (int n = 1; n < 60; n++) {
                            term *= -x * x / n;
                            sum += term / (2 * n + 1);
                        }
                        return 2 / Math.sqrt(Math.PI) * sum;
                    }
                }

                static class Rules {
                    static int calls;

                    @DerivativeOf(type = Special.class, method = "erf")
                    %s
                    static double erfDx(double x) {
                        calls++;
                        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
                    }
                    %s
                }
            }
            """;

    @Test
    void aRuleThatIsDifferentiable() {
        String code =
                ERF.formatted("@Differentiable", "").replace("calls++;", "").replace("static int calls;", "");
        companionOf(code).at(0.3, 0.7).agreesWithDifferences(1e-9);
        companionOf(code).at(-1.25, 0.0).agreesWithDifferences(1e-9);
    }

    @Test
    void aRuleThatHasARule() {
        String code = ERF.formatted("", """
                @DerivativeOf(type = Rules.class, method = "erfDx")
                static double erfDxDx(double x) {
                    return -2 * x * erfDx(x);
                }
                """);
        companionOf(code).at(0.3, 0.7).agreesWithDifferences(1e-9);
    }

    /** A derivative has the shape of its variable. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    new double[] {v[1] * t} | [1]
                    new double[] {v[1] * t, v[0] * t, 0} | [3]
                    """)
    void aRuleMayNotReturnAnotherShape(String slope, String shape) {
        Companion companion = companionOf("""
                import static org.backwire.Derivative.*;
                import org.backwire.*;

                class Model {
                    @Differentiable(value = {GRADIENT, JVP, HVP}, derivatives = Model.class)
                    static double f(double[] v, double t) {
                        double sum = 0;
                        for (int i = 0; i < 2; i++) {
                            sum += product(v, t);
                        }
                        return sum;
                    }

                    static double product(double[] v, double t) {
                        return v[0] * v[1] * t;
                    }

                    @Differentiable({GRADIENT, JVP})
                    @DerivativeOf(type = Model.class, method = "product")
                    static double[] byV(double[] v, double t) {
                        return %s;
                    }

                    @Differentiable
                    @DerivativeOf(type = Model.class, method = "product", parameter = 1)
                    static double byT(double[] v, double t) {
                        return v[0] * v[1];
                    }
                }
                """.formatted(slope)).companion();
        double[] v = {2, 3};
        List<Executable> calls = new ArrayList<>();
        calls.add(() -> companion.call("gradient", v, 0.5));
        calls.add(() -> companion.call("jvp", v, 0.5, new double[2], 1.0));
        calls.add(() -> companion.call("hvp", v, 0.5, new double[2], 1.0));
        for (Executable call : calls) {
            assertThatThrownBy(call::execute).hasMessage("Model.byV must have the shape [2], not " + shape);
        }
    }

    @Test
    void theMethodIsCalledOnceAndTheRuleByTheBackwardPassAlone() throws ReflectiveOperationException {
        var companion = companionOf(ERF.replace("HVP, HESSIAN", "GRADIENT")
                        .replace("JVP, JACOBIAN, ", "")
                        .replace("GRADIENT, GRADIENT", "GRADIENT")
                        .formatted("", ""))
                .companion();
        Class<?> special =
                companion.method().getDeclaringClass().getClassLoader().loadClass("Model$Special");
        Class<?> rules = companion.method().getDeclaringClass().getClassLoader().loadClass("Model$Rules");
        var calls = special.getDeclaredField("calls");
        var ruleCalls = rules.getDeclaredField("calls");
        calls.setAccessible(true);
        ruleCalls.setAccessible(true);
        var gate = companion.gate();
        gate.forward(0.3, 0.7);
        assertThat(calls.getInt(null)).isEqualTo(2);
        assertThat(ruleCalls.getInt(null)).isZero();
        gate.backward(1.0);
        assertThat(calls.getInt(null)).isEqualTo(2);
        assertThat(ruleCalls.getInt(null)).isEqualTo(2);
    }

    @Test
    void anIncomingGradientOfZeroStaysZero() {
        companionOf("""
                import org.backwire.*;

                class Model {
                    @Differentiable(derivatives = Model.class)
                    static double f(double x) {
                        return Math.min(wall(x), 1) + x;
                    }

                    static double wall(double x) {
                        return x < 0 ? 0 : 5;
                    }

                    @DerivativeOf(type = Model.class, method = "wall")
                    static double wallDx(double x) {
                        return Double.POSITIVE_INFINITY;
                    }
                }
                """).at(2.0).hasGradient(1);
    }

    @Test
    void overloadsArePickedByTheirParameters() {
        companionOf("""
                import org.backwire.*;

                class Model {
                    @Differentiable(derivatives = {Model.class, More.class})
                    static double f(double x, float y, int n) {
                        return g(x, n) + g(y, n) + g(y) + g(x, x);
                    }

                    static double g(double x, int n) { return x; }
                    static float g(float x, int n) { return x; }
                    static double g(double x) { return x; }
                    static double g(double... x) { return x.length; }

                    @DerivativeOf(type = Model.class, method = "g")
                    static double a(double x, int n) { return 10; }
                    @DerivativeOf(type = Model.class, method = "g")
                    static float b(float x, int n) { return 200; }

                    static class More {
                        @DerivativeOf(type = Model.class, method = "g")
                        static float c(double x) { return 3000; }
                        @DerivativeOf(type = Model.class, method = "g")
                        static double[] d(double[] x) { return new double[] {40000, 500000}; }
                    }
                }
                """).at(0.5, 0.25, 3).hasGradient(540010, 3200);
    }

    @Test
    void anImplicitRootInALoop() {
        companionOf("""
                import static org.backwire.Derivative.*;
                import org.backwire.*;

                class Model {
                    @Differentiable(value = {GRADIENT, JVP, JACOBIAN, HESSIAN}, derivatives = Model.class)
                    static double f(double a, double b) {
                        double sum = 0;
                        for (int i = 1; i < 4; i++) {
                            sum += root(a * i, b + sum) * i;
                        }
                        return sum;
                    }

                    static double root(double a, double b) {
                        double x = 1;
                        for (int i = 0; i < 60; i++) {
                            x -= (x * x * x + a * x - b) / (3 * x * x + a);
                        }
                        return x;
                    }

                    @Differentiable(derivatives = Model.class)
                    @DerivativeOf(type = Model.class, method = "root")
                    static double rootDa(double a, double b) {
                        double x = root(a, b);
                        return -x / (3 * x * x + a);
                    }

                    @Differentiable(derivatives = Model.class)
                    @DerivativeOf(type = Model.class, method = "root", parameter = 1)
                    static double rootDb(double a, double b) {
                        double x = root(a, b);
                        return 1 / (3 * x * x + a);
                    }
                }
                """).at(0.5, 1.5).agreesWithDifferences(1e-8);
    }

    @Test
    void arraysAreTakenAsTheyWereAtTheCall() {
        companionOf("""
                import static org.backwire.Derivative.*;
                import org.backwire.*;

                class Model {
                    @Differentiable(value = {GRADIENT, JVP, HVP}, derivatives = Rules.class)
                    static double f(double[] x, double s) {
                        double y = 0;
                        for (int k = 0; k < 3; k++) {
                            x[k] = x[k] * s;
                            y += k * Lib.norm(x, s) * Lib.norm(x, 2);
                            x[k + 1] = y;
                        }
                        return y;
                    }

                    static class Lib {
                        static double norm(double[] x, double s) {
                            double t = 0;
                            for (double v : x) {
                                t += v * v * s;
                            }
                            return 0.5 * t * s;
                        }
                    }

                    static class Rules {
                        @DerivativeOf(type = Lib.class, method = "norm", parameter = 1)
                        @Differentiable
                        static double ds(double[] x, double s) {
                            double t = 0;
                            for (double v : x) {
                                t += v * v;
                            }
                            return t * s;
                        }
                    %s
                    }
                }
                """.replace(", HVP", "").formatted("""
                    @DerivativeOf(type = Lib.class, method = "norm")
                    static double[] dx(double[] x, double s) {
                        double[] d = x.clone();
                        for (int i = 0; i < d.length; i++) {
                            d[i] *= s * s;
                        }
                        return d;
                    }
                """))
                .at(new double[] {0.3, 0.7, 0.5, 0.2}, 0.4)
                .agreesWithDifferences(1e-8);
    }

    @Test
    void rulesThatReturnArraysInSecondOrder() {
        companionOf("""
                import org.backwire.*;

                class Model {
                    @Differentiable(
                            value = {Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN, Derivative.HVP, Derivative.HESSIAN},
                            derivatives = Rules.class)
                    static double f(double[] x, double p) {
                        double[] y = new double[x.length];
                        for (int i = 0; i < y.length; i++) y[i] = Math.sin(x[i] * x[0]);
                        double a = Lib.norm(y, p);
                        y[0] = a;
                        double[][] m = {x, {p * x[0], a}};
                        double s = Lib.size(m);
                        m[0] = m[1];
                        return Lib.norm(y, p * a) * Lib.norm(x, 2) + s * Lib.size(m);
                    }

                    static class Lib {
                        static double norm(double[] x, double p) {
                            double s = 0;
                            for (double v : x) s += Math.sqrt(1 + p * v * v) * v;
                            return s;
                        }
                        static double size(double[][] m) {
                            double s = 0;
                            for (double[] row : m) for (double v : row) s += v * v * v;
                            return s;
                        }
                    }

                    static class Rules {
                        @DerivativeOf(type = Lib.class, method = "norm", parameter = 0)
                        @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                        static double[] dx(double[] x, double p) {
                            double[] d = new double[x.length];
                            for (int i = 0; i < d.length; i++) {
                                double r = Math.sqrt(1 + p * x[i] * x[i]);
                                d[i] = r + p * x[i] * x[i] / r;
                            }
                            return d;
                        }
                        @DerivativeOf(type = Lib.class, method = "norm", parameter = 1)
                        @Differentiable
                        static double dp(double[] x, double p) {
                            double s = 0;
                            for (double v : x) s += v * v * v / 2 / Math.sqrt(1 + p * v * v);
                            return s;
                        }
                        @DerivativeOf(type = Lib.class, method = "size")
                        @Differentiable(Derivative.JVP)
                        static double[][] dm(double[][] m) {
                            double[][] d = new double[m.length][];
                            for (int i = 0; i < m.length; i++) {
                                d[i] = m[i].clone();
                                for (int j = 0; j < d[i].length; j++) d[i][j] *= 3 * m[i][j];
                            }
                            return d;
                        }
                    }
                }
                """).at(new double[] {0.3, 0.7, 0.5}, 0.4).agreesWithDifferences();
    }

    @Test
    void rulesWinOverGatesAndCompanions() {
        companionOf("""
                import org.backwire.*;

                class Model {
                    @Differentiable(derivatives = Model.class)
                    static double f(double x) {
                        return Math.sin(x) + square(x);
                    }

                    @Differentiable
                    static double square(double x) { return x * x; }

                    @DerivativeOf(type = Math.class, method = "sin")
                    static double sinDx(double x) { return 7; }

                    @DerivativeOf(type = Model.class, method = "square")
                    static double squareDx(double x) { return 80; }
                }
                """).at(0.5).hasGradient(87);
    }
}
