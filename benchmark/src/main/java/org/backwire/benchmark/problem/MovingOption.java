package org.backwire.benchmark.problem;

/** {@link BlackScholes#call}. */
public final class MovingOption extends Moving {
    private final double[] at = {100, 105, 0.03, 0.25, 1.5};
    private final double[] along = {1, -0.5, 0.01, 0.02, 0.1};

    /** At one point. */
    public MovingOption() {}

    @Override
    public TangentExpert.Pair expert() {
        return TangentExpert.blackScholes(
                at[0], at[1], at[2], at[3], at[4], along[0], along[1], along[2], along[3], along[4]);
    }

    @Override
    public BlackScholesCallGrad.Tangent jvp() {
        return BlackScholesCallGrad.jvp(
                at[0], at[1], at[2], at[3], at[4], along[0], along[1], along[2], along[3], along[4]);
    }

    @Override
    public BlackScholesCallGrad.Gradient gradient() {
        return BlackScholesCallGrad.gradient(at[0], at[1], at[2], at[3], at[4]);
    }

    @Override
    public BlackScholesCallGrad.HessianProduct hvp() {
        return BlackScholesCallGrad.hvp(
                at[0], at[1], at[2], at[3], at[4], along[0], along[1], along[2], along[3], along[4]);
    }

    @Override
    public double[][] hessian() {
        return BlackScholesCallGrad.hessian(at[0], at[1], at[2], at[3], at[4]);
    }

    @Override
    public double[] direction() {
        return along;
    }

    @Override
    public double[] tangent() {
        BlackScholesCallGrad.Tangent tangent = jvp();
        return new double[] {tangent.value(), tangent.dvalue()};
    }

    @Override
    public double[] gradient(double step) {
        double[] x = moved(at, step);
        BlackScholesCallGrad.Gradient gradient = BlackScholesCallGrad.gradient(x[0], x[1], x[2], x[3], x[4]);
        return new double[] {
            gradient.dspot(), gradient.dstrike(), gradient.drate(), gradient.dvolatility(), gradient.dmaturity()
        };
    }

    @Override
    public double[] product() {
        BlackScholesCallGrad.HessianProduct product = hvp();
        return new double[] {
            product.hspot(), product.hstrike(), product.hrate(), product.hvolatility(), product.hmaturity()
        };
    }
}
