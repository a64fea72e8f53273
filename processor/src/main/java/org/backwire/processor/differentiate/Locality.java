package org.backwire.processor.differentiate;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Which arrays are made, used and forgotten in one place, such as an iteration of a loop: all values of their class are defined
 * there, none of them comes from foreign code, and the arrays that hold them as rows are as local.
 */
final class Locality {
    private final Memory memory;
    private final Map<Object, Set<Value>> members = new IdentityHashMap<>();
    private final Map<Object, Set<Object>> holders = new IdentityHashMap<>();
    private final Set<Object> foreign = Collections.newSetFromMap(new IdentityHashMap<>());

    Locality(Function function, Memory memory) {
        this.memory = memory;
        function.parameters().forEach(this::enter);
        enter(function.body());
    }

    private void enter(Region region) {
        for (Op op : region.ops()) {
            op.results().forEach(this::enter);
            if (op instanceof Op.Loop loop) {
                loop.variables().forEach(this::enter);
            }
            boolean isOthers = op instanceof Op.Foreign
                    || op instanceof Op.CastReference
                    || op instanceof Op.CallDifferentiable call
                            && !call.callee().owns();
            if (isOthers) {
                op.results().stream()
                        .filter(v -> v.type() instanceof Type.Array)
                        .forEach(v -> foreign.add(memory.classOf(v)));
            }
            op.regions().forEach(this::enter);
        }
    }

    private void enter(Value value) {
        if (value.type() instanceof Type.Array array) {
            Object arrays = memory.classOf(value);
            members.computeIfAbsent(arrays, c -> new HashSet<>()).add(value);
            for (int rank = array.rank(); rank > 1; rank--) {
                Object rows = memory.rowsOfClass(arrays);
                holders.computeIfAbsent(rows, c -> Collections.newSetFromMap(new IdentityHashMap<>()))
                        .add(arrays);
                arrays = rows;
            }
        }
    }

    /** The value that is all of a class of arrays; null if there are several, or if it holds or is held as a row. */
    @Nullable
    Value only(Object arrays) {
        Set<Value> values = members.getOrDefault(arrays, Set.of());
        Value only = values.size() == 1 ? values.iterator().next() : null;
        return only == null
                        || foreign.contains(arrays)
                        || holders.containsKey(arrays)
                        || !(only.type() instanceof Type.Array array)
                        || array.rank() > 1
                ? null
                : only;
    }

    /** Whether a class of arrays is local to where some values are defined. */
    boolean isLocal(Object arrays, Predicate<Value> isDefinedThere) {
        return isLocal(arrays, isDefinedThere, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private boolean isLocal(Object arrays, Predicate<Value> isDefinedThere, Set<Object> asked) {
        return !asked.add(arrays)
                || !foreign.contains(arrays)
                        && members.getOrDefault(arrays, Set.of()).stream().allMatch(isDefinedThere)
                        && holders.getOrDefault(arrays, Set.of()).stream()
                                .allMatch(holder -> isLocal(holder, isDefinedThere, asked));
    }

    /** What an op's regions define. */
    static Set<Value> definedIn(List<Region> regions) {
        Set<Value> defined = new HashSet<>();
        regions.forEach(region -> collect(region, defined));
        return defined;
    }

    private static void collect(Region region, Set<Value> into) {
        for (Op op : region.ops()) {
            into.addAll(op.results());
            if (op instanceof Op.Loop loop) {
                into.addAll(loop.variables());
            }
            op.regions().forEach(r -> collect(r, into));
        }
    }
}
