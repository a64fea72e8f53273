package org.backwire.processor;

import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.VariableElement;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.source.Annotation;
import org.backwire.processor.source.TypeOf;

/** What the annotation says: the parameters it names, and the derivatives it asks for. */
final class AnnotationChecks {
    /** Second derivatives: one matrix, not one for each output. */
    private static final Set<String> FOR_SCALARS = Set.of("HVP", "HESSIAN");

    private AnnotationChecks() {}

    /** Everything that is wrong with {@code wrt} and {@code value}. */
    static List<Diagnosis> check(Subject subject) {
        List<Diagnosis> problems = new ArrayList<>();
        wrt(subject, problems);
        derivatives(subject, problems);
        return problems;
    }

    private static void wrt(Subject subject, List<Diagnosis> problems) {
        String candidates = candidates(subject);
        if (candidates.isEmpty()) {
            return; // There is nothing that wrt could name, which is an error of its own.
        }
        List<String> names = subject.annotation().strings("wrt");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Tree place = subject.argument("wrt", i);
            int index = indexOf(name, subject);
            if (name.equals(Annotation.UNREADABLE)) {
                continue;
            }
            if (index < 0) {
                problems.add(subject.diagnosis(Problem.WRT_UNKNOWN, place, subject.name(), name, candidates));
            } else if (!seen.add(name)) {
                problems.add(subject.diagnosis(Problem.WRT_TWICE, place, name));
            } else if (!TypeOf.isDifferentiable(
                    subject.element().getParameters().get(index).asType())) {
                VariableTree parameter = subject.tree().getParameters().get(index);
                String obstacle = TypeOf.obstacle(
                        subject.element().getParameters().get(index).asType());
                problems.add(subject.diagnosis(
                        Problem.WRT_NOT_DIFFERENTIABLE, place, name, subject.typeOf(parameter), obstacle));
            }
        }
    }

    private static String candidates(Subject subject) {
        return subject.element().getParameters().stream()
                .filter(parameter -> TypeOf.isDifferentiable(parameter.asType()))
                .map(parameter -> parameter.getSimpleName().toString())
                .collect(Collectors.joining(", "));
    }

    private static int indexOf(String name, Subject subject) {
        List<? extends VariableElement> parameters = subject.element().getParameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).getSimpleName().contentEquals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static void derivatives(Subject subject, List<Diagnosis> problems) {
        Set<String> names = subject.annotation().constants("value");
        Tree argument = subject.argument("value");
        if (names.isEmpty()
                && argument instanceof NewArrayTree list
                && list.getInitializers() != null
                && list.getInitializers().isEmpty()) {
            problems.add(subject.diagnosis(Problem.NO_DERIVATIVES, argument));
        }
        boolean isScalar = subject.element().getReturnType().getKind().isPrimitive();
        int index = 0;
        for (String name : names) {
            if (!isScalar && FOR_SCALARS.contains(name)) {
                String type = subject.text().of(subject.unit(), subject.tree().getReturnType());
                Tree place = subject.argument("value", index);
                problems.add(subject.diagnosis(Problem.SCALAR_RESULT_NEEDED, place, name, subject.name(), type));
            }
            index++;
        }
    }
}
