package org.backwire.benchmark.problem;

import java.util.SplittableRandom;
import org.backwire.Differentiable;

/** The banana of optimisation, in any dimension. */
public final class Rosenbrock extends Problem {
    private final double[] x;
    private final double[] dx;
    private final RosenbrockHeightGrad gate = new RosenbrockHeightGrad();

    /** In {@code n} dimensions. */
    public Rosenbrock(int n) {
        x = Data.uniform(new SplittableRandom(1), n, -2, 2);
        dx = new double[n];
    }

    /** The height of the valley at {@code x}; 0 at its deepest point, (1, 1, …). */
    @Differentiable
    public static double height(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length - 1; i++) {
            double across = x[i + 1] - x[i] * x[i];
            double along = 1 - x[i];
            sum += 100 * across * across + along * along;
        }
        return sum;
    }

    private static double byHand(double[] x, double[] dx) {
        double sum = 0;
        double carried = 0; // what the term before gave to the element
        for (int i = 0; i < x.length - 1; i++) {
            double across = x[i + 1] - x[i] * x[i];
            double along = 1 - x[i];
            sum += 100 * across * across + along * along;
            double dacross = 200 * across;
            dx[i] = carried - 2 * x[i] * dacross - 2 * along;
            carried = dacross;
        }
        dx[x.length - 1] = carried;
        return sum;
    }

    @Override
    public <T> T generic(Algebra<T> a, T[] x) {
        T sum = a.constant(0);
        for (int i = 0; i < x.length - 1; i++) {
            T across = a.subtract(x[i + 1], a.square(x[i]));
            T along = a.subtract(1, x[i]);
            sum = a.add(sum, a.add(a.multiply(a.square(across), 100), a.square(along)));
        }
        return sum;
    }

    @Override
    public double primal() {
        return height(x);
    }

    @Override
    public double expert() {
        return byHand(x, dx);
    }

    @Override
    public double companion() {
        return RosenbrockHeightGrad.valueAndGradient(x, dx);
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
