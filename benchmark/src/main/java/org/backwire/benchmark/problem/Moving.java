package org.backwire.benchmark.problem;

/** A method at a point that moves along a direction: its tangent, by hand and by the companion, and its second derivatives. */
public abstract class Moving {

    /** The record of an expert: value and tangent. */
    public abstract TangentExpert.Pair expert();

    /** The record of {@code jvp}. */
    public abstract Object jvp();

    /** The record of {@code gradient}. */
    public abstract Object gradient();

    /** The record of {@code hvp}. */
    public abstract Object hvp();

    /** The Hessian. */
    public abstract double[][] hessian();

    /** The direction, in one array. */
    public abstract double[] direction();

    /** Value and tangent, by hand. */
    public final double[] tangentByHand() {
        TangentExpert.Pair pair = expert();
        return new double[] {pair.value(), pair.tangent()};
    }

    /** Value and tangent, by the companion. */
    public abstract double[] tangent();

    /** The gradient in one array, some way along the direction. */
    public abstract double[] gradient(double step);

    /** The Hessian times the direction in one array, by {@code hvp}. */
    public abstract double[] product();

    final double[] moved(double[] at, double step) {
        double[] moved = at.clone();
        double[] direction = direction();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += step * direction[i];
        }
        return moved;
    }
}
