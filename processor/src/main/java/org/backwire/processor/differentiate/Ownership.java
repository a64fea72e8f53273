package org.backwire.processor.differentiate;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Whether the arrays that a function returns are its own: made by it, known to nobody else, each of them and each of their rows
 * another one. Then whoever calls it may write to what it returns.
 */
public final class Ownership {
    private final Memory memory;

    /** Classes of arrays that come from elsewhere, or that an array may hold twice. */
    private final Set<Object> shared = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Set<Value> held = Collections.newSetFromMap(new IdentityHashMap<>());

    private Ownership(Memory memory) {
        this.memory = memory;
    }

    /** The answer; rather no than yes. */
    public static boolean isOwn(Function function) {
        if (function.results().stream().noneMatch(Ownership::isArray)) {
            return true;
        }
        Ownership ownership = new Ownership(Memory.of(function));
        function.parameters().forEach(ownership::share);
        ownership.inspect(function.body());
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        return function.results().stream()
                .flatMap(result -> ownership.classes(result).stream())
                .allMatch(arrays -> seen.add(arrays) && !ownership.shared.contains(arrays));
    }

    /** What is to be known of the rows of the arrays of a function. */
    static Ownership ofRows(Function function) {
        Ownership ownership = new Ownership(Memory.of(function));
        ownership.inspect(function.body());
        return ownership;
    }

    /** Whether each row of an array is another one, and in no other array. */
    boolean hasOwnRows(Value array) {
        List<Object> classes = classes(array);
        return Collections.disjoint(classes.subList(1, classes.size()), shared);
    }

    private static boolean isArray(Value value) {
        return value.type() instanceof Type.Array;
    }

    /** The class of an array and those of its rows. */
    private List<Object> classes(Value value) {
        return value.type() instanceof Type.Array array ? memory.classesOf(value, array.rank()) : List.of();
    }

    private void share(Value value) {
        shared.addAll(classes(value));
    }

    private void inspect(Region region) {
        for (Op op : region.ops()) {
            boolean isOthers = op instanceof Op.Foreign
                    || op instanceof Op.CastReference
                    || op instanceof Op.CallDifferentiable call
                            && !call.callee().owns();
            if (isOthers) {
                op.results().forEach(this::share);
                if (op instanceof Op.Foreign foreign && !foreign.isNullCheck()) {
                    op.operands().forEach(this::share); // somebody else knows it now
                }
            } else if (op instanceof Op.Store store && isArray(store.value())) {
                hold(store.value(), region);
            } else if (op instanceof Op.ArrayOf array) {
                array.operands().stream().filter(Ownership::isArray).forEach(row -> hold(row, region));
            } else if (op instanceof Op.Fill fill && isArray(fill.value())) {
                share(fill.value());
            } else if (op instanceof Op.CopyRange || op instanceof Op.CloneArray) {
                Value rows = op.operands().get(0);
                if (((Type.Array) rows.type()).rank() > 1) {
                    shared.addAll(classes(rows).subList(1, classes(rows).size()));
                }
            }
            op.regions().forEach(this::inspect);
        }
    }

    /** A row that is made where it is put, and put there only, is in no other place. */
    private void hold(Value row, Region region) {
        boolean isNew = region.ops().stream()
                .anyMatch(op -> op.results().contains(row)
                        && (op instanceof Op.NewArray
                                || op instanceof Op.ArrayOf
                                || op instanceof Op.CloneArray
                                || op instanceof Op.CallDifferentiable));
        if (!isNew || !held.add(row)) {
            share(row);
        }
    }
}
