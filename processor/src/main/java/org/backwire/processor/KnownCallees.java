package org.backwire.processor;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.backwire.processor.differentiate.CopiedParameters;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.source.AnnotatedMethod;
import org.backwire.processor.source.Annotation;
import org.backwire.processor.source.Reader;
import org.backwire.processor.source.Reading;
import org.jspecify.annotations.Nullable;

/** To which of its array parameters a differentiable method writes: as its source says, or else its companion. */
final class WrittenParameters {
    private final Trees trees;
    private final Elements elements;
    private final Reader reader;
    private final Map<ExecutableElement, Set<Integer>> known = new HashMap<>();
    private final Set<ExecutableElement> open = new HashSet<>();
    private boolean isCyclic;

    WrittenParameters(Trees trees, Elements elements, Types types, SourceText text) {
        this.trees = trees;
        this.elements = elements;
        this.reader = new Reader(elements, types, text::of, text::declaration, this::of);
    }

    /** The numbers of the parameters; null if they are not known. */
    @Nullable
    Set<Integer> of(AnnotatedMethod method) {
        TreePath path = pathOf(method.element());
        if (path != null && path.getLeaf() instanceof MethodTree tree && tree.getBody() != null) {
            return inSource(method.element(), tree, path);
        }
        TypeElement companion = elements.getTypeElement(method.companion().toString());
        Annotation annotation =
                companion == null ? null : Annotation.on(companion, AnnotatedMethod.COMPANION_ANNOTATION, elements);
        return annotation == null ? null : Set.copyOf(annotation.integers("writes"));
    }

    private @Nullable TreePath pathOf(ExecutableElement method) {
        try {
            return trees.getPath(method);
        } catch (RuntimeException foreign) { // Elements of another compiler than the one that parsed the text.
            return null;
        }
    }

    private Set<Integer> inSource(ExecutableElement method, MethodTree tree, TreePath path) {
        Set<Integer> answer = known.get(method);
        if (answer != null) {
            return answer;
        }
        if (!open.add(method)) { // it calls itself, and what it writes then is what it writes
            isCyclic = true;
            return Set.of();
        }
        try {
            Reading reading = reader.read(method, tree, path.getCompilationUnit());
            answer = Shape.owners(reading.parameters(), CopiedParameters.written(reading.function()));
        } catch (RuntimeException | StackOverflowError refused) { // which is said where its own companion is made
            answer = Set.of();
        } finally {
            open.remove(method);
        }
        isCyclic &= !open.isEmpty();
        if (!isCyclic) { // else something was taken for answered that was not
            known.put(method, answer);
        }
        return answer;
    }
}
