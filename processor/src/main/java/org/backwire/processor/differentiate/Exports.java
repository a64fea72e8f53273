package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Further results of a branch, by which values come out of its sides. */
final class Exports {
    private final Map<Op, List<Value[]>> exports = new IdentityHashMap<>();

    /** What a value of a side is after the branch; one of the results, if it is yielded anyway. */
    Value of(Value value, Op.If branch, boolean isThen, @Nullable String name) {
        int index = (isThen ? branch.then() : branch.otherwise()).yields().indexOf(value);
        if (index >= 0) {
            return branch.results().get(index); // where that side ran, they are the same
        }
        Value outer = new Value(value.type(), name, null, null);
        exports.computeIfAbsent(branch, o -> new ArrayList<>())
                .add(isThen ? new Value[] {outer, value, null} : new Value[] {outer, null, value});
        return outer;
    }

    /** A branch with what is added to its results, in the order in which its sides compute it. */
    Op.If widened(Op.If branch, Value condition, Region then, Region otherwise) {
        Map<Value, Integer> order = new HashMap<>();
        for (Region side : List.of(then, otherwise)) {
            side.ops().forEach(op -> op.results().forEach(value -> order.put(value, order.size())));
        }
        List<Value[]> added = new ArrayList<>(exports.getOrDefault(branch, List.of()));
        added.sort(Comparator.comparing(export -> order.getOrDefault(export[1] != null ? export[1] : export[2], 0)));
        List<Value> results = new ArrayList<>(branch.results());
        added.forEach(e -> results.add(e[0]));
        return new Op.If(results, condition, widened(then, added, 1), widened(otherwise, added, 2));
    }

    /**
     * A side that yields more.
     *
     * @param added for each further result: itself, what one side yields, and what the other does; null if that has nothing to say
     */
    private static Region widened(Region region, List<Value[]> added, int side) {
        RegionBuilder target = new RegionBuilder();
        region.ops().forEach(target::add);
        if (!region.completes()) {
            target.endsHere();
            return target.yielding();
        }
        List<Value> yields = new ArrayList<>(region.yields());
        for (Value[] export : added) {
            yields.add(export[side] != null ? export[side] : target.zero(export[0].type()));
        }
        return target.yielding(yields);
    }
}
