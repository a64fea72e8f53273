package org.backwire.processor.source;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The text of an expression, for another class of the same package: names of classes, and of static members of the classes around,
 * are replaced by qualified ones, and the variables of the method that it reads are counted. javac is asked about every name.
 */
final class KeptText extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final Lowering desk;
    private final Deque<Set<String>> scopes = new ArrayDeque<>(List.of(new HashSet<>()));
    private final Map<String, ExpressionTree> captured = new LinkedHashMap<>();
    private final Edits edits = new Edits();
    /** All that is declared in the text, or is a parameter of the method that has it. */
    private final Set<String> declared = new HashSet<>();

    private final Set<Tree> types = new HashSet<>();
    private final Tree function;
    private boolean isRefused;
    private final String text;
    private List<Object> pieces = List.of();

    private KeptText(Lowering desk, String text, Tree function) {
        this.desk = desk;
        this.text = text;
        this.function = function;
    }

    /** Null if the text cannot be moved, which is reported. */
    static @Nullable KeptText of(ExpressionTree tree, Lowering desk) {
        SourceCode.Span span = desk.span(tree);
        KeptText text = new KeptText(desk, span == null ? "" : span.text(), functionIn(tree));
        text.scan(tree, null);
        if (span == null && !text.isRefused) {
            text.refuse(Problem.LAMBDA, text.function);
        }
        text.checkObscured();
        if (text.isRefused || span == null) {
            return null;
        }
        text.pieces = text.edits.madeIn(span);
        return text;
    }

    /** The expression: texts, and classes to be named. */
    List<Object> pieces() {
        return pieces;
    }

    /** The variables of the method that are read, or lengths of arrays, in order, and where each is read first. */
    Map<String, ExpressionTree> captured() {
        return captured;
    }

    /** The first function in it, where messages point that are about no other place. */
    Tree function() {
        return function;
    }

    private static Tree functionIn(ExpressionTree tree) {
        List<Tree> functions = new ArrayList<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitLambdaExpression(LambdaExpressionTree lambda, @Nullable Void unused) {
                functions.add(lambda);
                return null;
            }

            @Override
            public @Nullable Void visitMemberReference(MemberReferenceTree reference, @Nullable Void unused) {
                functions.add(reference);
                return null;
            }
        }.scan(tree, null);
        return functions.isEmpty() ? tree : functions.get(0);
    }

    /** Where a variable has the name of a class, it is meant by that name. */
    private void checkObscured() {
        declared.addAll(captured.keySet());
        if (edits.nameAny(declared)) {
            refuse(Problem.LAMBDA, function);
        }
    }

    private void refuse(Problem problem, Tree tree, String... words) {
        isRefused = true;
        desk.refuse(problem, tree, words);
    }

    private void replace(Tree tree, Object... with) {
        SourceCode.Span span = desk.span(tree);
        if (span == null) {
            refuse(Problem.LAMBDA, tree);
        } else {
            edits.replace(span, with);
        }
    }

    // Scopes

    private @Nullable Void inScope(Supplier<@Nullable Void> reading) {
        scopes.push(new HashSet<>());
        reading.get();
        scopes.pop();
        return null;
    }

    private boolean isOwn(String name) {
        return scopes.stream().anyMatch(scope -> scope.contains(name));
    }

    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void unused) {
        return inScope(() -> super.visitLambdaExpression(tree, null));
    }

    @Override
    public @Nullable Void visitBlock(BlockTree tree, @Nullable Void unused) {
        return inScope(() -> super.visitBlock(tree, null));
    }

    @Override
    public @Nullable Void visitForLoop(ForLoopTree tree, @Nullable Void unused) {
        return inScope(() -> super.visitForLoop(tree, null));
    }

    @Override
    public @Nullable Void visitSwitch(SwitchTree tree, @Nullable Void unused) {
        return inScope(() -> super.visitSwitch(tree, null));
    }

    @Override
    public @Nullable Void visitSwitchExpression(SwitchExpressionTree tree, @Nullable Void unused) {
        return inScope(() -> super.visitSwitchExpression(tree, null));
    }

    @Override
    public @Nullable Void visitEnhancedForLoop(EnhancedForLoopTree tree, @Nullable Void unused) {
        return inScope(() -> super.visitEnhancedForLoop(tree, null));
    }

    @Override
    public @Nullable Void visitTry(TryTree tree, @Nullable Void unused) {
        return inScope(() -> super.visitTry(tree, null));
    }

    @Override
    public @Nullable Void visitCatch(CatchTree tree, @Nullable Void unused) {
        return inScope(() -> super.visitCatch(tree, null));
    }

    /** The constants of an enum have no name of ours in front of them. */
    @Override
    public @Nullable Void visitCase(CaseTree tree, @Nullable Void unused) {
        tree.getExpressions().stream()
                .filter(label -> !(Fields.bare(label) instanceof IdentifierTree name && isUnknown(name)))
                .forEach(label -> scan(label, null));
        scan(tree.getStatements(), null);
        return inScope(() -> scan(tree.getBody(), null));
    }

    private boolean isUnknown(IdentifierTree tree) {
        String name = tree.getName().toString();
        return !isOwn(name) && desk.frame.find(name) == null && desk.names.field(name, desk.frame.owner()) == null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
        scopes.element().add(tree.getName().toString());
        declared.add(tree.getName().toString());
        type(tree.getType());
        return super.visitVariable(tree, null);
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
        refuse(Problem.ANONYMOUS_CLASS, tree);
        return null;
    }

    // Names

    /** Names in a type mean types only. */
    private void type(@Nullable Tree tree) {
        if (tree != null) {
            types.add(tree);
        }
    }

    @Override
    public @Nullable Void scan(Tree tree, @Nullable Void unused) {
        if (tree != null && types.contains(tree)) {
            return new TypeNames().scan(tree, null);
        }
        return super.scan(tree, null);
    }

    /** The names in a type. */
    private final class TypeNames extends TreeScanner<@Nullable Void, @Nullable Void> {
        @Override
        public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void unused) {
            typeName(tree);
            return null;
        }
    }

    private void typeName(IdentifierTree tree) {
        TypeElement type = desk.names.type(tree.getName().toString(), desk.frame.owner());
        if (type == null) {
            return; // a package, or javac says so
        }
        if (!desk.members.isVisibleBeside(type, desk.home)) {
            refuse(Problem.PRIVATE_MEMBER, tree, type.getSimpleName().toString());
        } else {
            desk.assumeType(tree, desk.types.erasure(type.asType()));
            replace(tree, TypeOf.classRef(type));
        }
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void unused) {
        String name = tree.getName().toString();
        Local local = desk.frame.find(name);
        if (isOwn(name)) {
            desk.assumeLocal(tree, name);
        } else if (name.equals("this") || name.equals("super")) {
            refuse(Problem.LAMBDA, function);
        } else if (local != null && local.constant() != null) {
            desk.assumeLocal(tree, name);
            String literal =
                    desk.elements.getConstantExpression(local.constant().value());
            boolean isPlain = Character.isLetterOrDigit(literal.charAt(0)) || literal.startsWith("\"");
            replace(tree, isPlain ? literal : "(" + literal + ")");
        } else if (local != null) {
            desk.assumeLocal(tree, name);
            captured.putIfAbsent(name, tree);
        } else {
            VariableElement field = desk.names.field(name, desk.frame.owner());
            if (field == null) {
                typeName(tree);
            } else {
                field(tree, field);
            }
        }
        return null;
    }

    private void field(IdentifierTree tree, VariableElement field) {
        if (isMovable(field, tree)) {
            desk.assume(tree, field);
            replace(tree, TypeOf.classRef(Members.ownerOf(field)), "." + field.getSimpleName());
        }
    }

    private boolean isMovable(Element member, Tree tree) {
        String name = member.getSimpleName().toString();
        if (!member.getModifiers().contains(Modifier.STATIC)) {
            if (desk.frame.receiver() == null) {
                refuse(Problem.INSTANCE_HELPER, tree, name);
            } else {
                refuse(Problem.LAMBDA, function); // the text cannot name the object
            }
        } else if (!desk.members.isVisibleBeside(member, desk.home)) {
            boolean isPrivate = member.getModifiers().contains(Modifier.PRIVATE);
            refuse(isPrivate ? Problem.PRIVATE_MEMBER : Problem.NOT_VISIBLE, tree, name);
        } else {
            return true;
        }
        return false;
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void unused) {
        tree.getTypeArguments().forEach(this::type);
        if (tree.getMethodSelect() instanceof IdentifierTree name) {
            ownMethod(name);
            scan(tree.getTypeArguments(), null);
            return scan(tree.getArguments(), null);
        }
        if (tree.getMethodSelect() instanceof MemberSelectTree select) {
            requireVisible(select.getExpression(), select.getIdentifier().toString(), true, tree);
            scan(tree.getTypeArguments(), null);
            scan(select.getExpression(), null);
            return scan(tree.getArguments(), null);
        }
        return super.visitMethodInvocation(tree, null);
    }

    /** A method of a class around: all that its name may mean must be there from outside as well. */
    private void ownMethod(IdentifierTree tree) {
        Names.Candidates candidates = desk.names.methods(tree.getName().toString(), desk.frame.owner());
        for (ExecutableElement method : candidates.methods()) {
            if (!isMovable(method, tree)) {
                return;
            }
        }
        if (candidates.methods().isEmpty()) {
            refuse(Problem.UNKNOWN_NAME, tree, tree.getName().toString());
            return;
        }
        TypeElement in = candidates.in();
        Set<ClassRef> owners = new HashSet<>();
        candidates.methods().forEach(method -> owners.add(TypeOf.classRef(Members.ownerOf(method))));
        if (in == null && owners.size() > 1) {
            refuse(Problem.UNRESOLVED_CALL, tree, desk.text(tree));
        } else {
            replace(tree, in == null ? owners.iterator().next() : TypeOf.classRef(in), "." + tree.getName());
        }
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void unused) {
        requireVisible(tree.getExpression(), tree.getIdentifier().toString(), false, tree);
        Local array = tree.getIdentifier().contentEquals("length")
                        && tree.getExpression() instanceof IdentifierTree name
                        && !isOwn(name.getName().toString())
                ? desk.frame.find(name.getName().toString())
                : null;
        if (array != null && array.type() != null && TypeOf.isDifferentiable(array.type())) {
            length(tree);
            return null;
        }
        return super.visitMemberSelect(tree, null);
    }

    /** How long an array is, is data, whatever is in it. */
    private void length(MemberSelectTree tree) {
        String name = tree.getExpression() + "Length";
        while (text.contains(name)) {
            name += "2";
        }
        captured.putIfAbsent(name, tree);
        replace(tree, name);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable Void unused) {
        if (tree.getMode() == MemberReferenceTree.ReferenceMode.NEW) {
            checkConstructors(tree.getQualifierExpression(), tree);
        } else {
            requireVisible(tree.getQualifierExpression(), tree.getName().toString(), true, tree);
        }
        if (tree.getTypeArguments() != null) {
            tree.getTypeArguments().forEach(this::type);
        }
        return super.visitMemberReference(tree, null);
    }

    /** Which member is meant javac knows; but with a class of ours in front of it, it is seen here. */
    private void requireVisible(ExpressionTree qualifier, String name, boolean isMethod, Tree tree) {
        boolean isVariable = qualifier instanceof IdentifierTree variable && !isUnknown(variable);
        TypeElement type = isVariable ? null : desk.typeTrees.element(qualifier, desk.frame.owner());
        boolean isPrivate = type != null
                && Lowering.isInside(type, desk.home)
                && desk.members.declared(type, name).stream()
                        .filter(member -> member instanceof ExecutableElement == isMethod)
                        .anyMatch(member -> member.getModifiers().contains(Modifier.PRIVATE));
        if (isPrivate) {
            refuse(Problem.PRIVATE_MEMBER, tree, name);
        } else {
            desk.assumeVisible(tree);
        }
    }

    private void checkConstructors(Tree named, Tree tree) {
        TypeElement type = desk.typeTrees.element(named, desk.frame.owner());
        if (type != null
                && Lowering.isInside(type, desk.home)
                && desk.members.isVisibleBeside(type, desk.home)
                && Members.constructors(type).stream()
                        .anyMatch(made -> made.getModifiers().contains(Modifier.PRIVATE))) {
            refuse(Problem.PRIVATE_MEMBER, tree, type.getSimpleName().toString());
        }
    }

    // Types

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void unused) {
        checkConstructors(tree.getIdentifier(), tree);
        type(tree.getIdentifier());
        tree.getTypeArguments().forEach(this::type);
        return super.visitNewClass(tree, null);
    }

    @Override
    public @Nullable Void visitNewArray(NewArrayTree tree, @Nullable Void unused) {
        type(tree.getType());
        return super.visitNewArray(tree, null);
    }

    @Override
    public @Nullable Void visitTypeCast(TypeCastTree tree, @Nullable Void unused) {
        type(tree.getType());
        return super.visitTypeCast(tree, null);
    }

    @Override
    public @Nullable Void visitInstanceOf(InstanceOfTree tree, @Nullable Void unused) {
        type(tree.getType());
        return super.visitInstanceOf(tree, null);
    }

    @Override
    public @Nullable Void visitParameterizedType(ParameterizedTypeTree tree, @Nullable Void unused) {
        return new TypeNames().scan(tree, null);
    }

    @Override
    public @Nullable Void visitAnnotatedType(AnnotatedTypeTree tree, @Nullable Void unused) {
        return new TypeNames().scan(tree, null);
    }

    // Writes

    @Override
    public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void unused) {
        checkWrite(tree.getVariable());
        return super.visitAssignment(tree, null);
    }

    @Override
    public @Nullable Void visitCompoundAssignment(CompoundAssignmentTree tree, @Nullable Void unused) {
        checkWrite(tree.getVariable());
        return super.visitCompoundAssignment(tree, null);
    }

    @Override
    public @Nullable Void visitUnary(UnaryTree tree, @Nullable Void unused) {
        if (Assignments.isStep(tree.getKind())) {
            checkWrite(tree.getExpression());
        }
        return super.visitUnary(tree, null);
    }

    /** Only what the expression itself has declared is its own to write to. */
    private void checkWrite(ExpressionTree target) {
        ExpressionTree at = Fields.bare(target);
        while (at instanceof ArrayAccessTree access) {
            at = Fields.bare(access.getExpression());
        }
        if (!(at instanceof IdentifierTree name && isOwn(name.getName().toString()))) {
            refuse(Problem.LAMBDA, function);
        }
    }
}
