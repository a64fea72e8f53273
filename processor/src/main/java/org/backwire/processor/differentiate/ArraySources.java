package org.backwire.processor.differentiate;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/** Where an array comes from, through branches and loops: whether it is a parameter, null, or something else. */
final class ArraySources {
    /** What a value is in each way to it; values that nothing is known of yet are in none. */
    private final Map<Value, List<Value>> ways = new IdentityHashMap<>();

    private final Map<Value, Integer> ends = new HashMap<>();

    /** @param unknown values of which nothing is known yet */
    ArraySources(Function function, Set<Value> unknown) {
        collect(function.body());
        for (int i = 0; i < function.parameters().size(); i++) {
            ends.put(function.parameters().get(i), i);
        }
        unknown.forEach(value -> ways.put(value, List.of()));
    }

    private void collect(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.If branch) {
                List<Region> sides =
                        branch.regions().stream().filter(Region::completes).toList();
                for (int i = 0; i < branch.results().size(); i++) {
                    int index = i;
                    put(
                            branch.results().get(i),
                            sides.stream().map(side -> side.yields().get(index)).toList());
                }
            } else if (op instanceof Op.Loop loop) {
                for (int i = 0; i < loop.variables().size(); i++) {
                    Value initial = loop.initials().get(i);
                    put(
                            loop.variables().get(i),
                            loop.body().completes()
                                    ? List.of(initial, loop.body().yields().get(i))
                                    : List.of(initial));
                    put(loop.results().get(i), List.of(loop.variables().get(i)));
                }
            } else if (op instanceof Op.Constant constant && constant.value() == null) {
                ends.put(constant.result(), Effects.NULL);
            }
            op.regions().forEach(this::collect);
        }
    }

    private void put(Value value, List<Value> from) {
        if (value.type() instanceof Type.Array) {
            ways.put(value, from);
        }
    }

    /** Whether a value is one of others, depending on the way to it. */
    boolean isJoined(Value value) {
        return ways.containsKey(value);
    }

    /** Where a value may come from. */
    Set<Integer> of(Value value) {
        Set<Integer> found = new TreeSet<>();
        for (Value end : endsOf(value)) {
            found.add(ends.getOrDefault(end, Effects.OWN));
        }
        return found;
    }

    /** Where exactly a value comes from that is joined of no others. */
    int end(Value value) {
        return ends.getOrDefault(value, Effects.OWN);
    }

    /** What a value is in the end. */
    Set<Value> endsOf(Value value) {
        Set<Value> found = Collections.newSetFromMap(new IdentityHashMap<>());
        through(value, found, Collections.newSetFromMap(new IdentityHashMap<>()));
        return found;
    }

    /** All that a value is joined of, itself among it. */
    void joinedOf(Value value, Set<Value> joined) {
        if (isJoined(value) && joined.add(value)) {
            ways.getOrDefault(value, List.of()).forEach(from -> joinedOf(from, joined));
        }
    }

    private void through(Value value, Set<Value> found, Set<Value> seen) {
        List<Value> from = ways.get(value);
        if (from == null) {
            found.add(value);
        } else if (seen.add(value)) {
            from.forEach(next -> through(next, found, seen));
        }
    }
}
