package org.backwire.sample;

import static org.backwire.Derivative.GRADIENT;
import static org.backwire.Derivative.HESSIAN;
import static org.backwire.Derivative.HVP;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.backwire.Differentiable;

/** Rosenbrock's banana, the hard valley on which optimisers are tried, in any number of dimensions. */
public final class Rosenbrock {
    private Rosenbrock() {}

    /** The minimum is 0, where all numbers are 1. */
    @Differentiable({GRADIENT, HVP, HESSIAN})
    public static double banana(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length - 1; i++) {
            double offTheValley = x[i + 1] - x[i] * x[i];
            double offTheMinimum = 1 - x[i];
            sum += 100 * offTheValley * offTheValley + offTheMinimum * offTheMinimum;
        }
        return sum;
    }

    /**
     * Where the search begins: somewhere in the box from 0 to 2. Further out, some valleys lead to the other minimum, and from
     * the usual -1.2, 1, -1.2, 1, … the numbers find their place one after the other, in more steps than there are numbers.
     */
    static double[] start(int dimensions, long seed) {
        var random = new SplittableRandom(seed);
        double[] start = new double[dimensions];
        Arrays.setAll(start, i -> random.nextDouble(0, 2));
        return start;
    }
}
