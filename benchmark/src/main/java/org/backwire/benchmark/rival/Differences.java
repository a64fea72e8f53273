package org.backwire.benchmark.rival;

import org.backwire.benchmark.problem.Problem;

/** Central differences: two calls of the function for each variable, and half the digits. */
public final class Differences {
    private static final double STEP = Math.cbrt(Math.ulp(1.0));

    private final Problem problem;
    private final Flat.Element[] variables;
    private final double[] gradient;

    /** Of a problem. */
    public Differences(Problem problem) {
        this.problem = problem;
        variables = Flat.elements(problem.variables());
        gradient = new double[variables.length];
    }

    /** Computes value and gradient; the gradient is in {@link #gradient}. */
    public double run() {
        for (int i = 0; i < gradient.length; i++) {
            Flat.Element variable = variables[i];
            double x = variable.get();
            double above = x + STEP * Math.max(1, Math.abs(x));
            double below = x - STEP * Math.max(1, Math.abs(x));
            variable.set(above);
            double up = problem.primal();
            variable.set(below);
            double down = problem.primal();
            variable.set(x);
            gradient[i] = (up - down) / (above - below);
        }
        return problem.primal();
    }

    /** The last gradient. */
    public double[] gradient() {
        return gradient;
    }
}
