package org.backwire.processor;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.source.Annotation;
import org.backwire.processor.source.TreePlace;
import org.backwire.processor.source.TypeOf;

/** The annotated method at hand: as an element and as the user's text. */
record Subject(
        ExecutableElement element,
        MethodTree tree,
        CompilationUnitTree unit,
        Annotation annotation,
        Tree annotationTree,
        SourceText text) {

    TypeElement owner() {
        return TypeOf.owner(element);
    }

    /** As a message calls the method: {@code Outer.Inner.method}. */
    String name() {
        return String.join(".", TypeOf.classRef(owner()).simpleNames()) + "." + element.getSimpleName();
    }

    /** As a message calls an overload: {@code Outer.Inner.method(double, int)}. */
    String signature() {
        return tree.getParameters().stream()
                .map(parameter -> typeOf(parameter))
                .collect(Collectors.joining(", ", name() + "(", ")"));
    }

    /** A parameter's type, as the user wrote it. */
    String typeOf(VariableTree parameter) {
        return text.of(unit, parameter.getType());
    }

    TreePlace place() {
        return new TreePlace(tree, unit);
    }

    Diagnosis diagnosis(Problem problem, Tree place, String... words) {
        return Diagnosis.of(problem, new Origin(new TreePlace(place, unit), text.of(unit, place)), words);
    }

    /** The tree of an element of the annotation; of the whole annotation if it is not given. */
    Tree argument(String name) {
        if (annotationTree instanceof AnnotationTree tree) {
            for (ExpressionTree argument : tree.getArguments()) {
                if (!(argument instanceof AssignmentTree assignment)) {
                    if (name.equals("value")) {
                        return argument;
                    }
                } else if (assignment.getVariable() instanceof IdentifierTree variable
                        && variable.getName().contentEquals(name)) {
                    return assignment.getExpression();
                }
            }
        }
        return annotationTree;
    }

    /** The tree of one value of an element that is an array. */
    Tree argument(String name, int index) {
        Tree argument = argument(name);
        if (argument instanceof NewArrayTree array) {
            List<? extends ExpressionTree> values = array.getInitializers();
            return values != null && index < values.size() ? values.get(index) : argument;
        }
        return argument;
    }
}
