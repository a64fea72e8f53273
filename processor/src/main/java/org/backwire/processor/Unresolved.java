package org.backwire.processor;

import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ErroneousTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.source.TypeOf;
import org.jspecify.annotations.Nullable;

/** Whether javac, having attributed a class, was at a loss somewhere in it: it says so itself. */
final class Unresolved extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final Trees trees;
    private boolean isFound;

    private Unresolved(Trees trees) {
        this.trees = trees;
    }

    /** Whether anything in the outermost class around a path has no type. */
    static boolean isIn(TreePath path, Trees trees) {
        TreePath outermost = path;
        while (outermost.getParentPath() != null && outermost.getParentPath().getParentPath() != null) {
            outermost = outermost.getParentPath();
        }
        Unresolved scanner = new Unresolved(trees);
        scanner.scan(outermost, null);
        return scanner.isFound;
    }

    /** {@code n <<= x} keeps the type of {@code n}, although there is no such operator. */
    private boolean shiftsFraction(CompoundAssignmentTree update, TreePath around) {
        boolean isArithmetic = switch (update.getKind()) {
            case PLUS_ASSIGNMENT, MINUS_ASSIGNMENT, MULTIPLY_ASSIGNMENT, DIVIDE_ASSIGNMENT, REMAINDER_ASSIGNMENT ->
                true;
            default -> false;
        };
        TreePath path = new TreePath(around, update);
        return !isArithmetic
                && (isFraction(trees.getTypeMirror(new TreePath(path, update.getVariable())))
                        || isFraction(trees.getTypeMirror(new TreePath(path, update.getExpression()))));
    }

    private static boolean isFraction(@Nullable TypeMirror type) {
        return type != null && TypeOf.isDifferentiable(type);
    }

    @Override
    public @Nullable Void scan(Tree tree, @Nullable Void unused) {
        if (tree != null && !isFound) {
            TreePath around = getCurrentPath();
            TypeMirror type = around == null ? null : trees.getTypeMirror(new TreePath(around, tree));
            isFound = tree instanceof ErroneousTree
                    || type != null && type.getKind() == TypeKind.ERROR
                    || around != null
                            && tree instanceof CompoundAssignmentTree update
                            && shiftsFraction(update, around);
            super.scan(tree, null);
        }
        return null;
    }
}
