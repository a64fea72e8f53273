package org.backwire.processor.source;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import java.util.function.Consumer;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** {@code &&}, {@code ||} and {@code ?:}, which evaluate one side only. */
final class Conditionals {
    private final Lowering desk;

    Conditionals(Lowering desk) {
        this.desk = desk;
    }

    static boolean isShort(Tree.Kind kind) {
        return kind == Tree.Kind.CONDITIONAL_AND || kind == Tree.Kind.CONDITIONAL_OR;
    }

    Operand shortCircuit(BinaryTree tree) {
        boolean and = tree.getKind() == Tree.Kind.CONDITIONAL_AND;
        TypeMirror type = desk.java.primitive(TypeKind.BOOLEAN);
        Operand left = desk.expressions.condition(tree.getLeftOperand());
        if (left.isConstant()) {
            boolean decided = left.constantValue().equals(!and);
            return decided ? left : right(tree, and);
        }
        desk.bindings.declare(tree.getRightOperand());
        Operand[] right = new Operand[1];
        Branch asks = desk.joins.fork(() -> right[0] = right(tree, and));
        if (left.isBad() || right[0].isBad()) {
            return Operand.BAD;
        }
        Branch knows = desk.joins.fork(() -> {});
        Operand known = Operand.constant(type, !and);
        Value condition = desk.valueOf(left, tree.getLeftOperand());
        return and
                ? desk.joins.join(tree, condition, asks, knows, type, right[0], known)
                : desk.joins.join(tree, condition, knows, asks, type, known, right[0]);
    }

    private Operand right(BinaryTree tree, boolean and) {
        Operand[] right = new Operand[1];
        desk.bindings.within(
                PatternScopes.when(and, tree.getLeftOperand()),
                () -> right[0] = desk.expressions.condition(tree.getRightOperand()));
        return right[0];
    }

    /** Reads the second or the third part of a conditional expression aside, with what its condition binds in scope. */
    Branch part(ConditionalExpressionTree tree, boolean first, Consumer<ExpressionTree> reading) {
        ExpressionTree part = first ? tree.getTrueExpression() : tree.getFalseExpression();
        return desk.joins.fork(
                () -> desk.bindings.within(PatternScopes.when(first, tree.getCondition()), () -> reading.accept(part)));
    }

    /** @param isParenthesized whether it stands in parentheses of its own */
    Operand read(ConditionalExpressionTree tree, @Nullable TypeMirror target, boolean isParenthesized) {
        // To tell whether both parts are numbers, javac looks at them where the pattern's variables are not in scope.
        // Where
        // it takes one for no number, both are converted to what is asked for, one by one.
        boolean isOpen = target != null && PatternScopes.areUsed(tree);
        boolean isNumber = target != null && target.getKind().isPrimitive();
        Operand operand = read(tree, target, isParenthesized && !isOpen, isOpen);
        return isOpen && isNumber ? operand : desk.expressions.assumed(tree, operand);
    }

    private Operand read(
            ConditionalExpressionTree tree, @Nullable TypeMirror target, boolean isParenthesized, boolean isOpen) {
        Operand condition = desk.expressions.condition(tree.getCondition());
        Operand[] values = new Operand[2];
        TypeMirror wanted = target != null && (isOpen || JavaTypes.isReference(target)) ? target : null;
        Branch then = part(tree, true, value -> values[0] = desk.expressions.read(value, wanted));
        Branch otherwise = part(tree, false, value -> values[1] = desk.expressions.read(value, wanted));
        if (condition.isBad() || values[0].isBad() || values[1].isBad()) {
            return Operand.BAD;
        }
        TypeMirror type = type(values[0], values[1], target, isOpen);
        if (type == null) {
            return desk.refuse(Problem.UNKNOWN_TYPE, tree, desk.text(tree));
        }
        if (condition.isConstant()) {
            boolean first = condition.constantValue().equals(true);
            return chosen(
                    first ? then : otherwise,
                    first ? values[0] : values[1],
                    values[0].isConstant() && values[1].isConstant(),
                    type,
                    first ? tree.getTrueExpression() : tree.getFalseExpression());
        }
        ExpressionTree lossy = isParenthesized || target != null && target.getKind() == TypeKind.FLOAT
                ? null
                : lossy(tree, type, values);
        if (lossy != null) {
            String text = lossy instanceof BinaryTree ? "(" + desk.text(lossy) + ")" : desk.text(lossy);
            return desk.refuse(Problem.LOSSY_CHOICE, lossy, desk.text(lossy), text, text);
        }
        Branch thenConverted = desk.joins.resume(
                then, () -> values[0] = desk.conversions.convert(values[0], type, tree.getTrueExpression()));
        Branch otherwiseConverted = desk.joins.resume(
                otherwise, () -> values[1] = desk.conversions.convert(values[1], type, tree.getFalseExpression()));
        return desk.joins.join(
                tree,
                desk.valueOf(condition, tree.getCondition()),
                thenConverted,
                otherwiseConverted,
                type,
                values[0],
                values[1]);
    }

    /**
     * A whole number that would become a {@code float} (JLS 15.25), but which javac converts at once to the {@code double} that a
     * variable, a parameter or a result is, unless there are parentheses between the two.
     */
    private @Nullable ExpressionTree lossy(ConditionalExpressionTree tree, TypeMirror type, Operand[] values) {
        if (type.getKind() != TypeKind.FLOAT) {
            return null;
        }
        return isLossy(values[0]) ? tree.getTrueExpression() : isLossy(values[1]) ? tree.getFalseExpression() : null;
    }

    private boolean isLossy(Operand operand) {
        TypeMirror number = desk.java.unboxed(operand.type());
        boolean isWhole = number != null && isOneOf(number, TypeKind.INT, TypeKind.LONG);
        return isWhole && !(operand.isConstant() && isFloat(operand.constantValue()));
    }

    private static boolean isFloat(Object constant) {
        return constant instanceof Number number && (long) number.floatValue() == number.longValue();
    }

    /** The only branch that can be taken, read in place. */
    private Operand chosen(Branch branch, Operand value, boolean constant, TypeMirror type, ExpressionTree tree) {
        desk.joins.adopt(branch);
        Operand converted = desk.conversions.convert(value, type, tree);
        return constant || converted.isBad() || !converted.isConstant()
                ? converted
                : Operand.of(type, desk.valueOf(converted, tree));
    }

    /**
     * The type of a conditional expression, by the tables of the language specification; null if it is not known.
     *
     * @param isOpen whether javac may take a part for no number
     */
    private @Nullable TypeMirror type(Operand a, Operand b, @Nullable TypeMirror target, boolean isOpen) {
        TypeMirror first = a.isNull() ? null : desk.java.unboxed(a.type());
        TypeMirror second = b.isNull() ? null : desk.java.unboxed(b.type());
        if (first != null && second != null) {
            if (a.kind() == b.kind() && (a.kind().isPrimitive() || desk.java.same(a.type(), b.type()))) {
                return desk.java.plain(a.type());
            }
            if (first.getKind() == second.getKind()) {
                return isOpen && target != null && JavaTypes.isReference(target) ? target : first;
            }
            if (first.getKind() != TypeKind.BOOLEAN && second.getKind() != TypeKind.BOOLEAN) {
                return numeric(first, a, second, b);
            }
        }
        boolean isNumberOrNull = first != null && b.isNull() || a.isNull() && second != null;
        if (target != null && JavaTypes.isReference(target) && (isOpen || !isNumberOrNull)) {
            return target;
        }
        return reference(boxed(a), boxed(b));
    }

    private TypeMirror numeric(TypeMirror first, Operand a, TypeMirror second, Operand b) {
        if (fits(b, second, first.getKind())) {
            return first;
        }
        if (fits(a, first, second.getKind())) {
            return second;
        }
        boolean small = isOneOf(first, TypeKind.BYTE, TypeKind.SHORT) && isOneOf(second, TypeKind.BYTE, TypeKind.SHORT);
        return small ? desk.java.primitive(TypeKind.SHORT) : desk.java.promoted(first, second);
    }

    /** Whether an {@code int} constant can be written in a smaller type. */
    static boolean fits(Operand operand, TypeMirror type, TypeKind small) {
        if (type.getKind() != TypeKind.INT || !operand.isConstant()) {
            return false;
        }
        int value = (Integer) Folding.convert(operand.constantValue(), TypeKind.INT);
        return switch (small) {
            case BYTE -> value == (byte) value;
            case SHORT -> value == (short) value;
            case CHAR -> value == (char) value;
            default -> false;
        };
    }

    private static boolean isOneOf(TypeMirror type, TypeKind one, TypeKind other) {
        return type.getKind() == one || type.getKind() == other;
    }

    private TypeMirror boxed(Operand operand) {
        return operand.kind().isPrimitive() ? desk.java.boxed(operand.type()) : operand.type();
    }

    private @Nullable TypeMirror reference(TypeMirror a, TypeMirror b) {
        if (a.getKind() == TypeKind.VOID || b.getKind() == TypeKind.VOID) {
            return null;
        }
        if (desk.java.isSubtype(a, b)) {
            return b;
        }
        return desk.java.isSubtype(b, a) ? a : null;
    }
}
