package org.backwire.processor.source;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.WhileLoopTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the end of a statement can be reached (JLS 14.22).
 *
 * <p>A loop's condition counts as always true only if it is the word {@code true}.
 */
final class Completion {
    private Completion() {}

    /** Whether a statement, or none, can complete normally. */
    static boolean of(@Nullable StatementTree tree) {
        return tree == null || of(tree, List.of());
    }

    private static boolean of(StatementTree tree, List<String> labels) {
        if (tree instanceof BlockTree block) {
            return ofAll(block.getStatements());
        } else if (tree instanceof IfTree choice) {
            return of(choice.getThenStatement()) || of(choice.getElseStatement());
        } else if (tree instanceof LabeledStatementTree labeled) {
            List<String> all = new ArrayList<>(labels);
            all.add(labeled.getLabel().toString());
            Set<String> breaks = Contents.of(List.of(labeled.getStatement())).breaks();
            return breaks.contains(labeled.getLabel().toString()) || of(labeled.getStatement(), all);
        } else if (tree instanceof WhileLoopTree loop) {
            return !isAlways(loop.getCondition()) || breaks(loop.getStatement());
        } else if (tree instanceof ForLoopTree loop) {
            return loop.getCondition() != null && !isAlways(loop.getCondition()) || breaks(loop.getStatement());
        } else if (tree instanceof DoWhileLoopTree loop) {
            boolean comesToTest = of(loop.getStatement()) || continues(loop.getStatement(), labels);
            return comesToTest && !isAlways(loop.getCondition()) || breaks(loop.getStatement());
        } else if (tree instanceof SwitchTree choice) {
            return ofSwitch(choice.getCases());
        }
        return switch (tree.getKind()) {
            case RETURN, THROW, BREAK, CONTINUE, YIELD -> false;
            default -> true;
        };
    }

    /** Whether the end of statements in a row can be reached. */
    static boolean ofAll(List<? extends StatementTree> statements) {
        return statements.stream().allMatch(Completion::of);
    }

    private static boolean ofSwitch(List<? extends CaseTree> cases) {
        if (cases.stream().noneMatch(CaseLabels::isDefault)
                || Contents.of(cases).breaksOut()) {
            return true;
        }
        if (cases.get(0).getCaseKind() == CaseTree.CaseKind.STATEMENT) { // each falls into the next one
            return ofAll(cases.get(cases.size() - 1).getStatements());
        }
        return cases.stream().anyMatch(branch -> !(branch.getBody() instanceof StatementTree body) || of(body));
    }

    private static boolean isAlways(ExpressionTree condition) {
        return Loops.isLiteral(condition, true);
    }

    private static boolean breaks(StatementTree body) {
        return Contents.of(List.of(body)).breaksOut();
    }

    private static boolean continues(StatementTree body, List<String> labels) {
        Contents contents = Contents.of(List.of(body));
        return contents.continuesOut() || labels.stream().anyMatch(contents.continues()::contains);
    }
}
