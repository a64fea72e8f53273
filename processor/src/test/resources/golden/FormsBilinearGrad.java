// A gradient has the shape of its variable: two vectors and a matrix.
package org.backwire.sample;

import java.util.Arrays;
import javax.annotation.processing.Generated;
import org.backwire.GeneratedCompanion;
import org.backwire.Shapes;

/** Value and gradient of {@link Forms#bilinear(double[], double[][], double[])}. */
@Generated("org.backwire.processor.DifferentiableProcessor")
@GeneratedCompanion
public final class FormsBilinearGrad {

    /** The value and its partial derivative with respect to each parameter. */
    public record Gradient(double value, double[] dx, double[][] dm, double[] dy) {}

    /** Returns the value and the gradient. */
    public static Gradient gradient(double[] x, double[][] m, double[] y) {
        return vjp(x, m, y, 1);
    }

    /** Returns the value, and the gradient times {@code dvalue}. */
    public static Gradient vjp(double[] x, double[][] m, double[] y, double dvalue) {
        double[] dx = new double[x.length];
        double[][] dm = Shapes.zerosLike(m);
        double[] dy = new double[y.length];
        double value = forwardBackward(x, m, y, dvalue, dx, dm, dy);
        return new Gradient(value, dx, dm, dy);
    }

    /**
     * Writes the gradient into {@code dx}, {@code dm}, {@code dy} and returns the value.
     *
     * @throws IllegalArgumentException if a destination has not the shape of its parameter, or is passed twice
     */
    public static double valueAndGradient(double[] x, double[][] m, double[] y, double[] dx,
            double[][] dm, double[] dy) {
        Shapes.requireDestination("dx", dx, x);
        Shapes.requireDestination("dm", dm, m);
        Shapes.requireDestination("dy", dy, y);
        Shapes.requireApart("dx", dx, m, y, dm);
        Shapes.requireApart("dx", dx, dy);
        Shapes.requireApart("dm", dm, x, y, dy);
        Shapes.requireApart("dy", dy, x, m);
        Shapes.clear(dm);
        Arrays.fill(dy, 0);
        return forwardBackward(x, m, y, 1, dx, dm, dy);
    }

    private static double forwardBackward(double[] x, double[][] m, double[] y, double dvalue,
            double[] dx, double[][] dm, double[] dy) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double xi = x[i];
            double dxi = 0;
            for (int j = 0; j < y.length; j++) {
                double[] dmi = dm[i];
                double element = m[i][j];
                double product = xi * element;
                double yj = y[j];
                sum += product * yj;
                double dproduct = yj * dvalue; // mul gate: x[i] * m[i][j] * y[j]
                dy[j] += product * dvalue;
                dmi[j] += xi * dproduct; // mul gate: x[i] * m[i][j]
                dxi += element * dproduct;
            }
            dx[i] = dxi; // mul gate: x[i] * m[i][j]
        }
        return sum;
    }

    // Written by forward: the gradient for dvalue = 1.
    private boolean remembers;
    private double[] unitDx = {};
    private double[][] unitDm = {};
    private double[] unitDy = {};

    // Accumulated by backward.
    private double[] dx = {};
    private double[][] dm = {};
    private double[] dy = {};

    /** A gate that remembers nothing yet; for one thread at a time. */
    public FormsBilinearGrad() {}

    /** Returns the value and remembers what {@link #backward} needs. */
    public double forward(double[] x, double[][] m, double[] y) {
        remembers = false;
        if (unitDx.length != x.length) {
            dx = new double[x.length];
            unitDx = new double[x.length];
        }
        if (!Shapes.areAlike(unitDm, m)) {
            dm = Shapes.zerosLike(m);
            unitDm = Shapes.zerosLike(m);
        }
        if (unitDy.length != y.length) {
            dy = new double[y.length];
            unitDy = new double[y.length];
        }
        Shapes.clear(unitDm);
        Arrays.fill(unitDy, 0);
        double value = forwardBackward(x, m, y, 1, unitDx, unitDm, unitDy);
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
        Shapes.addScaled(dm, unitDm, dvalue);
        Shapes.addScaled(dy, unitDy, dvalue);
    }

    /** Returns the accumulated gradient of {@code x}: a live view. */
    public double[] dx() {
        return dx;
    }

    /** Returns the accumulated gradient of {@code m}: a live view. */
    public double[][] dm() {
        return dm;
    }

    /** Returns the accumulated gradient of {@code y}: a live view. */
    public double[] dy() {
        return dy;
    }

    /** Sets the accumulated gradient to zero. */
    public void clear() {
        Arrays.fill(dx, 0);
        Shapes.clear(dm);
        Arrays.fill(dy, 0);
    }
}
