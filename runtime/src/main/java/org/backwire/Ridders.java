package org.backwire;

import java.util.List;

/**
 * Numerical derivatives by Ridders' method: difference quotients of shrinking steps, extrapolated to step 0 by Neville's
 * scheme.
 *
 * <p>The uncertainty that comes with a derivative is a multiple of Ridders' own, the largest disagreement between
 * neighbours in the scheme, plus what the noise of the value alone does to a quotient of that step. The first sees
 * truncation and kinks; the second is a floor where neighbours agree by luck.
 *
 * @see <a href="https://doi.org/10.1016/S0141-1195(82)80057-0">C. J. F. Ridders, Accurate computation of F'(x) and
 *     F'(x)F''(x), 1982</a>
 */
final class Ridders {
    private static final int ROWS = 10;

    /** Irrational, or the steps of a rounded value agree by arithmetic: 14 / 1.4 = 10. */
    private static final double SHRINK = Math.sqrt(2);

    private Ridders() {}

    /** A derivative, and how far off it may be. */
    record Estimate(double derivative, double uncertainty) {

        /** No estimate: the value is not finite on the way. */
        static final Estimate NONE = new Estimate(Double.NaN, Double.POSITIVE_INFINITY);

        static Estimate exactly(double derivative) {
            return new Estimate(derivative, 0);
        }

        /** The sharpest, less sharp if others that are not much worse disagree: noise can look smooth by chance. */
        static Estimate consensus(List<Estimate> estimates) {
            Estimate best = estimates.stream().reduce(NONE, Estimate::orSharper);
            if (!best.isDefined()) {
                return NONE;
            }
            double spread = estimates.stream()
                    .filter(estimate -> estimate.uncertainty <= 10 * best.uncertainty)
                    .mapToDouble(estimate -> Math.abs(estimate.derivative - best.derivative))
                    .max()
                    .orElse(0);
            return new Estimate(best.derivative, Math.max(best.uncertainty, spread));
        }

        boolean isDefined() {
            return !Double.isNaN(derivative);
        }

        Estimate orSharper(Estimate other) {
            return other.uncertainty < uncertainty ? other : this;
        }
    }

    /** The derivative from quotients around the origin; the error of each is even in the step. */
    static Estimate central(Section f, double step) {
        return extrapolated(f, step, true);
    }

    /** The derivative from one side: the left, if the step is negative. */
    static Estimate oneSided(Section f, double step) {
        return extrapolated(f, step, false);
    }

    private static Estimate extrapolated(Section f, double step, boolean central) {
        double x = f.origin();
        double factor = central ? SHRINK * SHRINK : SHRINK;
        double caution = central ? 8 : 20; // at an edge the value need not be smooth
        double noise = 6 * Noise.near(f, step / 32, central ? -6 : 0);
        Estimate best = Estimate.NONE;
        Estimate[] previous = {};
        double h = step;
        for (int row = 0; row < ROWS; row++, h /= SHRINK) {
            double from = central ? f.rounded(x - h) : x;
            double to = f.rounded(x + h);
            double rise = -f.at(from);
            double size = f.size();
            rise += f.at(to);
            size = Math.max(size, f.size());
            double quotient = rise / (to - from);
            if (!Double.isFinite(quotient)) {
                previous = new Estimate[0]; // outside of the domain: begin again, closer
                continue;
            }
            // The scheme itself: quotients, each with the part of its uncertainty that is noise.
            Estimate[] current = new Estimate[previous.length + 1];
            current[0] = new Estimate(quotient, Math.max(f.spacing() * size, noise) / Math.abs(to - from));
            double power = factor;
            for (int i = 0; i < previous.length; i++, power *= factor) {
                double extrapolated = (current[i].derivative * power - previous[i].derivative) / (power - 1);
                double noisy = (current[i].uncertainty * power + previous[i].uncertainty) / (power - 1);
                double disagreement = Math.max(
                        Math.abs(extrapolated - current[i].derivative),
                        Math.abs(extrapolated - previous[i].derivative));
                current[i + 1] = new Estimate(extrapolated, noisy);
                best = best.orSharper(new Estimate(extrapolated, caution * disagreement + noisy));
            }
            previous = current;
        }
        return best;
    }
}
