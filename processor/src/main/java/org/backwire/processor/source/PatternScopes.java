package org.backwire.processor.source;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the variables of patterns are in scope (JLS 6.3.1 and 6.3.2). */
final class PatternScopes {
    private PatternScopes() {}

    /** The variables that an expression introduces where it has a value: in what is evaluated only when it is that. */
    static List<VariableTree> when(boolean value, @Nullable ExpressionTree tree) {
        if (tree == null) {
            return List.of();
        }
        ExpressionTree bare = Fields.bare(tree);
        return switch (bare.getKind()) {
            case LOGICAL_COMPLEMENT -> when(!value, ((UnaryTree) bare).getExpression());
            case CONDITIONAL_AND -> value ? ofBoth(true, (BinaryTree) bare) : List.of();
            case CONDITIONAL_OR -> value ? List.of() : ofBoth(false, (BinaryTree) bare);
            case INSTANCE_OF -> value ? ofPattern((InstanceOfTree) bare) : List.of();
            default -> List.of();
        };
    }

    private static List<VariableTree> ofBoth(boolean value, BinaryTree tree) {
        List<VariableTree> variables = new ArrayList<>(when(value, tree.getLeftOperand()));
        variables.addAll(when(value, tree.getRightOperand()));
        return variables;
    }

    private static List<VariableTree> ofPattern(InstanceOfTree tree) {
        return tree.getPattern() == null ? List.of() : Bindings.in(tree.getPattern());
    }

    /** The variables that a statement introduces to those that follow it in its block. */
    static List<VariableTree> behind(StatementTree tree) {
        if (tree instanceof IfTree choice) {
            List<VariableTree> yes = when(true, choice.getCondition());
            List<VariableTree> no = when(false, choice.getCondition());
            if (yes.isEmpty() && no.isEmpty()) {
                return List.of();
            }
            boolean first = Completion.of(choice.getThenStatement());
            boolean second = Completion.of(choice.getElseStatement());
            return first == second ? List.of() : first ? yes : no;
        } else if (tree instanceof WhileLoopTree loop) {
            return behindLoop(loop.getCondition(), loop.getStatement());
        } else if (tree instanceof DoWhileLoopTree loop) {
            return behindLoop(loop.getCondition(), loop.getStatement());
        } else if (tree instanceof ForLoopTree loop) {
            return behindLoop(loop.getCondition(), loop.getStatement());
        } else if (tree instanceof LabeledStatementTree labeled) {
            String label = labeled.getLabel().toString();
            boolean breaks =
                    Contents.of(List.of(labeled.getStatement())).breaks().contains(label);
            return breaks ? List.of() : behind(labeled.getStatement());
        }
        return List.of();
    }

    /** Whether a conditional expression names in its parts what a pattern in its condition binds. */
    static boolean areUsed(ConditionalExpressionTree tree) {
        return isNamed(when(true, tree.getCondition()), tree.getTrueExpression())
                || isNamed(when(false, tree.getCondition()), tree.getFalseExpression());
    }

    private static boolean isNamed(List<VariableTree> variables, ExpressionTree part) {
        if (variables.isEmpty()) {
            return false;
        }
        boolean[] found = new boolean[1];
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void unused) {
                found[0] |= variables.stream()
                        .anyMatch(variable -> variable.getName().equals(name.getName()));
                return null;
            }
        }.scan(part, null);
        return found[0];
    }

    private static List<VariableTree> behindLoop(@Nullable ExpressionTree condition, StatementTree body) {
        List<VariableTree> variables = when(false, condition);
        return variables.isEmpty() || Contents.of(List.of(body)).breaksOut() ? List.of() : variables;
    }
}
