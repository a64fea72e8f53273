package org.backwire.processor.differentiate;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;

/** What can be known at a place of a region, if ops that stand later are moved there. */
final class Earlier {
    private final List<Op> ops;
    private final int place;
    private final UnaryOperator<Value> replaced;
    private final Map<Value, Integer> homes = new HashMap<>();
    private final Set<Integer> moved = new LinkedHashSet<>();

    /** @param place the number of an op; what that op defines inside of its regions counts as known, its results do not */
    Earlier(List<Op> ops, int place, UnaryOperator<Value> replaced) {
        this.ops = ops;
        this.place = place;
        this.replaced = replaced;
        for (int i = place; i < ops.size(); i++) {
            settle(ops.get(i), i);
        }
    }

    private void settle(Op op, int index) {
        op.results().forEach(v -> homes.put(v, index));
        for (Region region : op.regions()) {
            if (op instanceof Op.Loop loop) {
                loop.variables().forEach(v -> homes.put(v, index));
            }
            region.ops().forEach(inner -> settle(inner, index));
        }
    }

    /** Whether all these values can be known at the place; if so, the ops that must move there for it are noted. */
    boolean provides(Set<Value> values) {
        Set<Integer> moves = new LinkedHashSet<>();
        for (Value value : values) {
            if (!provides(replaced.apply(value), moves)) {
                return false;
            }
        }
        moved.addAll(moves);
        return true;
    }

    private boolean provides(Value value, Set<Integer> moves) {
        Integer home = homes.get(value);
        if (home == null || moved.contains(home) || moves.contains(home)) {
            return true;
        }
        Op op = ops.get(home);
        if (home == place) {
            return !op.results().contains(value);
        }
        boolean isItsResult = op.results().contains(value);
        if (!isItsResult || !isFree(op)) {
            return false;
        }
        Set<Value> needs = new LinkedHashSet<>(op.operands());
        if (op instanceof Op.Apply apply) {
            needs.addAll(apply.derivedOperands()); // it may be differentiated once more
        }
        for (Value operand : needs) {
            if (!provides(replaced.apply(operand), moves) || isInside(replaced.apply(operand))) {
                return false;
            }
        }
        moves.add(home);
        return true;
    }

    /** What the op at the place defines inside: known there, but not before it. */
    private boolean isInside(Value value) {
        Integer home = homes.get(value);
        return home != null && home == place;
    }

    /** A gate, a constant or a length may be moved; a load would throw at another time than the user's. */
    private static boolean isFree(Op op) {
        return op.regions().isEmpty() && op.effect() == Op.Effect.NONE || op instanceof Op.Length;
    }

    /** The ops to be moved, in an order in which each finds what it needs. */
    List<Op> moved() {
        return moved.stream().sorted().map(ops::get).toList();
    }
}
