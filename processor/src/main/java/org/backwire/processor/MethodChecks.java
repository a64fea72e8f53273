package org.backwire.processor;

import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.source.AnnotatedMethod;
import org.backwire.processor.source.Annotation;
import org.backwire.processor.source.TypeOf;
import org.jspecify.annotations.Nullable;

/** What a method must be, whatever stands in its body. */
final class MethodChecks {
    private final Elements elements;
    private final Types types;

    MethodChecks(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    /** Everything that is wrong with the method itself. */
    List<Diagnosis> check(Subject subject, @Nullable AnnotatedMethod method) {
        List<Diagnosis> problems = new ArrayList<>();
        if (isStub(subject.owner())) {
            problems.add(subject.diagnosis(Problem.STUB_BODY, subject.tree(), subject.name()));
            return problems;
        }
        modifiers(subject, problems);
        enclosingClasses(subject, problems);
        if (!subject.tree().getTypeParameters().isEmpty()) {
            Tree first = subject.tree().getTypeParameters().get(0);
            problems.add(subject.diagnosis(Problem.GENERIC_METHOD, first, subject.name()));
        }
        result(subject, problems);
        parameters(subject, problems);
        if (method != null) {
            gradientNames(subject, method, problems);
        }
        if (problems.isEmpty() && method != null) {
            problems.addAll(ParameterSlots.check(subject, method));
        }
        return problems;
    }

    private static void modifiers(Subject subject, List<Diagnosis> problems) {
        if (subject.tree().getBody() == null) {
            problems.add(subject.diagnosis(Problem.NO_BODY, subject.tree(), subject.name()));
            return;
        }
        if (!subject.element().getModifiers().contains(Modifier.STATIC)) {
            problems.add(subject.diagnosis(Problem.NOT_STATIC, subject.tree(), subject.name()));
        }
        if (subject.element().getModifiers().contains(Modifier.PRIVATE)) {
            problems.add(subject.diagnosis(Problem.PRIVATE_METHOD, subject.tree(), subject.name()));
        }
    }

    private static void enclosingClasses(Subject subject, List<Diagnosis> problems) {
        for (Element around = subject.owner(); around instanceof TypeElement; around = around.getEnclosingElement()) {
            if (around.getModifiers().contains(Modifier.PRIVATE)) {
                String name = around.getSimpleName().toString();
                problems.add(subject.diagnosis(Problem.PRIVATE_CLASS, subject.tree(), subject.name(), name));
                return;
            }
        }
    }

    private static void result(Subject subject, List<Diagnosis> problems) {
        TypeMirror type = subject.element().getReturnType();
        Tree place = subject.tree().getReturnType();
        if (!TypeOf.isDifferentiable(type)) {
            String words = subject.text().of(subject.unit(), place);
            problems.add(subject.diagnosis(Problem.RESULT_TYPE, place, subject.name(), words, TypeOf.obstacle(type)));
        }
    }

    private static void parameters(Subject subject, List<Diagnosis> problems) {
        List<? extends VariableElement> parameters = subject.element().getParameters();
        if (parameters.stream().noneMatch(parameter -> TypeOf.isDifferentiable(parameter.asType()))) {
            problems.add(subject.diagnosis(Problem.NOTHING_TO_DIFFERENTIATE, subject.tree(), subject.name()));
        }
    }

    /** The gradient of {@code o} would be called {@code do}, and what second derivatives give for {@code ashCode} has the name of a method. */
    private static void gradientNames(Subject subject, AnnotatedMethod method, List<Diagnosis> problems) {
        for (int index : method.wrt()) {
            VariableTree parameter = subject.tree().getParameters().get(index);
            String gradient = "d" + parameter.getName();
            if (SourceVersion.isKeyword(gradient)) {
                String name = parameter.getName().toString();
                problems.add(subject.diagnosis(Problem.GRADIENT_NAME, parameter, name, gradient, "a keyword of Java"));
            } else if (parameter.getName().contentEquals("ashCode")) {
                String reason = "no name for a component of a record";
                problems.add(subject.diagnosis(Problem.GRADIENT_NAME, parameter, "ashCode", "hashCode", reason));
            }
        }
    }

    /** Kotlin's kapt and Groovy's joint compilation show javac classes whose bodies do nothing: their gradient would be 0. */
    private boolean isStub(TypeElement type) {
        for (Element around = type; around instanceof TypeElement; around = around.getEnclosingElement()) {
            if (Annotation.on(around, "kotlin.Metadata", elements) != null || isGroovy(around.asType())) {
                return true;
            }
        }
        return false;
    }

    private boolean isGroovy(TypeMirror type) {
        for (TypeMirror above : types.directSupertypes(type)) {
            boolean named = above instanceof DeclaredType declared
                    && declared.asElement() instanceof TypeElement element
                    && element.getQualifiedName().contentEquals("groovy.lang.GroovyObject");
            if (named || isGroovy(above)) {
                return true;
            }
        }
        return false;
    }
}
