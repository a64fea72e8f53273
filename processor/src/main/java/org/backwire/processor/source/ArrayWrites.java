package org.backwire.processor.source;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a method of another file may write to the arrays that it is given: told from its syntax, rather too often. */
final class ArrayWrites extends TreeScanner<@Nullable Void, @Nullable Void> {
    /** Methods of the library that write to an array, and which argument that is. */
    private static final Map<String, Integer> WRITERS =
            Map.of("fill", 0, "sort", 0, "setAll", 0, "parallelPrefix", 0, "arraycopy", 2);

    private static final Set<String> COPIES = Set.of("clone", "copyOf", "copyOfRange");

    private final ClassTree type;
    private final Set<MethodTree> seen;

    /** The rank down to which the array that a variable holds is the method's own. */
    private final Map<String, Integer> own = new HashMap<>();

    private boolean writes;

    private ArrayWrites(ClassTree type, Set<MethodTree> seen) {
        this.type = type;
        this.seen = seen;
    }

    static boolean isPossible(ClassTree type, MethodTree method) {
        return isPossible(type, method, new HashSet<>());
    }

    private static boolean isPossible(ClassTree type, MethodTree method, Set<MethodTree> seen) {
        if (!seen.add(method)) {
            return false;
        }
        ArrayWrites search = new ArrayWrites(type, seen);
        search.scan(method.getBody(), null);
        return search.writes;
    }

    private static int ownRank(@Nullable ExpressionTree tree) {
        if (tree instanceof NewArrayTree created) {
            boolean listed = created.getInitializers() != null;
            return listed ? 1 : created.getDimensions().size();
        }
        return tree instanceof MethodInvocationTree call
                        && call.getMethodSelect() instanceof MemberSelectTree select
                        && COPIES.contains(select.getIdentifier().toString())
                ? 1
                : 0;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
        own.put(tree.getName().toString(), tree.getInitializer() == null ? 9 : ownRank(tree.getInitializer()));
        return super.visitVariable(tree, null);
    }

    private void written(ExpressionTree target) {
        int rank = 0;
        ExpressionTree at = Fields.bare(target);
        while (at instanceof ArrayAccessTree access) {
            rank++;
            at = Fields.bare(access.getExpression());
        }
        if (rank > 0) {
            writes |= rank > rankOf(at);
        }
    }

    private int rankOf(ExpressionTree tree) {
        return tree instanceof IdentifierTree name
                ? own.getOrDefault(name.getName().toString(), 0)
                : 0;
    }

    @Override
    public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void unused) {
        written(tree.getVariable());
        if (Fields.bare(tree.getVariable()) instanceof IdentifierTree name) {
            own.merge(name.getName().toString(), ownRank(tree.getExpression()), Math::min);
        }
        return super.visitAssignment(tree, null);
    }

    @Override
    public @Nullable Void visitCompoundAssignment(CompoundAssignmentTree tree, @Nullable Void unused) {
        written(tree.getVariable());
        return super.visitCompoundAssignment(tree, null);
    }

    @Override
    public @Nullable Void visitUnary(UnaryTree tree, @Nullable Void unused) {
        if (Assignments.isStep(tree.getKind())) {
            written(tree.getExpression());
        }
        return super.visitUnary(tree, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void unused) {
        if (tree.getMethodSelect() instanceof MemberSelectTree select) {
            Integer index = WRITERS.get(select.getIdentifier().toString());
            if (index != null && index < tree.getArguments().size()) {
                writes |= rankOf(Fields.bare(tree.getArguments().get(index))) == 0;
            }
        } else if (tree.getMethodSelect() instanceof IdentifierTree name
                && tree.getArguments().stream().anyMatch(argument -> rankOf(Fields.bare(argument)) == 0)) {
            for (Tree member : type.getMembers()) {
                if (member instanceof MethodTree method
                        && method.getBody() != null
                        && method.getName().equals(name.getName())) {
                    writes |= isPossible(type, method, seen);
                }
            }
        }
        return super.visitMethodInvocation(tree, null);
    }
}
