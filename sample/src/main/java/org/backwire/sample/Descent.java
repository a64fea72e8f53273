package org.backwire.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way down {@link Rosenbrock}'s valley, by two of Newton's methods. Both go on until the norm of the gradient is 1e-10,
 * and both shorten a step that leads up.
 *
 * @param gradients the norm of the gradient before each step, and at the end
 */
record Descent(double[] minimum, double value, List<Double> gradients) {
    static final double TOLERANCE = 1e-10;

    private static final int MOST_STEPS = 50_000;

    /** A way to go from where one is. */
    private interface Direction {
        double[] from(double[] x, double[] gradient);
    }

    int steps() {
        return gradients.size() - 1;
    }

    /** Newton's method: where the Hessian says that the bottom is. */
    static Descent byHessian(double[] start) {
        return descend(start, Descent::newtonStep);
    }

    /** The same without the Hessian: conjugate gradients solve the system by Hessian-vector products. */
    static Descent byProducts(double[] start) {
        return descend(start, Descent::conjugateGradients);
    }

    private static Descent descend(double[] start, Direction direction) {
        double[] x = start;
        List<Double> norms = new ArrayList<>();
        while (true) {
            var gradient = RosenbrockBananaGrad.gradient(x);
            norms.add(Vectors.norm(gradient.dx()));
            if (Vectors.norm(gradient.dx()) <= TOLERANCE || norms.size() > MOST_STEPS) {
                return new Descent(x, gradient.value(), norms);
            }
            x = downhill(x, gradient.value(), gradient.dx(), direction.from(x, gradient.dx()));
        }
    }

    /** Halves the step until it goes down by a part of what the slope promises; near the bottom rounding hides that. */
    private static double[] downhill(double[] x, double value, double[] gradient, double[] step) {
        double slope = Vectors.dot(gradient, step);
        double length = 1;
        double[] next = Vectors.sum(x, length, step);
        while (Rosenbrock.banana(next) > value + 1e-4 * length * slope && length * -slope > Math.ulp(value)) {
            length /= 2;
            next = Vectors.sum(x, length, step);
        }
        return next;
    }

    private static double[] newtonStep(double[] x, double[] gradient) {
        double[][] hessian = RosenbrockBananaGrad.hessian(x);
        Optional<Cholesky> factors = Cholesky.of(hessian);
        for (double shift = 1; factors.isEmpty(); shift *= 4) {
            for (int i = 0; i < x.length; i++) {
                hessian[i][i] += shift; // until it is positive definite: between Newton and the steepest way down
            }
            factors = Cholesky.of(hessian);
        }
        return Vectors.negated(factors.get().solve(gradient));
    }

    /** Stops early where the gradient is still large, and where the valley bends the other way. */
    private static double[] conjugateGradients(double[] x, double[] gradient) {
        double norm = Vectors.norm(gradient);
        double tolerance = Math.min(0.5, Math.sqrt(norm)) * norm;
        double[] step = new double[x.length];
        double[] residual = gradient;
        double[] direction = Vectors.negated(residual);
        for (int i = 0; i < 2 * x.length && Vectors.norm(residual) > tolerance; i++) {
            double[] product = RosenbrockBananaGrad.hvp(x, direction).hx();
            double curvature = Vectors.dot(direction, product);
            if (curvature <= 0) {
                return i == 0 ? direction : step;
            }
            double squares = Vectors.dot(residual, residual);
            double length = squares / curvature;
            step = Vectors.sum(step, length, direction);
            residual = Vectors.sum(residual, length, product);
            direction = Vectors.sum(Vectors.negated(residual), Vectors.dot(residual, residual) / squares, direction);
        }
        return step;
    }
}
