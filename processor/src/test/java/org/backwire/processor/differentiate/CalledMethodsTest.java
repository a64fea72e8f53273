package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import org.junit.jupiter.api.Test;

/** Calls of other differentiable methods, in every mode. */
class CalledMethodsTest {

    @Test
    void inLoopsAndBranches() {
        var f = companionOf("""
                import static org.backwire.Derivative.*;
                import org.backwire.*;

                class Model {
                    @Differentiable({GRADIENT, JVP, JACOBIAN, HVP, HESSIAN})
                    static double f(double[] w, double x) {
                        double s = 1;
                        for (int i = 0; i < 3; i++) {
                            s = s * Math.cos(g(w, x + s, i)) + h(s, x);
                            if (s > 1.2) {
                                s = k(0.5, s * w[i]);
                            }
                        }
                        return s * s;
                    }

                    @Differentiable({GRADIENT, HVP})
                    static double g(double[] w, double x, int n) {
                        double s = 0;
                        for (int i = 0; i < w.length; i++) {
                            s += Math.sin(w[i] * x) * (i + n);
                        }
                        return s;
                    }

                    @Differentiable({GRADIENT, JVP, HVP})
                    static double h(double x, double y) {
                        return x * x * Math.exp(y);
                    }

                    @Differentiable(value = {GRADIENT, HVP}, wrt = "y")
                    static double k(double x, double y) {
                        return x * y * y * y;
                    }
                }
                """);
        f.at(new double[] {0.3, 0.7, 0.2}, 0.4).agreesWithDifferences();
        f.at(new double[] {0.3, 0.7, 1.2}, 0.1).agreesWithDifferences();
    }

    @Test
    void whatReturnsArraysTakesRecordsOrWritesIsWrittenOut() {
        companionOf("""
                import static org.backwire.Derivative.*;
                import org.backwire.*;

                class Model {
                    record Point(double x, double y) {}

                    @Differentiable({GRADIENT, JVP, HVP, HESSIAN})
                    static double f(double a, double[] w) {
                        double[] s = both(a, w);
                        Point p = polar(new Point(s[0], s[1]));
                        return s[1] + w[0] * p.x() - p.y();
                    }

                    @Differentiable
                    static double[] both(double x, double[] w) {
                        w[0] *= x;
                        return new double[] {Math.tanh(x) * w[0], x};
                    }

                    @Differentiable
                    static Point polar(Point p) {
                        return new Point(Math.hypot(p.x(), p.y()), Math.atan2(p.y(), p.x()));
                    }
                }
                """).at(0.7, new double[] {0.3}).agreesWithDifferences();
    }

    @Test
    void whatTheCompanionDoesNotOffer() {
        refuses("""
                import static org.backwire.Derivative.*;
                import org.backwire.*;

                class Model {
                    @Differentiable
                    static double a(double x) {
                        return tangent(x) * x;
                //             ^ CalleeLacksDerivative
                    }

                    @Differentiable({GRADIENT, HESSIAN})
                    static double b(double x) {
                        return gradient(x) * x;
                //             ^ CalleeLacksDerivative
                    }

                    @Differentiable(JVP)
                    static double c(double x) {
                        return second(x) * x;
                //             ^ CalleeLacksDerivative
                    }

                    @Differentiable
                    static double d(double x) {
                        return part(1, x); // written out
                    }

                    @Differentiable({GRADIENT, HVP})
                    static double onData(double x) {
                        return x * tangent(2) + part(1, 2) + (tangent(x) > 0 ? x : 2 * x);
                    }

                    @Differentiable(JVP)
                    static double tangent(double x) {
                        return x * x;
                    }

                    @Differentiable
                    static double gradient(double x) {
                        return x * x;
                    }

                    @Differentiable(HVP)
                    static double second(double x) {
                        return x * x;
                    }

                    @Differentiable(wrt = "x")
                    static double part(double x, double y) {
                        return x * y;
                    }
                }
                """);
    }
}
