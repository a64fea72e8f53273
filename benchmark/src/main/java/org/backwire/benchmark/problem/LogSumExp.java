package org.backwire.benchmark.problem;

import java.util.SplittableRandom;
import org.backwire.Differentiable;

/** The smooth maximum of a vector, as in GradBench. */
public final class LogSumExp extends Problem {
    private final double[] x;
    private final double[] dx;
    private final LogSumExpLogSumExpGrad gate = new LogSumExpLogSumExpGrad();

    /** Of a vector of this length. */
    public LogSumExp(int n) {
        x = Data.uniform(new SplittableRandom(3), n, 0, 1);
        dx = new double[n];
    }

    /** The logarithm of the sum of exponentials, without overflow. */
    @Differentiable
    public static double logSumExp(double[] x) {
        double max = x[0];
        for (int i = 1; i < x.length; i++) {
            max = Math.max(max, x[i]);
        }
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += Math.exp(x[i] - max);
        }
        return max + Math.log(sum);
    }

    /** What comes by the maximum cancels. */
    private static double byHand(double[] x, double[] dx) {
        double max = x[0];
        for (int i = 1; i < x.length; i++) {
            max = Math.max(max, x[i]);
        }
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double exp = Math.exp(x[i] - max);
            dx[i] = exp;
            sum += exp;
        }
        double scale = 1 / sum;
        for (int i = 0; i < x.length; i++) {
            dx[i] *= scale;
        }
        return max + Math.log(sum);
    }

    @Override
    public <T> T generic(Algebra<T> a, T[] x) {
        return logSumExp(a, x);
    }

    /** With a constant for the maximum, as it cancels. */
    static <T> T logSumExp(Algebra<T> a, T[] x) {
        double max = a.value(x[0]);
        for (int i = 1; i < x.length; i++) {
            max = Math.max(max, a.value(x[i]));
        }
        T sum = a.constant(0);
        for (int i = 0; i < x.length; i++) {
            sum = a.add(sum, a.exp(a.subtract(x[i], max)));
        }
        return a.add(a.log(sum), max);
    }

    @Override
    public double primal() {
        return logSumExp(x);
    }

    @Override
    public double expert() {
        return byHand(x, dx);
    }

    @Override
    public double companion() {
        return LogSumExpLogSumExpGrad.valueAndGradient(x, dx);
    }

    @Override
    public double gate() {
        gate.clear();
        double value = gate.forward(x);
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
