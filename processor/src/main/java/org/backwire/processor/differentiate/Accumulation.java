package org.backwire.processor.differentiate;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Whether all that code does is to add up, so that it does not matter when it does. */
final class Accumulation {
    private final Definitions definitions;
    private final Memory memory;
    private final Locality locality;
    private final @Nullable Scratch scratch;

    Accumulation(Definitions definitions, Memory memory, Locality locality, @Nullable Scratch scratch) {
        this.definitions = definitions;
        this.memory = memory;
        this.locality = locality;
        this.scratch = scratch;
    }

    /**
     * Whether a backward loop changes arrays only by adding to elements that nobody reads or sets in a range of ops, and reads
     * elements that nobody changes there. Arrays that live in one iteration do not count, nor do those that are left as they were.
     */
    boolean onlyAddsToArrays(Op.Loop backward, Op.Loop forward, List<Op> range) {
        Set<Object> written = Collections.newSetFromMap(new IdentityHashMap<>());
        collectWritten(backward, written);
        Set<Value> iteration = Locality.definedIn(List.of(forward.body(), backward.body()));
        Set<Object> own = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Object arrays : written) {
            if (locality.isLocal(arrays, iteration::contains)
                    || scratch != null && !onlyAdds(range, arrays) && scratch.isClean(arrays, range)) {
                own.add(arrays);
            }
        }
        written.removeAll(own);
        Set<Object> read = Collections.newSetFromMap(new IdentityHashMap<>());
        collectRead(backward, read);
        read.removeIf(arrays ->
                written.contains(arrays) || own.contains(arrays) || locality.isLocal(arrays, iteration::contains));
        return range.stream().noneMatch(op -> writesTo(op, read))
                && written.stream().allMatch(arrays -> onlyAdds(range, arrays));
    }

    private void collectWritten(Op op, Set<Object> into) {
        for (Region region : op.regions()) {
            for (Op inner : region.ops()) {
                if (inner.effect() == Op.Effect.WRITES) {
                    inner.operands().stream()
                            .filter(v -> v.type() instanceof Type.Array)
                            .forEach(v -> into.addAll(touched(inner, v)));
                }
                collectWritten(inner, into);
            }
        }
    }

    private void collectRead(Op op, Set<Object> into) {
        for (Region region : op.regions()) {
            for (Op inner : region.ops()) {
                boolean reads = inner instanceof Op.Load load && !(load.result().type() instanceof Type.Array)
                        || readsElements(inner);
                if (reads) {
                    inner.operands().stream()
                            .filter(v -> v.type() instanceof Type.Array)
                            .forEach(v -> into.addAll(touched(inner, v)));
                }
                collectRead(inner, into);
            }
        }
    }

    private boolean writesTo(Op op, Set<Object> arrays) {
        return memory.targets(op).stream().anyMatch(arrays::contains)
                || op.regions().stream().anyMatch(r -> r.ops().stream().anyMatch(inner -> writesTo(inner, arrays)));
    }

    /** Whether the elements of a class of arrays are touched by nothing but {@code a[i] += …}. */
    private boolean onlyAdds(List<Op> ops, Object arrays) {
        Set<Op> adding = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < ops.size(); i++) {
            if (ops.get(i) instanceof Op.Store store && memory.classOf(store.array()) == arrays) {
                Op load = added(store);
                int from = load == null ? -1 : ops.indexOf(load);
                if (from < 0 || writesBetween(ops.subList(from, i))) {
                    return false;
                }
                adding.add(load);
                adding.add(store);
            }
        }
        for (Op op : ops) {
            boolean touches = op.operands().stream()
                    .anyMatch(v ->
                            v.type() instanceof Type.Array && touched(op, v).contains(arrays));
            boolean reads = op instanceof Op.Load || readsElements(op);
            if (touches && reads && !adding.contains(op)) {
                return false;
            }
            for (Region region : op.regions()) {
                if (!onlyAdds(region.ops(), arrays)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The classes of arrays at whose elements an op looks by way of one that it is given. */
    private Set<Object> touched(Op op, Value array) {
        boolean isFlat = op instanceof Op.Load
                || op instanceof Op.Store
                || op instanceof Op.Fill
                || op instanceof Op.CopyRange
                || op instanceof Op.CloneArray;
        return isFlat ? Set.of(memory.classOf(array)) : memory.classesOf(array);
    }

    private static boolean readsElements(Op op) {
        return op.effect() == Op.Effect.WRITES
                || op instanceof Op.CloneArray
                || op instanceof Op.DeepCopy
                || op instanceof Op.Slope
                || op instanceof Op.CallCompanion;
    }

    /** The load whose element a store adds to; null if it does something else. */
    private @Nullable Op added(Op.Store store) {
        Op.Apply sum = definitions.apply(store.value());
        if (sum == null || sum.gate() != Gate.ADD && sum.gate() != Gate.SUB) {
            return null;
        }
        return definitions.of(sum.operands().get(0)) instanceof Op.Load load
                        && load.array() == store.array()
                        && load.index() == store.index()
                ? load
                : null;
    }

    private static boolean writesBetween(List<Op> ops) {
        return ops.stream()
                .anyMatch(op -> op.effect() == Op.Effect.WRITES || !op.regions().isEmpty());
    }

    /** Whether a variable of a loop only takes sums: its next value is itself plus something that does not depend on it. */
    static boolean onlyAddsTo(Value variable, int index, Op.Loop loop) {
        Map<Value, Boolean> sums = new HashMap<>();
        sums.put(variable, true);
        if (!follow(loop.body(), sums) || !follow(loop.test(), sums)) {
            return false;
        }
        List<Value> yields = loop.body().yields();
        for (int i = 0; i < yields.size(); i++) {
            if (sums.containsKey(yields.get(i)) != (i == index)) {
                return false;
            }
        }
        return !sums.containsKey(loop.test().yields().get(0));
    }

    /** Follows the sums through a region; false if something else is done with one. */
    private static boolean follow(Region region, Map<Value, Boolean> sums) {
        for (Op op : region.ops()) {
            List<Value> used = op.operands().stream().filter(sums::containsKey).toList();
            if (op instanceof Op.If branch) {
                if (!used.isEmpty() || !follow(branch, sums)) {
                    return false;
                }
            } else if (op instanceof Op.Loop inner) {
                if (!follow(inner, sums)) {
                    return false;
                }
            } else if (!used.isEmpty()) {
                boolean adds = op instanceof Op.Apply apply
                        && (apply.gate() == Gate.ADD
                                || apply.gate() == Gate.SUB && apply.operands().get(0) == used.get(0))
                        && used.size() == 1;
                if (!adds) {
                    return false;
                }
                sums.put(op.results().get(0), true);
            } else {
                for (Region inside : op.regions()) {
                    if (!follow(inside, sums)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static boolean follow(Op.If branch, Map<Value, Boolean> sums) {
        if (!follow(branch.then(), sums) || !follow(branch.otherwise(), sums)) {
            return false;
        }
        if (!branch.then().completes() || !branch.otherwise().completes()) {
            return branch.regions().stream().noneMatch(r -> r.yields().stream().anyMatch(sums::containsKey));
        }
        for (int i = 0; i < branch.results().size(); i++) {
            boolean then = sums.containsKey(branch.then().yields().get(i));
            boolean otherwise = sums.containsKey(branch.otherwise().yields().get(i));
            if (then != otherwise) {
                return false;
            }
            if (then) {
                sums.put(branch.results().get(i), true);
            }
        }
        return true;
    }

    private static boolean follow(Op.Loop loop, Map<Value, Boolean> sums) {
        for (int i = 0; i < loop.variables().size(); i++) {
            if (sums.containsKey(loop.initials().get(i))) {
                if (!onlyAddsTo(loop.variables().get(i), i, loop)) {
                    return false;
                }
                sums.put(loop.results().get(i), true);
            }
        }
        return follow(loop.test(), sums)
                && follow(loop.body(), sums)
                && loop.body().yields().stream().noneMatch(sums::containsKey);
    }
}
