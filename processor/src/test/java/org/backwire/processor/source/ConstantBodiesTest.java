package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import org.backwire.processor.testing.Companion;
import org.backwire.processor.testing.Forms;
import org.backwire.processor.testing.Modes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods of enums whose constants have bodies of their own. */
class ConstantBodiesTest {
    /** Names in a body are those of the enum, though it is an interface that declares the method. */
    @Test
    void ofAMethodOfAnInterface() {
        companionOf("""
                static interface Fn {
                    double k = 99;
                    double apply(double x);
                    default double twice(double x) { return 2 * apply(x); }
                }
                static enum Power implements Fn {
                    LINE { public double apply(double x) { return k * x; } },
                    SQUARE { public double apply(double x) { return square(x) * k; } };
                    static double k = 3;
                    static double square(double x) { return x * x; }
                }
                @Differentiable
                static double f(double x, int n) {
                    Power power = n == 0 ? Power.LINE : Power.SQUARE;
                    return power.twice(x) + power.apply(x);
                }""").at(2.0, 1).hasValue(36).hasGradient(36);
    }

    private static final String ALL =
            "@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN, Derivative.HVP, Derivative.HESSIAN})\n";

    private static final String ACTIVATIONS = """
             enum Activation {
                 RELU { @Override double of(double x) { return Math.max(0, x); } },
                 TANH { @Override double of(double z) { double t = Math.tanh(z); if (t > 0.9) { return t * t; } return t; } },
                 IDENTITY,
                 NONE { @Override double of(double x) { throw new UnsupportedOperationException("none"); } };
                 double of(double y) { return y; }
                 double twice(double x) { return of(of(x)); }
             }
             static Activation at(int k) { return k < 0 ? null : Activation.values()[k]; }
            """;

    private static final String SUM = """
            static double f(double[] x, int k) { Activation a = at(k); double s = 0; for (double v : x) s += a.of(v) * v; return s; }
            """ + ACTIVATIONS;

    private static Object[] arguments(int constant) {
        return new Object[] {new double[] {0.3, -0.7, 2}, constant};
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void eachConstantHasItsOwn(int constant) {
        companionOf(SUM).at(arguments(constant)).agreesWithDifferences();
        Companion inAllModes = companionOf(SUM.replace("static double f", ALL + "static double f"))
                .companion();
        assertThat(Modes.faults(inAllModes, () -> arguments(constant))).isEmpty();
    }

    /** One throws, and there may be none. */
    @ParameterizedTest
    @ValueSource(ints = {3, -1})
    void throwsAsTheMethodDoes(int constant) {
        Companion companion = companionOf(SUM).companion();
        assertThat(Forms.faults(companion, () -> arguments(constant), true)).isEmpty();
        assertThatThrownBy(() -> companion.gradient(arguments(constant)))
                .isInstanceOf(constant < 0 ? NullPointerException.class : UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // what no constant overrides, and calls what they do
                "static double f(double x, int k) { return at(k).twice(x) * x; }\n" + ACTIVATIONS,
                // by the name of the constant, with text and numbers of its own
                "static double f(double x, int k) { Op[] all = Op.values(); return all[k % 2].of(x, 3) * Op.ADD.of(x, x); }"
                        + " enum Op { ADD(\"+\") { double of(double a, double b) { return a + b; } },"
                        + " POW(\"^^\") { double of(double p, double q) { return Math.pow(p, q) + symbol.length() * p; } };"
                        + " final String symbol; Op(String s) { symbol = s; } abstract double of(double x, double y); }",
                // records and arrays
                "static double f(double x, int k) { Map m = Map.values()[k % 2]; Pair p = m.of(new Pair(x, 2)); double[] y = {p.a(), p.b() * x}; m.fill(y); return y[0] * y[1] + y[1]; }"
                        + " record Pair(double a, double b) {}"
                        + " enum Map { SWAP { Pair of(Pair p) { return new Pair(p.b(), p.a() * p.a()); } void fill(double[] x) { x[0] *= x[1]; } },"
                        + " SINE { Pair of(Pair p) { return p; } void fill(double[] x) { for (int i = 0; i < x.length; i++) x[i] = Math.sin(x[i]); } };"
                        + " abstract Pair of(Pair p); abstract void fill(double[] x); }",
                // a functional interface
                "static double f(double x, int k) { return Curve.values()[k % 2].applyAsDouble(x); }"
                        + " enum Curve implements java.util.function.DoubleUnaryOperator { SQUARE { public double applyAsDouble(double x) { return x * x; } },"
                        + " CUBE { public double applyAsDouble(double x) { return x * x * x; } } }",
            })
    void isRight(String code) {
        companionOf(code).at(0.6, 0).agreesWithDifferences();
        companionOf(code).at(0.6, 1).agreesWithDifferences();
    }

    /** Names that mean something in the body only. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "LEAKY { double of(double x) { return x * slope(); } double slope() { return 0.1; } };",
                "LEAKY { double of(double x) { return x * slope; } static final double slope = 0.1; };",
                "LEAKY { double of(double x) { return x > 0 ? x : of(-x); } };",
            })
    void whatIsOnlyInABodyIsNotSeen(String constant) {
        refuses("""
                static double f(double x, Kind k) {
                    return k.of(x);
                //          ^ ExternalCall
                }
                    enum Kind { OTHER { double of(double x) { return x; } }, %s abstract double of(double x); }""".formatted(constant));
    }
}
