// Branches: a condition replayed, a value brought out of a branch, a side that throws.
package org.backwire.sample;

import javax.annotation.processing.Generated;
import org.backwire.GeneratedCompanion;

/** Value and gradient of {@link Wave#step(double, double)}. */
@Generated("org.backwire.processor.DifferentiableProcessor")
@GeneratedCompanion
public final class WaveStepGrad {

    /** The value and its partial derivative with respect to each parameter. */
    public record Gradient(double value, double dx, double dy) {}

    /** Returns the value and the gradient. */
    public static Gradient gradient(double x, double y) {
        return vjp(x, y, 1);
    }

    /** Returns the value, and the gradient times {@code dvalue}. */
    public static Gradient vjp(double x, double y, double dvalue) {
        boolean holds = x > 0 && y > 0;
        double log = 0;
        double scale;
        if (holds) {
            log = Math.log(x);
            scale = log * y;
        } else {
            if (x < -1) {
                throw new IllegalArgumentException("x is " + x);
            }
            scale = y;
        }
        double value = scale * x;

        double dscale = x * dvalue; // mul gate: scale * x
        double dx = scale * dvalue;
        double dy;
        if (holds) {
            double dlog = y * dscale; // mul gate: Math.log(x) * y
            dy = log * dscale;
            dx += dlog == 0 ? 0 : dlog / (x + 0.0); // log gate: Math.log(x)
        } else {
            dy = dscale;
        }
        return new Gradient(value, dx, dy);
    }

    /**
     * Writes the gradient into {@code partials}, in the order of the parameters, and returns the value.
     *
     * @throws IllegalArgumentException if {@code partials} has not length 2
     */
    public static double valueAndGradient(double x, double y, double[] partials) {
        if (partials.length != 2) {
            throw new IllegalArgumentException("partials must have length 2, not " + partials.length);
        }
        boolean holds = x > 0 && y > 0;
        double log = 0;
        double scale;
        if (holds) {
            log = Math.log(x);
            scale = log * y;
        } else {
            if (x < -1) {
                throw new IllegalArgumentException("x is " + x);
            }
            scale = y;
        }
        double value = scale * x;

        double dy;
        double dx;
        if (holds) {
            double dlog = y * x; // mul gate: Math.log(x) * y
            dy = log * x;
            dx = scale + (dlog == 0 ? 0 : dlog / (x + 0.0)); // log gate: Math.log(x)
        } else {
            dy = x;
            dx = scale;
        }
        partials[0] = dx;
        partials[1] = dy;
        return value;
    }

    // Remembered by forward.
    private boolean remembers;
    private double x;
    private double y;
    private boolean holds;
    private double scale;
    private double log;

    // Accumulated by backward.
    private double dx;
    private double dy;

    /** A gate that remembers nothing yet; for one thread at a time. */
    public WaveStepGrad() {}

    /** Returns the value and remembers what {@link #backward} needs. */
    public double forward(double x, double y) {
        remembers = false;
        this.x = x;
        this.y = y;
        holds = x > 0 && y > 0;
        if (holds) {
            double log2 = Math.log(x);
            double scale2 = log2 * y;
            scale = scale2;
            log = log2;
        } else {
            if (x < -1) {
                throw new IllegalArgumentException("x is " + x);
            }
            scale = y;
            log = 0;
        }
        double value = scale * x;
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
        double dscale = x * dvalue; // mul gate: scale * x
        double dx2 = scale * dvalue;
        double dy2;
        if (holds) {
            double dlog = y * dscale; // mul gate: Math.log(x) * y
            dy2 = log * dscale;
            dx2 += dlog == 0 ? 0 : dlog / (x + 0.0); // log gate: Math.log(x)
        } else {
            dy2 = dscale;
        }
        dx += dx2;
        dy += dy2;
    }

    /** Returns the accumulated gradient of {@code x}. */
    public double dx() {
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
