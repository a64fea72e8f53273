package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backwire.processor.differentiate.Positions.Step;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Whether a write, whenever it runs after an element has been read or set, hits another element. So it is where a nest of loops
 * fills an array in order and looks back only: {@code a[i][j]} is set, {@code a[i][k]} and {@code a[j][k]} are read, with
 * {@code k < j < i}.
 *
 * <p>A write runs later in a later iteration of one of the loops around both (the loops around that being in the same), or in the
 * same iteration of all of them, further down. In each case an index must be smaller, or larger, than the other.
 */
final class LaterWrites {
    private final Definitions definitions;
    private final Positions positions;
    private final Memory memory;
    private final FilledRows filled;
    private final boolean looks;
    private final Map<Op.Loop, Optional<Counted>> counted = new IdentityHashMap<>();
    private final Map<Op, Map<Op, Boolean>> known = new IdentityHashMap<>();

    /** @param looks whether to look at indices at all, or take every write for one that hits */
    LaterWrites(Definitions definitions, Positions positions, Memory memory, boolean looks) {
        this.looks = looks;
        this.definitions = definitions;
        this.positions = positions;
        this.memory = memory;
        this.filled = new FilledRows(definitions, positions, memory);
    }

    /** The element that an op reads or sets: an array that the function makes, and an index for each of its dimensions. */
    private record Element(Value made, List<Value> indices) {}

    /** Whether a write that runs after an access never hits the same element; both may be one and the same op. */
    boolean areElsewhere(Op write, Op access) {
        return looks
                && known.computeIfAbsent(write, w -> new IdentityHashMap<>())
                        .computeIfAbsent(access, a -> judge(write, a));
    }

    private boolean judge(Op write, Op access) {
        Element set = element(write);
        if (!(write instanceof Op.Store) || set == null) {
            return false;
        }
        if (isNewer(set.made(), access)) {
            return true;
        }
        Element used = element(access);
        if (used == null
                || set.made() != used.made()
                || set.indices().size() != used.indices().size()) {
            return false;
        }
        List<Step> from = positions.of(access);
        List<Step> to = positions.of(write);
        int common = 0;
        while (common < from.size() && common < to.size() && from.get(common).isSame(to.get(common))) {
            common++;
        }
        List<Op.Loop> around = loops(from, 0, Math.min(common, from.size() - 1));
        Bounds all = bounds(from, to);
        if (all == null) {
            return false;
        }
        for (Op.Loop loop : around) {
            boolean isAnotherArray = positions.isInside(set.made(), loop);
            if (!isAnotherArray && !differ(used, set, all.inLaterIterationOf(loop))) {
                return false;
            }
        }
        boolean isFurtherDown = common < from.size()
                && common < to.size()
                && from.get(common).region() == to.get(common).region()
                && to.get(common).index() > from.get(common).index();
        List<Op.Loop> inner = new ArrayList<>(loops(from, common + 1, from.size() - 1));
        inner.addAll(loops(to, common + 1, to.size() - 1));
        return !isFurtherDown || differ(used, set, all.inTheSameIteration(inner));
    }

    private static boolean differ(Element a, Element b, Bounds bounds) {
        for (int i = 0; i < a.indices().size(); i++) {
            if (bounds.differ(a.indices().get(i), b.indices().get(i))) {
                return true;
            }
        }
        return false;
    }

    /** What is known of the indices of all loops around two ops; null if not all of them count. */
    private @Nullable Bounds bounds(List<Step> from, List<Step> to) {
        Map<Value, Counted> indices = new IdentityHashMap<>();
        for (List<Step> path : List.of(from, to)) {
            for (Step step : path) {
                if (step.owner() instanceof Op.Loop loop) {
                    Counted found = counted.computeIfAbsent(
                                    loop, l -> Optional.ofNullable(Counted.of(l, definitions, memory)))
                            .orElse(null);
                    if (found == null || step.region() != loop.body()) {
                        return null;
                    }
                    indices.put(found.variable(), found);
                }
            }
        }
        return new Bounds(indices, definitions, positions);
    }

    private static List<Op.Loop> loops(List<Step> path, int first, int last) {
        List<Op.Loop> loops = new ArrayList<>();
        for (Step step : path.subList(Math.min(first, last + 1), last + 1)) {
            if (step.owner() instanceof Op.Loop loop) {
                loops.add(loop);
            }
        }
        return loops;
    }

    private @Nullable Element element(Op op) {
        if (op instanceof Op.Load load) {
            return element(load.array(), load.index(), op);
        }
        return op instanceof Op.Store store ? element(store.array(), store.index(), op) : null;
    }

    /**
     * Whether an array is made anew in each iteration of a loop, and what an op reads was there when that iteration began: as what went
     * round from the iteration before.
     */
    private boolean isNewer(Value made, Op access) {
        if (!(access instanceof Op.Load load)) {
            return false;
        }
        Value root = load.array();
        while (definitions.of(root) instanceof Op.Load row) {
            if (memory.isWritten(row.array())) {
                return false; // may be a row of what is newer
            }
            root = row.array();
        }
        Value read = root;
        Op maker = definitions.of(made);
        return maker != null
                && positions.of(maker).stream()
                        .anyMatch(step -> step.owner() instanceof Op.Loop loop
                                && (loop.variables().contains(read) || !positions.isInside(read, loop)));
    }

    private @Nullable Element element(Value array, Value index, Op op) {
        List<Value> indices = new ArrayList<>(List.of(index));
        Value at = array;
        while (definitions.of(at) instanceof Op.Load row) {
            if (memory.isWritten(row.array()) && !filled.areThere(row.array(), op)) {
                return null; // other rows may come in
            }
            indices.add(0, row.index());
            at = row.array();
        }
        Op made = definitions.of(at);
        boolean isWhole = filled.areThere(at, op)
                || made instanceof Op.NewArray array2 && array2.operands().size() == ((Type.Array) at.type()).rank()
                || made instanceof Op.DeepCopy
                || made instanceof Op.CloneArray && indices.size() == 1;
        return isWhole ? new Element(at, indices) : null;
    }
}
