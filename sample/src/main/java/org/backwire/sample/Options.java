package org.backwire.sample;

import org.backwire.Differentiable;

/** What a European call option is worth, after Black and Scholes. */
public final class Options {
    private Options() {}

    /**
     * The price of the right to buy at {@code strike} after {@code maturity} years.
     *
     * @param rate the interest rate, compounded continuously
     * @param volatility the standard deviation of the logarithm of the price over a year
     */
    @Differentiable
    public static double call(double spot, double strike, double rate, double volatility, double maturity) {
        double deviation = volatility * Math.sqrt(maturity);
        double d1 = (Math.log(spot / strike) + (rate + volatility * volatility / 2) * maturity) / deviation;
        double d2 = d1 - deviation;
        return spot * normal(d1) - strike * Math.exp(-rate * maturity) * normal(d2);
    }

    /**
     * The probability that a standard normal variable is below {@code x}: algorithm 5666 of J. F. Hart, "Computer
     * Approximations", with the constants of G. West.
     *
     * <p>Backwire differentiates what is written here, so this approximation must be good enough that its derivative is
     * good, too. Its absolute error is 5e-17, that of its derivative 6e-15. The well-known formula 26.2.17 of Abramowitz
     * and Stegun has an error of 7.5e-8; the greeks would agree with the closed forms to six digits only.
     *
     * <p>It says {@code x < 0 ? -x : x} and not {@code Math.abs(x)}: the slope of {@code abs} at 0 is 0 by convention, and
     * that would be the slope of the whole at 0.
     */
    static double normal(double x) {
        double z = Math.min(x < 0 ? -x : x, 40); // beyond, the density is 0 in double precision
        double density = Math.exp(-z * z / 2);
        double p = (((((3.52624965998911e-2 * z + 0.700383064443688) * z + 6.37396220353165) * z + 33.912866078383) * z
                                                + 112.079291497871)
                                        * z
                                + 221.213596169931)
                        * z
                + 220.206867912376;
        double q = ((((((8.83883476483184e-2 * z + 1.75566716318264) * z + 16.064177579207) * z + 86.7807322029461) * z
                                                                + 296.564248779674)
                                                        * z
                                                + 637.333633378831)
                                        * z
                                + 793.826512519948)
                        * z
                + 440.413735824752;
        double tail = density * p / q;
        return x < 0 ? tail : 1 - tail;
    }
}
