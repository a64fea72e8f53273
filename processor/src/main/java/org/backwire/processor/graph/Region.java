package org.backwire.processor.graph;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * An ordered list of ops that ends by yielding values, or does not complete because its last op throws.
 *
 * <p>Ops of a region see the values of the regions around it, and those defined before them in the same region.
 *
 * @param completes false if the end is never reached; then nothing is yielded
 */
public record Region(List<Op> ops, List<Value> yields, boolean completes) {
    public Region {
        ops = List.copyOf(ops);
        yields = List.copyOf(yields);
    }

    /** This region with other ops and yields; itself if they are none. */
    public Region with(List<Op> otherOps, List<Value> otherYields) {
        return areSame(otherOps, ops) && areSame(otherYields, yields)
                ? this
                : new Region(otherOps, otherYields, completes);
    }

    private static boolean areSame(List<?> some, List<?> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (some.get(i) != others.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an op of this region, or of one inside, is of a kind. */
    public boolean has(Class<? extends Op> kind) {
        return hasAny(kind::isInstance);
    }

    /** Whether an op of this region, or of one inside, is one of those looked for. */
    public boolean hasAny(Predicate<Op> looked) {
        for (Op op : ops) {
            if (looked.test(op)) {
                return true;
            }
            List<Region> regions = op.regions();
            for (int i = 0; i < regions.size(); i++) {
                if (regions.get(i).hasAny(looked)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How often each value is read here and in regions inside. */
    public Map<Value, Integer> uses() {
        Map<Value, Integer> uses = new IdentityHashMap<>();
        count(uses);
        return uses;
    }

    private void count(Map<Value, Integer> uses) {
        for (Op op : ops) {
            op.operands().forEach(value -> uses.merge(value, 1, Integer::sum));
            op.regions().forEach(inner -> inner.count(uses));
        }
        yields.forEach(value -> uses.merge(value, 1, Integer::sum));
    }

    public static Region yielding(List<Op> ops, List<Value> yields) {
        return new Region(ops, yields, true);
    }
}
