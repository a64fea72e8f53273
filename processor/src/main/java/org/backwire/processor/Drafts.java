package org.backwire.processor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.backwire.processor.emit.SourceFile;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.source.AnnotatedMethod;
import org.backwire.processor.source.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Companions that are made and not yet written. Each is made once: when it is its turn, or before, when a caller has to know
 * what it offers, such as {@code vjpTangent}. Nothing less tells: much may be in the way, down to the limits of the JVM.
 */
final class Drafts {
    private final Elements elements;
    private final Maker maker;
    /** The top-level classes of this compilation. */
    private final Set<String> homes = new HashSet<>();

    private final Map<ExecutableElement, Outcome> waiting = new HashMap<>();
    private final Set<ExecutableElement> open = new HashSet<>();
    /** By companions that are written. */
    private final Map<ClassRef, Offers> written = new HashMap<>();

    private @Nullable Subjects subjects;

    /** Makes a companion; what it throws says why there is none. */
    @FunctionalInterface
    interface Maker {
        Draft make(Subject subject, AnnotatedMethod method);
    }

    /**
     * A companion.
     *
     * @param reading of what it is made
     * @param offers what it has for callers
     * @param warnings what the user should know
     */
    record Draft(Reading reading, SourceFile file, Offers offers, List<Diagnosis> warnings) {}

    private record Outcome(@Nullable Draft draft, @Nullable Throwable failure) {}

    Drafts(Elements elements, Maker maker) {
        this.elements = elements;
        this.maker = maker;
    }

    void beginRound(RoundEnvironment round, Subjects sources) {
        ElementFilter.typesIn(round.getRootElements())
                .forEach(type -> homes.add(type.getQualifiedName().toString()));
        waiting.clear();
        subjects = sources;
    }

    /** Hands out a companion, to be written; throws what has been thrown when it was made. */
    Draft take(Subject subject, AnnotatedMethod method) {
        Outcome outcome = outcome(subject, method);
        waiting.remove(subject.element());
        if (outcome.failure instanceof RuntimeException exception) {
            throw exception;
        } else if (outcome.failure instanceof Error error) {
            throw error;
        }
        return Objects.requireNonNull(outcome.draft);
    }

    private Outcome outcome(Subject subject, AnnotatedMethod method) {
        Outcome known = waiting.get(subject.element());
        if (known != null) {
            return known;
        }
        open.add(subject.element());
        Outcome outcome;
        try {
            outcome = new Outcome(maker.make(subject, method), null);
        } catch (RuntimeException | Error failure) {
            outcome = new Outcome(null, failure);
        } finally {
            open.remove(subject.element());
        }
        waiting.put(subject.element(), outcome);
        return outcome;
    }

    /** Remembers what was written; that of a refused method has all members, so that its users see no error but ours. */
    void settle(AnnotatedMethod method, Offers offers) {
        written.put(method.companion(), offers);
    }

    /** What the companion of a method whose source is known offers, or will offer. */
    Offers offers(AnnotatedMethod method) {
        Offers settled = written.get(method.companion());
        if (settled != null) {
            return settled;
        }
        String home = Targets.topLevel(method.element()).getQualifiedName().toString();
        if (!homes.contains(home)) {
            TypeElement companion = elements.getTypeElement(method.companion().toString());
            return companion == null ? Offers.MISSING : Offers.of(companion, elements);
        }
        Subject subject = open.contains(method.element()) || subjects == null
                ? null
                : subjects.of(method.element(), AnnotatedMethod.ANNOTATION);
        if (subject == null || MissingTypes.in(subject) != null) { // it waits for types that others generate
            return Offers.NONE;
        }
        Draft draft = outcome(subject, method).draft;
        return draft == null ? Offers.REFUSED : draft.offers;
    }
}
