package org.backwire;

/**
 * What a companion can compute beside the value of its method.
 *
 * <p>For {@code static double f(double[] x)} in {@code class A}, each constant adds to {@code AFGrad}:
 *
 * <table>
 * <caption>What each constant adds</caption>
 * <tr><th scope="col">constant</th><th scope="col">member</th></tr>
 * <tr><td>{@link #GRADIENT}</td><td>{@code gradient(x)}, {@code vjp(x, dvalue)}, {@code valueAndGradient(x, dx)}, and the
 *     gate: {@code forward(x)}, {@code backward(dvalue)}, {@code dx()}, {@code clear()}</td></tr>
 * <tr><td>{@link #JVP}</td><td>{@code jvp(x, tangent)}</td></tr>
 * <tr><td>{@link #JACOBIAN}</td><td>{@code jacobian(x)}</td></tr>
 * <tr><td>{@link #HVP}</td><td>{@code hvp(x, direction)}</td></tr>
 * <tr><td>{@link #HESSIAN}</td><td>{@code hessian(x)}</td></tr>
 * </table>
 *
 * <p>A method that returns an array or a record, with {@link #GRADIENT} and {@link #JVP}, also has
 * {@code vjpTangent(x, dvalue, tangent, dvalueTangent)}, for the second derivatives of methods that call it.
 */
public enum Derivative {
    /**
     * Reverse mode: the value and its gradient, at a small multiple of the cost of the value, however many parameters
     * there are. For a method that returns an array or a record it is the product of a row vector with the Jacobian.
     */
    GRADIENT,

    /** Forward mode: the value and its derivative along one direction, without a tape. */
    JVP,

    /** Every partial derivative of every output: one row for each output. */
    JACOBIAN,

    /** The gradient, and the Hessian times one direction, without the Hessian itself. For scalar results. */
    HVP,

    /** All second partial derivatives, as a square and symmetric matrix. For scalar results. */
    HESSIAN
}
