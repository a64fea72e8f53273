package org.backwire.processor.source;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.tree.YieldTree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the source of an instance method only looks at fields and parameters and computes: a getter, or a formula. Calls are
 * of {@code Math} at most, or of what every enum has, and nothing is assigned but variables of its own, so it gives the same as long as
 * nobody changes its object.
 */
public final class Looks {
    private final boolean isOfEnum;
    /** Variables and parameters, by the block they are declared in. */
    private final Deque<Set<String>> own = new ArrayDeque<>();

    private Looks(boolean isOfEnum) {
        this.isOfEnum = isOfEnum;
    }

    /**
     * Whether all that a method does is to look.
     *
     * @param isOfEnum whether it is a method of an enum
     */
    public static boolean at(MethodTree method, boolean isOfEnum) {
        Looks looks = new Looks(isOfEnum);
        return looks.inScope(() -> looks.all(method.getParameters().stream()) && looks.only(method.getBody()));
    }

    private boolean inScope(BooleanSupplier inside) {
        own.push(new HashSet<>());
        boolean looks = inside.getAsBoolean();
        own.pop();
        return looks;
    }

    private boolean only(@Nullable Tree tree) {
        if (tree == null || tree instanceof IdentifierTree || tree instanceof LiteralTree) {
            return true;
        }
        return tree instanceof StatementTree statement ? does(statement) : gives(tree);
    }

    private boolean does(StatementTree tree) {
        if (tree instanceof BlockTree block) {
            return inScope(() -> all(block.getStatements().stream()));
        }
        if (tree instanceof ReturnTree exit) {
            return only(exit.getExpression());
        }
        if (tree instanceof IfTree branch) {
            return all(Stream.of(branch.getCondition(), branch.getThenStatement())) && only(branch.getElseStatement());
        }
        if (tree instanceof VariableTree local) {
            own.element().add(local.getName().toString());
            return only(local.getInitializer());
        }
        if (tree instanceof ExpressionStatementTree statement) {
            return only(statement.getExpression());
        }
        if (tree instanceof ForLoopTree loop) {
            return inScope(() -> all(loop.getInitializer().stream())
                    && only(loop.getCondition())
                    && all(loop.getUpdate().stream())
                    && only(loop.getStatement()));
        }
        if (tree instanceof WhileLoopTree loop) {
            return only(loop.getCondition()) && only(loop.getStatement());
        }
        if (tree instanceof SwitchTree choice) {
            return only(choice.getExpression()) && cases(choice.getCases());
        }
        if (tree instanceof YieldTree yielded) {
            return only(yielded.getValue());
        }
        if (tree instanceof ThrowTree thrown) {
            return thrown.getExpression() instanceof NewClassTree made
                    && made.getClassBody() == null
                    && all(made.getArguments().stream());
        }
        return tree instanceof BreakTree || tree instanceof ContinueTree;
    }

    private boolean cases(List<? extends CaseTree> cases) {
        return inScope(() -> cases.stream()
                .allMatch(one -> one.getStatements() == null
                        ? inScope(() -> only(one.getBody()))
                        : all(one.getStatements().stream())));
    }

    private boolean gives(Tree tree) {
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
        if (tree instanceof AssignmentTree assignment) {
            return isOwn(assignment.getVariable()) && only(assignment.getExpression());
        }
        if (tree instanceof CompoundAssignmentTree assignment) {
            return isOwn(assignment.getVariable()) && only(assignment.getExpression());
        }
        if (tree instanceof UnaryTree unary) {
            return switch (unary.getKind()) {
                case UNARY_MINUS, UNARY_PLUS, BITWISE_COMPLEMENT, LOGICAL_COMPLEMENT -> only(unary.getExpression());
                default -> isOwn(unary.getExpression()); // ++ and --
            };
        }
        if (tree instanceof BinaryTree binary) {
            return only(binary.getLeftOperand()) && only(binary.getRightOperand());
        }
        if (tree instanceof ConditionalExpressionTree choice) {
            return only(choice.getCondition()) && only(choice.getTrueExpression()) && only(choice.getFalseExpression());
        }
        if (tree instanceof SwitchExpressionTree choice) {
            return only(choice.getExpression()) && cases(choice.getCases());
        }
        return tree instanceof MethodInvocationTree call
                && (isOfMath(call.getMethodSelect()) || isOfEnum && isOfEnum(call))
                && all(call.getArguments().stream());
    }

    /** Whether this is a variable that the method has declared. */
    private boolean isOwn(ExpressionTree target) {
        return target instanceof IdentifierTree name
                && own.stream().anyMatch(block -> block.contains(name.getName().toString()));
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
