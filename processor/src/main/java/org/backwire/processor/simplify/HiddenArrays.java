package org.backwire.processor.simplify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Arrays of numbers that derivatives added and that have one name only: nobody can see what is written to them but who reads them by that
 * name.
 */
final class HiddenArrays {
    static final HiddenArrays NONE = new HiddenArrays();

    private final Map<Value, List<Op>> writes = new HashMap<>();
    private final Set<Value> seen = new HashSet<>();

    private HiddenArrays() {}

    static HiddenArrays of(Function function) {
        HiddenArrays arrays = new HiddenArrays();
        arrays.collect(function.body());
        arrays.seen.forEach(arrays.writes::remove);
        return arrays;
    }

    private void collect(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.ZerosLike zeros && isHidden(zeros.result())) {
                writes.put(zeros.result(), new ArrayList<>());
            } else if (op instanceof Op.Store store) {
                written(store.array(), op);
                seen.add(store.value());
            } else if (!(op instanceof Op.Load || op instanceof Op.Length)) {
                seen.addAll(op.operands());
            }
            op.regions().forEach(this::collect);
        }
        seen.addAll(region.yields());
    }

    private static boolean isHidden(Value array) {
        return array.origin() == null && array.type() instanceof Type.Array type && type.rank() == 1;
    }

    private void written(Value array, Op op) {
        List<Op> ops = writes.get(array);
        if (ops != null) {
            ops.add(op);
        }
    }

    /** Whether an op writes to such an array, and does nothing else. */
    boolean isWrite(Op op) {
        return op instanceof Op.Store store && writes.containsKey(store.array());
    }

    /** What writes to an array; nothing unless it is such an array. */
    List<Op> writesTo(Value array) {
        return writes.getOrDefault(array, List.of());
    }
}
