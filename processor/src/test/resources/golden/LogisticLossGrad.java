// Arrays, a matrix that is data, nested loops, and a tape of one number a row.
package org.backwire.sample;

import java.util.Arrays;
import javax.annotation.processing.Generated;
import org.backwire.GeneratedCompanion;
import org.backwire.Shapes;

/** Value and gradient of {@link Logistic#loss(double[], double, double[][], double[])}. */
@Generated("org.backwire.processor.DifferentiableProcessor")
@GeneratedCompanion(wrt = {0, 1})
public final class LogisticLossGrad {

    /** The value and its partial derivative with respect to each parameter. */
    public record Gradient(double value, double[] dweights, double dbias) {}

    /** Returns the value and the gradient. */
    public static Gradient gradient(double[] weights, double bias, double[][] x, double[] y) {
        return vjp(weights, bias, x, y, 1);
    }

    /** Returns the value, and the gradient times {@code dvalue}. */
    public static Gradient vjp(double[] weights, double bias, double[][] x, double[] y, double dvalue) {
        double[] dweights = new double[weights.length];
        double[] partials = new double[1];
        double value = forwardBackward(weights, bias, x, y, dvalue, dweights, partials);
        return new Gradient(value, dweights, partials[0]);
    }

    /**
     * Writes the gradient into {@code dweights}, {@code partials} and returns the value.
     *
     * @throws IllegalArgumentException if a destination has not the shape of its parameter, or is passed twice
     */
    public static double valueAndGradient(double[] weights, double bias, double[][] x, double[] y,
            double[] dweights, double[] partials) {
        Shapes.requireDestination("dweights", dweights, weights);
        if (partials.length != 1) {
            throw new IllegalArgumentException("partials must have length 1, not " + partials.length);
        }
        Shapes.requireApart("dweights", dweights, x, y, partials);
        Shapes.requireApart("partials", partials, weights, x, y);
        Arrays.fill(dweights, 0);
        return forwardBackward(weights, bias, x, y, 1, dweights, partials);
    }

    private static double forwardBackward(double[] weights, double bias, double[][] x, double[] y,
            double dvalue, double[] dweights, double[] partials) {
        double dloss = dvalue / x.length; // div gate: loss / x.length
        double loss = 0;
        double dbias = 0;
        for (int i = 0; i < x.length; i++) {
            double score = bias;
            for (int j = 0; j < weights.length; j++) {
                score += weights[j] * x[i][j];
            }
            double negative = -y[i];
            double exp = Math.exp(negative * score);
            loss += Math.log1p(exp);
            double dproduct = 1 / (1 + 1 / exp) * dloss; // softplus gate: Math.log1p(Math.exp(-y[i] * score))
            double dscore = negative * dproduct; // mul gate: -y[i] * score
            double[] xi = x[i];
            for (int j = 0; j < weights.length; j++) {
                dweights[j] += xi[j] * dscore; // mul gate: weights[j] * x[i][j]
            }
            dbias += dscore;
        }
        double value = loss / x.length;
        partials[0] = dbias;
        return value;
    }

    // Written by forward: the gradient for dvalue = 1.
    private boolean remembers;
    private double[] unitDweights = {};
    private final double[] unitPartials = new double[1];

    // Accumulated by backward.
    private double[] dweights = {};
    private double dbias;

    /** A gate that remembers nothing yet; for one thread at a time. */
    public LogisticLossGrad() {}

    /** Returns the value and remembers what {@link #backward} needs. */
    public double forward(double[] weights, double bias, double[][] x, double[] y) {
        remembers = false;
        if (unitDweights.length != weights.length) {
            dweights = new double[weights.length];
            unitDweights = new double[weights.length];
        }
        Arrays.fill(unitDweights, 0);
        double value = forwardBackward(weights, bias, x, y, 1, unitDweights, unitPartials);
        remembers = true;
        return value;
    }

    /**
     * Adds {@code dvalue} times the gradient at the last {@link #forward} to the accumulated gradient.
     *
     * @throws IllegalStateException before the first {@link #forward}
     */
    public void backward(double dvalue) {
        if (!remembers) {
            throw new IllegalStateException("backward before forward");
        }
        Shapes.addScaled(dweights, unitDweights, dvalue);
        dbias += dvalue == 0 ? 0 : unitPartials[0] * dvalue;
    }

    /** Returns the accumulated gradient of {@code weights}: a live view. */
    public double[] dweights() {
        return dweights;
    }

    /** Returns the accumulated gradient of {@code bias}. */
    public double dbias() {
        return dbias;
    }

    /** Sets the accumulated gradient to zero. */
    public void clear() {
        Arrays.fill(dweights, 0);
        dbias = 0;
    }
}
