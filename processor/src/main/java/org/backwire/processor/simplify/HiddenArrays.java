package org.backwire.processor.simplify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Arrays that derivatives added, of numbers and tapes of rows: nobody can see what is written to them but who reads them by their names. Most have one; a tape
 * that grows has others, in the loop and after it.
 */
final class HiddenArrays {
    static final HiddenArrays NONE = new HiddenArrays();

    private final Map<Value, Value> leaders = new IdentityHashMap<>();
    private final Map<Value, List<Op>> writes = new IdentityHashMap<>();
    private final Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private HiddenArrays() {}

    static HiddenArrays of(Function function) {
        if (!function.body().hasAny(op -> op instanceof Op.ZerosLike || op instanceof Op.NewTape)) {
            return NONE;
        }
        HiddenArrays arrays = new HiddenArrays();
        arrays.name(function.body());
        if (!arrays.writes.isEmpty()) {
            arrays.collect(function.body());
            arrays.seen.addAll(function.body().yields());
            arrays.seen.forEach(array -> arrays.writes.remove(arrays.leader(array)));
        }
        return arrays;
    }

    /** Gives all names of an array one leader. */
    private void name(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.ZerosLike || op instanceof Op.NewTape) {
                Value array = op.results().get(0);
                if (isHidden(op, array)) {
                    writes.put(array, new ArrayList<>());
                }
            } else if (op instanceof Op.Loop loop) {
                for (int i = 0; i < loop.variables().size(); i++) {
                    Value initial = loop.initials().get(i);
                    if (isTape(initial)) {
                        leaders.put(loop.variables().get(i), initial);
                        leaders.put(loop.results().get(i), initial);
                    }
                }
            } else if (isRoom(op)) {
                leaders.put(op.results().get(0), op.operands().get(0));
            }
            op.regions().forEach(this::name);
        }
    }

    private boolean isTape(Value array) {
        return writes.containsKey(leader(array));
    }

    private Value leader(Value array) {
        Value leader = array;
        for (Value next = leaders.get(leader); next != null; next = leaders.get(leader)) {
            leader = next;
        }
        return leader;
    }

    private static boolean isRoom(Op op) {
        return op instanceof Op.Foreign foreign && foreign.makesRoom();
    }

    private void collect(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.Store store) {
                List<Op> stores = writes.get(leader(store.array()));
                if (stores != null) {
                    stores.add(op);
                }
                seen.add(store.value());
            } else if (op instanceof Op.Loop loop) {
                for (int i = 0; i < loop.variables().size(); i++) {
                    Value variable = loop.variables().get(i);
                    Value initial = loop.initials().get(i);
                    Value yielded = loop.body().yields().get(i);
                    if (leader(variable) != leader(initial) || leader(variable) != leader(yielded)) {
                        seen.addAll(List.of(variable, initial, yielded));
                    }
                }
            } else if (!(op instanceof Op.Load || op instanceof Op.Length || isRoom(op))) {
                seen.addAll(op.operands());
                op.regions().forEach(inner -> seen.addAll(inner.yields()));
            }
            op.regions().forEach(this::collect);
        }
    }

    /** A tape of rows is given them; what else has rows has its own, which are written to by other names. */
    private static boolean isHidden(Op op, Value array) {
        return array.origin() == null
                && array.type() instanceof Type.Array type
                && (type.rank() == 1 || op instanceof Op.NewTape);
    }

    /** Whether an op writes to such an array or makes room in it, and does nothing else. */
    boolean isWrite(Op op) {
        return (op instanceof Op.Store || isRoom(op))
                && writes.containsKey(leader(op.operands().get(0)));
    }

    /** What writes to an array; nothing unless it is such an array. */
    List<Op> writesTo(Value array) {
        return writes.isEmpty() ? List.of() : writes.getOrDefault(leader(array), List.of());
    }
}
