// An array comes out, and the parameter is written to: copies, vjp, and a gate that runs again.
package org.backwire.sample;

import java.util.Arrays;
import javax.annotation.processing.Generated;
import org.backwire.GeneratedCompanion;
import org.backwire.Shapes;
import org.backwire.Workspace;

/** Value and gradient of {@link Sums#prefix(double[])}. */
@Generated("org.backwire.processor.DifferentiableProcessor")
@GeneratedCompanion(writes = 0, owns = false)
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
        Shapes.require("dvalue", dvalue, dx);
        for (int k = 0; k < dvalue.length; k++) {
            dx[k] += dvalue[k];
        }
        for (int i = x.length - 1; i >= 1; i--) {
            double dsum = dx[i];
            dx[i - 1] += dsum;
        }
        return x;
    }

    // Remembered by forward.
    private boolean remembers;
    private final Workspace workspace = new Workspace();
    private int mark;
    private double[] x2 = {};

    // Accumulated by backward.
    private double[] dx = {};

    /** A gate that remembers nothing yet; for one thread at a time. */
    public SumsPrefixGrad() {}

    /** Returns the value and remembers what {@link #backward} needs. */
    public double[] forward(double[] x) {
        remembers = false;
        if (dx.length != x.length) {
            dx = new double[x.length];
        }
        workspace.rewind();
        double[] x2 = workspace.copyOf(x);
        for (int i = 1; i < x2.length; i++) {
            x2[i] += x2[i - 1];
        }
        this.x2 = x2;
        mark = workspace.mark();
        remembers = true;
        return x2.clone();
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
        workspace.release(mark);
        double[] dx2 = workspace.zerosLike(x2);
        Shapes.require("dvalue", dvalue, dx2);
        for (int k = 0; k < dvalue.length; k++) {
            dx2[k] += dvalue[k];
        }
        for (int i = x2.length - 1; i >= 1; i--) {
            double dsum = dx2[i];
            dx2[i - 1] += dsum;
        }
        for (int k = 0; k < dx2.length; k++) {
            dx[k] += dx2[k];
        }
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
