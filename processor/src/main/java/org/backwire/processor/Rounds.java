package org.backwire.processor;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.source.AnnotatedMethod;
import org.backwire.processor.source.Annotation;
import org.jspecify.annotations.Nullable;

/**
 * Takes up each annotated method in the first round in which its signature is complete. Types may be missing at first
 * because another processor is about to generate them.
 *
 * <p>From round to round names are kept, not elements: an old element would go on showing its missing types as missing.
 */
final class Rounds {
    private final Elements elements;
    private final Trees trees;
    private final SourceText text;
    private final Reporter reporter;
    private final Companions companions;
    /** The signatures of methods that wait, by the names of their classes. */
    private final Map<ClassName, Set<String>> waiting = new LinkedHashMap<>();

    private record ClassName(String module, String qualifiedName) {}

    Rounds(ProcessingEnvironment environment, Javac javac) {
        this.elements = environment.getElementUtils();
        this.trees = javac.trees();
        this.text = new SourceText(trees);
        this.reporter = new Reporter(trees);
        Referee referee = new Referee(environment.getTypeUtils(), trees, reporter, text);
        javac.task().addTaskListener(referee);
        this.companions = new Companions(environment, trees, text, reporter, referee);
    }

    /** Makes all companions that can be made in this round. */
    void run(RoundEnvironment round, Set<? extends TypeElement> annotations) {
        List<Subject> subjects = awaited();
        Map<TypeElement, CompilationUnitTree> units = new HashMap<>();
        for (TypeElement annotation : annotations) {
            if (annotation.getQualifiedName().contentEquals(AnnotatedMethod.ANNOTATION)) {
                for (ExecutableElement method : ElementFilter.methodsIn(round.getElementsAnnotatedWith(annotation))) {
                    Subject subject = subject(method, units);
                    if (subject != null) {
                        subjects.add(subject);
                    }
                }
            }
        }
        for (Subject subject : subjects) {
            Tree missing = MissingTypes.in(subject);
            if (missing == null) {
                companions.make(subject);
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
    }

    private List<Subject> awaited() {
        List<Subject> subjects = new ArrayList<>();
        Map<TypeElement, CompilationUnitTree> units = new HashMap<>();
        waiting.forEach((name, signatures) -> {
            TypeElement type = elements.getTypeElement(elements.getModuleElement(name.module()), name.qualifiedName());
            for (ExecutableElement method :
                    ElementFilter.methodsIn(type == null ? List.of() : type.getEnclosedElements())) {
                Subject subject = subject(method, units);
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

    /** Null for a method that is not annotated, and for one from a class file, which is passed in when it is checked again. */
    private @Nullable Subject subject(ExecutableElement method, Map<TypeElement, CompilationUnitTree> units) {
        Annotation annotation = Annotation.on(method, AnnotatedMethod.ANNOTATION, elements);
        MethodTree tree = annotation == null ? null : trees.getTree(method);
        if (annotation == null || tree == null) {
            return null;
        }
        CompilationUnitTree unit = units.computeIfAbsent(Targets.topLevel(method), this::unit);
        Tree annotationTree = trees.getTree(method, annotation.mirror());
        return unit == null
                ? null
                : new Subject(method, tree, unit, annotation, annotationTree == null ? tree : annotationTree, text);
    }

    private @Nullable CompilationUnitTree unit(Element topLevel) {
        TreePath path = trees.getPath(topLevel);
        return path == null ? null : path.getCompilationUnit();
    }
}
