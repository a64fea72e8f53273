package org.backwire.benchmark.measure;

import org.backwire.benchmark.problem.Problem;
import org.backwire.benchmark.rival.Differences;
import org.backwire.benchmark.rival.Flat;
import org.backwire.benchmark.rival.Hipparchus;
import org.backwire.benchmark.rival.Tape;

/** Whether all rivals compute the same. */
public final class Agreement {
    private static final double TOLERANCE =
            1e-11; // of the largest entry: a sum of a thousand numbers loses some digits
    private static final double TOLERANCE_OF_DIFFERENCES = 1e-8;

    private final String title;
    private final Problem problem;
    private final double value;
    private final double[] gradient;

    private Agreement(String title, Problem problem) {
        this.title = title;
        this.problem = problem;
        value = problem.companion();
        gradient = Flat.of(problem.gradient());
    }

    /** Throws an exception unless value and gradient of the companion are those of all others. */
    public static void check(String title, Problem problem) {
        Agreement agreement = new Agreement(title, problem);
        agreement.checkOwn();
        agreement.checkOthers();
    }

    /** The same for what is fast at any size. */
    public static void checkOwn(String title, Problem problem) {
        new Agreement(title, problem).checkOwn();
    }

    private void checkOwn() {
        if (Double.doubleToLongBits(problem.primal()) != Double.doubleToLongBits(value)) {
            throw new IllegalStateException(title + ": the companion has not the value of the primal");
        }
        double byHand = problem.expert();
        check("by hand", byHand, Flat.of(problem.gradient()), TOLERANCE);
        check("gate", problem.gate(), Flat.of(problem.gateGradient()), TOLERANCE);
    }

    private void checkOthers() {
        Tape tape = new Tape(problem);
        check("tape", tape.run(), tape.gradient(), TOLERANCE);
        Hipparchus hipparchus = new Hipparchus(problem);
        check("Hipparchus", hipparchus.run(), hipparchus.gradient(), TOLERANCE);
        Differences differences = new Differences(problem);
        check("differences", differences.run(), differences.gradient(), TOLERANCE_OF_DIFFERENCES);
    }

    private void check(String rival, double otherValue, double[] other, double tolerance) {
        if (!(Math.abs(otherValue - value) <= tolerance * Math.max(1, Math.abs(value)))) {
            throw new IllegalStateException(title + ", " + rival + ": value " + otherValue + ", not " + value);
        }
        if (other.length != gradient.length) {
            throw new IllegalStateException(title + ", " + rival + ": " + other.length + " variables");
        }
        double largest = 0;
        for (double entry : gradient) {
            largest = Math.max(largest, Math.abs(entry));
        }
        for (int i = 0; i < other.length; i++) {
            if (!(Math.abs(other[i] - gradient[i]) <= tolerance * largest)) {
                throw new IllegalStateException(
                        title + ", " + rival + ": derivative " + i + " is " + other[i] + ", not " + gradient[i]);
            }
        }
    }
}
