package org.backwire.benchmark.problem;

/** A function with data to call it on, and several ways to its gradient, which all agree. */
public abstract class Problem {

    /** What the gradient is taken by, in the order of the parameters: live arrays. Scalars stand in an array, too. */
    public abstract Object[] variables();

    /** The function as its user writes it. */
    public abstract double primal();

    /** Value and gradient as an expert writes them by hand; the gradient is in {@link #gradient}. */
    public abstract double expert();

    /** Value and gradient by the static method of the companion; the gradient is in {@link #gradient}. */
    public abstract double companion();

    /** Value and gradient by the gate, which is cleared first; the gradient is in {@link #gateGradient}. */
    public abstract double gate();

    /** Where {@link #expert} and {@link #companion} write the gradient, in the shapes of the variables. */
    public abstract Object[] gradient();

    /** Where {@link #gate} adds the gradient up. */
    public abstract Object[] gateGradient();

    /** The function once more, in numbers that are objects; {@code x} has all variables, one after the other. */
    public abstract <T> T generic(Algebra<T> algebra, T[] x);
}
