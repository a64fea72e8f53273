package org.backwire;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a method computes the partial derivative of another one, whose source Backwire cannot read.
 *
 * <p>The annotated method is static and has exactly the parameters of the method it speaks of, which also picks the
 * overload:
 *
 * <pre>{@code
 * final class ErfRules {
 *     @DerivativeOf(type = Erf.class, method = "erf")
 *     static double erfDx(double x) {
 *         return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
 *     }
 * }
 * }</pre>
 *
 * <p>A method is then free to call {@code Erf.erf} if it names the rules: {@code @Differentiable(derivatives =
 * ErfRules.class)}. A call needs a rule for each argument that depends on the parameters differentiated; for the others
 * it needs none. Second derivatives differentiate the rule in turn: it is {@link Differentiable} itself, or has rules.
 *
 * <p>The method spoken of depends on its arguments alone, and writes to none of them.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface DerivativeOf {

    /** The class that declares the method spoken of. */
    Class<?> type();

    /** The name of the method spoken of. */
    String method();

    /**
     * The index of the parameter that the derivative is taken with respect to; the first is 0. For a number the rule returns
     * a number, for an array an array of the same type and shape.
     */
    int parameter() default 0;
}
