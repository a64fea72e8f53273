package org.backwire.processor.source;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the source of an instance method only looks at fields and parameters and computes: a getter, or a formula. Calls are
 * of {@code Math} at most, or of what every enum has, and nothing is assigned, so it gives the same as long as nobody changes its object.
 */
public final class Looks {
    private final boolean isOfEnum;

    private Looks(boolean isOfEnum) {
        this.isOfEnum = isOfEnum;
    }

    /**
     * Whether all that a method does is to look.
     *
     * @param isOfEnum whether it is a method of an enum
     */
    public static boolean at(MethodTree method, boolean isOfEnum) {
        return new Looks(isOfEnum).only(method.getBody());
    }

    private boolean only(@Nullable Tree tree) {
        if (tree == null || tree instanceof IdentifierTree || tree instanceof LiteralTree) {
            return true;
        }
        if (tree instanceof BlockTree block) {
            return all(block.getStatements().stream());
        }
        if (tree instanceof ReturnTree exit) {
            return only(exit.getExpression());
        }
        if (tree instanceof IfTree branch) {
            return all(Stream.of(branch.getCondition(), branch.getThenStatement())) && only(branch.getElseStatement());
        }
        if (tree instanceof VariableTree local) {
            return only(local.getInitializer());
        }
        if (tree instanceof MemberSelectTree select) {
            return only(select.getExpression());
        }
        if (tree instanceof ArrayAccessTree access) {
            return only(access.getExpression()) && only(access.getIndex());
        }
        if (tree instanceof ParenthesizedTree parenthesized) {
            return only(parenthesized.getExpression());
        }
        if (tree instanceof TypeCastTree cast) {
            return only(cast.getExpression());
        }
        if (tree instanceof UnaryTree unary) {
            return switch (unary.getKind()) {
                case UNARY_MINUS, UNARY_PLUS, BITWISE_COMPLEMENT, LOGICAL_COMPLEMENT -> only(unary.getExpression());
                default -> false;
            };
        }
        if (tree instanceof BinaryTree binary) {
            return only(binary.getLeftOperand()) && only(binary.getRightOperand());
        }
        if (tree instanceof ConditionalExpressionTree choice) {
            return only(choice.getCondition()) && only(choice.getTrueExpression()) && only(choice.getFalseExpression());
        }
        return tree instanceof MethodInvocationTree call
                && (isOfMath(call.getMethodSelect()) || isOfEnum && isOfEnum(call))
                && all(call.getArguments().stream());
    }

    /** What no enum can declare itself. */
    private static boolean isOfEnum(MethodInvocationTree call) {
        return call.getMethodSelect() instanceof IdentifierTree method
                && call.getArguments().isEmpty()
                && Set.of("name", "ordinal", "values").contains(method.getName().toString());
    }

    private boolean all(Stream<? extends Tree> trees) {
        return trees.allMatch(this::only);
    }

    private static boolean isOfMath(ExpressionTree method) {
        return method instanceof MemberSelectTree select
                && select.getExpression() instanceof IdentifierTree owner
                && (owner.getName().contentEquals("Math") || owner.getName().contentEquals("StrictMath"))
                && !select.getIdentifier().contentEquals("random");
    }
}
