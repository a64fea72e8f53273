package org.backwire.processor.differentiate;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Type.Primitive;
import org.backwire.processor.graph.Value;

/** How a workspace makes what an op makes: arrays and tapes of numbers and truths, of any rank, and tapes of frames. */
final class WorkspaceArrays {
    private static final Map<Type, String> NAMES = Map.of(
            Primitive.DOUBLE, "double",
            Primitive.FLOAT, "float",
            Primitive.INT, "int",
            Primitive.LONG, "long",
            Primitive.SHORT, "short",
            Primitive.CHAR, "char",
            Primitive.BYTE, "byte",
            Primitive.BOOLEAN, "boolean",
            Primitive.BIT, "bit");
    private static final Set<Type> WITH_MATRICES =
            Set.of(Primitive.DOUBLE, Primitive.FLOAT, Primitive.INT, Primitive.LONG, Primitive.BOOLEAN);

    private WorkspaceArrays() {}

    /** The name of the method for arrays of a primitive type. */
    static String plural(Type leaf) {
        return NAMES.get(leaf) + "s";
    }

    /** Whether a workspace has what an op makes; other objects are not kept longer than they are wanted. */
    static boolean has(Op op) {
        if (op instanceof Op.Foreign foreign) {
            return foreign.member().equals(Op.Foreign.ORDER)
                    || foreign.makesRoom()
                            && hasTape((Type.Array) foreign.results().get(0).type());
        }
        boolean isArray = op instanceof Op.NewArray
                || op instanceof Op.ArrayOf
                || op instanceof Op.ZerosLike
                || op instanceof Op.CloneArray
                || op instanceof Op.DeepCopy;
        return isArray && NAMES.containsKey(leaf(op)) || op instanceof Op.NewTape tape && hasTape(array(tape));
    }

    private static boolean hasTape(Type.Array type) {
        boolean isFrame = type.leaf() instanceof Type.Reference frame && Callee.isFrame(frame.type());
        return isFrame || NAMES.containsKey(type.leaf());
    }

    private static Type.Array array(Op op) {
        return (Type.Array) op.results().get(0).type();
    }

    private static Type leaf(Op op) {
        return array(op).leaf();
    }

    /**
     * Takes what an op makes, but for the elements that are listed.
     *
     * @param result is given it
     * @param arguments what the op is told, the length where it lists elements
     * @param lengths tells the lengths that are always the same
     */
    static void take(
            Op op, Value result, List<Value> arguments, Definitions lengths, Value workspace, RegionBuilder target) {
        if (op instanceof Op.NewArray array) {
            List<Value> unchecked = IntStream.range(1, arguments.size())
                    .filter(i -> mayBeNegative(array, i, lengths))
                    .mapToObj(arguments::get)
                    .distinct()
                    .toList();
            fill(result, arguments, unchecked, workspace, target);
        } else {
            target.add(WorkspaceCalls.of(result, method(op), workspace, arguments));
        }
    }

    /** The gradient of an array has the lengths that the array has. */
    private static boolean mayBeNegative(Op.NewArray array, int i, Definitions lengths) {
        Double known = lengths.number(array.operands().get(i));
        return array.result().origin() != null && (known == null || known < 0);
    }

    /** {@code new double[a][b][c][d]}: where there is no method for it, a loop puts in one row after the other. */
    private static void fill(
            Value result, List<Value> lengths, List<Value> unchecked, Value workspace, RegionBuilder target) {
        Type.Array type = (Type.Array) result.type();
        if (isWhole(type, lengths.size())) {
            target.add(WorkspaceCalls.of(result, plural(type.leaf()), workspace, lengths));
            return;
        }
        target.add(WorkspaceCalls.of(result, rows(type), workspace, lengths.subList(0, 1)));
        unchecked.forEach(length -> target.add(WorkspaceCalls.of(null, "requireLength", workspace, List.of(length))));
        if (lengths.size() > 1) {
            ArrayLoops.forEach(target, lengths.get(0), (body, k) -> {
                Value row = Value.of(type.element());
                fill(row, lengths.subList(1, lengths.size()), List.of(), workspace, body);
                body.add(new Op.Store(result, k, row, null));
            });
        }
    }

    private static String method(Op op) {
        Type.Array type = array(op);
        if (op instanceof Op.Foreign order) {
            return order.member().name();
        }
        if (op instanceof Op.NewTape) {
            return tape(type);
        }
        if (op instanceof Op.ArrayOf) {
            return type.rank() == 1 ? plural(type.leaf()) : rows(type);
        }
        return op instanceof Op.ZerosLike
                ? "zerosLike"
                : op instanceof Op.CloneArray && type.rank() > 1 ? "cloneOf" : "copyOf";
    }

    private static String tape(Type.Array type) {
        String leaf = NAMES.get(type.leaf());
        boolean isNamed = leaf != null && (type.rank() == 1 || type.leaf() == Primitive.DOUBLE && type.rank() <= 3);
        String suffix = type.rank() == 1 ? "" : type.rank() == 2 ? "Row" : "Matrix";
        return isNamed ? leaf + suffix + "Tape" : Op.Foreign.TAPE.name();
    }

    /** The method that makes an array all of whose rows are null. */
    private static String rows(Type.Array type) {
        return type.leaf().isFloating() && type.rank() <= 3
                ? NAMES.get(type.leaf()) + (type.rank() == 2 ? "Rows" : "Matrices")
                : Op.Foreign.ROWS.name();
    }

    /** Whether there is a method that makes an array with all its rows. */
    private static boolean isWhole(Type.Array type, int lengths) {
        boolean isThere = type.rank() == 1
                || type.rank() == 2 && WITH_MATRICES.contains(type.leaf())
                || type.rank() == 3 && type.leaf().isFloating();
        return lengths == type.rank() && isThere;
    }
}
