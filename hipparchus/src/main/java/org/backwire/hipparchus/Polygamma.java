package org.backwire.hipparchus;

/** The derivatives of the logarithm of the gamma function, where Hipparchus has none, or loses digits. */
final class Polygamma {
    /** From here on the asymptotic series is good to the last digits. */
    private static final double LARGE = 20;

    /** The Bernoulli numbers with even index, from the second on. */
    private static final double[] BERNOULLI = {
        1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510
    };

    /** Below, there would be many steps to where the series holds. */
    private static final double FAR_BELOW = -20;

    private Polygamma() {}

    /**
     * The digamma function (Abramowitz and Stegun, 6.3.5, 6.3.18, and far below 0 the reflection 6.3.7). That of Hipparchus has nine
     * digits, and below 0 it calls itself for each 1.
     */
    static double digamma(double x) {
        if (x <= 0 && x == Math.rint(x)) {
            return Double.NaN;
        }
        if (x < FAR_BELOW) {
            return digamma(1 - x) - Math.PI / Math.tan(Math.PI * (x - Math.rint(x)));
        }
        double shifted = 0;
        double at = x;
        for (; at < LARGE; at++) {
            shifted += 1 / at;
        }
        double series = Math.log(at) - 0.5 / at;
        for (int k = 1; k <= BERNOULLI.length; k++) {
            series -= BERNOULLI[k - 1] / (2 * k) * Math.pow(at, -2 * k);
        }
        return series - shifted;
    }

    /** The trigamma function; far below 0 by reflection (Abramowitz and Stegun, 6.4.7). */
    static double trigamma(double x) {
        if (!(x < FAR_BELOW)) {
            return of(1, x);
        }
        double cosecant = Math.PI / Math.sin(Math.PI * (x - Math.rint(x)));
        return x == Math.rint(x) ? Double.NaN : cosecant * cosecant - of(1, 1 - x);
    }

    /**
     * {@code digamma(p) - digamma(p + q)} for {@code p} and {@code q} above 0, all of whose terms have one sign, so that no digits
     * are lost where one of both is much larger.
     */
    static double digammaDifference(double p, double q) {
        if (!(p > 0 && q > 0)) {
            return Double.NaN;
        }
        double shifted = 0;
        double at = p;
        for (; at < LARGE; at++) {
            shifted += q / at / (at + q);
        }
        double beyond = at + q;
        double series = Math.log1p(q / at) + q / at / beyond / 2;
        for (int k = 1; k <= BERNOULLI.length; k++) {
            series += BERNOULLI[k - 1] / (2 * k) * (Math.pow(at, -2 * k) - Math.pow(beyond, -2 * k));
        }
        return -(shifted + series);
    }

    /** {@code trigamma(p) - trigamma(p + q)}, in the same way. */
    static double trigammaDifference(double p, double q) {
        if (!(p > 0 && q > 0)) {
            return Double.NaN;
        }
        double shifted = 0;
        double at = p;
        for (; at < LARGE; at++) {
            shifted += ofSquares(at, q);
        }
        double beyond = at + q;
        double series = q / at / beyond + ofSquares(at, q) / 2;
        for (int k = 1; k <= BERNOULLI.length; k++) {
            series += BERNOULLI[k - 1] * (Math.pow(at, -2 * k - 1) - Math.pow(beyond, -2 * k - 1));
        }
        return shifted + series;
    }

    /** {@code 1 / (x * x) - 1 / ((x + q) * (x + q))}. */
    private static double ofSquares(double x, double q) {
        return q / x / (x + q) * (1 / x + 1 / (x + q));
    }

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
