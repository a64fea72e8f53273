package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/** Nests of loops that go through whole arrays. */
final class Walks {
    private final Definitions definitions;
    private final Positions positions;
    private final Memory memory;
    private final Lengths lengths;
    private final SwappedBuffers buffers;
    private final ElementWrites writes;
    private final Map<Region, Map<Value, Boolean>> filled = new IdentityHashMap<>();

    Walks(Definitions definitions, Positions positions, Memory memory, SwappedBuffers buffers, ElementWrites writes) {
        this.definitions = definitions;
        this.positions = positions;
        this.memory = memory;
        this.lengths = new Lengths(definitions);
        this.buffers = buffers;
        this.writes = writes;
    }

    /**
     * Whether there is a loop for each dimension of an array, which is {@code root} or a row of it.
     *
     * @param orIsShort whether none is needed for a few elements
     */
    private boolean isThrough(Value array, Value root, Set<Value> makers, List<Op.Loop> nest, boolean orIsShort) {
        List<Counted> loops = new ArrayList<>();
        for (Op.Loop loop : nest) {
            Counted counted = Counted.of(loop, definitions, memory);
            if (counted != null) {
                loops.add(counted);
            }
        }
        int rank = ((Type.Array) root.type()).rank();
        for (int i = rank - ((Type.Array) array.type()).rank(); i < rank; i++) {
            int dimension = i;
            boolean isShort = orIsShort && makers.stream().allMatch(maker -> lengths.isShort(maker, dimension));
            Counted walks = loops.stream()
                    .filter(loop -> isAsLong(root, dimension, makers, loop))
                    .findFirst()
                    .orElse(null);
            loops.remove(walks);
            if (!isShort && walks == null) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a nest goes through an array, so that a copy takes no more time than what runs anyway. The loops that walk may be inside
     * of others, which perhaps make no trip; so either those are the outermost, or the array is written as a whole beside the nest, and
     * the loops around have a number of trips that is the same each time.
     */
    boolean isWorthIt(Value array, Value root, Set<Value> makers, List<Op.Loop> nest) {
        int rank = ((Type.Array) array.type()).rank();
        int outermost = nest.size();
        List<Op.Loop> first = nest.subList(Math.max(outermost - rank, 0), outermost);
        boolean areNested = IntStream.range(1, first.size())
                .allMatch(i -> first.get(i).body().ops().contains(first.get(i - 1)));
        if (!isThrough(array, root, makers, nest, true)) {
            return false;
        }
        if (areNested && isThrough(array, root, makers, first, false)) {
            return true;
        }
        Op.Loop whole = nest.get(outermost - 1);
        return nest.stream().allMatch(loop -> isSteady(loop, whole))
                && isFilled(positions.last(whole).region(), root, makers);
    }

    /** Whether a loop in a nest makes as many trips each time that the nest runs. */
    private boolean isSteady(Op.Loop loop, Op.Loop nest) {
        Counted counted = Counted.of(loop, definitions, memory);
        return counted != null && isSteady(counted.first(), counted, nest) && isSteady(counted.bound(), counted, nest);
    }

    private boolean isSteady(Value value, Counted loop, Op.Loop nest) {
        Op op = lengths.definition(value, loop);
        if (op == null && positions.isInside(value, nest) || op instanceof Op.Constant) {
            return true; // an index around
        }
        if (op instanceof Op.Length length) {
            return !positions.isLooped(length.array());
        }
        return op instanceof Op.Apply sum && (sum.gate() == Gate.ADD || sum.gate() == Gate.SUB)
                ? sum.operands().stream().allMatch(v -> isSteady(v, loop, nest))
                : !positions.isLooped(value);
    }

    private boolean isFilled(Region region, Value root, Set<Value> makers) {
        return filled.computeIfAbsent(region, r -> new IdentityHashMap<>())
                .computeIfAbsent(root, r -> region.ops().stream().anyMatch(op -> fills(op, root, makers)));
    }

    /** Whether an op sets all elements of an array, or of a buffer that it is changed for: a loop that is as long, or a whole copy. */
    private boolean fills(Op op, Value root, Set<Value> makers) {
        int rank = ((Type.Array) root.type()).rank();
        List<Op.Loop> loops = new ArrayList<>();
        Op at = op;
        while (at instanceof Op.Loop loop && loops.size() < rank) {
            loops.add(0, loop);
            at = loop.body().ops().stream()
                    .filter(inner -> inner instanceof Op.Loop && writes.mayHit(inner, root))
                    .findFirst()
                    .orElse(null);
        }
        return writes.mayHit(op, root)
                && (op instanceof Op.CopyRange || op instanceof Op.Fill || isThrough(root, root, makers, loops, false));
    }

    private boolean isAsLong(Value root, int dimension, Set<Value> makers, Counted loop) {
        Value walked = lengths.walked(loop);
        if (walked != null && writes.depth(walked) == dimension) {
            Value other = writes.root(walked);
            if (other == root || buffers.areDifferent(other, root) && lengths.areSame(makers, dimension)) {
                return true;
            }
        }
        return makers.stream().allMatch(maker -> lengths.isAsLong(maker, dimension, loop));
    }
}
