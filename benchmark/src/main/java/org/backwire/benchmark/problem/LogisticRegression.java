package org.backwire.benchmark.problem;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.backwire.Derivative;
import org.backwire.Differentiable;

/** Two classes, told apart by a plane. */
public final class LogisticRegression extends Problem {
    private final double[] weights;
    private final double[] bias = {0.1};
    private final double[][] x;
    private final double[] y;
    private final double[] dweights;
    private final double[] partials = new double[1];
    private final LogisticRegressionLossGrad gate = new LogisticRegressionLossGrad();

    /** With so many rows of data, and so many columns. */
    public LogisticRegression(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(2);
        weights = Data.uniform(random, columns, -0.5, 0.5);
        x = Data.uniform(random, rows, columns, -1, 1);
        y = new double[rows];
        Arrays.setAll(y, i -> random.nextBoolean() ? 1 : 0);
        dweights = new double[columns];
    }

    /** The mean cross-entropy; {@code y} is 0 or 1. */
    @Differentiable(
            value = {Derivative.GRADIENT, Derivative.JVP, Derivative.HVP, Derivative.HESSIAN},
            wrt = {"weights", "bias"})
    public static double loss(double[] weights, double bias, double[][] x, double[] y) {
        double loss = 0;
        for (int i = 0; i < x.length; i++) {
            double score = bias;
            for (int j = 0; j < weights.length; j++) {
                score += weights[j] * x[i][j];
            }
            loss += Math.log1p(Math.exp(score)) - y[i] * score;
        }
        return loss / x.length;
    }

    private static double byHand(
            double[] weights, double bias, double[][] x, double[] y, double[] dweights, double[] partials) {
        Arrays.fill(dweights, 0);
        double dbias = 0;
        double loss = 0;
        double share = 1.0 / x.length;
        for (int i = 0; i < x.length; i++) {
            double[] row = x[i];
            double score = bias;
            for (int j = 0; j < weights.length; j++) {
                score += weights[j] * row[j];
            }
            double exp = Math.exp(score);
            loss += Math.log1p(exp) - y[i] * score;
            double dscore = (exp / (1 + exp) - y[i]) * share;
            for (int j = 0; j < weights.length; j++) {
                dweights[j] += row[j] * dscore;
            }
            dbias += dscore;
        }
        partials[0] = dbias;
        return loss * share;
    }

    @Override
    public <T> T generic(Algebra<T> a, T[] variables) {
        T loss = a.constant(0);
        for (int i = 0; i < x.length; i++) {
            T score = variables[weights.length];
            for (int j = 0; j < weights.length; j++) {
                score = a.add(score, a.multiply(variables[j], x[i][j]));
            }
            loss = a.add(loss, a.subtract(a.log1p(a.exp(score)), a.multiply(score, y[i])));
        }
        return a.divide(loss, x.length);
    }

    @Override
    public double primal() {
        return loss(weights, bias[0], x, y);
    }

    @Override
    public double expert() {
        return byHand(weights, bias[0], x, y, dweights, partials);
    }

    @Override
    public double companion() {
        return LogisticRegressionLossGrad.valueAndGradient(weights, bias[0], x, y, dweights, partials);
    }

    @Override
    public double gate() {
        gate.clear();
        double value = gate.forward(weights, bias[0], x, y);
        gate.backward(1);
        return value;
    }

    @Override
    public Object[] variables() {
        return new Object[] {weights, bias};
    }

    @Override
    public Object[] gradient() {
        return new Object[] {dweights, partials};
    }

    @Override
    public Object[] gateGradient() {
        return new Object[] {gate.dweights(), new double[] {gate.dbias()}};
    }
}
