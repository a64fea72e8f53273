package org.backwire.processor;

import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.backwire.processor.graph.CompanionMember;
import org.backwire.processor.graph.Lending;
import org.backwire.processor.source.AnnotatedMethod;
import org.backwire.processor.source.Annotation;

/**
 * The members of a companion beyond what the annotation asks for.
 *
 * @param pullbackTangent whether there is {@code vjpTangent}
 * @param lending what its {@code forwardBackward} is to callers
 */
record Offers(boolean pullbackTangent, Lending lending) {
    /** While it is not known. */
    static final Offers NONE = new Offers(false, Lending.NONE);

    /** There is no companion, and none will be made: javac reads the source, but was not told to compile it. */
    static final Offers MISSING = new Offers(false, Lending.NONE);

    /** The companion of a refused method has what others might miss, so that its users see no error but ours. */
    static final Offers REFUSED = new Offers(true, Lending.NONE);

    /** What a companion offers that is here already. */
    static Offers of(TypeElement companion, Elements elements) {
        Annotation annotation = Annotation.on(companion, AnnotatedMethod.COMPANION_ANNOTATION, elements);
        return annotation == null
                ? NONE
                : new Offers(
                        annotation.flag(AnnotatedMethod.PULLBACK_TANGENT, false),
                        ElementFilter.methodsIn(companion.getEnclosedElements()).stream()
                                .filter(method ->
                                        method.getSimpleName().contentEquals(CompanionMember.FORWARD_BACKWARD.title())
                                                && method.getModifiers().contains(Modifier.PUBLIC))
                                .findFirst()
                                .map(method -> Lending.of(method.getParameters()
                                        .get(method.getParameters().size() - 1)
                                        .asType()))
                                .orElse(Lending.NONE));
    }
}
