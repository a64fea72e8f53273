// A helper that calls itself and writes to arrays: a frame for each call, and gradients that go the way of what is copied back.
package org.backwire.sample;

import java.util.Arrays;
import javax.annotation.processing.Generated;
import org.backwire.Bits;
import org.backwire.GeneratedCompanion;
import org.backwire.Shapes;
import org.backwire.Workspace;

/** Value and gradient of {@link Merge#sort(double[], double[])}. */
@Generated("org.backwire.processor.DifferentiableProcessor")
@GeneratedCompanion(wrt = 0)
public final class MergeSortGrad {

    /** The value and its partial derivative with respect to each parameter. */
    public record Gradient(double value, double[] dx) {}

    /** Returns the value and the gradient. */
    public static Gradient gradient(double[] x, double[] w) {
        return vjp(x, w, 1);
    }

    /** Returns the value, and the gradient times {@code dvalue}. */
    public static Gradient vjp(double[] x, double[] w, double dvalue) {
        double[] dx = new double[x.length];
        double value = forwardBackward(x, w, dvalue, dx, Workspace.NONE);
        return new Gradient(value, dx);
    }

    /**
     * Writes the gradient into {@code dx} and returns the value.
     *
     * @throws IllegalArgumentException if a destination has not the shape of its parameter, or is passed twice
     */
    public static double valueAndGradient(double[] x, double[] w, double[] dx) {
        Shapes.requireDestination("dx", dx, x);
        Shapes.requireApart("dx", dx, w);
        Arrays.fill(dx, 0);
        return forwardBackward(x, w, 1, dx, Workspace.NONE);
    }

    /** For companions of callers: returns the value, and writes the gradient times {@code dvalue} into arrays of zeros. */
    public static double forwardBackward(double[] x, double[] w, double dvalue, double[] dx, Workspace workspace) {
        double[] a = workspace.copyOf(x);
        double[] da = workspace.zerosLike(a);
        int high = a.length;
        RecursiveSort sortFrame = workspace.frame(RecursiveSort.class, RecursiveSort::new);
        sortFrame.forward(a, 0, high, workspace);

        double s = 0;
        for (int i = 0; i < high; i++) {
            double wi = w[i];
            double ai = a[i];
            double product = wi * ai;
            s += product * ai;
            double dproduct = ai * dvalue; // mul gate: w[i] * a[i] * a[i]
            da[i] += product * dvalue + wi * dproduct; // mul gate: w[i] * a[i]
        }
        sortFrame.backward(da);
        for (int k = 0; k < da.length; k++) {
            dx[k] = da[k];
        }
        return s;
    }

    /** Value and gradient of {@code sort}, which calls itself. */
    private static final class RecursiveSort {

        // Kept by forward.
        private int low;
        private boolean less;
        private RecursiveSort sortFrame;
        private RecursiveSort sortFrame2;
        private double[] b;
        private double[] db;
        private long[] valueTape;
        private int[] iTape;
        private int[] jTape;

        /** Keeps what {@link #backward} needs. */
        void forward(double[] a, int low, int high, Workspace workspace) {
            this.low = low;
            int difference = high - low;
            RecursiveSort sortFrame = null;
            RecursiveSort sortFrame2 = null;
            double[] b = null;
            double[] db = null;
            long[] valueTape = null;
            int[] iTape = null;
            int[] jTape = null;
            if (!(difference < 2)) {
                int middle = low + high >>> 1;
                sortFrame = workspace.frame(RecursiveSort.class, RecursiveSort::new);
                sortFrame.forward(a, low, middle, workspace);
                sortFrame2 = workspace.frame(RecursiveSort.class, RecursiveSort::new);
                sortFrame2.forward(a, middle, high, workspace);
                b = workspace.doubles(difference);
                db = workspace.doubles(difference);
                valueTape = workspace.bitTape(b.length);
                iTape = workspace.intTape(b.length);
                jTape = workspace.intTape(b.length);
                int i = low;
                int j = middle;
                for (int k = 0; k < b.length; k++) {
                    iTape[k] = i;
                    jTape[k] = j;
                    boolean holds = j == high || i < middle && a[i] <= a[j];
                    Bits.set(valueTape, k, holds);
                    double choice;
                    if (holds) {
                        int i2 = i + 1;
                        choice = a[i];
                        i = i2;
                    } else {
                        int j2 = j + 1;
                        choice = a[j];
                        j = j2;
                    }
                    b[k] = choice;
                }
                for (int k = 0; k < b.length; k++) {
                    a[low + k] = b[k];
                }
            }
            this.less = difference < 2;
            this.sortFrame = sortFrame;
            this.sortFrame2 = sortFrame2;
            this.b = b;
            this.db = db;
            this.valueTape = valueTape;
            this.iTape = iTape;
            this.jTape = jTape;
        }

        /** Takes the gradients of the arrays back to what they held before {@link #forward}. */
        void backward(double[] da) {
            if (!less) {
                for (int k = b.length - 1; k >= 0; k--) {
                    int sum = low + k;
                    double dbk = da[sum];
                    da[sum] = 0;
                    db[k] += dbk;
                }
                for (int k = b.length - 1; k >= 0; k--) {
                    double dchoice = db[k];
                    db[k] = 0;
                    if (Bits.get(valueTape, k)) {
                        int i = iTape[k];
                        da[i] += dchoice;
                    } else {
                        int j = jTape[k];
                        da[j] += dchoice;
                    }
                }
                Arrays.fill(db, 0);
                sortFrame2.backward(da);
                sortFrame.backward(da);
            }
        }
    }

    // Written by forward: the gradient for dvalue = 1.
    private boolean remembers;
    private double[] unitDx = {};
    private final Workspace workspace = new Workspace();

    // Accumulated by backward.
    private double[] dx = {};

    /** A gate that remembers nothing yet; for one thread at a time. */
    public MergeSortGrad() {}

    /** Returns the value and remembers what {@link #backward} needs. */
    public double forward(double[] x, double[] w) {
        remembers = false;
        if (unitDx.length != x.length) {
            dx = new double[x.length];
            unitDx = new double[x.length];
        }
        Arrays.fill(unitDx, 0);
        double value = forwardBackward(x, w, 1, unitDx, workspace.rewind());
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
        Shapes.addScaled(dx, unitDx, dvalue);
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
