package org.backwire.processor.emit;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Type;

/**
 * The companion to write: everything about it that does not follow from what the method computes.
 *
 * @param companion its name
 * @param method the method it belongs to
 * @param tellsOwner whether it has to say of which class the method is, since its name does not
 * @param parameters the method's parameters, in order
 * @param result what the method returns
 * @param thrown the checked exceptions that the method declares
 * @param isPublic whether the method and every class around it are public
 * @param seesGenerated whether {@code javax.annotation.processing.Generated} can be named: the user's module reads {@code
 *     java.compiler}
 * @param inNamedModule whether the user's class is in a named module
 * @param implicitMathIsJavas whether no class of the user's package shadows one of {@code java.lang}, such as {@code Math}
 * @param neighbours whether a class has a name that the companion sees and cannot qualify, as both are in the unnamed package
 * @param derivatives the names of the constants of {@code Derivative} asked for
 * @param varargs whether the last parameter was declared with {@code ...}
 * @param suppressed what javac is not to complain of, in its words
 * @param originating the top-level class, of which the companion is made and with which it becomes out of date
 */
public record Target(
        ClassRef companion,
        Member method,
        boolean tellsOwner,
        List<Parameter> parameters,
        Type result,
        List<Type> thrown,
        boolean isPublic,
        boolean seesGenerated,
        boolean inNamedModule,
        boolean implicitMathIsJavas,
        Predicate<String> neighbours,
        Set<String> derivatives,
        boolean varargs,
        Set<String> suppressed,
        Element originating) {

    public Target {
        parameters = List.copyOf(parameters);
        thrown = List.copyOf(thrown);
    }

    /** Whether partial derivatives are written to arrays that are narrower than they are: a {@code float} depends on a {@code double}. */
    public boolean narrows() {
        return result == Type.Primitive.FLOAT
                && parameters.stream().anyMatch(p -> p.isWrt() && p.type() == Type.Primitive.DOUBLE);
    }

    /**
     * A parameter of the method.
     *
     * @param isWrt whether the method is differentiated with respect to it
     */
    public record Parameter(String name, Type type, boolean isWrt) {}
}
