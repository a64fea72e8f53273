// An array comes out, and the parameter is written to: copies, vjp, and a gate that runs again.
package org.backwire.sample;

import java.util.Arrays;
import javax.annotation.processing.Generated;
import org.backwire.GeneratedCompanion;
import org.backwire.Shapes;

/** Value and gradient of {@link Sums#prefix(double[])}. */
@Generated("org.backwire.processor.DifferentiableProcessor")
@GeneratedCompanion(writes = 0)
public final class SumsPrefixGrad {

    /** The value and its partial derivative with respect to each parameter. */
    public record Gradient(double[] value, double[] dx) {}

    /** Returns the value, and the gradient times {@code dvalue}. */
    public static Gradient vjp(double[] x, double[] dvalue) {
        double[] dx = new double[x.length];
        double[] value = forwardBackward(x, dvalue, dx);
        return new Gradient(value, dx);
    }

    private static double[] forwardBackward(double[] x, double[] dvalue, double[] dx) {
        x = x.clone();
        for (int i = 1; i < x.length; i++) {
            x[i] += x[i - 1];
        }
        int dvalueLength = dvalue.length;
        for (int k = 0; k < dvalueLength; k++) {
            dx[k] += dvalue[k];
        }

        for (int i = x.length - 1; i >= 1; i--) {
            double dsum = dx[i];
            dx[i] = 0;
            int difference = i - 1;
            dx[difference] += dsum; // add gate: x[i] += x[i - 1]
            dx[i] += dsum;
        }
        return x;
    }

    // Remembered by forward: its arguments.
    private boolean remembers;
    private double[] x;
    private double[] unitDx = {};

    // Accumulated by backward.
    private double[] dx = {};

    /** A gate that remembers nothing yet; for one thread at a time. */
    public SumsPrefixGrad() {}

    /** Returns the value and remembers what {@link #backward} needs. */
    public double[] forward(double[] x) {
        remembers = false;
        if (unitDx.length != x.length) {
            dx = new double[x.length];
            unitDx = new double[x.length];
        }
        this.x = x.clone();
        double[] value = Sums.prefix(x.clone());
        remembers = true;
        return value;
    }

    /**
     * Adds {@code dvalue} times the gradient at the last {@link #forward} to the accumulated gradient.
     *
     * @throws IllegalStateException before the first {@link #forward}
     */
    public void backward(double[] dvalue) {
        if (!remembers) {
            throw new IllegalStateException("backward before forward");
        }
        Arrays.fill(unitDx, 0);
        forwardBackward(this.x, dvalue, unitDx);
        Shapes.addScaled(dx, unitDx, 1);
    }

    /** Returns the accumulated gradient of {@code x}: a live view. */
    public double[] dx() {
        return dx;
    }

    /** Sets the accumulated gradient to zero. */
    public void clear() {
        Arrays.fill(dx, 0);
    }
}
