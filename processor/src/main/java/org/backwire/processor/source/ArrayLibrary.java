package org.backwire.processor.source;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** The methods of {@code System} and {@code java.util.Arrays} that copy and fill arrays, in terms of what the graph knows. */
final class ArrayLibrary {
    private static final Member MIN = Member.of("java.lang", "Math", "min");

    private final Lowering desk;

    ArrayLibrary(Lowering desk) {
        this.desk = desk;
    }

    /** What a call gives; null if it is none of these methods. */
    @Nullable
    Operand read(Calls.Call call) {
        String owner = Members.ownerOf(call.method()).getQualifiedName().toString();
        String name = owner + "." + call.method().getSimpleName();
        boolean known = name.equals("java.lang.System.arraycopy")
                || name.equals("java.util.Arrays.fill")
                || name.equals("java.util.Arrays.copyOf")
                || name.equals("java.util.Arrays.copyOfRange");
        if (name.equals("java.lang.System.arraycopy")
                && !(call.arguments().get(2).type() instanceof ArrayType)) {
            return desk.refuse(Problem.WRITE_TO_OUTER_ARRAY, call.argumentTree(2), desk.text(call.tree()));
        }
        if (!known || !isUnderstood(call.arguments().get(0))) {
            return null;
        }
        List<Value> values = values(call, name);
        if (values == null) {
            return Operand.BAD;
        }
        TypeMirror type = call.arguments().get(0).type();
        return switch (name) {
            case "java.lang.System.arraycopy" -> copy(values, call);
            case "java.util.Arrays.fill" -> fill(values, call);
            case "java.util.Arrays.copyOf" -> copyOf(values, type, call.tree());
            default -> copyOfRange(values, type, call.tree());
        };
    }

    /** Arrays of objects may be any array at run time; what is done to them is left to the library. */
    static boolean isUnderstood(Operand array) {
        if (!(array.type() instanceof ArrayType type)) {
            return false;
        }
        TypeMirror element = type.getComponentType();
        return element.getKind().isPrimitive() || element.getKind() == TypeKind.ARRAY;
    }

    /** The arguments, indices as {@code int}; null if they do not fit. */
    private @Nullable List<Value> values(Calls.Call call, String name) {
        List<Value> values = new ArrayList<>();
        int last = call.arguments().size() - 1;
        for (int i = 0; i <= last; i++) {
            Operand argument = call.arguments().get(i);
            Tree tree = call.argumentTree(i);
            TypeMirror element = Conversions.elementOf(call.arguments().get(0).type());
            if (argument.kind().isPrimitive() || i > 0 && argument.kind() != TypeKind.ARRAY) {
                boolean filling = name.endsWith("fill") && i == last;
                argument = desk.conversions.convert(
                        argument, filling && element != null ? element : desk.java.primitive(TypeKind.INT), tree);
            }
            if (argument.isBad()) {
                return null;
            }
            values.add(desk.valueOf(argument, tree));
        }
        return values;
    }

    private Operand copy(List<Value> values, Calls.Call call) {
        desk.emitWrite(
                new Op.CopyRange(values.get(0), values.get(1), values.get(2), values.get(3), values.get(4)),
                call.tree());
        return Operand.nothing(call.method().getReturnType());
    }

    private Operand fill(List<Value> values, Calls.Call call) {
        boolean whole = values.size() == 2;
        Value array = values.get(0);
        Value from = whole ? desk.constant(Type.Primitive.INT, 0) : values.get(1);
        Value to = whole ? length(array, call.tree()) : values.get(2);
        desk.emitWrite(new Op.Fill(array, from, to, values.get(values.size() - 1), null), call.tree());
        return Operand.nothing(call.method().getReturnType());
    }

    private Value length(Value array, Tree tree) {
        Value length = desk.value(Type.Primitive.INT, tree);
        desk.emit(new Op.Length(length, array));
        return length;
    }

    private Operand copyOf(List<Value> values, TypeMirror type, Tree tree) {
        Value array = values.get(0);
        Value zero = desk.constant(Type.Primitive.INT, 0);
        Value target = created(type, values.get(1), tree);
        Value count = least(length(array, tree), values.get(1), tree);
        desk.emit(new Op.CopyRange(array, zero, target, zero, count));
        return Operand.of(type, target);
    }

    private Operand copyOfRange(List<Value> values, TypeMirror type, Tree tree) {
        Value array = values.get(0);
        Value from = values.get(1);
        Value to = values.get(2);
        Origin origin = desk.origin(tree);
        Value reversed = desk.apply(Gate.GT, Type.Primitive.BOOLEAN, origin, from, to);
        Branch refuses = desk.joins.fork(() -> {
            Value message = desk.value(Type.Reference.STRING, tree);
            Value arrow = desk.constant(Type.Reference.STRING, " > ");
            Value begin = desk.value(Type.Reference.STRING, tree);
            desk.emit(new Op.Concat(begin, List.of(from, arrow)));
            desk.emit(new Op.Concat(message, List.of(begin, to)));
            Value exception = desk.value(Type.Reference.of("java.lang", "IllegalArgumentException"), tree);
            Member constructor = Member.of("java.lang", "IllegalArgumentException", "<init>");
            desk.emit(new Op.Foreign(exception, Op.Use.CONSTRUCTOR, constructor, null, List.of(message), origin));
            desk.emit(new Op.Throw(exception));
            desk.state.die();
        });
        desk.joins.join(tree, reversed, refuses, desk.joins.fork(() -> {}));
        Value size = desk.apply(Gate.SUB, Type.Primitive.INT, origin, to, from);
        Value target = created(type, size, tree);
        Value rest = desk.apply(Gate.SUB, Type.Primitive.INT, origin, length(array, tree), from);
        Value zero = desk.constant(Type.Primitive.INT, 0);
        desk.emit(new Op.CopyRange(array, from, target, zero, least(rest, size, tree)));
        return Operand.of(type, target);
    }

    private Value created(TypeMirror type, Value length, Tree tree) {
        Value array = desk.value(desk.graphType(type), tree);
        desk.emit(new Op.NewArray(array, List.of(length)));
        return array;
    }

    private Value least(Value a, Value b, Tree tree) {
        return desk.apply(Gate.MIN, Type.Primitive.INT, desk.origin(tree), List.of(a, b), MIN);
    }
}
