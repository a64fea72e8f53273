package org.backwire.benchmark.problem;

import org.backwire.Derivative;
import org.backwire.Differentiable;

/** The price of a European call option. */
public final class BlackScholes extends Problem {
    private static final double ROOT_OF_TWO_PI = Math.sqrt(2 * Math.PI);

    private final double[] at = {100, 105, 0.03, 0.25, 1.5};
    private final double[] partials = new double[5];
    private final BlackScholesCallGrad gate = new BlackScholesCallGrad();

    /** The value today of the right to buy at {@code strike} when {@code maturity} years have passed. */
    @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP, Derivative.HESSIAN})
    public static double call(double spot, double strike, double rate, double volatility, double maturity) {
        double deviation = volatility * Math.sqrt(maturity);
        double d1 = (Math.log(spot / strike) + (rate + volatility * volatility / 2) * maturity) / deviation;
        double d2 = d1 - deviation;
        return spot * normal(d1) - strike * Math.exp(-rate * maturity) * normal(d2);
    }

    /** The distribution of a standard normal variable: algorithm 5666 of J. F. Hart, with the constants of G. West. */
    static double normal(double x) {
        double z = Math.min(x < 0 ? -x : x, 40);
        double tail = Math.exp(-z * z / 2) * p(z) / q(z);
        return x < 0 ? tail : 1 - tail;
    }

    static double p(double z) {
        return (((((3.52624965998911e-2 * z + 0.700383064443688) * z + 6.37396220353165) * z + 33.912866078383) * z
                                                + 112.079291497871)
                                        * z
                                + 221.213596169931)
                        * z
                + 220.206867912376;
    }

    static double q(double z) {
        return ((((((8.83883476483184e-2 * z + 1.75566716318264) * z + 16.064177579207) * z + 86.7807322029461) * z
                                                                + 296.564248779674)
                                                        * z
                                                + 637.333633378831)
                                        * z
                                + 793.826512519948)
                        * z
                + 440.413735824752;
    }

    /** Knows the closed forms of the greeks; who only knows the program has to differentiate both polynomials. */
    private static double byHand(
            double spot, double strike, double rate, double volatility, double maturity, double[] partials) {
        double root = Math.sqrt(maturity);
        double deviation = volatility * root;
        double d1 = (Math.log(spot / strike) + (rate + volatility * volatility / 2) * maturity) / deviation;
        double d2 = d1 - deviation;

        double z1 = Math.min(Math.abs(d1), 40);
        double exp1 = Math.exp(-z1 * z1 / 2);
        double tail1 = exp1 * p(z1) / q(z1);
        double normal1 = d1 < 0 ? tail1 : 1 - tail1;
        double normal2 = normal(d2);

        double discount = Math.exp(-rate * maturity);
        double inMoney = strike * discount * normal2;
        double vega = spot * root * (exp1 / ROOT_OF_TWO_PI);
        partials[0] = normal1;
        partials[1] = -discount * normal2;
        partials[2] = maturity * inMoney;
        partials[3] = vega;
        partials[4] = rate * inMoney + vega * volatility / (2 * maturity);
        return spot * normal1 - inMoney;
    }

    @Override
    public <T> T generic(Algebra<T> a, T[] x) {
        T rate = x[2];
        T deviation = a.multiply(x[3], a.sqrt(x[4]));
        T drift = a.multiply(a.add(rate, a.divide(a.square(x[3]), 2)), x[4]);
        T d1 = a.divide(a.add(a.log(a.divide(x[0], x[1])), drift), deviation);
        T d2 = a.subtract(d1, deviation);
        T discounted = a.multiply(x[1], a.exp(a.negate(a.multiply(rate, x[4]))));
        return a.subtract(a.multiply(x[0], normal(a, d1)), a.multiply(discounted, normal(a, d2)));
    }

    private static <T> T normal(Algebra<T> a, T x) {
        T z = a.value(x) < 0 ? a.negate(x) : x;
        T p = polynomial(
                a,
                z,
                3.52624965998911e-2,
                0.700383064443688,
                6.37396220353165,
                33.912866078383,
                112.079291497871,
                221.213596169931,
                220.206867912376);
        T q = polynomial(
                a,
                z,
                8.83883476483184e-2,
                1.75566716318264,
                16.064177579207,
                86.7807322029461,
                296.564248779674,
                637.333633378831,
                793.826512519948,
                440.413735824752);
        T tail = a.divide(a.multiply(a.exp(a.divide(a.square(z), -2)), p), q);
        return a.value(x) < 0 ? tail : a.subtract(1, tail);
    }

    private static <T> T polynomial(Algebra<T> a, T z, double first, double... rest) {
        T result = a.add(a.multiply(z, first), rest[0]);
        for (int i = 1; i < rest.length; i++) {
            result = a.add(a.multiply(result, z), rest[i]);
        }
        return result;
    }

    @Override
    public double primal() {
        return call(at[0], at[1], at[2], at[3], at[4]);
    }

    @Override
    public double expert() {
        return byHand(at[0], at[1], at[2], at[3], at[4], partials);
    }

    @Override
    public double companion() {
        return BlackScholesCallGrad.valueAndGradient(at[0], at[1], at[2], at[3], at[4], partials);
    }

    @Override
    public double gate() {
        gate.clear();
        double value = gate.forward(at[0], at[1], at[2], at[3], at[4]);
        gate.backward(1);
        return value;
    }

    @Override
    public Object[] variables() {
        return new Object[] {at};
    }

    @Override
    public Object[] gradient() {
        return new Object[] {partials};
    }

    @Override
    public Object[] gateGradient() {
        return new Object[] {
            new double[] {gate.dspot(), gate.dstrike(), gate.drate(), gate.dvolatility(), gate.dmaturity()}
        };
    }
}
