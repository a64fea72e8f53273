package org.backwire.processor.source;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Unary and binary operators, but for those that assign and those that evaluate one side only. */
final class Operators {
    /** From this depth on an expression is quoted by its end: quoting all of a long sum at each plus would be quadratic. */
    private static final int QUOTED_DEPTH = 12;

    private static final Map<Tree.Kind, Gate> GATES = new EnumMap<>(Map.ofEntries(
            Map.entry(Tree.Kind.PLUS, Gate.ADD),
            Map.entry(Tree.Kind.MINUS, Gate.SUB),
            Map.entry(Tree.Kind.MULTIPLY, Gate.MUL),
            Map.entry(Tree.Kind.DIVIDE, Gate.DIV),
            Map.entry(Tree.Kind.REMAINDER, Gate.REM),
            Map.entry(Tree.Kind.LESS_THAN, Gate.LT),
            Map.entry(Tree.Kind.LESS_THAN_EQUAL, Gate.LE),
            Map.entry(Tree.Kind.GREATER_THAN, Gate.GT),
            Map.entry(Tree.Kind.GREATER_THAN_EQUAL, Gate.GE),
            Map.entry(Tree.Kind.EQUAL_TO, Gate.EQ),
            Map.entry(Tree.Kind.NOT_EQUAL_TO, Gate.NE),
            Map.entry(Tree.Kind.AND, Gate.BIT_AND),
            Map.entry(Tree.Kind.OR, Gate.BIT_OR),
            Map.entry(Tree.Kind.XOR, Gate.BIT_XOR),
            Map.entry(Tree.Kind.LEFT_SHIFT, Gate.SHL),
            Map.entry(Tree.Kind.RIGHT_SHIFT, Gate.SHR),
            Map.entry(Tree.Kind.UNSIGNED_RIGHT_SHIFT, Gate.USHR)));

    private final Lowering desk;

    Operators(Lowering desk) {
        this.desk = desk;
    }

    /** Reads a chain of operators along its left side, without recursion: sums of thousands of terms occur. */
    Operand binary(BinaryTree tree) {
        Deque<BinaryTree> chain = new ArrayDeque<>();
        ExpressionTree first = tree;
        while (first instanceof BinaryTree left && !Conditionals.isShort(first.getKind())) {
            chain.push(left);
            first = left.getLeftOperand();
        }
        Operand result = desk.expressions.read(first);
        int depth = 0;
        for (BinaryTree link : chain) {
            Operand left = isArithmetic(link.getKind()) ? unboxed(result, link.getLeftOperand()) : result;
            Operand right = desk.expressions.read(link.getRightOperand());
            Origin origin = ++depth < QUOTED_DEPTH
                    ? desk.origin(link)
                    : desk.origin(link, "… " + desk.text(link.getRightOperand()));
            result = apply(link.getKind(), left, right, link, origin);
            if (!result.isBad()) {
                desk.assumeType(link, result.type());
            }
        }
        return result;
    }

    /** Operators that unbox whatever the other side is. */
    private static boolean isArithmetic(Tree.Kind operator) {
        return operator != Tree.Kind.PLUS && operator != Tree.Kind.EQUAL_TO && operator != Tree.Kind.NOT_EQUAL_TO;
    }

    /** A box is opened before the other side is evaluated. */
    private Operand unboxed(Operand operand, Tree tree) {
        if (operand.isBad() || operand.components() != null || operand.kind().isPrimitive()) {
            return operand;
        }
        TypeMirror primitive = desk.java.unboxed(operand.type());
        return primitive == null ? operand : desk.conversions.convert(operand, primitive, tree);
    }

    /** @param tree what is quoted and pointed at */
    Operand apply(Tree.Kind operator, Operand left, Operand right, Tree tree, Origin origin) {
        if (left.isBad() || right.isBad()) {
            return Operand.BAD;
        }
        if (left.kind() == TypeKind.VOID || right.kind() == TypeKind.VOID) {
            return desk.refuse(Problem.UNKNOWN_TYPE, tree, origin.text());
        }
        boolean text = JavaTypes.isString(left.type()) || JavaTypes.isString(right.type());
        if (operator == Tree.Kind.PLUS && text) {
            return concat(left, right, tree, origin);
        }
        TypeMirror a = left.isNull() ? null : desk.java.unboxed(left.type());
        TypeMirror b = right.isNull() ? null : desk.java.unboxed(right.type());
        boolean equality = operator == Tree.Kind.EQUAL_TO || operator == Tree.Kind.NOT_EQUAL_TO;
        if (equality && (!left.kind().isPrimitive() && !right.kind().isPrimitive() || a == null || b == null)) {
            return references(operator, left, right, tree, origin);
        }
        if (a == null || b == null) {
            return desk.refuse(Problem.UNKNOWN_TYPE, tree, origin.text());
        }
        return primitives(operator, left, a, right, b, tree, origin);
    }

    private Operand primitives(
            Tree.Kind operator, Operand left, TypeMirror a, Operand right, TypeMirror b, Tree tree, Origin origin) {
        boolean shift = operator == Tree.Kind.LEFT_SHIFT
                || operator == Tree.Kind.RIGHT_SHIFT
                || operator == Tree.Kind.UNSIGNED_RIGHT_SHIFT;
        boolean truth = a.getKind() == TypeKind.BOOLEAN;
        TypeMirror leftType = truth ? a : shift ? desk.java.promoted(a) : desk.java.promoted(a, b);
        TypeMirror rightType = shift ? desk.java.promoted(b) : leftType;
        if (takesBits(operator) && (TypeOf.isDifferentiable(leftType) || TypeOf.isDifferentiable(rightType))) {
            return desk.refuse(Problem.UNKNOWN_TYPE, tree, origin.text());
        }
        Operand x = desk.conversions.convert(left, leftType, tree);
        Operand z = desk.conversions.convert(right, rightType, tree);
        Gate gate = GATES.get(operator);
        if (x.isBad() || z.isBad() || gate == null) {
            return Operand.BAD;
        }
        TypeMirror type = gate.isTest() ? desk.java.primitive(TypeKind.BOOLEAN) : leftType;
        Object folded = x.isConstant() && z.isConstant()
                ? Folding.binary(operator, x.constantValue(), z.constantValue())
                : null;
        if (folded != null) {
            return Operand.constant(type, folded);
        }
        Value first = desk.valueOf(x, tree);
        Value second = desk.valueOf(z, tree);
        return Operand.of(type, desk.apply(gate, desk.graphType(type), origin, first, second));
    }

    private static boolean takesBits(Tree.Kind operator) {
        return switch (GATES.getOrDefault(operator, Gate.ADD)) {
            case BIT_AND, BIT_OR, BIT_XOR, SHL, SHR, USHR -> true;
            default -> false;
        };
    }

    /** Whether an object is null, or is not. */
    Operand isNull(Operand object, boolean asked, Tree tree) {
        Operand none = Operand.constant(desk.types.getNullType(), null);
        return references(asked ? Tree.Kind.EQUAL_TO : Tree.Kind.NOT_EQUAL_TO, object, none, tree, desk.origin(tree));
    }

    private Operand references(Tree.Kind operator, Operand one, Operand other, Tree tree, Origin origin) {
        Operand left = desk.records.asGiven(one);
        Operand right = desk.records.asGiven(other);
        TypeMirror type = desk.java.primitive(TypeKind.BOOLEAN);
        if (left.isConstant() && right.isConstant()) {
            Object folded = Folding.binary(operator, left.constantValue(), right.constantValue());
            return Operand.constant(type, Objects.requireNonNull(folded));
        }
        if (left.kind().isPrimitive() || right.kind().isPrimitive()) {
            return desk.refuse(Problem.UNKNOWN_TYPE, tree, origin.text());
        }
        boolean againstNull = left.isNull() || right.isNull();
        if (againstNull && desk.records.isThere(left.isNull() ? right : left)) {
            return Operand.of(type, desk.constant(desk.graphType(type), operator == Tree.Kind.NOT_EQUAL_TO));
        }
        boolean arrays = left.kind() == TypeKind.ARRAY || right.kind() == TypeKind.ARRAY;
        if (left.components() != null || right.components() != null || arrays && !againstNull) {
            // A companion computes on copies, and the components of records: identity is not kept.
            return desk.refuse(
                    Problem.UNSUPPORTED_EXPRESSION,
                    tree,
                    "identity of " + origin.text(),
                    againstNull
                            ? "Keep whether there is one in a boolean beside it."
                            : "Compare the contents instead.");
        }
        Value a = desk.valueOf(left, tree);
        Value b = desk.valueOf(right, tree);
        return Operand.of(
                type,
                desk.apply(operator == Tree.Kind.EQUAL_TO ? Gate.EQ : Gate.NE, desk.graphType(type), origin, a, b));
    }

    private Operand concat(Operand left, Operand right, Tree tree, Origin origin) {
        TypeMirror type = desk.java.string();
        if (left.isConstant() && right.isConstant()) {
            return Operand.constant(type, left.constantValue().toString() + right.constantValue());
        }
        Operand first = desk.records.whole(left, tree);
        Operand second = desk.records.whole(right, tree);
        if (first.isBad() || second.isBad()) {
            return Operand.BAD;
        }
        Value result = new Value(desk.graphType(type), null, origin, null);
        desk.emit(new Op.Concat(result, List.of(desk.valueOf(first, tree), desk.valueOf(second, tree))));
        return Operand.of(type, result);
    }

    Operand unary(UnaryTree tree) {
        Operand operand = desk.expressions.read(tree.getExpression());
        if (operand.isBad()) {
            return operand;
        }
        Gate gate = gateOf(tree.getKind());
        TypeMirror primitive =
                operand.isNull() || operand.components() != null ? null : desk.java.unboxed(operand.type());
        if (primitive == null) {
            return desk.refuse(Problem.UNKNOWN_TYPE, tree, desk.text(tree));
        }
        TypeMirror type = desk.java.promoted(primitive);
        Operand promoted = desk.conversions.convert(operand, type, tree.getExpression());
        if (promoted.isConstant()) {
            Object folded = Folding.unary(tree.getKind(), promoted.constantValue());
            return folded == null ? desk.expressions.unsupported(tree) : Operand.constant(type, folded);
        }
        if (gate == null) {
            return promoted;
        }
        Value value = desk.valueOf(promoted, tree);
        return Operand.of(type, desk.apply(gate, desk.graphType(type), desk.origin(tree), value));
    }

    /** Null for the plus that only promotes. */
    private static @Nullable Gate gateOf(Tree.Kind operator) {
        return switch (operator) {
            case UNARY_MINUS -> Gate.NEG;
            case BITWISE_COMPLEMENT -> Gate.BIT_NOT;
            case LOGICAL_COMPLEMENT -> Gate.NOT;
            default -> null;
        };
    }
}
