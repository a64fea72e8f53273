package org.backwire.processor.source;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import org.jspecify.annotations.Nullable;

/** What stands in front of the colon or arrow; its trees differ between versions of the language. */
final class CaseLabels extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final CaseTree branch;
    private boolean pattern;

    private CaseLabels(CaseTree branch) {
        this.branch = branch;
    }

    /** Newer kinds of label are known by their names only. {@code case null} is one of them. */
    static boolean hasPattern(CaseTree branch) {
        CaseLabels labels = new CaseLabels(branch);
        branch.accept(labels, null);
        return labels.pattern;
    }

    static boolean isDefault(CaseTree branch) {
        return branch.getExpressions().isEmpty();
    }

    @Override
    public @Nullable Void scan(@Nullable Tree node, @Nullable Void unused) {
        if (node == null) {
            return null;
        }
        boolean body = node == branch.getBody()
                || branch.getStatements() != null && branch.getStatements().contains(node);
        if (body) {
            return null;
        }
        String kind = node.getKind().name();
        pattern |= kind.contains("PATTERN") || kind.equals("NULL_LITERAL");
        return super.scan(node, null);
    }
}
