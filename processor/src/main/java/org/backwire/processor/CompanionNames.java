package org.backwire.processor;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.source.AnnotatedMethod;
import org.backwire.processor.source.Annotation;

/** The names of the companions of this compilation, of which each may be given once. */
final class CompanionNames {
    /** Identifiers, but no names of classes; and those of the records in a companion, which cannot be called like the class around them. */
    private static final Set<String> RESTRICTED = Set.of(
            "var",
            "yield",
            "record",
            "sealed",
            "permits",
            "Gradient",
            "GradientTangent",
            "Tangent",
            "Jacobian",
            "HessianProduct");

    private final Elements elements;
    private final CompanionOwners companionOwners;
    /** By companion: which method has it. */
    private final Map<ClassRef, String> owners = new HashMap<>();

    CompanionNames(Elements elements, Types types) {
        this.elements = elements;
        this.companionOwners = new CompanionOwners(elements, types);
    }

    /** Gives the method its companion's name; if something is wrong with that, says what. */
    List<Diagnosis> claim(Subject subject, AnnotatedMethod method) {
        String name = method.companion().simpleName();
        boolean isChosen = !subject.annotation().string("companion").isEmpty();
        Tree place = isChosen ? subject.argument("companion") : subject.tree();
        if (!isClassName(name)) {
            String suggestion =
                    AnnotatedMethod.defaultCompanion(subject.element()).simpleName();
            return List.of(subject.diagnosis(Problem.COMPANION_NAME, place, name, suggestion));
        }
        List<Diagnosis> problems = new ArrayList<>();
        String other = owners.putIfAbsent(method.companion(), subject.signature());
        if (other != null) {
            problems.add(subject.diagnosis(
                    Problem.COMPANION_COLLIDES, place, other, subject.signature(), name, free(method.companion())));
        } else if (isTaken(method)) {
            problems.add(taken(subject, method));
        }
        return problems;
    }

    /** The name belongs to a class of the user, or of another processor. */
    Diagnosis taken(Subject subject, AnnotatedMethod method) {
        boolean isChosen = !subject.annotation().string("companion").isEmpty();
        Tree place = isChosen ? subject.argument("companion") : subject.tree();
        return subject.diagnosis(
                Problem.COMPANION_EXISTS, place, existing(method).toString(), subject.name(), free(method.companion()));
    }

    static boolean isClassName(String name) {
        return SourceVersion.isIdentifier(name) && !SourceVersion.isKeyword(name) && !RESTRICTED.contains(name);
    }

    private boolean isTaken(AnnotatedMethod method) {
        TypeElement type = elements.getTypeElement(
                elements.getModuleOf(method.element()), existing(method).toString());
        if (type == null || Annotation.on(type, AnnotatedMethod.COMPANION_ANNOTATION, elements) == null) {
            return type != null;
        }
        // Its own companion of an earlier compilation is about to be replaced.
        return companionOwners.isClaimed(type, method);
    }

    /** The class that the name means: one of java.lang must not be hidden from the rest of the package, either. */
    private ClassRef existing(AnnotatedMethod method) {
        ClassRef implicit = ClassRef.of("java.lang", method.companion().simpleName());
        // as the method's own module sees it: to ask all modules for what is in none of them takes a millisecond
        ModuleElement module = elements.getModuleOf(method.element());
        return elements.getTypeElement(module, implicit.toString()) == null ? method.companion() : implicit;
    }

    /** A name like the given one that nobody has. */
    private String free(ClassRef companion) {
        String name = companion.simpleName();
        String stem = name.endsWith(AnnotatedMethod.SUFFIX)
                ? name.substring(0, name.length() - AnnotatedMethod.SUFFIX.length())
                : name;
        for (int i = 2; ; i++) {
            ClassRef candidate = ClassRef.of(companion.packageName(), stem + i + AnnotatedMethod.SUFFIX);
            if (!owners.containsKey(candidate) && elements.getTypeElement(candidate.toString()) == null) {
                return candidate.simpleName();
            }
        }
    }
}
