package org.backwire.benchmark.problem;

import org.backwire.Differentiable;

/** A neuron with two inputs. */
public final class Neuron extends Problem {
    private final double[] at = {2, -1, -3, -2, -3};
    private final double[] partials = new double[5];
    private final NeuronFireGrad gate = new NeuronFireGrad();

    /** The sigmoid of a weighted sum. */
    @Differentiable
    public static double fire(double w0, double x0, double w1, double x1, double w2) {
        return 1 / (1 + Math.exp(-(w0 * x0 + w1 * x1 + w2)));
    }

    private static double byHand(double w0, double x0, double w1, double x1, double w2, double[] partials) {
        double value = 1 / (1 + Math.exp(-(w0 * x0 + w1 * x1 + w2)));
        double slope = (1 - value) * value;
        partials[0] = x0 * slope;
        partials[1] = w0 * slope;
        partials[2] = x1 * slope;
        partials[3] = w1 * slope;
        partials[4] = slope;
        return value;
    }

    @Override
    public <T> T generic(Algebra<T> a, T[] x) {
        T sum = a.add(a.add(a.multiply(x[0], x[1]), a.multiply(x[2], x[3])), x[4]);
        return a.divide(1, a.add(a.exp(a.negate(sum)), 1));
    }

    @Override
    public double primal() {
        return fire(at[0], at[1], at[2], at[3], at[4]);
    }

    @Override
    public double expert() {
        return byHand(at[0], at[1], at[2], at[3], at[4], partials);
    }

    @Override
    public double companion() {
        return NeuronFireGrad.valueAndGradient(at[0], at[1], at[2], at[3], at[4], partials);
    }

    @Override
    public double gate() {
        gate.clear();
        double value = gate.forward(at[0], at[1], at[2], at[3], at[4]);
        gate.backward(1);
        return value;
    }

    @Override
    public Object[] variables() {
        return new Object[] {at};
    }

    @Override
    public Object[] gradient() {
        return new Object[] {partials};
    }

    @Override
    public Object[] gateGradient() {
        return new Object[] {new double[] {gate.dw0(), gate.dx0(), gate.dw1(), gate.dx1(), gate.dw2()}};
    }
}
