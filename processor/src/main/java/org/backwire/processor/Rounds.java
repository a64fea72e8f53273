package org.backwire.processor;

import com.sun.source.tree.Tree;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.backwire.processor.graph.Optimizations;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.source.AnnotatedMethod;
import org.backwire.processor.source.DerivativeRule;

/**
 * Takes up each annotated method in the first round in which its signature is complete. Types may be missing at first
 * because another processor is about to generate them.
 *
 * <p>From round to round names are kept, not elements: an old element would go on showing its missing types as missing.
 */
final class Rounds {
    private final Elements elements;
    private final Types types;
    private final Trees trees;
    private final SourceText text;
    private final Reporter reporter;
    private final HeldBack heldBack;
    private final RuleChecks rules;
    private final Companions companions;
    /** The signatures of methods that wait, by the names of their classes. */
    private final Map<ClassName, Set<String>> waiting = new LinkedHashMap<>();

    private record ClassName(String module, String qualifiedName) {}

    Rounds(ProcessingEnvironment environment, Javac javac, Optimizations optimizations) {
        this.elements = environment.getElementUtils();
        this.types = environment.getTypeUtils();
        this.trees = javac.trees();
        this.text = new SourceText(trees);
        this.reporter = new Reporter(trees);
        Referee referee = new Referee(types, trees, reporter, text);
        javac.task().addTaskListener(referee);
        this.heldBack = new HeldBack(trees, reporter);
        javac.task().addTaskListener(heldBack);
        this.rules = new RuleChecks(elements, types);
        this.companions = new Companions(environment, trees, text, reporter, heldBack, referee, optimizations);
    }

    /** Makes all companions that can be made in this round. */
    void run(RoundEnvironment round, Set<? extends TypeElement> annotations) {
        Subjects sources = new Subjects(elements, trees, text);
        companions.beginRound(round, sources);
        List<Subject> subjects = awaited(sources);
        for (TypeElement annotation : annotations) {
            if (annotation.getQualifiedName().contentEquals(AnnotatedMethod.ANNOTATION)) {
                for (ExecutableElement method : ElementFilter.methodsIn(round.getElementsAnnotatedWith(annotation))) {
                    Subject subject = sources.of(method, AnnotatedMethod.ANNOTATION);
                    if (subject != null) {
                        subjects.add(subject);
                    }
                }
            } else if (annotation.getQualifiedName().contentEquals(DerivativeRule.ANNOTATION)) {
                ElementFilter.methodsIn(round.getElementsAnnotatedWith(annotation))
                        .forEach(rule -> check(rule, sources));
            }
        }
        for (Subject subject : subjects) {
            Tree missing = MissingTypes.in(subject);
            if (missing == null) {
                companions.make(subject, rules.inUse(subject, sources));
            } else if (!round.processingOver()) {
                waiting.computeIfAbsent(nameOf(subject.owner()), name -> new LinkedHashSet<>())
                        .add(subject.signature());
            } else if (!round.errorRaised()) {
                String name = text.of(subject.unit(), missing);
                reporter.report(
                        List.of(subject.diagnosis(Problem.SIGNATURE_UNRESOLVED, missing, name, subject.name())),
                        subject.place());
            }
        }
        release(round);
    }

    /** After the last round: javac does not go on after errors. */
    private void release(RoundEnvironment round) {
        if (round.processingOver() && round.errorRaised()) {
            heldBack.release();
        }
    }

    private void check(ExecutableElement rule, Subjects sources) {
        Subject subject = sources.of(rule, DerivativeRule.ANNOTATION);
        if (subject != null && MissingTypes.in(subject) == null) {
            reporter.report(rules.check(subject), subject.place());
        }
    }

    private List<Subject> awaited(Subjects sources) {
        List<Subject> subjects = new ArrayList<>();
        waiting.forEach((name, signatures) -> {
            TypeElement type = elements.getTypeElement(elements.getModuleElement(name.module()), name.qualifiedName());
            for (ExecutableElement method :
                    ElementFilter.methodsIn(type == null ? List.of() : type.getEnclosedElements())) {
                Subject subject = sources.of(method, AnnotatedMethod.ANNOTATION);
                if (subject != null && signatures.contains(subject.signature())) {
                    subjects.add(subject);
                }
            }
        });
        waiting.clear();
        return subjects;
    }

    private ClassName nameOf(TypeElement type) {
        return new ClassName(
                elements.getModuleOf(type).getQualifiedName().toString(),
                type.getQualifiedName().toString());
    }
}
