package org.backwire.benchmark.problem;

import java.util.SplittableRandom;
import org.backwire.Differentiable;

/** The inner product of two vectors. */
public final class DotProduct extends Problem {
    private final double[] a;
    private final double[] b;
    private final double[] da;
    private final double[] db;
    private final DotProductDotGrad gate = new DotProductDotGrad();

    /** Of vectors of this length. */
    public DotProduct(int n) {
        SplittableRandom random = new SplittableRandom(16);
        a = Data.uniform(random, n, -1, 1);
        b = Data.uniform(random, n, -1, 1);
        da = new double[n];
        db = new double[n];
    }

    /** The sum of the products. */
    @Differentiable
    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double byHand(double[] a, double[] b, double[] da, double[] db) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double ai = a[i];
            double bi = b[i];
            sum += ai * bi;
            da[i] = bi;
            db[i] = ai;
        }
        return sum;
    }

    @Override
    public <T> T generic(Algebra<T> algebra, T[] x) {
        T sum = algebra.constant(0);
        for (int i = 0; i < a.length; i++) {
            sum = algebra.add(sum, algebra.multiply(x[i], x[a.length + i]));
        }
        return sum;
    }

    @Override
    public double primal() {
        return dot(a, b);
    }

    @Override
    public double expert() {
        return byHand(a, b, da, db);
    }

    @Override
    public double companion() {
        return DotProductDotGrad.valueAndGradient(a, b, da, db);
    }

    @Override
    public double gate() {
        gate.clear();
        double value = gate.forward(a, b);
        gate.backward(1);
        return value;
    }

    @Override
    public Object[] variables() {
        return new Object[] {a, b};
    }

    @Override
    public Object[] gradient() {
        return new Object[] {da, db};
    }

    @Override
    public Object[] gateGradient() {
        return new Object[] {gate.da(), gate.db()};
    }
}
