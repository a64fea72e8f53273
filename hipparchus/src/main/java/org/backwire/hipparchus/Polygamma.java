package org.backwire.hipparchus;

/** The derivatives of the trigamma function, which Hipparchus has not. */
final class Polygamma {
    /** From here on the asymptotic series is good to the last digits. */
    private static final double LARGE = 20;

    /** The Bernoulli numbers with even index, from the second on. */
    private static final double[] BERNOULLI = {
        1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510
    };

    private Polygamma() {}

    /**
     * The derivative of the digamma function of an order above 0; not a number at the poles and far below 0.
     *
     * <p>By the recurrence up to where the asymptotic series holds (Abramowitz and Stegun, 6.4.6 and 6.4.11).
     */
    static double of(int order, double x) {
        if (Double.isNaN(x) || x <= 0 && x == Math.rint(x) || x < -1e6) {
            return Double.NaN;
        }
        double factorial = 1;
        for (int i = 2; i <= order; i++) {
            factorial *= i;
        }
        double shifted = 0;
        double at = x;
        for (; at < LARGE; at++) {
            shifted += factorial / Math.pow(at, order + 1);
        }
        double series = factorial / order / Math.pow(at, order) + factorial / 2 / Math.pow(at, order + 1);
        double rising = factorial; // (2k + order - 1)! / (2k)!
        for (int k = 1; k <= BERNOULLI.length; k++) {
            rising = k == 1
                    ? factorial * (order + 1) / 2
                    : rising * (2 * k + order - 2) * (2 * k + order - 1) / ((2 * k - 1) * (2 * k));
            series += BERNOULLI[k - 1] * rising / Math.pow(at, 2 * k + order);
        }
        return order % 2 == 0 ? -(shifted + series) : shifted + series;
    }
}
