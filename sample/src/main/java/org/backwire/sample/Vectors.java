package org.backwire.sample;

/** The little linear algebra that the optimisers need. */
final class Vectors {
    private Vectors() {}

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    static double norm(double[] x) {
        return Math.sqrt(dot(x, x));
    }

    /** {@code x + scale * y}. */
    static double[] sum(double[] x, double scale, double[] y) {
        double[] sum = x.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += scale * y[i];
        }
        return sum;
    }

    static double[] negated(double[] x) {
        return sum(new double[x.length], -1, x);
    }
}
