package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Value;

/** Further results of a branch, by which values come out of its sides. */
final class Exports {
    private Exports() {}

    /** A branch with what is added to its results, in the order in which its sides compute it. */
    static Op.If widened(Op.If branch, Value condition, Region then, Region otherwise, List<Value[]> further) {
        Map<Value, Integer> order = new HashMap<>();
        for (Region side : List.of(then, otherwise)) {
            side.ops().forEach(op -> op.results().forEach(value -> order.put(value, order.size())));
        }
        List<Value[]> added = new ArrayList<>(further);
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
