package org.backwire.benchmark.rival;

import java.util.Arrays;
import org.backwire.benchmark.problem.Algebra;
import org.backwire.benchmark.problem.Problem;
import org.hipparchus.analysis.differentiation.Gradient;

/** Hipparchus: forward mode, each number an object that carries its whole gradient. */
public final class Hipparchus implements Algebra<Gradient> {
    private final Problem problem;
    private final double[][] rows;
    private final int variables;
    private double[] gradient = {};

    /** Of a problem. */
    public Hipparchus(Problem problem) {
        this.problem = problem;
        rows = Flat.rowsOf(problem.variables());
        variables = Flat.of(problem.variables()).length;
    }

    /** Computes value and gradient; the gradient is in {@link #gradient}. */
    public double run() {
        double[] at = Flat.join(rows, variables);
        Gradient[] x = new Gradient[variables];
        for (int i = 0; i < variables; i++) {
            x[i] = Gradient.variable(variables, i, at[i]);
        }
        Gradient result = problem.generic(this, x);
        gradient = result.getGradient();
        return result.getValue();
    }

    /** The last gradient. */
    public double[] gradient() {
        return gradient;
    }

    @Override
    public Gradient constant(double value) {
        return Gradient.constant(variables, value);
    }

    @Override
    public double value(Gradient a) {
        return a.getValue();
    }

    @Override
    public Gradient[] array(int length) {
        Gradient[] array = new Gradient[length];
        Arrays.fill(array, constant(0));
        return array;
    }

    @Override
    public Gradient add(Gradient a, Gradient b) {
        return a.add(b);
    }

    @Override
    public Gradient add(Gradient a, double b) {
        return a.add(b);
    }

    @Override
    public Gradient subtract(Gradient a, Gradient b) {
        return a.subtract(b);
    }

    @Override
    public Gradient subtract(Gradient a, double b) {
        return a.subtract(b);
    }

    @Override
    public Gradient subtract(double a, Gradient b) {
        return b.negate().add(a);
    }

    @Override
    public Gradient multiply(Gradient a, Gradient b) {
        return a.multiply(b);
    }

    @Override
    public Gradient multiply(Gradient a, double b) {
        return a.multiply(b);
    }

    @Override
    public Gradient divide(Gradient a, Gradient b) {
        return a.divide(b);
    }

    @Override
    public Gradient divide(Gradient a, double b) {
        return a.divide(b);
    }

    @Override
    public Gradient divide(double a, Gradient b) {
        return b.reciprocal().multiply(a);
    }

    @Override
    public Gradient negate(Gradient a) {
        return a.negate();
    }

    @Override
    public Gradient exp(Gradient a) {
        return a.exp();
    }

    @Override
    public Gradient log(Gradient a) {
        return a.log();
    }

    @Override
    public Gradient log1p(Gradient a) {
        return a.log1p();
    }

    @Override
    public Gradient sqrt(Gradient a) {
        return a.sqrt();
    }

    @Override
    public Gradient sin(Gradient a) {
        return a.sin();
    }

    @Override
    public Gradient cos(Gradient a) {
        return a.cos();
    }

    @Override
    public Gradient tanh(Gradient a) {
        return a.tanh();
    }

    @Override
    public Gradient square(Gradient a) {
        return a.square();
    }
}
