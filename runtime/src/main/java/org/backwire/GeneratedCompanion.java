package org.backwire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class as a companion that Backwire wrote; not for use by hand.
 *
 * <p>Its name and retention tell coverage tools to skip the class. Its elements tell a later compilation, which calls
 * the method from a class file, what the companion offers.
 */
// Not @Documented: modules with such an annotation in their API are warned unless they require us transitively.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface GeneratedCompanion {

    /** The class of the method, if it stands in another one, or if its author chose the companion's name; else the name tells. */
    Class<?> of() default Object.class;

    /**
     * The indices of the parameters that are differentiated, in ascending order; empty for all whose type is
     * differentiable.
     */
    int[] wrt() default {};

    /** The indices of the parameters, or of records, with arrays that the method writes to: the companion copies these. */
    int[] writes() default {};

    /** Whether a second call of the method with the same arguments gives the same. */
    boolean steady() default true;

    /** Whether arrays that the method returns are its own: made by it, each another one, and known to nobody else. */
    boolean owns() default true;

    /** Whether there is {@code vjpTangent}, through which second derivatives of callers go where the result is no number. */
    boolean vjpTangent() default false;

    /** The derivatives that the companion computes. */
    Derivative[] value() default {Derivative.GRADIENT};
}
