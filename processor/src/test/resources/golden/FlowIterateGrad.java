// A counted loop with a tape, inside of a loop that nobody can count, whose tapes grow.
package org.backwire.sample;

import javax.annotation.processing.Generated;
import org.backwire.GeneratedCompanion;
import org.backwire.Workspace;

/** Value and gradient of {@link Flow#iterate(double, double, int)}. */
@Generated("org.backwire.processor.DifferentiableProcessor")
@GeneratedCompanion
public final class FlowIterateGrad {

    /** The value and its partial derivative with respect to each parameter. */
    public record Gradient(double value, double dstart, double drate) {}

    /** Returns the value and the gradient. */
    public static Gradient gradient(double start, double rate, int n) {
        return vjp(start, rate, n, 1);
    }

    /** Returns the value, and the gradient times {@code dvalue}. */
    public static Gradient vjp(double start, double rate, int n, double dvalue) {
        double[] partials = new double[2];
        double value = forwardBackward(start, rate, n, dvalue, partials, Workspace.NONE);
        return new Gradient(value, partials[0], partials[1]);
    }

    /**
     * Writes the gradient into {@code partials}, in the order of the parameters, and returns the value.
     *
     * @throws IllegalArgumentException if {@code partials} has not length 2
     */
    public static double valueAndGradient(double start, double rate, int n, double[] partials) {
        if (partials.length != 2) {
            throw new IllegalArgumentException("partials must have length 2, not " + partials.length);
        }
        return forwardBackward(start, rate, n, 1, partials, Workspace.NONE);
    }

    /** For companions of callers: returns the value, and writes the gradient times {@code dvalue} into arrays of zeros. */
    public static double forwardBackward(double start, double rate, int n, double dvalue,
            double[] partials, Workspace workspace) {
        double[][] expTapes = workspace.doubleRowTape(16);
        int trips = 0;
        double state = start;
        for (; state < 10; trips++) {
            expTapes = workspace.room(expTapes, trips);
            int iTrips = Math.max(n, 0);
            double[] expTape = workspace.doubleTape(iTrips);
            for (int i = 0; i < n; i++) {
                double exp = Math.exp(-state * i);
                expTape[i] = exp;
                state += rate * exp;
            }
            expTapes[trips] = expTape;
            state *= 1.5;
        }

        double dstate = dvalue;
        double drate = 0;
        for (int trip = trips - 1; trip >= 0; trip--) {
            dstate = 1.5 * dstate; // mul gate: state *= 1.5
            double[] expTape = expTapes[trip];
            for (int i = Math.max(n, 0) - 1; i >= 0; i--) {
                double element = expTape[i];
                drate += element * dstate; // mul gate: rate * Math.exp(-state * i)
                double dexp = rate * dstate;
                double dproduct = dexp == 0 ? 0 : element * dexp; // exp gate: Math.exp(-state * i)
                double dnegative = i * dproduct; // mul gate: -state * i
                dstate -= dnegative; // neg gate: -state
            }
        }
        partials[0] = dstate; // dstart
        partials[1] = drate;
        return state;
    }

    // Written by forward: the gradient for dvalue = 1.
    private boolean remembers;
    private final double[] unitPartials = new double[2];
    private final Workspace workspace = new Workspace();

    // Accumulated by backward.
    private double dstart;
    private double drate;

    /** A gate that remembers nothing yet; for one thread at a time. */
    public FlowIterateGrad() {}

    /** Returns the value and remembers what {@link #backward} needs. */
    public double forward(double start, double rate, int n) {
        remembers = false;
        double value = forwardBackward(start, rate, n, 1, unitPartials, workspace.rewind());
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
        dstart += dvalue == 0 ? 0 : unitPartials[0] * dvalue;
        drate += dvalue == 0 ? 0 : unitPartials[1] * dvalue;
    }

    /** Returns the accumulated gradient of {@code start}. */
    public double dstart() {
        return dstart;
    }

    /** Returns the accumulated gradient of {@code rate}. */
    public double drate() {
        return drate;
    }

    /** Sets the accumulated gradient to zero. */
    public void clear() {
        dstart = 0;
        drate = 0;
    }
}
