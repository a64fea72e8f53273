package org.backwire.processor.source;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreeScanner;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a piece of source contains, told before it is read: what it assigns, and how it may be left. */
final class Contents extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final Set<String> assigned = new LinkedHashSet<>();
    private final Set<String> breaks = new LinkedHashSet<>();
    private final Set<String> continues = new LinkedHashSet<>();
    private boolean returns;
    private boolean yields;
    private boolean breaksOut;
    private boolean continuesOut;
    private int breakable;
    private int continuable;
    private int yieldable;

    static Contents of(Iterable<? extends @Nullable Tree> trees) {
        Contents contents = new Contents();
        for (Tree tree : trees) {
            contents.scan(tree, null);
        }
        return contents;
    }

    /** The names of variables that are assigned somewhere in it. */
    Set<String> assigned() {
        return assigned;
    }

    /** The labels that a {@code break} names. */
    Set<String> breaks() {
        return breaks;
    }

    /** The labels that a {@code continue} names. */
    Set<String> continues() {
        return continues;
    }

    boolean returns() {
        return returns;
    }

    /** Whether a {@code yield} belongs to a switch around it. */
    boolean yields() {
        return yields;
    }

    /** Whether a {@code break} without label belongs to a statement around it. */
    boolean breaksOut() {
        return breaksOut;
    }

    /** Whether a {@code continue} without label belongs to a loop around it. */
    boolean continuesOut() {
        return continuesOut;
    }

    /** Whether a statement may be left other than at its end or by an exception; rather too often than not. */
    static boolean leaves(StatementTree tree) {
        boolean[] jumps = new boolean[1];
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void scan(@Nullable Tree node, @Nullable Void unused) {
                if (node instanceof LambdaExpressionTree) {
                    return null;
                }
                jumps[0] |= node instanceof ReturnTree
                        || node instanceof BreakTree
                        || node instanceof ContinueTree
                        || node instanceof YieldTree;
                return jumps[0] ? null : super.scan(node, null);
            }
        }.scan(tree, null);
        return jumps[0];
    }

    private void assigns(ExpressionTree target) {
        if (Fields.bare(target) instanceof IdentifierTree identifier) {
            assigned.add(identifier.getName().toString());
        }
    }

    @Override
    public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void unused) {
        assigns(tree.getVariable());
        return super.visitAssignment(tree, null);
    }

    @Override
    public @Nullable Void visitCompoundAssignment(CompoundAssignmentTree tree, @Nullable Void unused) {
        assigns(tree.getVariable());
        return super.visitCompoundAssignment(tree, null);
    }

    @Override
    public @Nullable Void visitUnary(UnaryTree tree, @Nullable Void unused) {
        if (Assignments.isStep(tree.getKind())) {
            assigns(tree.getExpression());
        }
        return super.visitUnary(tree, null);
    }

    @Override
    public @Nullable Void visitBindingPattern(BindingPatternTree tree, @Nullable Void unused) {
        assigned.add(tree.getVariable().getName().toString());
        return super.visitBindingPattern(tree, null);
    }

    /** What returns from a lambda does not return from here, and it assigns no variables of ours. */
    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void unused) {
        return null;
    }

    @Override
    public @Nullable Void visitReturn(ReturnTree tree, @Nullable Void unused) {
        returns = true;
        return super.visitReturn(tree, null);
    }

    @Override
    public @Nullable Void visitYield(YieldTree tree, @Nullable Void unused) {
        yields |= yieldable == 0;
        return super.visitYield(tree, null);
    }

    @Override
    public @Nullable Void visitBreak(BreakTree tree, @Nullable Void unused) {
        if (tree.getLabel() != null) {
            breaks.add(tree.getLabel().toString());
        } else {
            breaksOut |= breakable == 0;
        }
        return null;
    }

    @Override
    public @Nullable Void visitContinue(ContinueTree tree, @Nullable Void unused) {
        if (tree.getLabel() != null) {
            continues.add(tree.getLabel().toString());
        } else {
            continuesOut |= continuable == 0;
        }
        return null;
    }

    @Override
    public @Nullable Void visitLabeledStatement(LabeledStatementTree tree, @Nullable Void unused) {
        String label = tree.getLabel().toString();
        super.visitLabeledStatement(tree, null);
        breaks.remove(label);
        continues.remove(label);
        return null;
    }

    private @Nullable Void breakable(Runnable scanning) {
        breakable++;
        scanning.run();
        breakable--;
        return null;
    }

    private @Nullable Void loop(Runnable scanning) {
        continuable++;
        breakable(scanning);
        continuable--;
        return null;
    }

    @Override
    public @Nullable Void visitForLoop(ForLoopTree tree, @Nullable Void unused) {
        return loop(() -> super.visitForLoop(tree, null));
    }

    @Override
    public @Nullable Void visitEnhancedForLoop(EnhancedForLoopTree tree, @Nullable Void unused) {
        return loop(() -> super.visitEnhancedForLoop(tree, null));
    }

    @Override
    public @Nullable Void visitWhileLoop(WhileLoopTree tree, @Nullable Void unused) {
        return loop(() -> super.visitWhileLoop(tree, null));
    }

    @Override
    public @Nullable Void visitDoWhileLoop(DoWhileLoopTree tree, @Nullable Void unused) {
        return loop(() -> super.visitDoWhileLoop(tree, null));
    }

    @Override
    public @Nullable Void visitSwitch(SwitchTree tree, @Nullable Void unused) {
        return breakable(() -> super.visitSwitch(tree, null));
    }

    @Override
    public @Nullable Void visitSwitchExpression(SwitchExpressionTree tree, @Nullable Void unused) {
        yieldable++;
        breakable(() -> super.visitSwitchExpression(tree, null));
        yieldable--;
        return null;
    }
}
