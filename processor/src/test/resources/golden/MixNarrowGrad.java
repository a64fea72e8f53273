// float: gates of Math compute in double, gradients have the type of their variable.
package org.backwire.sample;

import javax.annotation.processing.Generated;
import org.backwire.GeneratedCompanion;

/** Value and gradient of {@link Mix#narrow(float, double)}. */
@Generated("org.backwire.processor.DifferentiableProcessor")
@GeneratedCompanion
public final class MixNarrowGrad {

    /** The value and its partial derivative with respect to each parameter. */
    public record Gradient(float value, float dx, double dy) {}

    /** Returns the value and the gradient. */
    public static Gradient gradient(float x, double y) {
        return vjp(x, y, 1);
    }

    /** Returns the value, and the gradient times {@code dvalue}. */
    public static Gradient vjp(float x, double y, float dvalue) {
        double[] partials = new double[2];
        float value = forwardBackward(x, y, dvalue, partials);
        return new Gradient(value, (float) partials[0], partials[1]);
    }

    /**
     * Writes the gradient into {@code partials}, in the order of the parameters, and returns the value.
     *
     * @throws IllegalArgumentException if {@code partials} has not length 2
     */
    public static float valueAndGradient(float x, double y, float[] partials) {
        if (partials.length != 2) {
            throw new IllegalArgumentException("partials must have length 2, not " + partials.length);
        }
        double exp = Math.exp(x);
        float value = (float) (exp * y) + 0.5f * x;

        double dconverted = y == 0 ? 0 : exp * y; // exp gate: Math.exp(x)
        partials[0] = 0.5f + (float) dconverted; // dx, cast gate: x
        partials[1] = (float) exp; // dy
        return value;
    }

    /** For companions of callers: returns the value, and writes the gradient times {@code dvalue} into arrays of zeros. */
    public static float forwardBackward(float x, double y, float dvalue, double[] partials) {
        double exp = Math.exp(x);
        float value = (float) (exp * y) + 0.5f * x;

        float dx = 0.5f * dvalue; // mul gate: 0.5f * x
        double dproduct = dvalue; // cast gate: (float) (Math.exp(x) * y)
        double dexp = y * dproduct; // mul gate: Math.exp(x) * y
        double dconverted = dexp == 0 ? 0 : exp * dexp; // exp gate: Math.exp(x)
        partials[0] = dx + (float) dconverted; // dx, cast gate: x
        partials[1] = exp * dproduct; // dy, mul gate: Math.exp(x) * y
        return value;
    }

    // Remembered by forward.
    private boolean remembers;
    private double y;
    private double exp;

    // Accumulated by backward.
    private float dx;
    private double dy;

    /** A gate that remembers nothing yet; for one thread at a time. */
    public MixNarrowGrad() {}

    /** Returns the value and remembers what {@link #backward} needs. */
    public float forward(float x, double y) {
        this.y = y;
        exp = Math.exp(x);
        float value = (float) (exp * y) + 0.5f * x;
        remembers = true;
        return value;
    }

    /**
     * Adds {@code dvalue} times the gradient at the last {@link #forward} to the accumulated gradient.
     *
     * @throws IllegalStateException before the first {@link #forward}
     */
    public void backward(float dvalue) {
        if (!remembers) {
            throw new IllegalStateException("backward before forward");
        }
        float dx2 = 0.5f * dvalue; // mul gate: 0.5f * x
        double dproduct = dvalue; // cast gate: (float) (Math.exp(x) * y)
        double dexp = y * dproduct; // mul gate: Math.exp(x) * y
        double dconverted = dexp == 0 ? 0 : exp * dexp; // exp gate: Math.exp(x)
        dx += dx2 + (float) dconverted; // cast gate: x
        dy += exp * dproduct; // mul gate: Math.exp(x) * y
    }

    /** Returns the accumulated gradient of {@code x}. */
    public float dx() {
        return dx;
    }

    /** Returns the accumulated gradient of {@code y}. */
    public double dy() {
        return dy;
    }

    /** Sets the accumulated gradient to zero. */
    public void clear() {
        dx = 0;
        dy = 0;
    }
}
