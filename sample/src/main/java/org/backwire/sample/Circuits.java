package org.backwire.sample;

import org.backwire.Differentiable;

/** The circuits with which backpropagation is usually taught: one gate each, and the first example. */
public final class Circuits {
    private Circuits() {}

    /** The first example: a sum, and a product on top of it. */
    @Differentiable
    public static double sumTimes(double x, double y, double z) {
        return (x + y) * z;
    }

    /** The add gate hands its gradient to both inputs. */
    @Differentiable
    public static double add(double x, double y) {
        return x + y;
    }

    /** The copy gate: {@code x} is used twice, and what comes back is added. */
    @Differentiable
    public static double copy(double x) {
        return 4 * x + 2 * x;
    }

    /** The mul gate multiplies the gradient with the other input. */
    @Differentiable
    public static double mul(double x, double y) {
        return x * y;
    }

    /** The max gate hands its gradient to the larger input. */
    @Differentiable
    public static double max(double x, double y) {
        return Math.max(x, y);
    }

    /** The product of a matrix and a vector. */
    @Differentiable
    public static double[] product(double[][] W, double[] x) {
        double[] q = new double[W.length];
        for (int i = 0; i < W.length; i++) {
            for (int j = 0; j < x.length; j++) {
                q[i] += W[i][j] * x[j];
            }
        }
        return q;
    }

    /** The sum of squares. */
    @Differentiable
    public static double squares(double[] q) {
        double sum = 0;
        for (double number : q) {
            sum += number * number;
        }
        return sum;
    }

    /** The last example, with a matrix and a vector: both of the above, one after the other. */
    @Differentiable
    public static double squaredProduct(double[][] W, double[] x) {
        double sum = 0;
        for (double[] row : W) {
            double q = 0;
            for (int j = 0; j < x.length; j++) {
                q += row[j] * x[j];
            }
            sum += q * q;
        }
        return sum;
    }
}
