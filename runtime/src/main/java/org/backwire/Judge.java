package org.backwire;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.backwire.Ridders.Estimate;

/**
 * Holds one component of a gradient against what the value does nearby. What is accepted, and why, is said where users
 * read it: in {@link GradientCheck}.
 */
final class Judge {

    /** What became of a component. */
    enum Verdict {
        WRONG("wrong"),
        UNDECIDED("cannot be judged"),
        RIGHT("right");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** The verdict, the numerical derivative that it rests on, and the relative error. */
    record Finding(Verdict verdict, Estimate numerical, double error) {}

    private final double analytic;
    private final Section f;
    private final boolean single;
    private final double scale;
    private final double size;

    private Judge(double analytic, Section f) {
        this.analytic = analytic;
        this.f = f;
        this.single = f.isSingle();
        this.scale = Math.max(Math.abs(f.origin()), 1);
        this.size = DoubleStream.of(-1e-2, 0, 1e-2)
                .map(step -> f.sizeAt(f.origin() + step * scale))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    /** Relative errors up to here are rounding. */
    static double tolerance(boolean single) {
        return single ? 1e-3 : 1e-6;
    }

    static Finding judge(double analytic, Section f) {
        return new Judge(analytic, f).finding();
    }

    private Finding finding() {
        List<Estimate> estimates = new ArrayList<>();
        for (double step : single ? new double[] {1e-1, 1e-2, 1e-3} : new double[] {1e-2, 1e-3, 1e-1, 1e-4}) {
            Estimate estimate = Ridders.central(f, step * scale);
            if (confirms(estimate) || (analytic == estimate.derivative() && isUsable(estimate))) {
                return right(estimate);
            }
            estimates.add(estimate);
        }
        Estimate usual = Estimate.consensus(estimates);
        return allows(usual) ? right(usual) : secondOpinion(usual);
    }

    /** Before a component is condemned: a scale of its own, the edge of the domain, a kink, a vertical tangent. */
    private Finding secondOpinion(Estimate usual) {
        double[] steps = closeSteps();
        Estimate close = Estimate.NONE;
        for (double step : steps) {
            Estimate estimate = Ridders.central(f, step);
            if (isUsable(usual)
                    ? confirms(estimate) && estimate.uncertainty() <= 0.1 * difference(usual)
                    : confirms(estimate) || analytic == estimate.derivative()) {
                return right(estimate);
            }
            close = close.orSharper(estimate);
        }
        Estimate best =
                Stream.of(usual, close).filter(this::isUsable).findFirst().orElse(usual.orSharper(close));
        if (allows(best)) {
            return right(best);
        }
        Sides sides = Sides.of(f, steps);
        if (sides.isEdge()) {
            best = isUsable(best) ? best : sides.left().orSharper(sides.right());
        } else if (sides.isKink() && fits(sides, usual)) {
            best = difference(sides.left()) <= difference(sides.right()) ? sides.left() : sides.right();
            if (isBetween(sides)) {
                return right(best);
            }
        } else if (Double.isInfinite(sides.left().derivative() + sides.right().derivative())) {
            best = sides.left(); // a vertical tangent
        }
        boolean nothingThere = !best.isDefined() && Double.isNaN(analytic);
        return confirms(best) || allows(best) || nothingThere ? right(best) : notRight(best);
    }

    private double[] closeSteps() {
        double x = Math.abs(f.origin());
        double other = Math.min(x, 1); // the scale not looked at yet
        DoubleStream ofOther = DoubleStream.of(1e-1, 1e-2, 1e-3).map(step -> step * other);
        DoubleStream ofScale = single ? DoubleStream.of(1e-4) : DoubleStream.of(1e-5, 1e-6, 1e-7, 1e-8, 1e-9);
        DoubleStream ofNone = x == 0 ? DoubleStream.of(1e-12, 1e-24, 1e-48) : DoubleStream.empty();
        return Stream.of(ofOther, ofScale.map(step -> step * scale), ofNone)
                .flatMapToDouble(steps -> steps)
                .filter(step -> step > 100 * f.spacing() * x)
                .sorted()
                .toArray();
    }

    private double difference(Estimate estimate) {
        return Math.abs(analytic - estimate.derivative());
    }

    /** The larger of the two derivatives that are compared, whatever their signs. */
    private double magnitude(Estimate estimate) {
        double numerical = Math.abs(estimate.derivative());
        return Double.isFinite(analytic) ? Math.max(Math.abs(analytic), numerical) : numerical;
    }

    /** Both are the same, and the numerical derivative is sharp enough for this to be no chance. */
    private boolean confirms(Estimate estimate) {
        double allowed = tolerance(single) * magnitude(estimate);
        return analytic == estimate.derivative()
                ? estimate.uncertainty() <= allowed
                : difference(estimate) <= allowed
                        && estimate.uncertainty() <= allowed
                        && allowed < Double.POSITIVE_INFINITY;
    }

    /** As close as the numerical derivative can tell, and it can tell. */
    private boolean allows(Estimate estimate) {
        double allowed = Math.max(estimate.uncertainty(), tolerance(single) * magnitude(estimate));
        return isUsable(estimate) && difference(estimate) <= allowed && allowed < Double.POSITIVE_INFINITY;
    }

    /** Sharp in proportion, or so small that only rounding of the value is left. */
    private boolean isUsable(Estimate estimate) {
        double inProportion = (single ? 5e-2 : 1e-3) * magnitude(estimate);
        double rounding = (single ? 1e-3 : 1e-7) * size / scale;
        return estimate.uncertainty() <= Math.max(inProportion, rounding);
    }

    /**
     * Differences around a kink show the mean of its slopes; where they do not, the kink is an artefact of rounding.
     */
    private boolean fits(Sides sides, Estimate around) {
        double left = sides.left().derivative();
        double right = sides.right().derivative();
        return !isUsable(around) || Math.abs(around.derivative() - (left + right) / 2) <= 0.01 * Math.abs(left - right);
    }

    /** Anywhere between the slopes of a kink; where one of them is infinite, only at an end. */
    private boolean isBetween(Sides sides) {
        Estimate left = sides.left();
        Estimate right = sides.right();
        double low = Math.min(left.derivative(), right.derivative());
        double high = Math.max(left.derivative(), right.derivative());
        double margin = Math.max(left.uncertainty(), right.uncertainty()) + tolerance(single) * (high - low);
        return Double.isFinite(high - low)
                ? low - margin <= analytic && analytic <= high + margin
                : analytic == low || analytic == high || allows(left) || allows(right);
    }

    private Finding right(Estimate estimate) {
        if (analytic == estimate.derivative() || Double.isNaN(analytic)) {
            return new Finding(Verdict.RIGHT, estimate, 0);
        }
        double visible = Math.max(magnitude(estimate), estimate.uncertainty() / tolerance(single));
        return new Finding(Verdict.RIGHT, estimate, difference(estimate) / visible);
    }

    private Finding notRight(Estimate estimate) {
        double error = difference(estimate) / magnitude(estimate);
        Verdict verdict = isUsable(estimate) ? Verdict.WRONG : Verdict.UNDECIDED;
        return new Finding(verdict, estimate, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
    }
}
