package org.backwire.processor.source;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import java.util.Map;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Problem;
import org.jspecify.annotations.Nullable;

/** Assignments to locals and array elements, with and without an operator. */
final class Assignments {
    private final Lowering desk;

    Assignments(Lowering desk) {
        this.desk = desk;
    }

    static boolean isStep(Tree.Kind kind) {
        return switch (kind) {
            case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> true;
            default -> false;
        };
    }

    /** Gives a local a converted value, which takes the local's name. */
    Operand store(Local local, Operand operand, Tree tree) {
        if (operand.isBad() || local.type() == null) {
            desk.state.put(local, Operand.BAD);
            return Operand.BAD;
        }
        Operand stored = operand.components() != null ? operand : Operand.of(local.type(), desk.valueOf(operand, tree));
        desk.records.wish(stored, local.name());
        desk.state.put(local, stored);
        return stored;
    }

    Operand assign(AssignmentTree tree) {
        ExpressionTree target = Fields.bare(tree.getVariable());
        if (target instanceof ArrayAccessTree access) {
            ArrayExpressions.Place place = desk.arrays.place(access);
            if (place == null) {
                desk.expressions.read(tree.getExpression());
                return Operand.BAD;
            }
            Operand value = desk.expressions.readAs(tree.getExpression(), place.elementType());
            return desk.arrays.store(place, value, tree.getExpression(), tree);
        }
        Local local = local(target);
        if (local == null) {
            desk.expressions.read(tree.getExpression());
            return refuseTarget(target);
        }
        if (local.type() == null) {
            desk.expressions.read(tree.getExpression());
            return Operand.BAD;
        }
        return store(local, desk.expressions.readAs(tree.getExpression(), local.type()), tree.getExpression());
    }

    private @Nullable Local local(ExpressionTree target) {
        Map<String, Local> fields = desk.frame.fields();
        if (fields != null
                && target instanceof MemberSelectTree select
                && select.getExpression() instanceof IdentifierTree self
                && self.getName().contentEquals("this")) {
            return fields.get(select.getIdentifier().toString());
        }
        return target instanceof IdentifierTree identifier
                ? desk.frame.find(identifier.getName().toString())
                : null;
    }

    private Operand refuseTarget(ExpressionTree target) {
        if (target instanceof IdentifierTree identifier
                && desk.names.field(identifier.getName().toString(), desk.frame.owner()) == null) {
            return desk.fields.unknown(identifier);
        }
        boolean field = target instanceof IdentifierTree || target instanceof MemberSelectTree;
        return field
                ? desk.refuse(Problem.ASSIGNMENT_TO_FIELD, target, desk.text(target))
                : desk.expressions.unsupported(target);
    }

    Operand compound(CompoundAssignmentTree tree) {
        ExpressionTree target = Fields.bare(tree.getVariable());
        Tree.Kind operator = operatorOf(tree.getKind());
        if (target instanceof ArrayAccessTree access) {
            ArrayExpressions.Place place = desk.arrays.place(access);
            if (place == null) {
                desk.expressions.read(tree.getExpression());
                return Operand.BAD;
            }
            Operand old = desk.arrays.load(place, access);
            Operand right = desk.expressions.read(tree.getExpression());
            return desk.arrays.store(place, combine(operator, old, right, place.elementType(), tree), tree, tree);
        }
        Local local = local(target);
        if (local == null) {
            desk.expressions.read(tree.getExpression());
            return refuseTarget(target);
        }
        Operand old = desk.expressions.read(target);
        Operand right = desk.expressions.read(tree.getExpression());
        if (old.isBad() || right.isBad()) {
            return store(local, Operand.BAD, tree);
        }
        return store(local, combine(operator, old, right, old.type(), tree), tree);
    }

    /** {@code a op= b} is {@code a = (T) (a op b)}; a {@code Short} is narrowed before it is boxed (JLS 15.15.2). */
    private Operand combine(Tree.Kind operator, Operand old, Operand right, TypeMirror type, Tree tree) {
        Origin origin = desk.origin(tree);
        Operand combined = desk.operators.apply(operator, variable(old, tree), right, tree, origin);
        TypeMirror boxed = desk.java.unboxed(type);
        return desk.conversions.convert(
                boxed == null ? combined : desk.conversions.convert(combined, boxed, tree), type, tree);
    }

    /** The value of a variable: even where it is known, it is no constant expression. */
    private Operand variable(Operand operand, Tree tree) {
        return operand.isConstant() ? Operand.of(operand.type(), desk.valueOf(operand, tree)) : operand;
    }

    /** {@code ++} and {@code --}. */
    Operand step(UnaryTree tree) {
        ExpressionTree target = Fields.bare(tree.getExpression());
        if (target instanceof ArrayAccessTree access) {
            ArrayExpressions.Place place = desk.arrays.place(access);
            if (place == null) {
                return Operand.BAD;
            }
            Operand old = desk.arrays.load(place, access);
            Operand stepped = stepped(old, place.elementType(), tree);
            Operand stored = desk.arrays.store(place, stepped, tree, tree);
            return isPostfix(tree.getKind()) && !stored.isBad() ? old : stored;
        }
        Local local = local(target);
        if (local == null) {
            return refuseTarget(target);
        }
        Operand old = desk.expressions.read(target);
        if (old.isBad()) {
            return store(local, Operand.BAD, tree);
        }
        Operand stored = store(local, stepped(old, old.type(), tree), tree);
        return isPostfix(tree.getKind()) && !stored.isBad() ? old : stored;
    }

    private Operand stepped(Operand old, TypeMirror type, UnaryTree tree) {
        boolean up = tree.getKind() == Tree.Kind.PREFIX_INCREMENT || tree.getKind() == Tree.Kind.POSTFIX_INCREMENT;
        Operand one = Operand.constant(desk.java.primitive(TypeKind.INT), 1);
        return combine(up ? Tree.Kind.PLUS : Tree.Kind.MINUS, old, one, type, tree);
    }

    private static boolean isPostfix(Tree.Kind kind) {
        return kind == Tree.Kind.POSTFIX_INCREMENT || kind == Tree.Kind.POSTFIX_DECREMENT;
    }

    private static Tree.Kind operatorOf(Tree.Kind kind) {
        return switch (kind) {
            case PLUS_ASSIGNMENT -> Tree.Kind.PLUS;
            case MINUS_ASSIGNMENT -> Tree.Kind.MINUS;
            case MULTIPLY_ASSIGNMENT -> Tree.Kind.MULTIPLY;
            case DIVIDE_ASSIGNMENT -> Tree.Kind.DIVIDE;
            case REMAINDER_ASSIGNMENT -> Tree.Kind.REMAINDER;
            case AND_ASSIGNMENT -> Tree.Kind.AND;
            case OR_ASSIGNMENT -> Tree.Kind.OR;
            case XOR_ASSIGNMENT -> Tree.Kind.XOR;
            case LEFT_SHIFT_ASSIGNMENT -> Tree.Kind.LEFT_SHIFT;
            case RIGHT_SHIFT_ASSIGNMENT -> Tree.Kind.RIGHT_SHIFT;
            default -> Tree.Kind.UNSIGNED_RIGHT_SHIFT;
        };
    }
}
