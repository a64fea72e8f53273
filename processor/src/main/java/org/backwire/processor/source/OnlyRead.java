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
 * Where an array that a class keeps to itself may be written to, as far as its text shows. Every place is looked at where its
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

    /** Another variable of the name: then the name does not tell what is meant. */
    @Nullable
    VariableTree namesake(VariableTree array) {
        return declared(home, nameOf(array)).stream()
                .filter(variable -> variable != array)
                .findFirst()
                .orElse(null);
    }

    /** Where an array of so many dimensions, or one of its rows, may be written to; null if they are only read. */
    @Nullable
    Tree writer(VariableTree array, int rank) {
        return writer(home, nameOf(array), rank);
    }

    /** Whether anything in the class has a name, or is called by it. */
    boolean isNamed(String name) {
        return isDeclared(name) || !uses(home, name).isEmpty();
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

    /** Where what is reached by a name may be written to. */
    private @Nullable Tree writer(TreePath scope, String name, int rank) {
        for (TreePath use : uses(scope, name)) {
            Tree writer = writer(use, rank);
            if (writer != null) {
                return writer;
            }
        }
        return null;
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

    private @Nullable Tree writer(TreePath array, int rank) {
        TreePath around = array.getParentPath();
        Tree tree = around.getLeaf();
        if (tree instanceof ParenthesizedTree) {
            return writer(around, rank);
        }
        if (tree instanceof ArrayAccessTree access && access.getExpression() == array.getLeaf()) {
            return rank > 1 ? writer(around, rank - 1) : assignment(around);
        }
        if (tree instanceof MemberSelectTree select && isRead(select, rank)) {
            return null;
        }
        if (tree instanceof EnhancedForLoopTree loop && loop.getExpression() == array.getLeaf()) {
            TreePath scope = new TreePath(around, loop.getStatement());
            return rank == 1 ? null : writer(scope, nameOf(loop.getVariable()), rank - 1);
        }
        if (tree instanceof VariableTree variable && !(around.getParentPath().getLeaf() instanceof ClassTree)) {
            TreePath scope = around.getParentPath();
            boolean isCase = scope.getLeaf() instanceof CaseTree; // the variable can be used in those after it, too
            return writer(isCase ? scope.getParentPath() : scope, nameOf(variable), rank);
        }
        if (tree instanceof MethodInvocationTree call && call.getArguments().contains(array.getLeaf())) {
            return writer(around, call, call.getArguments().indexOf(array.getLeaf()), rank);
        }
        return tree.getKind() == Kind.EQUAL_TO || tree.getKind() == Kind.NOT_EQUAL_TO ? null : tree;
    }

    private static boolean isRead(MemberSelectTree select, int rank) {
        return select.getIdentifier().contentEquals("length")
                || select.getIdentifier().contentEquals("clone") && rank == 1;
    }

    private static String nameOf(VariableTree variable) {
        return variable.getName().toString();
    }

    /** What gives a value to an element. */
    private static @Nullable Tree assignment(TreePath element) {
        Tree tree = element.getLeaf();
        Tree around = element.getParentPath().getLeaf();
        if (around instanceof ParenthesizedTree) {
            return assignment(element.getParentPath());
        }
        boolean assigns = around instanceof AssignmentTree assignment && assignment.getVariable() == tree
                || around instanceof CompoundAssignmentTree compound && compound.getVariable() == tree
                || around instanceof UnaryTree unary && STEPS.contains(unary.getKind());
        return assigns ? around : null;
    }

    /** Where an argument may be written to by what is called, which may be any method of that name. */
    private @Nullable Tree writer(TreePath path, MethodInvocationTree call, int argument, int rank) {
        if (!inheritsNothing(path)) {
            return call;
        }
        if (call.getMethodSelect() instanceof IdentifierTree name) {
            List<TreePath> methods = methods(name.getName().toString());
            if (methods.stream()
                    .noneMatch(method -> isAround(method.getParentPath().getLeaf(), path))) {
                return call;
            }
            for (TreePath method : methods) {
                Tree writer = writer((MethodTree) method.getLeaf(), method, argument, rank);
                if (writer != null) {
                    return writer instanceof MethodTree ? call : writer;
                }
            }
            return null;
        }
        MemberSelectTree select = (MemberSelectTree) call.getMethodSelect();
        boolean reads = rank == 1
                && TypeTrees.isName(select)
                && !isDeclared(rootOf(select).getName().toString())
                && reads(
                        types.apply(select.getExpression()),
                        select.getIdentifier().toString(),
                        argument);
        return reads ? null : call;
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

    /** Where a method may write to its argument; the method itself, if nobody knows. */
    private @Nullable Tree writer(MethodTree method, TreePath path, int argument, int rank) {
        int count = method.getParameters().size();
        if (argument >= count && !isVarargs(method)) {
            return null; // another one is meant
        }
        if (isVarargs(method) || method.getBody() == null || mayBeOverridden(method)) {
            return method;
        }
        VariableTree parameter = method.getParameters().get(argument);
        return followed.add(new Followed(parameter, rank))
                ? writer(new TreePath(path, method.getBody()), nameOf(parameter), rank)
                : null;
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
