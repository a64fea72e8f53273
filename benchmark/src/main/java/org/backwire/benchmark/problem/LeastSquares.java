package org.backwire.benchmark.problem;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.backwire.Differentiable;

/** A polynomial fitted to the sign function by linear least squares, as in GradBench. */
public final class LeastSquares extends Problem {
    private final int n;
    private final double[] x;
    private final double[] dx;
    private final double[] powers;
    private final LeastSquaresMisfitGrad gate = new LeastSquaresMisfitGrad();

    /** At {@code n} points, with {@code m} coefficients. */
    public LeastSquares(int n, int m) {
        this.n = n;
        x = Data.uniform(new SplittableRandom(4), m, -1, 1);
        dx = new double[m];
        powers = new double[m];
    }

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

    /** Keeps the powers of one point only. */
    private static double byHand(double[] x, int n, double[] dx, double[] powers) {
        Arrays.fill(dx, 0);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double t = -1 + 2.0 * i / (n - 1);
            double residual = Math.signum(t);
            double power = 1;
            for (int j = 0; j < x.length; j++) {
                powers[j] = power;
                residual -= x[j] * power;
                power *= t;
            }
            sum += residual * residual;
            for (int j = 0; j < x.length; j++) {
                dx[j] -= residual * powers[j];
            }
        }
        return sum / 2;
    }

    @Override
    public <T> T generic(Algebra<T> a, T[] x) {
        T sum = a.constant(0);
        for (int i = 0; i < n; i++) {
            double t = -1 + 2.0 * i / (n - 1);
            T residual = a.constant(Math.signum(t));
            double power = 1;
            for (int j = 0; j < x.length; j++) {
                residual = a.subtract(residual, a.multiply(x[j], power));
                power *= t;
            }
            sum = a.add(sum, a.square(residual));
        }
        return a.divide(sum, 2);
    }

    @Override
    public double primal() {
        return misfit(x, n);
    }

    @Override
    public double expert() {
        return byHand(x, n, dx, powers);
    }

    @Override
    public double companion() {
        return LeastSquaresMisfitGrad.valueAndGradient(x, n, dx);
    }

    @Override
    public double gate() {
        gate.clear();
        double value = gate.forward(x, n);
        gate.backward(1);
        return value;
    }

    @Override
    public Object[] variables() {
        return new Object[] {x};
    }

    @Override
    public Object[] gradient() {
        return new Object[] {dx};
    }

    @Override
    public Object[] gateGradient() {
        return new Object[] {gate.dx()};
    }
}
