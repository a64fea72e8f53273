package org.backwire.processor;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.backwire.processor.differentiate.CopiedParameters;
import org.backwire.processor.graph.Refused;
import org.backwire.processor.source.AnnotatedMethod;
import org.backwire.processor.source.Annotation;
import org.backwire.processor.source.Reader;

/**
 * Which array parameters the {@code @Differentiable} methods write to that are called by others: of a method in this
 * compilation its body says it, of one in a library its companion.
 *
 * <p>What such a method passes on to a third one is not looked at: there it would be an error of its own.
 */
final class WrittenParameters {
    private final Elements elements;
    private final Types types;
    private final SourceText text;
    private final Subjects sources;
    private final Map<ExecutableElement, Set<Integer>> known = new HashMap<>();

    WrittenParameters(Elements elements, Types types, SourceText text, Subjects sources) {
        this.elements = elements;
        this.types = types;
        this.text = text;
        this.sources = sources;
    }

    /** The numbers of the parameters. */
    Set<Integer> of(ExecutableElement method) {
        return known.computeIfAbsent(method, this::find);
    }

    private Set<Integer> find(ExecutableElement method) {
        Subject subject = sources.of(method, AnnotatedMethod.ANNOTATION);
        if (subject == null) {
            return recorded(method);
        }
        try {
            Reader reader = new Reader(elements, types, text::of, text::declaration);
            return CopiedParameters.written(
                    reader.read(method, subject.tree(), subject.unit()).function());
        } catch (Refused refused) {
            return Set.of(); // it has errors of its own
        }
    }

    private Set<Integer> recorded(ExecutableElement method) {
        AnnotatedMethod annotated = AnnotatedMethod.of(method, elements, types);
        TypeElement companion = annotated == null
                ? null
                : elements.getTypeElement(annotated.companion().toString());
        Annotation annotation =
                companion == null ? null : Annotation.on(companion, AnnotatedMethod.COMPANION_ANNOTATION, elements);
        return annotation == null ? Set.of() : Set.copyOf(annotation.integers("writes"));
    }
}
