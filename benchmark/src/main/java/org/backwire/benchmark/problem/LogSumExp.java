package org.backwire.benchmark.problem;

import org.backwire.Differentiable;

/** The smooth maximum of a vector. */
public final class LogSumExp {
    private LogSumExp() {}

    /** The logarithm of the sum of exponentials, without overflow. */
    @Differentiable
    public static double logSumExp(double[] x) {
        double max = x[0];
        for (int i = 1; i < x.length; i++) {
            max = Math.max(max, x[i]);
        }
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += Math.exp(x[i] - max);
        }
        return max + Math.log(sum);
    }
}
