// The first companion of the README: a sigmoid gate, and nothing remembered that no rule needs.
package org.backwire.sample;

import javax.annotation.processing.Generated;
import org.backwire.GeneratedCompanion;

/** Value and gradient of {@link Neuron#fire(double, double, double, double, double)}. */
@Generated("org.backwire.processor.DifferentiableProcessor")
@GeneratedCompanion
public final class NeuronFireGrad {

    /** The value and its partial derivative with respect to each parameter. */
    public record Gradient(double value, double dw0, double dx0, double dw1, double dx1, double dw2) {}

    /** Returns the value and the gradient. */
    public static Gradient gradient(double w0, double x0, double w1, double x1, double w2) {
        return vjp(w0, x0, w1, x1, w2, 1);
    }

    /** Returns the value, and the gradient times {@code dvalue}. */
    public static Gradient vjp(double w0, double x0, double w1, double x1, double w2, double dvalue) {
        double value = 1 / (1 + Math.exp(-(w0 * x0 + w1 * x1 + w2)));

        double dsum = (1 - value) * value * dvalue; // sigmoid gate: 1 / (1 + Math.exp(-(w0 * x0 + w1 * x1 + w2)))
        double dw0 = x0 * dsum; // mul gate: w0 * x0
        double dx0 = w0 * dsum;
        double dw1 = x1 * dsum; // mul gate: w1 * x1
        double dx1 = w1 * dsum;
        return new Gradient(value, dw0, dx0, dw1, dx1, dsum);
    }

    /**
     * Writes the gradient into {@code partials}, in the order of the parameters, and returns the value.
     *
     * @throws IllegalArgumentException if {@code partials} has not length 5
     */
    public static double valueAndGradient(double w0, double x0, double w1, double x1, double w2, double[] partials) {
        if (partials.length != 5) {
            throw new IllegalArgumentException("partials must have length 5, not " + partials.length);
        }
        double value = 1 / (1 + Math.exp(-(w0 * x0 + w1 * x1 + w2)));

        double dsum = (1 - value) * value; // sigmoid gate: 1 / (1 + Math.exp(-(w0 * x0 + w1 * x1 + w2)))
        partials[0] = x0 * dsum; // dw0, mul gate: w0 * x0
        partials[1] = w0 * dsum; // dx0
        partials[2] = x1 * dsum; // dw1, mul gate: w1 * x1
        partials[3] = w1 * dsum; // dx1
        partials[4] = dsum; // dw2
        return value;
    }

    // Remembered by forward.
    private boolean remembers;
    private double w0;
    private double x0;
    private double w1;
    private double x1;
    private double value;

    // Accumulated by backward.
    private double dw0;
    private double dx0;
    private double dw1;
    private double dx1;
    private double dw2;

    /** A gate that remembers nothing yet; for one thread at a time. */
    public NeuronFireGrad() {}

    /** Returns the value and remembers what {@link #backward} needs. */
    public double forward(double w0, double x0, double w1, double x1, double w2) {
        this.w0 = w0;
        this.x0 = x0;
        this.w1 = w1;
        this.x1 = x1;
        value = 1 / (1 + Math.exp(-(w0 * x0 + w1 * x1 + w2)));
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
        double dsum = (1 - value) * value * dvalue; // sigmoid gate: 1 / (1 + Math.exp(-(w0 * x0 + w1 * x1 + w2)))
        dw0 += x0 * dsum; // mul gate: w0 * x0
        dx0 += w0 * dsum;
        dw1 += x1 * dsum; // mul gate: w1 * x1
        dx1 += w1 * dsum;
        dw2 += dsum;
    }

    /** Returns the accumulated gradient of {@code w0}. */
    public double dw0() {
        return dw0;
    }

    /** Returns the accumulated gradient of {@code x0}. */
    public double dx0() {
        return dx0;
    }

    /** Returns the accumulated gradient of {@code w1}. */
    public double dw1() {
        return dw1;
    }

    /** Returns the accumulated gradient of {@code x1}. */
    public double dx1() {
        return dx1;
    }

    /** Returns the accumulated gradient of {@code w2}. */
    public double dw2() {
        return dw2;
    }

    /** Sets the accumulated gradient to zero. */
    public void clear() {
        dw0 = 0;
        dx0 = 0;
        dw1 = 0;
        dx1 = 0;
        dw2 = 0;
    }
}
