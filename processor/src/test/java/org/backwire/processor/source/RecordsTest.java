package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import org.backwire.processor.testing.Companion;
import org.junit.jupiter.api.Test;

/** Records keep what their authors wrote into them: constructors that check, accessors that copy, methods. */
class RecordsTest {
    @Test
    void methodsOfInterfacesAreThoseOfTheRecord() {
        companionOf("""
                 interface Shape {
                    double area();
                    default double twice() { return 2 * area(); }
                 }
                 record Square(double side) implements Shape {
                    public double area() { return side * side; }
                 }
                 record Flat(double area) implements Shape {}
                @Differentiable static double f(double a, double b) {
                    return new Square(a).twice() * new Flat(b).twice();
                }""").at(1.5, 2.0).hasValue(18).hasGradient(24, 9);
    }

    @Test
    void dataIsReadByItsAccessors() {
        companionOf("""
                 record Config(int n, String name) {
                    Config { if (n < 0) throw new IllegalArgumentException(); }
                    double scaled(double x) { return x * n + name.length() + this.n; }
                    int twice() { return 2 * n; }
                 }
                @Differentiable static double f(double x, int k, String s) {
                    Config c = new Config(k, s);
                    Config d = new Config(c.n + 1, c.name + "x");
                    return c.scaled(x) * d.scaled(x * x) + d.twice();
                }""").at(1.5, 3, "a").agreesWithDifferences();
    }

    @Test
    void theObjectOfACallHasToBeThere() {
        Companion companion = companionOf("""
                 record Config(int n) {
                    double same(double x) { return x; }
                 }
                @Differentiable static double f(double x, int k) {
                    Config c = k > 0 ? new Config(k) : null;
                    return c.same(x);
                }""").companion();
        assertThatThrownBy(() -> companion.gradient(1.5, 0)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void enumsAndFinalClassesComputeToo() {
        companionOf("""
                 enum Kind {
                    LINEAR, SQUARE;
                    double of(double x) { return this == LINEAR ? x : x * x; }
                 }
                 static final class Scale {
                    final double by;
                    Scale(double by) { this.by = by; }
                    double of(double x) { return by * x; }
                 }
                @Differentiable static double f(double x, int k) {
                    return (k > 0 ? Kind.LINEAR : Kind.SQUARE).of(x) * new Scale(3).of(x);
                }""").at(1.5, 0).hasGradient(9 * 1.5 * 1.5).agreesWithDifferences();
    }

    @Test
    void aParameterMayCheckTheShapeOfItsArraysAndCopyThem() {
        companionOf("""
                 record Layer(double[][] w, double[] b) {
                    Layer {
                        java.util.Objects.requireNonNull(w, "w");
                        if (w.length != b.length || b.length == 0 || w[0].length != 2) {
                            throw new IllegalArgumentException("shape");
                        }
                        b = b.clone();
                    }
                    public double[] b() { return b.clone(); }
                    double[] of(double[] x) {
                        double[] y = b();
                        for (int i = 0; i < y.length; i++) {
                            for (int j = 0; j < x.length; j++) y[i] += w[i][j] * x[j];
                        }
                        return y;
                    }
                 }
                @Differentiable static double f(double x, Layer layer) {
                    double[] y = layer.of(new double[] {x, 1});
                    layer.b()[0] = 7;
                    return y[0] * layer.b()[0] + y[1] * y[1];
                }
                static Layer layer() { return new Layer(new double[][] {{1, 2}, {3, 4}}, new double[] {0.5, -0.5}); }
                @Differentiable(companion = "G") static double g(double x) { return f(x, layer()); }""").companion();
    }

    @Test
    void anArrayOfRecordsIsData() {
        companionOf("""
                 record V(double x, double y) {}
                @Differentiable static double f(double k, int n) {
                    V[] data = new V[n];
                    for (int i = 0; i < n; i++) data[i] = new V(i, 2 * i);
                    double s = 0;
                    for (V v : data) s += v.x() * k + v.y;
                    return s;
                }""").at(1.5, 3).hasGradient(3).agreesWithDifferences();
        refuses("""
                 record V(double x, double y) {}
                @Differentiable static double f(double k) {
                    V[] data = {
                        new V(k, 2)
                    //  ^ ThroughObject
                    };
                    return data[0].x();
                }""");
    }
}
