package org.backwire.processor.differentiate;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.jspecify.annotations.Nullable;

/**
 * Stores of the kind {@code a[i] += e}: the element keeps its gradient, and {@code e} gets it, too. So they need not be taken for an
 * element that is overwritten, whose gradient ends, and another that is read.
 */
final class Updates {
    private final Definitions definitions;
    private final Memory memory;
    private final Map<Op, Op.Apply> sums = new IdentityHashMap<>();

    private Updates(Definitions definitions, Memory memory) {
        this.definitions = definitions;
        this.memory = memory;
    }

    static Updates of(Function function, Definitions definitions, Memory memory) {
        Updates updates = none(definitions, memory);
        updates.collect(function.body());
        return updates;
    }

    /** No store is taken for one. */
    static Updates none(Definitions definitions, Memory memory) {
        return new Updates(definitions, memory);
    }

    private void collect(Region region) {
        List<Op> ops = region.ops();
        for (int i = 0; i < ops.size(); i++) {
            Op op = ops.get(i);
            if (op instanceof Op.Store store) {
                Op.Apply sum = sum(store, ops.subList(0, i));
                if (sum != null) {
                    sums.put(store, sum);
                }
            }
            op.regions().forEach(this::collect);
        }
    }

    private Op.@Nullable Apply sum(Op.Store store, List<Op> before) {
        Op.Apply sum = definitions.apply(store.value());
        if (sum == null || sum.view() != null || sum.gate() != Gate.ADD && sum.gate() != Gate.SUB) {
            return null;
        }
        if (!(definitions.of(sum.operands().get(0)) instanceof Op.Load load)
                || load.array() != store.array()
                || load.index() != store.index()) {
            return null;
        }
        int from = before.lastIndexOf(load);
        return from >= 0 && before.subList(from, before.size()).stream().noneMatch(op -> mayWrite(op, store))
                ? sum
                : null;
    }

    private boolean mayWrite(Op op, Op.Store store) {
        Object arrays = memory.classOf(store.array());
        return memory.targets(op).contains(arrays)
                || op.regions().stream().anyMatch(r -> r.ops().stream().anyMatch(inner -> mayWrite(inner, store)));
    }

    /** The sum that a store puts in the place of its first operand; null if it does something else. */
    Op.@Nullable Apply of(Op.Store store) {
        return sums.get(store);
    }
}
