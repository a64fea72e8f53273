package org.backwire.benchmark.problem;

/**
 * Numbers that are objects: what a program must be rewritten in, for tools that differentiate at run time.
 *
 * @param <T> the numbers
 */
public interface Algebra<T> {
    T constant(double value);

    double value(T a);

    /** An array of zeros. */
    T[] array(int length);

    T add(T a, T b);

    T add(T a, double b);

    T subtract(T a, T b);

    T subtract(T a, double b);

    T subtract(double a, T b);

    T multiply(T a, T b);

    T multiply(T a, double b);

    T divide(T a, T b);

    T divide(T a, double b);

    T divide(double a, T b);

    T negate(T a);

    T exp(T a);

    T log(T a);

    T log1p(T a);

    T sqrt(T a);

    T sin(T a);

    T cos(T a);

    T tanh(T a);

    default T square(T a) {
        return multiply(a, a);
    }
}
