package org.backwire.benchmark.problem;

/** {@link LotkaVolterra#distance}. */
public final class MovingPrey extends Moving {
    private static final double STEP = 0.01;

    private final int steps;
    private final double[] at = {1.1, 0.4, 0.1, 0.4, 10, 5};
    private final double[] along = {0.1, 0.02, -0.01, 0.03, 1, -0.5};

    /** With so many steps. */
    public MovingPrey(int steps) {
        this.steps = steps;
    }

    @Override
    public TangentExpert.Pair expert() {
        return TangentExpert.lotkaVolterra(at, along, steps, STEP);
    }

    @Override
    public LotkaVolterraDistanceGrad.Tangent jvp() {
        return LotkaVolterraDistanceGrad.jvp(
                at[0], at[1], at[2], at[3], at[4], at[5], steps, STEP, along[0], along[1], along[2], along[3], along[4],
                along[5]);
    }

    @Override
    public LotkaVolterraDistanceGrad.Gradient gradient() {
        return LotkaVolterraDistanceGrad.gradient(at[0], at[1], at[2], at[3], at[4], at[5], steps, STEP);
    }

    @Override
    public LotkaVolterraDistanceGrad.HessianProduct hvp() {
        return LotkaVolterraDistanceGrad.hvp(
                at[0], at[1], at[2], at[3], at[4], at[5], steps, STEP, along[0], along[1], along[2], along[3], along[4],
                along[5]);
    }

    @Override
    public double[][] hessian() {
        return LotkaVolterraDistanceGrad.hessian(at[0], at[1], at[2], at[3], at[4], at[5], steps, STEP);
    }

    @Override
    public double[] direction() {
        return along;
    }

    @Override
    public double[] tangent() {
        LotkaVolterraDistanceGrad.Tangent tangent = jvp();
        return new double[] {tangent.value(), tangent.dvalue()};
    }

    @Override
    public double[] gradient(double step) {
        double[] z = moved(at, step);
        LotkaVolterraDistanceGrad.Gradient gradient =
                LotkaVolterraDistanceGrad.gradient(z[0], z[1], z[2], z[3], z[4], z[5], steps, STEP);
        return new double[] {
            gradient.dbirth(),
            gradient.dhunt(),
            gradient.dgrowth(),
            gradient.ddeath(),
            gradient.dprey(),
            gradient.dpredator()
        };
    }

    @Override
    public double[] product() {
        LotkaVolterraDistanceGrad.HessianProduct product = hvp();
        return new double[] {
            product.hbirth(), product.hhunt(), product.hgrowth(), product.hdeath(), product.hprey(), product.hpredator()
        };
    }
}
