package org.backwire.processor;

import java.util.Comparator;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.backwire.processor.graph.Lending;
import org.backwire.processor.graph.Type;
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
                                .map(Offers::lending)
                                .max(Comparator.naturalOrder())
                                .orElse(Lending.NONE));
    }

    private static Lending lending(ExecutableElement method) {
        boolean isForOthers = method.getSimpleName().contentEquals("forwardBackward")
                && method.getModifiers().contains(Modifier.PUBLIC);
        if (!isForOthers) {
            return Lending.NONE;
        }
        List<? extends VariableElement> parameters = method.getParameters();
        boolean takesWorkspace = parameters
                .get(parameters.size() - 1)
                .asType()
                .toString()
                .equals(Type.Reference.WORKSPACE.type().toString());
        return takesWorkspace ? Lending.WORKSPACE : Lending.SLOPES;
    }
}
