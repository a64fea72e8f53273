package org.backwire.benchmark.gradbench;

import org.backwire.Differentiable;

/** The function of the hello eval. */
public final class Square {
    private Square() {}

    /** A number times itself. */
    @Differentiable
    public static double square(double x) {
        return x * x;
    }
}
