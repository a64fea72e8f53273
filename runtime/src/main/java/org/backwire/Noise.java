package org.backwire;

import java.util.Arrays;

/**
 * How far neighbouring values scatter, after Moré and Wild: higher differences cancel whatever is smooth, and what is left
 * is noise, of known variance.
 *
 * @see <a href="https://doi.org/10.1137/100786125">J. J. Moré, S. M. Wild, Estimating computational noise, 2011</a>
 */
final class Noise {
    private static final int POINTS = 12;
    private static final int ORDER = 6;

    /** The variance of the sixth differences of noise of variance 1: 12 over 6. */
    private static final double VARIANCE = 924;

    private Noise() {}

    /** The standard deviation of the noise in values a step apart, from the first on; 0 if one is not finite. */
    static double near(Section f, double step, int first) {
        double place = f.lastPlaceNear(Math.abs(f.origin()) + POINTS * Math.abs(step));
        double exact = Math.rint(step / place) * place; // or the rounding of x would look like noise
        double[] values = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            values[i] = f.at(f.rounded(f.origin() + (first + i) * exact));
        }
        int count = POINTS;
        for (int order = 0; order < ORDER; order++) {
            count--;
            for (int i = 0; i < count; i++) {
                values[i] = values[i + 1] - values[i];
            }
        }
        double squares =
                Arrays.stream(values, 0, count).map(value -> value * value).sum();
        double deviation = Math.sqrt(squares / count / VARIANCE);
        return Double.isFinite(deviation) ? deviation : 0;
    }
}
