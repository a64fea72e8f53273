package org.backwire.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** What names stand for: locals, fields, and the types and packages in front of a dot. */
final class Fields {
    private final Lowering desk;
    private final Set<VariableElement> beingRead = new LinkedHashSet<>();

    Fields(Lowering desk) {
        this.desk = desk;
    }

    /** What stands in front of a dot: an expression, a class, or, if both are null, a package or nothing known. */
    record Qualifier(@Nullable Operand operand, @Nullable TypeElement type) {}

    Qualifier qualifier(ExpressionTree tree) {
        if (tree instanceof IdentifierTree identifier) {
            String name = identifier.getName().toString();
            if (desk.frame.find(name) == null && desk.names.field(name, desk.frame.owner()) == null) {
                return isKeyword(name)
                        ? new Qualifier(desk.expressions.read(tree), null)
                        : new Qualifier(null, desk.names.type(name, desk.frame.owner()));
            }
        }
        if (tree instanceof MemberSelectTree select && TypeTrees.isName(tree)) {
            Qualifier outer = qualifier(select.getExpression());
            String name = select.getIdentifier().toString();
            if (outer.operand() != null) {
                return new Qualifier(member(select, outer), null);
            }
            if (isKeyword(name)) {
                return new Qualifier(read(select), null);
            }
            if (outer.type() != null) {
                boolean field = desk.members.field(outer.type(), name, desk.frame.owner()) != null;
                return field
                        ? new Qualifier(member(select, outer), null)
                        : new Qualifier(null, desk.members.nested(outer.type(), name, desk.frame.owner()));
            }
            return new Qualifier(null, desk.names.qualified(select.toString()));
        }
        return new Qualifier(desk.expressions.read(tree), null);
    }

    private static boolean isKeyword(String name) {
        return name.equals("this") || name.equals("super");
    }

    Operand read(IdentifierTree tree) {
        String name = tree.getName().toString();
        if (name.equals("super")) {
            return desk.expressions.unsupported(tree);
        }
        if (name.equals("this")) {
            Operand receiver = desk.frame.receiver();
            return receiver != null ? receiver : desk.refuse(Problem.INSTANCE_HELPER, tree, name);
        }
        Local local = desk.frame.find(name);
        if (local != null) {
            if (!desk.frame.bound().isEmpty()) { // scopes of patterns are easily mistaken
                desk.assumeLocal(tree, name);
            }
            return read(local, tree);
        }
        VariableElement field = desk.names.field(name, desk.frame.owner());
        if (field == null) {
            return unknown(tree);
        }
        return field.getModifiers().contains(Modifier.STATIC)
                ? readStatic(field, Members.ownerOf(field), tree)
                : readOwn(field, tree);
    }

    /** A name that nobody knows; that is said where it stands first. */
    Operand unknown(IdentifierTree tree) {
        String name = tree.getName().toString();
        boolean isSaid = desk.problems().stream()
                .anyMatch(said ->
                        said.problem() == Problem.UNKNOWN_NAME && said.words().equals(List.of(name)));
        return isSaid ? Operand.BAD : desk.refuse(Problem.UNKNOWN_NAME, tree, name);
    }

    private Operand read(Local local, Tree tree) {
        TypeMirror type = local.type();
        if (type == null) {
            return Operand.BAD;
        }
        if (local.constant() != null) {
            return Operand.fixed(type, local.constant());
        }
        Operand operand = desk.state.get(local);
        if (operand.isUndefined()) {
            // javac says the same, if nothing of ours went wrong before.
            return desk.problems().isEmpty() && !desk.state.hasLeft()
                    ? desk.refuse(
                            Problem.UNSUPPORTED_EXPRESSION, tree, "a variable without a value", "Give it one before.")
                    : Operand.BAD;
        }
        return operand.isBad() ? operand : operand.as(type);
    }

    Operand read(MemberSelectTree tree) {
        String name = tree.getIdentifier().toString();
        if (TypeTrees.isClassLiteral(tree)) {
            return classLiteral(tree);
        }
        if (isKeyword(name)) {
            return desk.expressions.unsupported(tree);
        }
        Map<String, Local> fields = desk.frame.fields();
        Local field = fields != null
                        && tree.getExpression() instanceof IdentifierTree self
                        && self.getName().contentEquals("this")
                ? fields.get(name)
                : null;
        return field != null ? read(field, tree) : member(tree, qualifier(tree.getExpression()));
    }

    private Operand classLiteral(MemberSelectTree tree) {
        TypeElement type = TypeTrees.isName(tree.getExpression())
                ? qualifier(tree.getExpression()).type()
                : null;
        if (type == null) {
            return desk.expressions.unsupported(tree);
        }
        if (!desk.members.isVisibleBeside(type, desk.home)) {
            return invisible(type, tree);
        }
        TypeMirror literal = desk.types.getDeclaredType(
                desk.java.elements.getTypeElement("java.lang.Class"), desk.types.erasure(type.asType()));
        Value result = desk.value(desk.graphType(literal), tree);
        Member member = new Member(TypeOf.classRef(type), "class");
        desk.emit(new Op.Foreign(result, Op.Use.STATIC_FIELD, member, null, List.of(), desk.origin(tree)));
        return Operand.of(literal, result);
    }

    private Operand member(MemberSelectTree tree, Qualifier qualifier) {
        String name = tree.getIdentifier().toString();
        Operand operand = qualifier.operand();
        if (operand != null) {
            return operand.isBad() ? operand : ofObject(tree, operand, name);
        }
        TypeElement type = qualifier.type();
        if (type == null) {
            return desk.refuse(Problem.UNKNOWN_NAME, tree, desk.text(tree));
        }
        VariableElement field = desk.members.field(type, name, desk.frame.owner());
        return field == null ? desk.refuse(Problem.UNKNOWN_NAME, tree, desk.text(tree)) : readStatic(field, type, tree);
    }

    private Operand ofObject(MemberSelectTree tree, Operand operand, String name) {
        if (operand.kind() == TypeKind.ARRAY && name.equals("length")) {
            return desk.arrays.length(tree, operand);
        }
        TypeMirror type = desk.java.upward(operand.type());
        VariableElement field = type instanceof DeclaredType declared
                ? desk.members.field((TypeElement) declared.asElement(), name, desk.frame.owner())
                : null;
        if (field == null) {
            return desk.refuse(Problem.UNKNOWN_NAME, tree, desk.text(tree));
        }
        return field.getModifiers().contains(Modifier.STATIC)
                ? readStatic(field, (TypeElement) ((DeclaredType) type).asElement(), tree)
                : ofObject(field, operand, tree);
    }

    private Operand ofObject(VariableElement field, Operand operand, Tree tree) {
        String name = field.getSimpleName().toString();
        TypeMirror type = desk.java.upward(operand.type());
        if (operand.components() != null) {
            desk.assume(tree, field);
            return Records.component(operand, name);
        }
        RecordComponentElement component = Records.componentOf(field);
        if (component != null) {
            desk.assume(tree, field);
            return desk.records.read(desk.valueOf(operand, tree), component, tree);
        }
        if (!desk.members.isVisibleBeside(field, desk.home)) {
            return invisible(field, tree);
        }
        desk.assume(tree, field);
        boolean isOfThis = operand == desk.frame.receiver(); // which is of any type arguments, to its own methods
        TypeMirror site = isOfThis ? desk.frame.owner().asType() : desk.types.capture(type);
        TypeMirror fieldType = desk.java.uncaptured(desk.types.asMemberOf((DeclaredType) site, field));
        if (desk.privateTypes.refuseGiven(fieldType, tree)) {
            return Operand.BAD;
        }
        Value result = desk.value(desk.graphType(fieldType), tree);
        desk.emit(new Op.Foreign(
                result,
                Op.Use.INSTANCE_FIELD,
                new Member(TypeOf.classRef(Members.ownerOf(field)), name),
                desk.valueOf(operand, tree),
                List.of(),
                desk.origin(tree)));
        return desk.records.takenApart(Operand.of(fieldType, result), tree);
    }

    /** An instance field by its simple name, in a method of its class. */
    private Operand readOwn(VariableElement field, Tree tree) {
        Operand receiver = desk.frame.receiver();
        Map<String, Local> fields = desk.frame.fields();
        Local own = fields == null ? null : fields.get(field.getSimpleName().toString());
        if (own != null) {
            desk.assume(tree, field);
            return read(own, tree);
        }
        if (receiver == null || !isOf(receiver, Members.ownerOf(field))) {
            return desk.refuse(
                    Problem.INSTANCE_HELPER, tree, field.getSimpleName().toString());
        }
        return ofObject(field, receiver, tree);
    }

    private boolean isOf(Operand object, TypeElement owner) {
        return desk.types.isSubtype(desk.types.erasure(object.type()), desk.types.erasure(owner.asType()));
    }

    private Operand readStatic(VariableElement field, TypeElement named, Tree tree) {
        if (!field.getModifiers().contains(Modifier.STATIC)) {
            return desk.refuse(
                    Problem.INSTANCE_HELPER, tree, field.getSimpleName().toString());
        }
        desk.assume(tree, field);
        TypeMirror type = field.asType();
        boolean visible = desk.members.isVisibleBeside(field, desk.home);
        TypeElement owner = Members.ownerOf(field);
        Member member = new Member(
                TypeOf.classRef(desk.members.isVisibleBeside(owner, desk.home) ? owner : named),
                field.getSimpleName().toString());
        Object constant = field.getConstantValue();
        if (constant != null) {
            TypeMirror plain = type.getKind().isPrimitive() ? desk.java.plain(type) : desk.java.string();
            return Operand.fixed(plain, new Operand.Fixed(constant, visible ? member : null, null));
        }
        boolean inherited = !desk.members.isVisibleBeside(owner, desk.home)
                && desk.members.isVisibleBeside(named, desk.home)
                && field.getModifiers().contains(Modifier.PUBLIC);
        if (!visible && !inherited) {
            return inlined(field, tree);
        }
        if (desk.privateTypes.refuseGiven(type, tree)) {
            return Operand.BAD;
        }
        Value result = desk.value(desk.graphType(type), tree);
        desk.emit(new Op.Foreign(result, Op.Use.STATIC_FIELD, member, null, List.of(), desk.origin(tree)));
        return desk.records.takenApart(Operand.of(type, result), tree);
    }

    private Operand invisible(Element field, Tree tree) {
        for (Element at = field;
                at instanceof VariableElement || at instanceof TypeElement;
                at = at.getEnclosingElement()) {
            if (at.getModifiers().contains(Modifier.PRIVATE)) {
                return desk.refuse(
                        Problem.PRIVATE_MEMBER, tree, at.getSimpleName().toString());
            }
        }
        return desk.refuse(Problem.NOT_VISIBLE, tree, field.getSimpleName().toString());
    }

    /** A private {@code static final} field whose initializer is made of constants and {@code Math}. */
    private Operand inlined(VariableElement field, Tree tree) {
        VariableTree declaration = Lowering.isInside(field, desk.home) ? desk.sources.field(field) : null;
        ExpressionTree initializer = declaration == null ? null : declaration.getInitializer();
        boolean candidate = field.asType().getKind().isPrimitive()
                && field.getModifiers().contains(Modifier.FINAL)
                && beingRead.stream().allMatch(reader -> isBefore(field, reader));
        if (initializer == null || !candidate || !beingRead.add(field)) {
            return invisible(field, tree);
        }
        Frame frame = desk.frame;
        int problems = desk.problems().size();
        Operand[] value = new Operand[1];
        desk.frame = new Frame(Members.ownerOf(field), null, null, frame);
        Branch branch = desk.joins.fork(() -> value[0] = desk.expressions.readAs(initializer, field.asType()));
        desk.frame = frame;
        beingRead.remove(field);
        boolean pure = branch.region().ops().stream().allMatch(Fields::isPure);
        if (value[0].isBad() || !pure) {
            desk.forgetProblems(problems);
            return invisible(field, tree);
        }
        branch.region().ops().forEach(desk::emit);
        if (value[0].value() != null) {
            desk.wish(value[0].value(), field.getSimpleName().toString());
        }
        return value[0];
    }

    /** A field that is initialized later would still be 0 when the other's initializer reads it. */
    private static boolean isBefore(VariableElement field, VariableElement reader) {
        if (!Members.ownerOf(field).equals(Members.ownerOf(reader))) {
            return false;
        }
        var order = Members.ownerOf(field).getEnclosedElements();
        return order.indexOf(field) < order.indexOf(reader);
    }

    private static boolean isPure(Op op) {
        return op instanceof Op.Apply
                || op instanceof Op.Constant
                || op instanceof Op.If
                        && op.regions().stream()
                                .allMatch(region -> region.ops().stream().allMatch(Fields::isPure));
    }

    /** The tree in any parentheses. */
    static ExpressionTree bare(ExpressionTree tree) {
        return tree instanceof ParenthesizedTree parentheses ? bare(parentheses.getExpression()) : tree;
    }
}
