package org.backwire;

import java.util.Arrays;

/** The sum of an array as {@link java.util.stream.DoubleStream#sum()} gives it, bit for bit, and its gradient. */
public final class StreamSum {
    private StreamSum() {}

    /** The value and its partial derivatives. */
    @SuppressWarnings("ArrayRecordComponent") // as in the companions
    public record Gradient(double value, double[] dvalues) {}

    /** The value, its gradient, and its Hessian times a direction. */
    @SuppressWarnings("ArrayRecordComponent") // as in the companions
    public record HessianProduct(double value, double[] dvalues, double[] hvalues) {}

    /** Returns the sum, with the stream's correction of rounding errors. */
    public static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    /** Returns the sum and its gradient: 1 for each value. */
    public static Gradient gradient(double[] values) {
        double[] ones = new double[values.length];
        Arrays.fill(ones, 1);
        return new Gradient(sum(values), ones);
    }

    /** Returns the sum, its gradient, and zeros: a sum is linear. */
    public static HessianProduct hvp(double[] values, double[] valuesTangent) {
        Gradient gradient = gradient(values);
        return new HessianProduct(gradient.value(), gradient.dvalues(), new double[valuesTangent.length]);
    }
}
