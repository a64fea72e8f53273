package org.backwire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for the derivatives of a method, as plain Java in a class beside it, its <em>companion</em>.
 *
 * <p>Of {@code neuron} in
 *
 * <pre>{@code
 * class Model {
 *     @Differentiable
 *     static double neuron(double w, double x, double b) {
 *         return 1 / (1 + Math.exp(-(w * x + b)));
 *     }
 * }
 * }</pre>
 *
 * <p>the companion is {@code ModelNeuronGrad}, in the same package:
 *
 * <pre>{@code
 * var gradient = ModelNeuronGrad.gradient(2, -1, 3);
 * gradient.value(); // what Model.neuron(2, -1, 3) returns, bit for bit: 0.7310585786300049
 * gradient.dw(); // how it changes with w: -0.19661193324148185
 * }</pre>
 *
 * <p>The method is static, not private, not generic, and returns a differentiable type: {@code double}, {@code float},
 * an array of them of any rank, or a record whose components are all of these types. Parameters of these types are what
 * is differentiated with respect to; all others ({@code int}, {@code String}, …) are constants.
 *
 * <p>What cannot be differentiated correctly is a compile error at the expression that stands in the way.
 *
 * @see GradientCheck
 */
// Not @Documented: modules with such an annotation in their API are warned unless they require us transitively.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Differentiable {

    /** What the companion computes. What is not named here is not generated. */
    Derivative[] value() default {Derivative.GRADIENT};

    /**
     * The names of the parameters to differentiate with respect to; by default every parameter whose type is
     * differentiable.
     *
     * <p>The order here does not matter: results follow the order of the parameters.
     */
    String[] wrt() default {};

    /**
     * The simple name of the companion; by default the names of the classes around the method, the name of the method
     * with a capital, and {@code Grad}. Two overloads need two names.
     */
    String companion() default "";

    /**
     * Classes with {@link DerivativeOf} methods: the derivatives of methods that are called here and that have no
     * source here.
     */
    Class<?>[] derivatives() default {};
}
