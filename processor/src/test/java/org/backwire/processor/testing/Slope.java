package org.backwire.processor.testing;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * A numerical derivative by Ridders' method, and how far off it may be.
 *
 * <p>It is taken from both sides together and from each alone: where they differ, or where none of them settles, the
 * function is not smooth at this place as far as numbers can tell, and the uncertainty says so; so it is where a small step sees another slope.
 */
public record Slope(double derivative, double uncertainty) {
    private static final Slope NONE = new Slope(Double.NaN, Double.POSITIVE_INFINITY);
    private static final double[] STARTS = {0.1, 0.01, 0.001};
    private static final int ROWS = 12;
    private static final double FAR = 1e3;
    private static final double[] SMALL = {1e-8, 1e-9, 1e-10, 1e-11, 1e-12};

    /** Irrational, so that the steps of a staircase do not agree by arithmetic. */
    private static final double SHRINK = Math.sqrt(2);

    /** The derivative of a function at a place. */
    public static Slope of(DoubleUnaryOperator f, double x) {
        Slope central = NONE;
        Slope left = NONE;
        Slope right = NONE;
        for (double start : STARTS) {
            double step = start * Math.max(1, Math.abs(x));
            central = central.orSharper(extrapolated(f, x, step, true));
            right = right.orSharper(extrapolated(f, x, step, false));
            left = left.orSharper(extrapolated(f, x, -step, false));
        }
        double spread = Math.abs(left.derivative - right.derivative);
        double trusted = 10 * (left.uncertainty + right.uncertainty) + 1e-7 * Math.abs(central.derivative);
        boolean smooth = spread <= trusted || Double.isNaN(spread) && central.isSharp();
        return smooth && central.holdsNearby(f, x) ? central : new Slope(central.derivative, Double.POSITIVE_INFINITY);
    }

    /** Whether nothing changes far away either: else what did not change nearby was lost beside a large number. */
    private static boolean isFlat(DoubleUnaryOperator f, double x) {
        double here = f.applyAsDouble(x);
        try {
            return DoubleStream.of(FAR, -FAR).allMatch(step -> Double.compare(f.applyAsDouble(x + step), here) == 0);
        } catch (RuntimeException undefined) {
            return false;
        }
    }

    /**
     * Whether a small step sees rather another derivative than this one: what large steps agree in is not all there is; or no change
     * was seen at all, where it may have been lost beside a large number.
     */
    public boolean isDoubtful(DoubleUnaryOperator f, double x, double other) {
        if (derivative == 0) {
            return !isFlat(f, x);
        }
        double step = 1e-6 * Math.max(1, Math.abs(x));
        double near = near(f, x, step).derivative;
        double distance = Math.abs(near - derivative);
        return distance > 1e-5 * Math.abs(derivative) && Math.abs(near - other) < 2 * distance
                || DoubleStream.of(SMALL).anyMatch(small -> isOther(f, x, small * Math.max(1, Math.abs(x)), other));
    }

    /** Whether a step that is small beside waves that all others are too large for sees just the other derivative. */
    private boolean isOther(DoubleUnaryOperator f, double x, double step, double other) {
        Slope near = near(f, x, step);
        double distance = Math.abs(near.derivative - derivative);
        return distance > 100 * near.uncertainty && Math.abs(near.derivative - other) < 0.01 * distance;
    }

    /** Whether a kink so close by that all large steps lie behind it can be excluded. */
    private boolean holdsNearby(DoubleUnaryOperator f, double x) {
        Slope near = near(f, x, 1e-6 * Math.max(1, Math.abs(x)));
        return !(Math.abs(near.derivative - derivative)
                > 1e-3 * Math.max(1e-3, Math.abs(derivative)) + near.uncertainty);
    }

    /** A difference of two values, and what their rounding may make of it. */
    private static Slope near(DoubleUnaryOperator f, double x, double step) {
        double up = f.applyAsDouble(x + step);
        double down = f.applyAsDouble(x - step);
        double rounding = 0x1p-50 * Math.max(Math.abs(up), Math.abs(down)) / step;
        return new Slope((up - down) / ((x + step) - (x - step)), rounding);
    }

    /** Whether the derivative is good to about six digits. */
    public boolean isSharp() {
        return uncertainty <= 1e-6 * Math.max(1, Math.abs(derivative));
    }

    /** Whether a derivative found in another way may be this one. */
    public boolean allows(double other, double tolerance) {
        double slack = 20 * uncertainty + tolerance * Math.max(1e-3, Math.max(Math.abs(derivative), Math.abs(other)));
        return Math.abs(other - derivative) <= slack;
    }

    private Slope orSharper(Slope other) {
        return other.uncertainty < uncertainty ? other : this;
    }

    private static Slope extrapolated(DoubleUnaryOperator f, double x, double start, boolean central) {
        double factor = central ? SHRINK * SHRINK : SHRINK;
        double here = central ? 0 : f.applyAsDouble(x);
        double[] previous = new double[0];
        Slope best = NONE;
        double step = start;
        for (int row = 0; row < ROWS; row++, step /= SHRINK) {
            double to = x + step;
            double from = central ? x - step : x;
            double up = f.applyAsDouble(to);
            double down = central ? f.applyAsDouble(from) : here;
            double quotient = (up - down) / (to - from);
            if (!Double.isFinite(quotient)) {
                previous = new double[0];
                continue;
            }
            double rounding = 0x1p-52 * Math.max(Math.abs(up), Math.abs(down)) / Math.abs(to - from);
            double[] current = new double[previous.length + 1];
            current[0] = quotient;
            double power = factor;
            for (int i = 0; i < previous.length; i++, power *= factor) {
                current[i + 1] = (current[i] * power - previous[i]) / (power - 1);
                double change = Math.max(Math.abs(current[i + 1] - current[i]), Math.abs(current[i + 1] - previous[i]));
                best = best.orSharper(new Slope(current[i + 1], change + rounding));
            }
            previous = current;
        }
        return best;
    }
}
