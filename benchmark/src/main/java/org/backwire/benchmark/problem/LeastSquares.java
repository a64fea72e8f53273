package org.backwire.benchmark.problem;

import org.backwire.Differentiable;

/** A polynomial fitted to the sign function by linear least squares. */
public final class LeastSquares {
    private LeastSquares() {}

    /** Half the sum of the squared residuals at {@code n} points, evenly spaced from -1 to 1. */
    @Differentiable
    public static double misfit(double[] x, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double t = -1 + 2.0 * i / (n - 1);
            double residual = Math.signum(t);
            double power = 1;
            for (int j = 0; j < x.length; j++) {
                residual -= x[j] * power;
                power *= t;
            }
            sum += residual * residual;
        }
        return sum / 2;
    }
}
