// Names: every one that a companion uses itself is the user's already.
package org.backwire.sample;

import javax.annotation.processing.Generated;
import org.backwire.GeneratedCompanion;

/** Value and gradient of {@link Names#collide(double, double, double, double, double, double, double, double, double, double, double)}. */
@Generated("org.backwire.processor.DifferentiableProcessor")
@GeneratedCompanion
public final class NamesCollideGrad {

    /** The value and its partial derivative with respect to each parameter. */
    public record Gradient(double value, double dvalue, double dx, double ddx, double dd,
            double dforward, double dremembers, double dpartials, double ddvalue, double drecord,
            double dgröße, double d$) {}

    /** Returns the value and the gradient. */
    public static Gradient gradient(double value, double x, double dx, double d, double forward,
            double remembers, double partials, double dvalue, double record, double größe,
            double $) {
        return vjp(value, x, dx, d, forward, remembers, partials, dvalue, record, größe, $, 1);
    }

    /** Returns the value, and the gradient times {@code dvalue2}. */
    public static Gradient vjp(double value, double x, double dx, double d, double forward,
            double remembers, double partials, double dvalue, double record, double größe, double $,
            double dvalue2) {
        double sum = value * x + dx * d;
        double vjp = forward * remembers + partials * dvalue;
        double product = record * größe;
        double gradient = product * $;
        double exp = Math.exp(sum);
        double product2 = vjp * gradient;
        double value2 = exp + product2 * sum;

        double dproduct = sum * dvalue2; // mul gate: vjp * gradient * sum
        double dsum = product2 * dvalue2;
        double dvjp = gradient * dproduct; // mul gate: vjp * gradient
        double dgradient = vjp * dproduct;
        dsum += dvalue2 == 0 ? 0 : exp * dvalue2; // exp gate: Math.exp(sum)
        double dproduct2 = $ * dgradient; // mul gate: record * größe * $
        double dvalue3 = x * dsum; // mul gate: value * x
        double dx2 = value * dsum;
        double ddx = d * dsum; // mul gate: dx * d
        double dd = dx * dsum;
        double dforward = remembers * dvjp; // mul gate: forward * remembers
        double dremembers = forward * dvjp;
        double dpartials = dvalue * dvjp; // mul gate: partials * dvalue
        double ddvalue = partials * dvjp;
        double drecord = größe * dproduct2; // mul gate: record * größe
        double dgröße = record * dproduct2;
        double d$ = product * dgradient; // mul gate: record * größe * $
        return new Gradient(value2, dvalue3, dx2, ddx, dd, dforward, dremembers, dpartials, ddvalue,
                drecord, dgröße, d$);
    }

    /**
     * Writes the gradient into {@code partials2}, in the order of the parameters, and returns the value.
     *
     * @throws IllegalArgumentException if {@code partials2} has not length 11
     */
    public static double valueAndGradient(double value, double x, double dx, double d,
            double forward, double remembers, double partials, double dvalue, double record,
            double größe, double $, double[] partials2) {
        if (partials2.length != 11) {
            throw new IllegalArgumentException("partials2 must have length 11, not " + partials2.length);
        }
        double sum = value * x + dx * d;
        double vjp = forward * remembers + partials * dvalue;
        double product = record * größe;
        double gradient = product * $;
        double exp = Math.exp(sum);
        double product2 = vjp * gradient;
        double value2 = exp + product2 * sum;

        double dvjp = gradient * sum; // mul gate: vjp * gradient
        double dgradient = vjp * sum;
        double dsum = product2 + exp; // exp gate: Math.exp(sum)
        double dproduct = $ * dgradient; // mul gate: record * größe * $
        partials2[0] = x * dsum; // dvalue, mul gate: value * x
        partials2[1] = value * dsum; // dx
        partials2[2] = d * dsum; // ddx, mul gate: dx * d
        partials2[3] = dx * dsum; // dd
        partials2[4] = remembers * dvjp; // dforward, mul gate: forward * remembers
        partials2[5] = forward * dvjp; // dremembers
        partials2[6] = dvalue * dvjp; // dpartials, mul gate: partials * dvalue
        partials2[7] = partials * dvjp; // ddvalue
        partials2[8] = größe * dproduct; // drecord, mul gate: record * größe
        partials2[9] = record * dproduct; // dgröße
        partials2[10] = product * dgradient; // d$, mul gate: record * größe * $
        return value2;
    }

    // Remembered by forward.
    private boolean remembers2;
    private double value;
    private double x;
    private double dx;
    private double d;
    private double forward;
    private double remembers;
    private double partials;
    private double dvalue;
    private double record;
    private double größe;
    private double $;
    private double sum;
    private double vjp;
    private double exp;

    // Accumulated by backward.
    private double dvalue2;
    private double dx2;
    private double ddx;
    private double dd;
    private double dforward;
    private double dremembers;
    private double dpartials;
    private double ddvalue;
    private double drecord;
    private double dgröße;
    private double d$;

    /** A gate that remembers nothing yet; for one thread at a time. */
    public NamesCollideGrad() {}

    /** Returns the value and remembers what {@link #backward} needs. */
    public double forward(double value, double x, double dx, double d, double forward,
            double remembers, double partials, double dvalue, double record, double größe,
            double $) {
        this.value = value;
        this.x = x;
        this.dx = dx;
        this.d = d;
        this.forward = forward;
        this.remembers = remembers;
        this.partials = partials;
        this.dvalue = dvalue;
        this.record = record;
        this.größe = größe;
        this.$ = $;
        sum = value * x + dx * d;
        vjp = forward * remembers + partials * dvalue;
        double gradient = record * größe * $;
        exp = Math.exp(sum);
        double value2 = exp + vjp * gradient * sum;
        remembers2 = true;
        return value2;
    }

    /**
     * Adds {@code dvalue3} times the gradient at the last {@link #forward} to the accumulated gradient.
     *
     * @throws IllegalStateException before the first {@link #forward}
     */
    public void backward(double dvalue3) {
        if (!remembers2) {
            throw new IllegalStateException("backward before forward");
        }
        double product = record * größe;
        double gradient = product * $;

        double dproduct = sum * dvalue3; // mul gate: vjp * gradient * sum
        double dsum = vjp * gradient * dvalue3;
        double dvjp = gradient * dproduct; // mul gate: vjp * gradient
        double dgradient = vjp * dproduct;
        dsum += dvalue3 == 0 ? 0 : exp * dvalue3; // exp gate: Math.exp(sum)
        double dproduct2 = $ * dgradient; // mul gate: record * größe * $
        dvalue2 += x * dsum; // mul gate: value * x
        dx2 += value * dsum;
        ddx += d * dsum; // mul gate: dx * d
        dd += dx * dsum;
        dforward += remembers * dvjp; // mul gate: forward * remembers
        dremembers += forward * dvjp;
        dpartials += dvalue * dvjp; // mul gate: partials * dvalue
        ddvalue += partials * dvjp;
        drecord += größe * dproduct2; // mul gate: record * größe
        dgröße += record * dproduct2;
        d$ += product * dgradient; // mul gate: record * größe * $
    }

    /** Returns the accumulated gradient of {@code value}. */
    public double dvalue() {
        return dvalue2;
    }

    /** Returns the accumulated gradient of {@code x}. */
    public double dx() {
        return dx2;
    }

    /** Returns the accumulated gradient of {@code dx}. */
    public double ddx() {
        return ddx;
    }

    /** Returns the accumulated gradient of {@code d}. */
    public double dd() {
        return dd;
    }

    /** Returns the accumulated gradient of {@code forward}. */
    public double dforward() {
        return dforward;
    }

    /** Returns the accumulated gradient of {@code remembers}. */
    public double dremembers() {
        return dremembers;
    }

    /** Returns the accumulated gradient of {@code partials}. */
    public double dpartials() {
        return dpartials;
    }

    /** Returns the accumulated gradient of {@code dvalue}. */
    public double ddvalue() {
        return ddvalue;
    }

    /** Returns the accumulated gradient of {@code record}. */
    public double drecord() {
        return drecord;
    }

    /** Returns the accumulated gradient of {@code größe}. */
    public double dgröße() {
        return dgröße;
    }

    /** Returns the accumulated gradient of {@code $}. */
    public double d$() {
        return d$;
    }

    /** Sets the accumulated gradient to zero. */
    public void clear() {
        dvalue2 = 0;
        dx2 = 0;
        ddx = 0;
        dd = 0;
        dforward = 0;
        dremembers = 0;
        dpartials = 0;
        ddvalue = 0;
        drecord = 0;
        dgröße = 0;
        d$ = 0;
    }
}
