package org.backwire;

import org.backwire.Ridders.Estimate;

/** The slopes on both sides of a point, as close by as they can be told apart; undefined where there is no value. */
record Sides(Estimate left, Estimate right) {

    /** Steps in ascending order: the closest that shows whether the slopes differ is taken. */
    static Sides of(Section f, double[] steps) {
        Estimate steepLeft = steepness(f, -1);
        Estimate steepRight = steepness(f, 1);
        Sides sharpest = new Sides(steepLeft, steepRight);
        for (double step : steps) {
            Sides here = new Sides(
                    steepLeft.orSharper(Ridders.oneSided(f, -step)), steepRight.orSharper(Ridders.oneSided(f, step)));
            if (here.isKink() || here.isSmooth()) {
                return here;
            }
            sharpest = new Sides(sharpest.left.orSharper(here.left), sharpest.right.orSharper(here.right));
        }
        return sharpest;
    }

    /** Whether the slopes differ by much more than they are uncertain. */
    boolean isKink() {
        return doubt() <= 0.01 * Math.abs(left.derivative() - right.derivative());
    }

    private boolean isSmooth() {
        return doubt() <= 0.01 * Math.max(Math.abs(left.derivative()), Math.abs(right.derivative()));
    }

    /** The slope where only one side has one. */
    boolean isEdge() {
        return left.isDefined() != right.isDefined();
    }

    private double doubt() {
        return Math.max(left.uncertainty(), right.uncertainty());
    }

    /** An infinite slope, where difference quotients keep growing like a power of the step; else none. */
    private static Estimate steepness(Section f, int sign) {
        double x = f.origin();
        double scale = Math.max(Math.abs(x), 1);
        double value = f.at(x);
        double closest = Math.min((f.isSingle() ? 1e-6 : 1e-10) * scale, x == 0 ? scale : 1e-3 * Math.abs(x));
        double previous = 0;
        for (double step = 1e-2 * scale; step >= closest; step /= 10) {
            double to = f.rounded(x + sign * step);
            double rise = f.at(to) - value;
            double quotient = rise / (to - x);
            boolean grows = previous == 0 || quotient / previous > 1.2;
            if (!grows || !(Math.abs(rise) > 100 * f.spacing() * f.size())) {
                return Estimate.NONE;
            }
            previous = quotient;
        }
        return previous == 0 ? Estimate.NONE : Estimate.exactly(Math.copySign(Double.POSITIVE_INFINITY, previous));
    }
}
