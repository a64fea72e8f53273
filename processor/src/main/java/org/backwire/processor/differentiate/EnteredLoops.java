package org.backwire.processor.differentiate;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;

/**
 * Loops that make a trip whenever they are reached: from one constant to another, or over an array of which an element was read before.
 */
final class EnteredLoops {
    private final Definitions definitions;
    private final Map<Op, Reversal> reversals;
    private final Set<Op> entered = Collections.newSetFromMap(new IdentityHashMap<>());

    private EnteredLoops(Definitions definitions, Map<Op, Reversal> reversals) {
        this.definitions = definitions;
        this.reversals = reversals;
    }

    /** @param reversals how the loops count */
    static Set<Op> of(Function function, Definitions definitions, Map<Op, Reversal> reversals) {
        EnteredLoops loops = new EnteredLoops(definitions, reversals);
        loops.collect(function.body(), new HashMap<>());
        return loops.entered;
    }

    /** @param lengths of arrays, at least */
    private void collect(Region region, Map<Value, Double> lengths) {
        for (Op op : region.ops()) {
            if (op instanceof Op.Load load) {
                Double index = definitions.number(load.index());
                if (index != null) {
                    lengths.merge(load.array(), index + 1, Math::max);
                }
            }
            Reversal reversal = reversals.get(op);
            if (reversal != null && reversal.counted() != null && isEntered(reversal.counted(), lengths)) {
                entered.add(op);
            }
            op.regions().forEach(inner -> collect(inner, new HashMap<>(lengths)));
        }
    }

    private boolean isEntered(Counted counted, Map<Value, Double> lengths) {
        Double first = definitions.number(counted.first());
        if (definitions.of(counted.bound()) instanceof Op.Length length) {
            Double least = lengths.get(length.array());
            return first != null && least != null && counted.up() && first < least;
        }
        Double bound = definitions.number(counted.bound());
        return first != null && bound != null && (counted.up() ? first < bound : first > bound);
    }
}
