package org.backwire.processor.differentiate;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;

/**
 * Gradients of arrays in which each iteration of a loop works afresh, though they are made outside of it. Forward writes such an
 * array before it reads it, so backward ends with zeros in all of its gradient; and so it begins, if nothing else touches that.
 *
 * <p>A backward loop <em>keeps</em> an array of zeros if each iteration that finds zeros leaves zeros. Everywhere outside of the
 * backward loops that keep it, an array holds zeros if it begins with zeros and only they touch its elements.
 */
final class Scratch {
    private final Function joint;
    private final Definitions definitions;
    private final Locality locality;
    private final Lengths lengths;
    private final Map<Op, Reversal> reversals = new IdentityHashMap<>();
    private final Set<Op> backwardLoops = Collections.newSetFromMap(new IdentityHashMap<>());

    Scratch(
            Function joint,
            Definitions definitions,
            Locality locality,
            Map<Op, Reversal> reversals,
            Map<Op, Op.Loop> backwardLoops) {
        this.joint = joint;
        this.definitions = definitions;
        this.locality = locality;
        this.lengths = new Lengths(definitions);
        this.backwardLoops.addAll(backwardLoops.values());
        backwardLoops.forEach((forward, backward) -> {
            Reversal reversal = reversals.get(forward);
            if (reversal != null) {
                this.reversals.put(backward, reversal);
            }
        });
    }

    /**
     * Whether a class of arrays holds zeros before and after each iteration of the backward loops in a range of ops, in
     * whatever order they run.
     */
    boolean isClean(Object arrays, List<Op> range) {
        Value array = locality.only(arrays);
        return array != null
                && definitions.of(array) instanceof Op.NewArray
                && !joint.results().contains(array)
                && range.stream()
                        .allMatch(op -> !mentions(op, array) || op instanceof Op.Loop loop && keeps(loop, array))
                && isKept(joint.body(), array);
    }

    /** Whether only backward loops that keep an array touch its elements. */
    private boolean isKept(Region region, Value array) {
        for (Op op : region.ops()) {
            if (backwardLoops.contains(op) && keeps((Op.Loop) op, array)) {
                continue;
            }
            boolean touches = op.operands().contains(array) && !(op instanceof Op.Length);
            if (touches || !op.regions().stream().allMatch(inner -> isKept(inner, array))) {
                return false;
            }
        }
        return true;
    }

    private boolean keeps(Op.Loop loop, Value array) {
        return !mentions(loop.test().ops(), array) && keeps(loop.body().ops(), array);
    }

    /** Whether ops that find zeros leave zeros. */
    private boolean keeps(List<Op> ops, Value array) {
        boolean isZero = true;
        for (Op op : ops) {
            if (!mentions(op, array) || op instanceof Op.Load) {
                continue;
            }
            if (op instanceof Op.Loop loop) {
                isZero = isZero && keeps(loop, array) || clears(loop, array);
            } else if (op instanceof Op.If branch) {
                isZero = isZero
                        && keeps(branch.then().ops(), array)
                        && keeps(branch.otherwise().ops(), array);
            } else {
                isZero = isZero && op instanceof Op.Store store && isZero(store.value());
            }
        }
        return isZero;
    }

    /** Whether a loop goes through all elements and leaves a zero in each. */
    private boolean clears(Op.Loop loop, Value array) {
        Reversal reversal = reversals.get(loop);
        return reversal != null
                && reversal.counted() != null
                && lengths.isCovered(array, reversal.counted())
                && !mentions(loop.test().ops(), array)
                && clears(
                        loop.body().ops(),
                        array,
                        Set.of(reversal.variable(), reversal.counted().variable()));
    }

    /** Whether ops touch one element of an array only, and leave a zero there. */
    private boolean clears(List<Op> ops, Value array, Set<Value> index) {
        boolean isZero = false;
        for (Op op : ops) {
            if (op instanceof Op.Store store && store.array() == array) {
                if (!index.contains(store.index())) {
                    return false;
                }
                isZero = isZero(store.value());
            } else if (!op.regions().isEmpty()) {
                isZero = isZero && !writes(op, array);
                if (!writesOnlyAt(op, array, index)) {
                    return false;
                }
            } else if (mentions(op, array) && !(op instanceof Op.Load)) {
                return false;
            }
        }
        return isZero;
    }

    private static boolean writesOnlyAt(Op op, Value array, Set<Value> index) {
        return op.regions().stream().flatMap(region -> region.ops().stream()).allMatch(inner -> {
            boolean isThere = !inner.operands().contains(array)
                    || inner instanceof Op.Load
                    || inner instanceof Op.Store store && index.contains(store.index());
            return isThere && writesOnlyAt(inner, array, index);
        });
    }

    private static boolean writes(Op op, Value array) {
        return op instanceof Op.Store store && store.array() == array
                || op.regions().stream()
                        .anyMatch(region -> region.ops().stream().anyMatch(inner -> writes(inner, array)));
    }

    private boolean isZero(Value value) {
        return Double.valueOf(0).equals(definitions.number(value));
    }

    private static boolean mentions(Collection<Op> ops, Value array) {
        return ops.stream().anyMatch(op -> mentions(op, array));
    }

    /** Whether an op may touch elements of an array. */
    private static boolean mentions(Op op, Value array) {
        return op.operands().contains(array) && !(op instanceof Op.Length)
                || op.regions().stream().anyMatch(region -> mentions(region.ops(), array));
    }
}
