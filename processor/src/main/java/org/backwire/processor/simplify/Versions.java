package org.backwire.processor.simplify;

import java.util.HashMap;
import java.util.Map;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Which elements of arrays may have been written between two places: those of one type, as others are in other arrays, and the rows
 * of arrays of arrays.
 */
final class Versions {
    /** Of all types that are not in the map. */
    private int base;

    private Map<Object, Integer> own = new HashMap<>();
    private int rows;
    private int last;

    /** What was known where a region began. */
    record Entry(int base, Map<Object, Integer> own, int inside) {}

    int of(Op.Load load) {
        return load.result().type() instanceof Type.Array ? rows : own.getOrDefault(kind(load.array()), base);
    }

    void write(Op op) {
        if (movesRows(op)) {
            rows = ++last;
        }
        if (op instanceof Op.Store store) {
            write(kind(store.array()));
        } else if (op instanceof Op.Fill fill) {
            write(kind(fill.array()));
        } else if (op instanceof Op.CopyRange copy) {
            write(kind(copy.target()));
        } else {
            writeAll();
        }
    }

    private void write(Object kind) {
        own.put(kind, ++last);
    }

    private void writeAll() {
        base = ++last;
        own.clear();
    }

    /**
     * Elements read outside are read again inside, and the other way round if something inside may write. Rows stay where they are, unless
     * something moves them.
     *
     * @param around what the region is of; in a loop all of it may have happened before, in an earlier round
     */
    Entry enter(Op around) {
        if (around instanceof Op.Loop
                && around.regions().stream().anyMatch(region -> region.hasAny(Versions::movesRows))) {
            rows = ++last;
        }
        Entry entry = new Entry(base, own, ++last);
        base = last;
        own = new HashMap<>();
        return entry;
    }

    void leave(Entry entry) {
        Map<Object, Integer> inside = own;
        boolean mayAll = base != entry.inside;
        base = entry.base;
        own = entry.own;
        if (mayAll) {
            writeAll();
        } else {
            inside.keySet().forEach(this::write);
        }
    }

    /** Whether an array of arrays may get other rows. */
    private static boolean movesRows(Op op) {
        if (op instanceof Op.Store store) {
            return store.value().type() instanceof Type.Array;
        }
        if (op instanceof Op.Fill fill) {
            return fill.value().type() instanceof Type.Array;
        }
        if (op instanceof Op.CopyRange copy) {
            return copy.target().type() instanceof Type.Array array && array.rank() > 1;
        }
        return op.regions().isEmpty() && op.effect() == Op.Effect.WRITES;
    }

    /** Arrays of different primitive types are different arrays; of objects it is not asked. */
    private static Object kind(Value array) {
        return array.type() instanceof Type.Array type
                        && type.rank() == 1
                        && type.leaf().isPrimitive()
                ? type.leaf()
                : Type.Reference.OBJECT;
    }
}
