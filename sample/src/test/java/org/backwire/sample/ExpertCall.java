package org.backwire.sample;

/**
 * What an expert writes for {@link Options#call}, to measure its companion against.
 *
 * <p>There are two experts. One differentiates the program by hand, as Backwire must: the polynomials and their quotients.
 * The other knows what the program approximates: that the slope of the normal distribution is the density, and that the
 * parts of the gradient that come through {@code d1} and {@code d2} cancel.
 */
final class ExpertCall {
    private static final double ROOT_OF_TWO_PI = 2.5066282746310002;

    private double dspotNow;
    private double dstrikeNow;
    private double drateNow;
    private double dvolatilityNow;
    private double dmaturityNow;
    private final double[] now = new double[5];

    double dspot;
    double dstrike;
    double drate;
    double dvolatility;
    double dmaturity;

    private ExpertCall() {}

    static ExpertCall gate() {
        return new ExpertCall();
    }

    /** Differentiates the program. */
    static double byProgram(
            double spot, double strike, double rate, double volatility, double maturity, double[] partials) {
        double root = Math.sqrt(maturity);
        double deviation = volatility * root;
        double drift = rate + volatility * volatility / 2;
        double d1 = (Math.log(spot / strike) + drift * maturity) / deviation;
        double d2 = d1 - deviation;

        double z1 = Math.min(Math.abs(d1), 40);
        double exp1 = Math.exp(-z1 * z1 / 2);
        double q1 = q(z1);
        double tail1 = exp1 * p(z1) / q1;
        double slope1 = (exp1 * dp(z1) - tail1 * dq(z1)) / q1 - z1 * tail1; // of the tail
        double normal1 = d1 < 0 ? tail1 : 1 - tail1;

        double z2 = Math.min(Math.abs(d2), 40);
        double exp2 = Math.exp(-z2 * z2 / 2);
        double q2 = q(z2);
        double tail2 = exp2 * p(z2) / q2;
        double slope2 = (exp2 * dp(z2) - tail2 * dq(z2)) / q2 - z2 * tail2;
        double normal2 = d2 < 0 ? tail2 : 1 - tail2;

        double discount = Math.exp(-rate * maturity);
        double discounted = strike * discount;

        double dd2 = discounted * slope2; // the slope of the distribution is minus that of the tail
        double dd1 = -spot * slope1 + dd2;
        double dquotient = dd1 / deviation;
        double ddeviation = -dd2 - d1 * dquotient;
        double dstraight = dquotient * maturity;
        partials[0] = normal1 + dquotient / spot;
        partials[1] = -discount * normal2 - dquotient / strike;
        partials[2] = discounted * maturity * normal2 + dstraight;
        partials[3] = dstraight * volatility + ddeviation * root;
        partials[4] = discounted * rate * normal2 + dquotient * drift + ddeviation * volatility / (2 * root);
        return spot * normal1 - discounted * normal2;
    }

    /** Knows the formulas. */
    static double byFormula(
            double spot, double strike, double rate, double volatility, double maturity, double[] partials) {
        double root = Math.sqrt(maturity);
        double deviation = volatility * root;
        double d1 = (Math.log(spot / strike) + (rate + volatility * volatility / 2) * maturity) / deviation;
        double d2 = d1 - deviation;

        double z1 = Math.min(Math.abs(d1), 40);
        double exp1 = Math.exp(-z1 * z1 / 2);
        double tail1 = exp1 * p(z1) / q(z1);
        double normal1 = d1 < 0 ? tail1 : 1 - tail1;

        double z2 = Math.min(Math.abs(d2), 40);
        double exp2 = Math.exp(-z2 * z2 / 2);
        double tail2 = exp2 * p(z2) / q(z2);
        double normal2 = d2 < 0 ? tail2 : 1 - tail2;

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

    /** The gate of the first expert: a scalar result, so the gradient is computed forward and scaled backward. */
    double forward(double spot, double strike, double rate, double volatility, double maturity) {
        double value = byProgram(spot, strike, rate, volatility, maturity, now);
        dspotNow = now[0];
        dstrikeNow = now[1];
        drateNow = now[2];
        dvolatilityNow = now[3];
        dmaturityNow = now[4];
        return value;
    }

    void backward(double dvalue) {
        dspot += dspotNow * dvalue;
        dstrike += dstrikeNow * dvalue;
        drate += drateNow * dvalue;
        dvolatility += dvolatilityNow * dvalue;
        dmaturity += dmaturityNow * dvalue;
    }

    private static double p(double z) {
        return (((((3.52624965998911e-2 * z + 0.700383064443688) * z + 6.37396220353165) * z + 33.912866078383) * z
                                                + 112.079291497871)
                                        * z
                                + 221.213596169931)
                        * z
                + 220.206867912376;
    }

    private static double dp(double z) {
        return ((((6 * 3.52624965998911e-2 * z + 5 * 0.700383064443688) * z + 4 * 6.37396220353165) * z
                                                + 3 * 33.912866078383)
                                        * z
                                + 2 * 112.079291497871)
                        * z
                + 221.213596169931;
    }

    private static double q(double z) {
        return ((((((8.83883476483184e-2 * z + 1.75566716318264) * z + 16.064177579207) * z + 86.7807322029461) * z
                                                                + 296.564248779674)
                                                        * z
                                                + 637.333633378831)
                                        * z
                                + 793.826512519948)
                        * z
                + 440.413735824752;
    }

    private static double dq(double z) {
        return (((((7 * 8.83883476483184e-2 * z + 6 * 1.75566716318264) * z + 5 * 16.064177579207) * z
                                                                + 4 * 86.7807322029461)
                                                        * z
                                                + 3 * 296.564248779674)
                                        * z
                                + 2 * 637.333633378831)
                        * z
                + 793.826512519948;
    }
}
