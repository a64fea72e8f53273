package org.backwire.benchmark.problem;

import java.util.Arrays;
import java.util.SplittableRandom;

/** {@link LogisticRegression#loss}. */
public final class MovingPlane extends Moving {
    private static final double BIAS = 0.1;

    private final double[] weights;
    private final double[][] x;
    private final double[] y;
    private final double[] along;
    private final double[] weightsAlong;

    /** With so many rows of data, and one column less than parameters. */
    public MovingPlane(int rows, int parameters) {
        SplittableRandom random = new SplittableRandom(2);
        weights = Data.uniform(random, parameters - 1, -0.5, 0.5);
        x = Data.uniform(random, rows, parameters - 1, -1, 1);
        y = new double[rows];
        Arrays.setAll(y, i -> random.nextBoolean() ? 1 : 0);
        along = Data.uniform(random, parameters, -1, 1);
        weightsAlong = Arrays.copyOf(along, parameters - 1);
    }

    @Override
    public TangentExpert.Pair expert() {
        return TangentExpert.logisticRegression(weights, BIAS, x, y, weightsAlong, along[along.length - 1]);
    }

    @Override
    public LogisticRegressionLossGrad.Tangent jvp() {
        return LogisticRegressionLossGrad.jvp(weights, BIAS, x, y, weightsAlong, along[along.length - 1]);
    }

    @Override
    public LogisticRegressionLossGrad.Gradient gradient() {
        return LogisticRegressionLossGrad.gradient(weights, BIAS, x, y);
    }

    @Override
    public LogisticRegressionLossGrad.HessianProduct hvp() {
        return LogisticRegressionLossGrad.hvp(weights, BIAS, x, y, weightsAlong, along[along.length - 1]);
    }

    @Override
    public double[][] hessian() {
        return LogisticRegressionLossGrad.hessian(weights, BIAS, x, y);
    }

    @Override
    public double[] direction() {
        return along;
    }

    @Override
    public double[] tangent() {
        LogisticRegressionLossGrad.Tangent tangent = jvp();
        return new double[] {tangent.value(), tangent.dvalue()};
    }

    @Override
    public double[] gradient(double step) {
        double[] all = Arrays.copyOf(weights, along.length);
        all[weights.length] = BIAS;
        all = moved(all, step);
        LogisticRegressionLossGrad.Gradient gradient =
                LogisticRegressionLossGrad.gradient(Arrays.copyOf(all, weights.length), all[weights.length], x, y);
        return joined(gradient.dweights(), gradient.dbias());
    }

    @Override
    public double[] product() {
        LogisticRegressionLossGrad.HessianProduct product = hvp();
        return joined(product.hweights(), product.hbias());
    }

    private static double[] joined(double[] array, double last) {
        double[] all = Arrays.copyOf(array, array.length + 1);
        all[array.length] = last;
        return all;
    }
}
