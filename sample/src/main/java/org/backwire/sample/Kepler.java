package org.backwire.sample;

import java.io.PrintStream;
import java.util.Locale;
import java.util.SplittableRandom;
import org.backwire.DerivativeOf;
import org.backwire.Differentiable;

/**
 * Kepler's equation: where a planet is, as an angle (the eccentric anomaly), follows from the time (the mean anomaly) only by
 * finding a root. How it moves with the time and with the shape of the orbit can be had in two ways: by differentiating
 * through the loop that finds the root, and by the implicit function theorem from the equation alone.
 */
public final class Kepler {
    private static final double TOLERANCE = 1e-13;

    private Kepler() {}

    /** What must be 0. */
    @Differentiable
    public static double residual(double anomaly, double mean, double eccentricity) {
        return anomaly - eccentricity * Math.sin(anomaly) - mean;
    }

    /** The root, by Newton's method, which from pi finds it for every {@code mean} between 0 and pi. */
    @Differentiable
    public static double anomaly(double mean, double eccentricity) {
        double anomaly = Math.PI;
        double step;
        do {
            step = (anomaly - eccentricity * Math.sin(anomaly) - mean) / (1 - eccentricity * Math.cos(anomaly));
            anomaly -= step;
        } while (Math.abs(step) > TOLERANCE);
        return anomaly;
    }

    /** The root again, differentiated by the two rules below instead of through the loop. */
    @Differentiable(derivatives = Kepler.class)
    public static double solved(double mean, double eccentricity) {
        return anomaly(mean, eccentricity);
    }

    /** The derivative of {@link #anomaly} with respect to {@code mean}, by the implicit function theorem. */
    @DerivativeOf(type = Kepler.class, method = "anomaly")
    static double anomalyDmean(double mean, double eccentricity) {
        var residual = KeplerResidualGrad.gradient(anomaly(mean, eccentricity), mean, eccentricity);
        return -residual.dmean() / residual.danomaly();
    }

    /** The same with respect to {@code eccentricity}. */
    @DerivativeOf(type = Kepler.class, method = "anomaly", parameter = 1)
    static double anomalyDeccentricity(double mean, double eccentricity) {
        var residual = KeplerResidualGrad.gradient(anomaly(mean, eccentricity), mean, eccentricity);
        return -residual.deccentricity() / residual.danomaly();
    }

    /** One derivative in three ways. */
    record Line(String name, double throughTheLoop, double implicit, double closedForm) {
        double error() {
            return Math.max(Math.abs(throughTheLoop - closedForm), Math.abs(implicit - closedForm))
                    / Math.abs(closedForm);
        }
    }

    static Line dmean(double mean, double eccentricity) {
        return new Line(
                "d anomaly / d mean",
                KeplerAnomalyGrad.gradient(mean, eccentricity).dmean(),
                KeplerSolvedGrad.gradient(mean, eccentricity).dmean(),
                1 / (1 - eccentricity * Math.cos(anomaly(mean, eccentricity))));
    }

    static Line deccentricity(double mean, double eccentricity) {
        double anomaly = anomaly(mean, eccentricity);
        return new Line(
                "d anomaly / d eccentricity",
                KeplerAnomalyGrad.gradient(mean, eccentricity).deccentricity(),
                KeplerSolvedGrad.gradient(mean, eccentricity).deccentricity(),
                Math.sin(anomaly) / (1 - eccentricity * Math.cos(anomaly)));
    }

    static void print(PrintStream out) {
        print(out, "Mercury", 1, 0.2056);
        print(out, "Halley's comet", 0.1, 0.9671);
        out.printf(
                Locale.ROOT,
                "The largest relative difference over 10,000 random orbits: %.1e%n",
                largestDifference(10_000, 1));
    }

    private static void print(PrintStream out, String name, double mean, double eccentricity) {
        out.printf(
                Locale.ROOT,
                "%s: eccentricity %s, mean anomaly %s, eccentric anomaly %s%n",
                name,
                eccentricity,
                mean,
                anomaly(mean, eccentricity));
        out.printf("%-28s%22s%22s%22s%n", "", "through the loop", "implicit function", "closed form");
        for (Line line : new Line[] {dmean(mean, eccentricity), deccentricity(mean, eccentricity)}) {
            out.printf("%-28s%22s%22s%22s%n", line.name(), line.throughTheLoop(), line.implicit(), line.closedForm());
        }
    }

    /** How far the three ways are apart at most, relative to the derivative. */
    static double largestDifference(int orbits, long seed) {
        var random = new SplittableRandom(seed);
        double largest = 0;
        for (int i = 0; i < orbits; i++) {
            double mean = random.nextDouble(0.01, Math.PI - 0.01);
            double eccentricity = random.nextDouble(0.95);
            double error = Math.max(
                    dmean(mean, eccentricity).error(),
                    deccentricity(mean, eccentricity).error());
            largest = Math.max(largest, error);
        }
        return largest;
    }
}
