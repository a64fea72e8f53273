package org.backwire.processor.source;

import com.sun.source.tree.Tree;
import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * The {@code equals} of a record whose author wrote none: numbers are compared as their boxes compare them, so that NaN is NaN and
 * the zeros differ (JLS 8.10.3, {@code java.lang.Record}).
 */
final class RecordEquality {
    private final Lowering desk;

    RecordEquality(Lowering desk) {
        this.desk = desk;
    }

    /** Whether two records of one type are equal; null if that is not told by their components. */
    @Nullable
    Operand of(Operand record, Operand other, Tree tree) {
        if (other.components() == null || !desk.types.isSameType(record.type(), other.type()) || !areTold(record)) {
            return null;
        }
        return Operand.of(bool(), compared(record, other, tree));
    }

    private boolean areTold(Operand record) {
        TypeElement type = (TypeElement) ((DeclaredType) record.type()).asElement();
        if (desk.sources.mayDeclare(type, "equals", 1)) {
            return false;
        }
        List<Operand> components = record.components();
        return components != null
                && components.stream()
                        .allMatch(part -> part.components() == null ? part.kind() != TypeKind.ARRAY : areTold(part));
    }

    private Value compared(Operand one, Operand other, Tree tree) {
        List<Operand> parts = one.components();
        List<Operand> others = other.components();
        if (parts == null || others == null) {
            return leaf(desk.valueOf(one, tree), desk.valueOf(other, tree), tree);
        }
        Value all = null;
        for (int i = 0; i < parts.size(); i++) {
            Value same = compared(parts.get(i), others.get(i), tree);
            all = all == null ? same : apply(Gate.BIT_AND, tree, all, same);
        }
        return all == null ? desk.constant(Type.Primitive.BOOLEAN, true) : all;
    }

    private Value leaf(Value one, Value other, Tree tree) {
        Type type = one.type();
        if (!type.isPrimitive()) {
            Value same = desk.value(Type.Primitive.BOOLEAN, tree);
            Member equals = Member.of("java.util", "Objects", "equals");
            desk.emit(new Op.Foreign(same, Op.Use.STATIC_CALL, equals, null, List.of(one, other), desk.origin(tree)));
            return same;
        }
        if (!type.isDifferentiable()) {
            return apply(Gate.EQ, tree, one, other);
        }
        Member compare = Member.of("java.lang", type == Type.Primitive.FLOAT ? "Float" : "Double", "compare");
        Value order = desk.apply(Gate.COMPARE, Type.Primitive.INT, desk.origin(tree), List.of(one, other), compare);
        return apply(Gate.EQ, tree, order, desk.constant(Type.Primitive.INT, 0));
    }

    private Value apply(Gate gate, Tree tree, Value one, Value other) {
        return desk.apply(gate, Type.Primitive.BOOLEAN, desk.origin(tree), one, other);
    }

    private TypeMirror bool() {
        return desk.java.primitive(TypeKind.BOOLEAN);
    }
}
