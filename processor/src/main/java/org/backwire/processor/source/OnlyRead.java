package org.backwire.processor.source;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * Whether an array that a class keeps to itself is never written to, as far as its text shows. Every place is looked at where its
 * elements can be reached by its name, or by that of a variable that is given the array or a row of it; where it goes elsewhere,
 * it may be written to.
 */
final class OnlyRead {
    private static final Set<Kind> STEPS =
            Set.of(Kind.PREFIX_INCREMENT, Kind.PREFIX_DECREMENT, Kind.POSTFIX_INCREMENT, Kind.POSTFIX_DECREMENT);
    private static final Set<String> READERS =
            Set.of("stream", "copyOf", "copyOfRange", "toString", "binarySearch", "equals", "hashCode");

    private final TreePath home;
    private final Function<ExpressionTree, @Nullable TypeElement> types;
    private final Set<Followed> followed = new HashSet<>();

    /** A parameter that was given an array of so many dimensions. */
    private record Followed(VariableTree parameter, int rank) {}

    /**
     * Looks at a whole class.
     *
     * @param home the class around all that can use the array
     * @param types the class that a name stands for, or null
     */
    OnlyRead(TreePath home, Function<ExpressionTree, @Nullable TypeElement> types) {
        this.home = home;
        this.types = types;
    }

    /** Whether an array of so many dimensions is only read, and so are its rows. */
    boolean areReads(VariableTree array, int rank) {
        return isAlone(array) && areReads(home, nameOf(array), rank);
    }

    /** Whether anything in the class has a name, or is called by it. */
    boolean isNamed(String name) {
        return isDeclared(name) || !uses(home, name).isEmpty();
    }

    /** Whether no other variable has the name, so that the name tells what is meant. */
    private boolean isAlone(VariableTree array) {
        return declared(home, nameOf(array)).equals(List.of(array));
    }

    private static List<VariableTree> declared(TreePath scope, String name) {
        List<VariableTree> found = new ArrayList<>();
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
                if (tree.getName().contentEquals(name)) {
                    found.add(tree);
                }
                return super.visitVariable(tree, null);
            }
        }.scan(scope, null);
        return found;
    }

    /** Whether all that is reached by a name is read only. */
    private boolean areReads(TreePath scope, String name, int rank) {
        return uses(scope, name).stream().allMatch(use -> isRead(use, rank));
    }

    private static List<TreePath> uses(TreePath scope, String name) {
        List<TreePath> uses = new ArrayList<>();
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitAnnotation(AnnotationTree tree, @Nullable Void unused) {
                return null; // no array of a field can be in it; but names of elements are
            }

            @Override
            public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void unused) {
                if (tree.getName().contentEquals(name)) {
                    uses.add(getCurrentPath());
                }
                return null;
            }

            @Override
            public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void unused) {
                if (tree.getIdentifier().contentEquals(name)) {
                    uses.add(getCurrentPath());
                }
                return super.visitMemberSelect(tree, null);
            }
        }.scan(scope, null);
        return uses;
    }

    private boolean isRead(TreePath array, int rank) {
        TreePath around = array.getParentPath();
        Tree tree = around.getLeaf();
        if (tree instanceof ParenthesizedTree) {
            return isRead(around, rank);
        }
        if (tree instanceof ArrayAccessTree access) {
            return access.getExpression() == array.getLeaf()
                    && (rank > 1 ? isRead(around, rank - 1) : !isTarget(around));
        }
        if (tree instanceof MemberSelectTree select) {
            return select.getIdentifier().contentEquals("length")
                    || select.getIdentifier().contentEquals("clone") && rank == 1;
        }
        if (tree instanceof EnhancedForLoopTree loop) {
            return rank == 1
                    || areReads(new TreePath(around, loop.getStatement()), nameOf(loop.getVariable()), rank - 1);
        }
        if (tree instanceof VariableTree variable) {
            TreePath scope = around.getParentPath();
            boolean isCase = scope.getLeaf() instanceof CaseTree; // the variable can be used in those after it, too
            return !(scope.getLeaf() instanceof ClassTree)
                    && areReads(isCase ? scope.getParentPath() : scope, nameOf(variable), rank);
        }
        if (tree.getKind() == Kind.EQUAL_TO || tree.getKind() == Kind.NOT_EQUAL_TO) {
            return true;
        }
        return tree instanceof MethodInvocationTree call
                && call.getArguments().contains(array.getLeaf())
                && isReadBy(around, call, call.getArguments().indexOf(array.getLeaf()), rank);
    }

    private static String nameOf(VariableTree variable) {
        return variable.getName().toString();
    }

    /** Whether an element is given a value. */
    private static boolean isTarget(TreePath element) {
        Tree tree = element.getLeaf();
        Tree around = element.getParentPath().getLeaf();
        if (around instanceof ParenthesizedTree) {
            return isTarget(element.getParentPath());
        }
        return around instanceof AssignmentTree assignment && assignment.getVariable() == tree
                || around instanceof CompoundAssignmentTree compound && compound.getVariable() == tree
                || around instanceof UnaryTree unary && STEPS.contains(unary.getKind());
    }

    /** Whether a method only reads its argument; it may be any of that name. */
    private boolean isReadBy(TreePath path, MethodInvocationTree call, int argument, int rank) {
        if (!inheritsNothing(path)) {
            return false;
        }
        if (call.getMethodSelect() instanceof IdentifierTree name) {
            List<TreePath> methods = methods(name.getName().toString());
            return methods.stream()
                            .anyMatch(method -> isAround(method.getParentPath().getLeaf(), path))
                    && methods.stream()
                            .allMatch(method -> isReadBy((MethodTree) method.getLeaf(), method, argument, rank));
        }
        MemberSelectTree select = (MemberSelectTree) call.getMethodSelect();
        return rank == 1
                && TypeTrees.isName(select)
                && !isDeclared(rootOf(select).getName().toString())
                && reads(
                        types.apply(select.getExpression()),
                        select.getIdentifier().toString(),
                        argument);
    }

    /** The first identifier of a qualified name. */
    static IdentifierTree rootOf(ExpressionTree name) {
        return name instanceof MemberSelectTree select ? rootOf(select.getExpression()) : (IdentifierTree) name;
    }

    /** Whether a variable or class has a name somewhere in the class, or a class does that is nested there. */
    private boolean isDeclared(String name) {
        boolean[] isClass = new boolean[1];
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
                isClass[0] |= tree.getSimpleName().contentEquals(name);
                return super.visitClass(tree, null);
            }
        }.scan(home, null);
        return isClass[0] || !declared(home, name).isEmpty();
    }

    private static boolean isAround(Tree type, TreePath path) {
        for (TreePath at = path; at != null; at = at.getParentPath()) {
            if (at.getLeaf() == type) {
                return true;
            }
        }
        return false;
    }

    private static boolean reads(@Nullable TypeElement owner, String method, int argument) {
        return isNamed(owner, "java.util.Arrays") && READERS.contains(method)
                || isNamed(owner, "java.lang.System") && method.equals("arraycopy") && argument == 0;
    }

    private static boolean isNamed(@Nullable TypeElement type, String name) {
        return type != null && type.getQualifiedName().contentEquals(name);
    }

    private boolean isReadBy(MethodTree method, TreePath path, int argument, int rank) {
        int count = method.getParameters().size();
        if (argument >= count && !isVarargs(method)) {
            return true; // another one is meant
        }
        if (isVarargs(method) || method.getBody() == null || mayBeOverridden(method)) {
            return false;
        }
        VariableTree parameter = method.getParameters().get(argument);
        return !followed.add(new Followed(parameter, rank))
                || areReads(new TreePath(path, method.getBody()), nameOf(parameter), rank);
    }

    /** Whether a class elsewhere may put another method in its place. */
    private static boolean mayBeOverridden(MethodTree method) {
        Set<Modifier> modifiers = method.getModifiers().getFlags();
        return !modifiers.contains(Modifier.STATIC) && !modifiers.contains(Modifier.PRIVATE);
    }

    private static boolean isVarargs(MethodTree method) {
        int count = method.getParameters().size();
        return count > 0 && method.getParameters().get(count - 1).toString().contains("...");
    }

    private List<TreePath> methods(String name) {
        List<TreePath> found = new ArrayList<>();
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethod(MethodTree tree, @Nullable Void unused) {
                if (tree.getName().contentEquals(name)) {
                    found.add(getCurrentPath());
                }
                return super.visitMethod(tree, null);
            }
        }.scan(home, null);
        return found;
    }

    /** Whether the classes around a call inherit nothing that it could mean. */
    private static boolean inheritsNothing(TreePath call) {
        for (TreePath at = call; at != null; at = at.getParentPath()) {
            boolean isAnonymous = at.getLeaf() instanceof NewClassTree creation && creation.getClassBody() != null;
            boolean extendsOther = at.getLeaf() instanceof ClassTree type
                    && (type.getExtendsClause() != null
                            || !type.getImplementsClause().isEmpty());
            if (isAnonymous || extendsOther) {
                return false;
            }
        }
        return true;
    }
}
