package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import org.junit.jupiter.api.Test;

/** Calls of methods of other classes that return arrays, or take and return records: all modes by their companions. */
class CalledArraysTest {
    private static final String HEAD = """
            import static org.backwire.Derivative.*;
            import org.backwire.*;

            """;

    private static final String VECTORS = HEAD + """
            class Vectors {
                @Differentiable({GRADIENT, JVP})
                static double[] softmax(double[] x, double t) {
                    double sum = 0;
                    double[] p = new double[x.length];
                    for (int i = 0; i < x.length; i++) {
                        p[i] = Math.exp(x[i] / t);
                        sum += p[i];
                    }
                    for (int i = 0; i < x.length; i++) {
                        p[i] /= sum;
                    }
                    return p;
                }

                @Differentiable({GRADIENT, JVP})
                static double[][] outer(double[] x, double[] y) {
                    double[][] a = new double[x.length][];
                    for (int i = 0; i < x.length; i++) {
                        a[i] = new double[y.length];
                        for (int j = 0; j < y.length; j++) {
                            a[i][j] = x[i] * y[j];
                        }
                    }
                    return a;
                }

                @Differentiable({GRADIENT, JVP})
                static double[] itself(double[] x) {
                    return x;
                }

                @Differentiable(value = {GRADIENT, JVP}, wrt = "x")
                static float[] scaled(float[] x, float by, int n) {
                    float[] y = x.clone();
                    for (int i = 0; i < n; i++) {
                        y[i] *= by * x[0];
                    }
                    return y;
                }
            }
            """;

    @Test
    void inALoopThatSums() {
        companionOf(HEAD + """
                class Model {
                    @Differentiable({GRADIENT, JVP, JACOBIAN})
                    static double loss(double[][] x, int[] y, double t) {
                        double loss = 0;
                        for (int i = 0; i < x.length; i++) {
                            double[] p = Vectors.softmax(x[i], t);
                            loss -= Math.log(p[y[i]]);
                        }
                        return loss;
                    }
                }
                """, VECTORS)
                .at(new double[][] {{0.1, 0.5, -1}, {1, 0.25, 0.5}}, new int[] {2, 0}, 0.7)
                .agreesWithDifferences();
    }

    @Test
    void inALoopThatCarries() {
        var f = companionOf(HEAD + """
                class Model {
                    @Differentiable({GRADIENT, JVP, JACOBIAN})
                    static double[] f(double[] x, double t, int n) {
                        double[] p = x;
                        for (int k = 0; k < n; k++) {
                            double[] q = Vectors.softmax(p, t + p[0]);
                            q[k % 2] += x[1] * t;
                            if (k > 0) {
                                p = q;
                            } else {
                                p = new double[] {q[0], q[1] * t, x[0]};
                            }
                        }
                        return p;
                    }
                }
                """, VECTORS);
        f.at(new double[] {0.1, 0.5, -1}, 0.7, 4);
        f.at(new double[] {0.1, 0.5, -1}, 0.7, 0);
    }

    @Test
    void whatIsWrittenAfterwards() {
        companionOf(HEAD + """
                class Model {
                    @Differentiable({GRADIENT, JVP, JACOBIAN})
                    static double[] f(double[] x, double t) {
                        double[] p = Vectors.softmax(x, t);
                        double[] q = Vectors.softmax(p, t * t);
                        q[0] *= 2;
                        x[0] = q[1];
                        p[1] = t;
                        double[][] a = Vectors.outer(x, q);
                        a[1][0] = a[0][1] * p[1];
                        double[] r = a[1].clone();
                        return new double[] {q[0] + a[1][2], r[0] * t, x[0] * x[1]};
                    }
                }
                """, VECTORS).at(new double[] {0.1, 0.5, -1}, 0.7);
    }

    @Test
    void matricesFloatsAndData() {
        companionOf(HEAD + """
                class Model {
                    @Differentiable({GRADIENT, JVP, JACOBIAN})
                    static double f(double[][] m, float[] w, double t) {
                        double[][] a = Vectors.outer(m[0], Vectors.itself(m[1]));
                        float[] v = Vectors.scaled(w, 2f, w.length - 1);
                        double[] data = Vectors.softmax(new double[] {1, 2}, 3);
                        double sum = 0;
                        for (double[] row : a) {
                            for (double x : row) {
                                sum += x * t * v[0] * data[1];
                            }
                        }
                        return sum + v[1];
                    }
                }
                """, VECTORS).at(new double[][] {{1, 2}, {0.5, -1, 3}}, new float[] {0.5f, 0.25f, 2}, 1.5);
    }

    private static final String LINES = HEAD + """
            class Lines {
                record Point(double x, double[] w) {}

                record Line(Point from, Point to, double width) {}

                @Differentiable({GRADIENT, JVP})
                static Line turned(Point p, double t) {
                    double[] w = p.w().clone();
                    w[0] *= t;
                    return new Line(
                            new Point(p.x() * t, w), new Point(w[1], new double[] {t, t * t}), p.x() * p.x());
                }

                @Differentiable({GRADIENT, JVP})
                static Point middle(Line line) {
                    double x = (line.from().x() + line.to().x()) / 2;
                    return new Point(x, new double[] {line.from().w()[0] * x, line.to().w()[1]});
                }

                @Differentiable(value = {GRADIENT, JVP, HVP}, wrt = "line")
                static double length(Line line, double scale) {
                    double d = line.from().x() - line.to().x() * line.to().w()[0];
                    return d * d * scale + line.width() * line.from().w()[1] * d;
                }
            }
            """;

    @Test
    void records() {
        companionOf(HEAD + """
                class Model {
                    @Differentiable({GRADIENT, JVP, JACOBIAN})
                    static double f(double x, double[] w, double t) {
                        Lines.Line line = Lines.turned(new Lines.Point(x, w), t);
                        Lines.Point q = Lines.middle(new Lines.Line(line.to(), new Lines.Point(t, w), line.width()));
                        return q.x() * line.from().w()[0] + Lines.length(line, 2) + q.w()[1] * line.width();
                    }
                }
                """, LINES).at(0.3, new double[] {0.5, -1}, 0.7);
    }

    @Test
    void recordsInALoopAndAsAResult() {
        companionOf(HEAD + """
                class Model {
                    @Differentiable({GRADIENT, JVP, JACOBIAN})
                    static Lines.Point g(double x, double[] w, double t) {
                        Lines.Point p = new Lines.Point(x, w);
                        for (int i = 1; i < 3; i++) {
                            p = Lines.middle(Lines.turned(p, t * i));
                        }
                        while (Lines.middle(Lines.turned(p, t)).x() < 9) {
                            p = new Lines.Point(p.x() + 2, p.w());
                        }
                        return p;
                    }
                }
                """, LINES).at(3.0, new double[] {0.5, -1}, 2.0);
    }

    @Test
    void recordsInSecondOrder() {
        companionOf(HEAD + """
                class Model {
                    @Differentiable({GRADIENT, JVP, JACOBIAN, HVP, HESSIAN})
                    static double h(double x, double[] w, double t) {
                        Lines.Point p = new Lines.Point(x, w);
                        return Lines.length(new Lines.Line(p, new Lines.Point(t, w), 1), 1) * Lines.length(new Lines.Line(p, p, 3), 2) * t;
                    }
                }
                """, LINES).at(0.3, new double[] {0.5, -1}, 0.7);
    }

    @Test
    void whatCannotBe() {
        refuses(HEAD + """
                class Model {
                    @Differentiable
                    static double shared(double[] x) {
                        double[] y = Vectors.itself(x);
                //                          ^ CalleeShares
                        x[0] = 1;
                        return y[0];
                    }

                    @Differentiable({GRADIENT, JVP})
                    static double mode(double[] x) {
                        return Less.doubled(x)[0];
                //                 ^ CalleeLacksDerivative
                    }

                    @Differentiable({GRADIENT, HVP})
                    static double second(double[] x) {
                        return Less.doubled(x)[0];
                //                 ^ CalleeLacksDerivative
                    }

                    @Differentiable({GRADIENT, HESSIAN})
                    static double twice(double[] x) {
                        return Less.once(x)[0];
                //                 ^ CalleeReturnsArray
                    }

                    @Differentiable
                    static double anew(double[] x, java.util.Random random) {
                        return Less.dropped(x, random)[0];
                //                 ^ ReadTwice
                    }
                }

                class Less {
                    @Differentiable
                    static double[] doubled(double[] x) {
                        return new double[] {2 * x[0]};
                    }

                    @Differentiable({GRADIENT, JVP})
                    static double[] once(double[] x) {
                        return new double[] {Least.squared(x[0])};
                    }

                    @Differentiable
                    static double[] dropped(double[] x, java.util.Random random) {
                        return new double[] {x[random.nextInt(x.length)]};
                    }
                }

                class Least {
                    @Differentiable({GRADIENT, JVP})
                    static double squared(double x) {
                        return x * x;
                    }
                }
                """ + VECTORS.substring(HEAD.length()));
    }

    /** The companion looks at its arguments once more when gradients come back. */
    @Test
    void objectsThatChangeBeforeTheGradientComesBack() {
        refuses("""
                import java.util.*;
                import org.backwire.*;

                class Sample {
                    @Differentiable
                    static double changed(double x, List<Double> given) {
                        List<Double> w = new ArrayList<>(given);
                        double[] y = Curve.at(x, w);
                //                        ^ ReadTwice
                        w.set(0, 5.0);
                        return y[0] * w.get(0);
                    }

                    @Differentiable
                    static double inALoop(double x, List<Double> w) {
                        double s = 0;
                        for (int i = 0; i < 2; i++) {
                            w.set(0, i + 1.0);
                            s += Curve.at(x, w)[0];
                //                    ^ ReadTwice
                        }
                        return s;
                    }

                    @Differentiable
                    static double[] byAGate(double x, List<Double> w) {
                        return Curve.at(x, w);
                //                  ^ ReadTwice
                    }
                }

                class Curve {
                    @Differentiable
                    static double[] at(double x, List<Double> w) {
                        return new double[] {x * x * w.get(0)};
                    }
                }
                """);
    }

    @Test
    void objectsThatChangeBefore() {
        companionOf("""
                import java.util.*;
                import org.backwire.*;

                class Sample {
                    @Differentiable
                    static double f(double x, double y, List<Double> given) {
                        List<Double> w = new ArrayList<>(given);
                        w.set(0, 5.0);
                        Curve.Two two = Curve.at(x, y, w);
                        return two.a() * two.b() * w.get(0);
                    }
                }
                """, """
                import java.util.*;
                import org.backwire.*;

                class Curve {
                    record Two(double a, double b) {}

                    @Differentiable
                    static Two at(double x, double y, List<Double> w) {
                        return new Two(x * y * w.get(0), y);
                    }
                }
                """).at(1.5, 2.5, java.util.List.of(3.0)).agreesWithDifferences();
    }

    @Test
    void aRecordOfNumbersInAGateOfNumbers() {
        companionOf("""
                import org.backwire.*;

                class Sample {
                    @Differentiable
                    static double f(double x, double y) {
                        Square.Complex c = Square.of(x, y);
                        return c.re() + 2 * c.im() * c.re();
                    }
                }
                """, """
                import org.backwire.*;

                class Square {
                    record Complex(double re, double im) {}

                    @Differentiable
                    static Complex of(double x, double y) {
                        return new Complex(x * x - y * y, 2 * x * y);
                    }
                }
                """).at(1.5, 2.5).agreesWithDifferences();
    }
}
