package org.backwire.processor;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.backwire.processor.differentiate.Ownership;
import org.backwire.processor.differentiate.SteadyData;
import org.backwire.processor.differentiate.WrittenParameters;
import org.backwire.processor.graph.Lending;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.source.AnnotatedMethod;
import org.backwire.processor.source.Annotation;
import org.backwire.processor.source.CalleeFacts;
import org.backwire.processor.source.Looks;
import org.backwire.processor.source.Reader;
import org.backwire.processor.source.Reading;
import org.jspecify.annotations.Nullable;

/** What callers have to know of methods of other classes: as their source says, or else the companions of differentiable ones. */
final class KnownCallees {
    private final Trees trees;
    private final Elements elements;
    private final Types types;
    private final Reader reader;
    private final CompanionOwners owners;
    private final Function<AnnotatedMethod, Offers> offers;
    private final Map<ExecutableElement, CalleeFacts> known = new HashMap<>();
    private Set<ExecutableElement> open = new HashSet<>();
    private boolean isCyclic;

    /** @param offers what the companion of a method that is compiled here offers */
    KnownCallees(
            Trees trees, Elements elements, Types types, SourceText text, Function<AnnotatedMethod, Offers> offers) {
        this.trees = trees;
        this.elements = elements;
        this.types = types;
        this.offers = offers;
        this.owners = new CompanionOwners(elements, types);
        this.reader = new Reader(elements, types, text, text::declaration, this::of);
    }

    /** What is known of a method; null if there is neither source nor companion. */
    @Nullable
    CalleeFacts of(ExecutableElement method) {
        TreePath path = pathOf(method);
        if (path != null && path.getLeaf() instanceof MethodTree tree && tree.getBody() != null) {
            if (!method.getModifiers().contains(Modifier.STATIC)) {
                Element owner = Objects.requireNonNull(method.getEnclosingElement());
                boolean isOfEnum = owner.getKind() == ElementKind.ENUM;
                return Looks.at(tree, isOfEnum) ? CalleeFacts.HARMLESS : CalleeFacts.UNKNOWN;
            }
            Offers offered = offers(method);
            return offered == Offers.MISSING ? null : offering(inSource(method, tree, path), offered);
        }
        AnnotatedMethod annotated = AnnotatedMethod.of(method, elements, types);
        TypeElement companion = annotated == null
                ? null
                : elements.getTypeElement(annotated.companion().toString());
        Annotation annotation =
                companion == null ? null : Annotation.on(companion, AnnotatedMethod.COMPANION_ANNOTATION, elements);
        if (annotated == null || companion == null || annotation == null || owners.isAnothers(companion, annotated)) {
            return null;
        }
        return offering(
                new CalleeFacts(
                        Set.copyOf(annotation.integers("writes")),
                        annotation.flag("steady", true),
                        annotation.flag("owns", true),
                        false,
                        Lending.NONE),
                Offers.of(companion, elements));
    }

    private static CalleeFacts offering(CalleeFacts facts, Offers offers) {
        return facts.with(offers.pullbackTangent(), offers.lending());
    }

    /** Asked anew each time: while the companion in question is being made, the answer is no. */
    private Offers offers(ExecutableElement method) {
        AnnotatedMethod annotated = AnnotatedMethod.of(method, elements, types);
        if (annotated == null || !annotated.hasGradients()) {
            return Offers.NONE;
        }
        Set<ExecutableElement> around = open;
        boolean wasCyclic = isCyclic;
        open = new HashSet<>(); // a companion is made of what is true of others, not of what is assumed here
        isCyclic = false;
        try {
            Offers offered = offers.apply(annotated);
            return offered == Offers.MISSING || annotated.wantsPullbackTangent()
                    ? offered
                    : new Offers(false, offered.lending());
        } finally {
            open = around;
            isCyclic = wasCyclic;
        }
    }

    private @Nullable TreePath pathOf(ExecutableElement method) {
        try {
            return trees.getPath(method);
        } catch (RuntimeException foreign) { // Elements of another compiler than the one that parsed the text.
            return null;
        }
    }

    private CalleeFacts inSource(ExecutableElement method, MethodTree tree, TreePath path) {
        CalleeFacts answer = known.get(method);
        if (answer != null) {
            return answer;
        }
        if (!open.add(method)) { // it calls itself, and what it does then is what it does
            isCyclic = true;
            return CalleeFacts.HARMLESS;
        }
        try {
            Reading read = reader.read(method, tree, path.getCompilationUnit());
            Reading reading = RecursionPipeline.pure(read, RecursionPipeline.differentiable(read.function()));
            answer = facts(reading);
        } catch (RuntimeException
                | StackOverflowError refused) { // said where its own companion is made, if there is one
            boolean isAnnotated = Annotation.on(method, AnnotatedMethod.ANNOTATION, elements) != null;
            answer = isAnnotated ? CalleeFacts.HARMLESS : CalleeFacts.UNKNOWN;
        } finally {
            open.remove(method);
        }
        isCyclic &= !open.isEmpty();
        if (!isCyclic) { // else something was taken for answered that was not
            known.put(method, answer);
        }
        return answer;
    }

    /** What its reading tells of a method. */
    static CalleeFacts facts(Reading reading) {
        return new CalleeFacts(
                Shape.owners(reading.parameters(), WrittenParameters.of(reading.function())),
                SteadyData.unsteady(reading.functions()) == null,
                Ownership.isOwn(reading.function()),
                false,
                Lending.NONE);
    }
}
