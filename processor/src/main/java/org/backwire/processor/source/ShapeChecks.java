package org.backwire.processor.source;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What constructors of records do that depends on the shape of the components only: they compare lengths, ask for null, and
 * copy arrays. A gradient has the shape of its variable, and passes where the variable has passed.
 */
final class ShapeChecks {
    private ShapeChecks() {}

    /** Whether this is all that a constructor does. */
    static boolean onlyShapes(MethodTree constructor) {
        Set<String> names = names(constructor);
        return constructor.getBody().getStatements().stream()
                .allMatch(statement -> RecordConstructors.isSuper(statement)
                        || RecordConstructors.isKept(statement)
                        || isShapely(statement, names));
    }

    /** The names of the parameters. */
    static Set<String> names(MethodTree constructor) {
        return constructor.getParameters().stream()
                .map(parameter -> parameter.getName().toString())
                .collect(Collectors.toSet());
    }

    static boolean isShapely(@Nullable StatementTree statement, Set<String> names) {
        if (statement instanceof IfTree choice) {
            return isOfShape(choice.getCondition(), names)
                    && isThrow(choice.getThenStatement())
                    && choice.getElseStatement() == null;
        }
        if (!(statement instanceof ExpressionStatementTree expression)) {
            return false;
        }
        if (expression.getExpression() instanceof AssignmentTree assignment) {
            String target = component(assignment.getVariable());
            return target != null && names.contains(target) && isCopyOf(assignment.getExpression(), target);
        }
        return expression.getExpression() instanceof MethodInvocationTree call && isNullCheck(call, names);
    }

    private static boolean isThrow(StatementTree statement) {
        return statement instanceof ThrowTree
                || statement instanceof BlockTree block
                        && block.getStatements().size() == 1
                        && block.getStatements().get(0) instanceof ThrowTree;
    }

    /** Whether a truth value follows from the lengths of components, and from which of them are null. */
    private static boolean isOfShape(ExpressionTree tree, Set<String> names) {
        ExpressionTree bare = Fields.bare(tree);
        if (bare instanceof BinaryTree binary) {
            if (binary.getKind() == Tree.Kind.EQUAL_TO || binary.getKind() == Tree.Kind.NOT_EQUAL_TO) {
                boolean isNull = isNullLiteral(binary.getRightOperand()) && isName(binary.getLeftOperand(), names)
                        || isNullLiteral(binary.getLeftOperand()) && isName(binary.getRightOperand(), names);
                if (isNull) {
                    return true;
                }
            }
            return isOfShape(binary.getLeftOperand(), names) && isOfShape(binary.getRightOperand(), names);
        }
        if (bare instanceof LiteralTree literal) {
            return literal.getValue() != null;
        }
        return bare instanceof MemberSelectTree select
                && select.getIdentifier().contentEquals("length")
                && isRow(select.getExpression(), names);
    }

    /** A component, or an array in it at a fixed place. */
    private static boolean isRow(ExpressionTree tree, Set<String> names) {
        return tree instanceof ArrayAccessTree access
                ? access.getIndex() instanceof LiteralTree && isRow(access.getExpression(), names)
                : isName(tree, names);
    }

    private static boolean isNullLiteral(ExpressionTree tree) {
        return tree instanceof LiteralTree literal && literal.getValue() == null;
    }

    private static boolean isName(ExpressionTree tree, Set<String> names) {
        return tree instanceof IdentifierTree identifier
                && names.contains(identifier.getName().toString());
    }

    private static boolean isNullCheck(MethodInvocationTree call, Set<String> names) {
        ExpressionTree method = call.getMethodSelect();
        boolean named = method instanceof MemberSelectTree select
                        && select.getIdentifier().contentEquals("requireNonNull")
                        && select.getExpression().toString().matches("(java[.]util[.])?Objects")
                || method instanceof IdentifierTree identifier
                        && identifier.getName().contentEquals("requireNonNull");
        return named
                && isName(call.getArguments().get(0), names)
                && call.getArguments().stream()
                        .skip(1)
                        .allMatch(message -> message instanceof LiteralTree literal && literal.getValue() != null);
    }

    /** Whether an expression is a component, or the clone of one. */
    static boolean isCopyOf(ExpressionTree tree, String component) {
        ExpressionTree bare = Fields.bare(tree);
        if (bare instanceof MethodInvocationTree call
                && call.getArguments().isEmpty()
                && call.getMethodSelect() instanceof MemberSelectTree select
                && select.getIdentifier().contentEquals("clone")) {
            return component.equals(component(select.getExpression()));
        }
        return component.equals(component(bare));
    }

    /** {@code x} or {@code this.x}. */
    static @Nullable String component(ExpressionTree tree) {
        if (tree instanceof IdentifierTree identifier) {
            return identifier.getName().toString();
        }
        return tree instanceof MemberSelectTree select
                        && select.getExpression() instanceof IdentifierTree self
                        && self.getName().contentEquals("this")
                ? select.getIdentifier().toString()
                : null;
    }
}
