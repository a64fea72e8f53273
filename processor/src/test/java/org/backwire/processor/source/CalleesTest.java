package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;
import static org.backwire.processor.testing.TestKit.refuses;

import org.junit.jupiter.api.Test;

/** A call of a method that is differentiable itself loses nothing: neither a gradient nor what the method writes. */
class CalleesTest {
    @Test
    void inTheSameClassAnArrayIsReturned() {
        companionOf("""
                @Differentiable static double f(double[] x) {
                    double[] p = softmax(x);
                    return p[1] * x[2] - Math.log(p[0]);
                }
                @Differentiable static double[] softmax(double[] x) {
                    double[] y = new double[x.length];
                    double s = 0;
                    for (int i = 0; i < x.length; i++) {
                        y[i] = Math.exp(x[i]);
                        s += y[i];
                    }
                    for (int i = 0; i < x.length; i++) y[i] /= s;
                    return y;
                }""").at(new double[] {1, 2, 0.5}).agreesWithDifferences();
    }

    @Test
    void inTheSameClassRecordsComeAndGo() {
        companionOf("""
                 record V(double x, double y) {}
                @Differentiable static double f(double a, double b) {
                    V v = turned(new V(a, b * b), a);
                    return norm(v) * v.x();
                }
                @Differentiable static V turned(V v, double t) {
                    return new V(v.x() * Math.cos(t) - v.y() * Math.sin(t), v.x() * Math.sin(t) + v.y() * Math.cos(t));
                }
                @Differentiable static double norm(V v) { return Math.hypot(v.x, v.y); }""").at(1.5, 2.0).agreesWithDifferences();
    }

    @Test
    void inTheSameClassAnArrayIsWritten() {
        companionOf("""
                @Differentiable static double f(double[] x, double k) {
                    double[] y = x.clone();
                    y[0] = k * k;
                    double d = squared(y);
                    return d * y[0] + k * y[2];
                }
                @Differentiable static double squared(double[] a) {
                    double s = 0;
                    for (int i = 0; i < a.length; i++) {
                        a[i] *= a[i];
                        s += a[i];
                    }
                    return s;
                }""").at(new double[] {1, 2, 0.5}, 2.0).hasValue(324.5).agreesWithDifferences();
    }

    @Test
    void inTheSameClassWrtOfTheCalleeDoesNotMatter() {
        companionOf("""
                @Differentiable static double f(double a, double b) { return g(a, 3) + g(a, b); }
                @Differentiable(wrt = "x") static double g(double x, double y) { return x * x * y; }""").at(1.5, 2.0).hasGradient(15, 2.25).agreesWithDifferences();
    }

    @Test
    void oneNumberOfNumbersComesFromTheCompanion() {
        assertThat(generatedFrom("""
                @Differentiable static double f(double a, double b) { return g(a, b) * a; }
                @Differentiable static double g(double x, double y) { return x * x * y; }""").text()).contains("SampleGGrad.gradient(a, b)");
    }

    @Test
    void inAnotherClassWhatTheCalleeTakesForAConstantMustBeOne() {
        refuses("""
                import org.backwire.*;
                class Sample {
                    @Differentiable static double f(double x, double k) {
                        return k * Other.g(x, 2) + Other.g(x,
                                k * k);
                //                ^ CalleeHoldsConstant
                    }
                }
                class Other {
                    @Differentiable(wrt = "x") static double g(double x, double y) { return x * y; }
                }""");
    }

    @Test
    void inAnotherClassAnArrayMayNotBeWritten() {
        refuses("""
                import org.backwire.*;
                class Sample {
                    @Differentiable static double f(double[] x) {
                        double[] y = x.clone();
                        return Other.g(y) * y[0] + Other.h(y);
                //                     ^ CalleeWrites
                    }
                }
                class Other {
                    @Differentiable static double g(double[] a) { twice(a); return a[0]; }
                    static void twice(double[] b) {
                        double[] c = b;
                        for (int i = 0; i < c.length; i++) c[i] *= 2;
                    }
                    @Differentiable static double h(double[] a) {
                        double[] own = a.clone();
                        double[][] rows = new double[2][2];
                        twice(own);
                        rows[1][0] = own[0];
                        return rows[1][0] * a[0];
                    }
                }""");
    }
}
