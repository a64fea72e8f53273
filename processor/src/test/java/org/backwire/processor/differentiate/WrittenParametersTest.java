package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import org.junit.jupiter.api.Test;

/** A method of another class whose variable is first what it is given, and then an array of its own. */
class WrittenParametersTest {
    private static final String NET = """
            import org.backwire.*;

            class Net {
                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                static double[] mlp(double[] x, double[][][] w) {
                    double[] a = x;
                    for (double[][] layer : w) {
                        double[] z = new double[layer.length];
                        for (int i = 0; i < z.length; i++) {
                            for (int j = 0; j < a.length; j++) z[i] += layer[i][j] * a[j];
                            z[i] = Math.tanh(z[i]);
                        }
                        a = z;
                    }
                    return a;
                }

                @Differentiable
                static double[] heat(double[] u, int n) {
                    for (int t = 0; t < n; t++) {
                        double[] v = new double[u.length];
                        for (int i = 1; i < u.length; i++) v[i] = u[i] + u[i - 1] * u[i - 1];
                        u = v;
                    }
                    return u;
                }

                @Differentiable
                static double[] written(double[] x, int n) {
                    double[] u = x;
                    for (int t = 0; t < n; t++) {
                        double[] v = u.clone();
                        u[1] = v[0] * v[1];
                        u = v;
                    }
                    return u;
                }

                @Differentiable
                static double[] writtenAsRow(double[] x, int n) {
                    double[][] rows = {n > 1 ? x : new double[3], x.clone()};
                    rows[n & 1][2] = x[0];
                    return rows[1];
                }

                @Differentiable
                static double writtenRows(double[][] m) {
                    double[][] rows = m.clone();
                    rows[0][0] *= rows[1][0];
                    return rows[0][0];
                }
            }
            """;

    @Test
    void writesToItsOwn() {
        var subject = companionOf("""
                import org.backwire.*;

                class Model {
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP})
                    static double f(double[] x, double[][][] w) {
                        double s = 0;
                        for (double y : Net.mlp(x, w)) s += y * y;
                        return s;
                    }
                }
                """, NET);
        double[] x = {0.3, -0.5};
        subject.at(x, new double[][][] {{{0.2, 0.4}, {-0.3, 0.6}, {0.1, 0.9}}, {{0.5, -0.2, 0.8}}})
                .agreesWithDifferences();
        subject.at(x, new double[0][][]).hasGradient(0.6, -1).agreesWithDifferences();
    }

    @Test
    void makesStepAfterStep() {
        var subject = companionOf("""
                import org.backwire.*;

                class Model {
                    @Differentiable
                    static double f(double[] x, int n) {
                        double[] u = Net.heat(x, n);
                        return u[0] * x[1] + u[1] * u[2];
                    }
                }
                """, NET);
        for (int n = 0; n < 4; n++) {
            subject.at(new double[] {0.3, -0.5, 0.7}, n).agreesWithDifferences();
        }
    }

    @Test
    void writesToWhatItIsGiven() {
        refuses("""
                import org.backwire.*;

                class Model {
                    @Differentiable
                    static double f(double[] x, double[][] m, int n) {
                        double[] u = Net.written(x, n);
                //                               ^ CalleeWrites
                        double[] v = Net.writtenAsRow(x, n);
                //                                    ^ CalleeWrites
                        return u[0] + v[0] + Net.writtenRows(m);
                //                                           ^ CalleeWrites
                    }
                }
                """ + NET.replace("import org.backwire.*;", ""));
    }
}
