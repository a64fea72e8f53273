package org.backwire.processor.source;

import com.sun.source.tree.Tree;
import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Conversions between Java's types: at once for constants, as ops for values. Records stay what they are. */
final class Conversions {
    private final Lowering desk;

    Conversions(Lowering desk) {
        this.desk = desk;
    }

    /** Converts as an assignment, a call or a cast would; whether Java allows it there is left to javac. */
    Operand convert(Operand operand, TypeMirror to, Tree tree) {
        if (operand.isBad() || operand.isUndefined()) {
            return Operand.BAD;
        }
        if (operand.kind() == TypeKind.VOID) {
            return desk.refuse(Problem.UNKNOWN_TYPE, tree, desk.text(tree));
        }
        if (operand.components() != null) {
            return record(operand, to, tree);
        }
        if (to.getKind().isPrimitive()) {
            Operand primitive = operand.kind().isPrimitive() ? operand : unboxed(operand, to, tree);
            return primitive.isBad() ? primitive : primitive(primitive, to, tree);
        }
        return operand.kind().isPrimitive() ? boxed(operand, to, tree) : reference(operand, to, tree);
    }

    private Operand record(Operand operand, TypeMirror to, Tree tree) {
        boolean stays = desk.types.isSameType(desk.types.erasure(operand.type()), desk.types.erasure(to));
        if (stays) {
            return operand.as(to);
        }
        Operand whole = desk.records.whole(operand, tree);
        return whole.isBad() ? whole : reference(whole, to, tree);
    }

    private Operand primitive(Operand operand, TypeMirror to, Tree tree) {
        TypeMirror plain = desk.java.plain(to);
        if (operand.kind() == to.getKind()) {
            return operand.as(plain);
        }
        if (operand.kind() == TypeKind.BOOLEAN || to.getKind() == TypeKind.BOOLEAN) {
            return desk.refuse(Problem.UNKNOWN_TYPE, tree, desk.text(tree));
        }
        if (operand.isConstant()) {
            return Operand.constant(plain, Folding.convert(operand.constantValue(), to.getKind()));
        }
        Value value = desk.valueOf(operand, tree);
        return Operand.of(plain, desk.apply(Gate.CAST, desk.graphType(plain), desk.origin(tree), value));
    }

    /** The value in a box; the cast of any other object to a primitive type goes through that type's box. */
    private Operand unboxed(Operand operand, TypeMirror to, Tree tree) {
        if (operand.kind() == TypeKind.ARRAY || JavaTypes.isString(operand.type())) {
            return desk.refuse(Problem.UNKNOWN_TYPE, tree, desk.text(tree));
        }
        TypeMirror primitive = operand.isNull() ? null : desk.java.unboxed(operand.type());
        if (primitive == null) {
            primitive = desk.java.plain(to);
        }
        Operand box = reference(operand, desk.java.boxed(primitive), tree);
        if (box.isBad()) {
            return box;
        }
        desk.foreigns.declare(desk.valueOf(box, tree));
        Type type = desk.graphType(primitive);
        Value result = desk.value(type, tree);
        Member member = new Member(classRef(desk.java.boxed(primitive)), type + "Value");
        desk.emit(new Op.Foreign(
                result, Op.Use.INSTANCE_CALL, member, desk.valueOf(box, tree), List.of(), desk.origin(tree)));
        return Operand.of(primitive, result);
    }

    private Operand boxed(Operand operand, TypeMirror to, Tree tree) {
        if (to.getKind() == TypeKind.ARRAY || JavaTypes.isString(to)) {
            return desk.refuse(Problem.UNKNOWN_TYPE, tree, desk.text(tree));
        }
        TypeMirror wanted = desk.java.unboxed(to);
        Operand primitive = wanted != null && operand.isConstant() ? primitive(operand, wanted, tree) : operand;
        if (primitive.isBad()) {
            return primitive;
        }
        TypeMirror box = desk.java.boxed(primitive.type());
        Value value = desk.valueOf(primitive, tree);
        Value result = desk.value(desk.graphType(box), tree);
        desk.emit(new Op.Foreign(
                result,
                Op.Use.STATIC_CALL,
                new Member(classRef(box), "valueOf"),
                null,
                List.of(value),
                desk.origin(tree)));
        return reference(Operand.of(box, result), to, tree);
    }

    /** The static type matters where foreign methods are overloaded, so that even a widening is kept if the class differs. */
    private Operand reference(Operand operand, TypeMirror to, Tree tree) {
        if (operand.isNull()) {
            if (desk.records.isTakenApart(to)) {
                return desk.refuse(Problem.NULL_RECORD, tree, desk.text(tree));
            }
            Value value = desk.value(desk.graphType(to), tree);
            desk.emit(new Op.Constant(value, null, null, null));
            return Operand.of(to, value);
        }
        if (operand.isConstant() && JavaTypes.isString(to)) {
            return operand;
        }
        Value value = desk.valueOf(operand, tree);
        Type type = desk.graphType(to);
        if (isSameClass(value.type(), type) && !isRetyped(value.type(), type)) {
            return Operand.of(to, value);
        }
        if (value.type() instanceof Type.Array from && type instanceof Type.Array other && areApart(from, other)) {
            return desk.refuse(Problem.UNKNOWN_TYPE, tree, desk.text(tree));
        }
        if (value.type().isDifferentiable() && !type.isDifferentiable()) {
            return desk.refuse(Problem.BOXED, tree, desk.text(tree));
        }
        Value seen = desk.foreigns.asSeen(operand, tree);
        if (isSameClass(seen.type(), type) && !isRetyped(seen.type(), type)) {
            return desk.records.takenApart(Operand.of(to, seen), tree);
        }
        Value result = desk.value(type, tree);
        desk.emit(new Op.CastReference(result, seen));
        return desk.records.takenApart(Operand.of(to, result), tree);
    }

    /** Whether no array of numbers is of both types. */
    private static boolean areApart(Type.Array from, Type.Array to) {
        boolean areNumbers = to.leaf().isPrimitive();
        return from.leaf().isPrimitive()
                && (areNumbers ? from.rank() != to.rank() || from.leaf() != to.leaf() : to.rank() >= from.rank());
    }

    /** Whether two types are the same but for their arguments. */
    static boolean isSameClass(Type one, Type other) {
        return erased(one).equals(erased(other));
    }

    /**
     * Whether a raw type, or one with wildcards, becomes one that says more, of which javac warns; or one that says more becomes raw, which
     * takes anything.
     */
    private static boolean isRetyped(Type from, Type to) {
        if (from instanceof Type.Array row && to instanceof Type.Array other) {
            return isRetyped(row.element(), other.element());
        }
        if (!(from instanceof Type.Reference reference && to instanceof Type.Reference other)) {
            return false;
        }
        if (other.arguments().isEmpty()) {
            return !reference.arguments().isEmpty();
        }
        boolean isVague = reference.arguments().isEmpty()
                || reference.arguments().stream().anyMatch(Type.Wildcard.class::isInstance);
        return isVague && other.arguments().stream().noneMatch(Type.Wildcard.class::isInstance);
    }

    private static Object erased(Type type) {
        if (type instanceof Type.Array array) {
            return new Type.Array(erased(array.element()) instanceof Type element ? element : array.element());
        }
        return type instanceof Type.Reference reference ? new Type.Reference(reference.type(), List.of()) : type;
    }

    private static ClassRef classRef(TypeMirror type) {
        return TypeOf.classRef((TypeElement) ((DeclaredType) type).asElement());
    }

    /** The element type of an array; null if it is none. */
    static @Nullable TypeMirror elementOf(TypeMirror type) {
        return type instanceof ArrayType array ? array.getComponentType() : null;
    }
}
