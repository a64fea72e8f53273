package org.backwire.processor;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import org.jspecify.annotations.Nullable;

/** {@code @SuppressWarnings("backwire")}, which javac does not look up for the warnings of processors. */
final class Suppressions {
    static final String ANNOTATION = "SuppressWarnings";
    private static final String KEY = "backwire";

    private Suppressions() {}

    /** Whether a declaration around the place (variable, method or class) suppresses our warnings. */
    static boolean cover(TreePath place) {
        for (Tree around : place) {
            ModifiersTree modifiers = modifiers(around);
            if (modifiers != null && modifiers.getAnnotations().stream().anyMatch(Suppressions::suppresses)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable ModifiersTree modifiers(Tree tree) {
        if (tree instanceof VariableTree variable) {
            return variable.getModifiers();
        } else if (tree instanceof MethodTree method) {
            return method.getModifiers();
        } else if (tree instanceof ClassTree type) {
            return type.getModifiers();
        }
        return null;
    }

    private static boolean suppresses(AnnotationTree annotation) {
        return nameOf(annotation).equals(ANNOTATION)
                && annotation.getArguments().stream().anyMatch(Suppressions::namesUs);
    }

    /** The simple name of an annotation. */
    static String nameOf(AnnotationTree annotation) {
        Tree type = annotation.getAnnotationType();
        return type instanceof IdentifierTree simple
                ? simple.getName().toString()
                : type instanceof MemberSelectTree qualified
                        ? qualified.getIdentifier().toString()
                        : "";
    }

    private static boolean namesUs(ExpressionTree argument) {
        if (argument instanceof AssignmentTree assignment) {
            return namesUs(assignment.getExpression());
        } else if (argument instanceof ParenthesizedTree parentheses) {
            return namesUs(parentheses.getExpression());
        } else if (argument instanceof NewArrayTree list) {
            return list.getInitializers() != null
                    && list.getInitializers().stream().anyMatch(Suppressions::namesUs);
        }
        return argument instanceof LiteralTree literal && KEY.equals(literal.getValue());
    }
}
