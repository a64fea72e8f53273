package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.differentiate.Positions.Step;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * A way back to elements that are overwritten: a copy of the whole array, made before a nest of loops that reads it and does not write
 * it. An array that is multiplied by a matrix in each step of a loop is kept once for each step, not once for each row of the matrix.
 *
 * <p>It is offered where the nest goes through the array, so that the copy takes no more time than the nest does; whether it takes less
 * room than the elements is the {@link TapePlan}'s choice.
 */
final class KeptArrays {
    /** Arrays with no copies. */
    static KeptArrays none(Definitions definitions, Memory memory) {
        return new KeptArrays(definitions, Positions.none(), memory);
    }

    private final Definitions definitions;
    private final Positions positions;
    private final Memory memory;
    private final Lengths lengths;
    private final SwappedBuffers buffers;

    private final Map<Value, Op.Load> recipes = new HashMap<>();
    private final Map<Value, Value> rows = new HashMap<>();
    private final Map<Value, Copy> copies = new LinkedHashMap<>();
    private final Set<Value> wanted = new HashSet<>();
    private final Map<Value, Map<Op, Boolean>> writes = new IdentityHashMap<>();

    /** A copy that is made before a nest of loops. */
    private record Copy(Op.DeepCopy op, Op.Loop nest) {}

    private KeptArrays(Definitions definitions, Positions positions, Memory memory) {
        this.definitions = definitions;
        this.positions = positions;
        this.memory = memory;
        this.lengths = new Lengths(definitions);
        this.buffers = new SwappedBuffers(definitions, positions, memory);
    }

    /** @param reversed the loops that have a way back */
    static KeptArrays of(Definitions definitions, Reloads reloads, Memory memory, Set<Op> reversed) {
        KeptArrays kept = new KeptArrays(definitions, reloads.positions(), memory);
        for (Op op : kept.positions.ops()) {
            if (op instanceof Op.Load load
                    && !(load.result().type() instanceof Type.Array)
                    && !reloads.isRepeatable(load)) {
                kept.offer(load, reversed);
            }
        }
        return kept;
    }

    private void offer(Op.Load load, Set<Op> reversed) {
        Value root = root(load.array());
        Set<Value> makers = buffers.makers(root);
        boolean areRowsMoved = memory.classesOf(root, ((Type.Array) root.type()).rank()).stream()
                .limit(((Type.Array) root.type()).rank() - 1L)
                .anyMatch(memory::isWrittenClass);
        if (makers.isEmpty() || areRowsMoved) {
            return;
        }
        List<Op.Loop> nests = nests(load, root, reversed);
        for (int i = nests.size() - 1; i >= 0; i--) {
            Value array = definedOutside(nests.get(i), load.array());
            if (isWalked(array, root, makers, nests.subList(0, i + 1))) {
                offer(load, array, copy(array, root, nests.get(i)));
                return;
            }
        }
    }

    /** The loops around a load that leave the elements of an array alone, from the innermost outwards. */
    private List<Op.Loop> nests(Op.Load load, Value root, Set<Op> reversed) {
        List<Op.Loop> nests = new ArrayList<>();
        List<Step> path = positions.of(load);
        for (int i = path.size() - 2; i >= 0; i--) {
            Step step = path.get(i);
            Op around = step.region().ops().get(step.index());
            if (writes(around, root)) {
                break;
            }
            if (around instanceof Op.Loop loop) {
                if (!reversed.contains(loop) || positions.isInside(root, loop)) {
                    break;
                }
                nests.add(loop);
            }
        }
        return nests;
    }

    /** An array, or that of which it is a row, as it is known before a nest. */
    private Value definedOutside(Op.Loop nest, Value array) {
        return positions.isInside(array, nest) && definitions.of(array) instanceof Op.Load row
                ? definedOutside(nest, row.array())
                : array;
    }

    private void offer(Op.Load load, Value array, Value copy) {
        Value same = same(load.array(), array, copy);
        recipes.put(load.result(), new Op.Load(Value.of(load.result().type()), same, load.index()));
    }

    /** A copy of an array for the array itself, and the row of the copy for a row. */
    private Value same(Value row, Value array, Value copy) {
        if (row == array || !(definitions.of(row) instanceof Op.Load load)) {
            return copy;
        }
        Value same = Value.of(row.type());
        recipes.put(same, new Op.Load(same, same(load.array(), array, copy), load.index()));
        rows.put(same, row);
        return same;
    }

    private Value root(Value array) {
        return definitions.of(array) instanceof Op.Load row ? root(row.array()) : array;
    }

    /** Whether a nest goes through all elements of an array, which is {@code root} or a row of it: a loop for each dimension. */
    private boolean isWalked(Value array, Value root, Set<Value> makers, List<Op.Loop> nest) {
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
            boolean isShort = makers.stream().allMatch(maker -> lengths.isShort(maker, dimension));
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

    private boolean isAsLong(Value root, int dimension, Set<Value> makers, Counted loop) {
        Value walked = lengths.walked(loop);
        boolean isItself = walked != null && root(walked) == root && depth(walked) == dimension;
        return isItself || makers.stream().allMatch(maker -> lengths.isAsLong(maker, dimension, loop));
    }

    private int depth(Value array) {
        return definitions.of(array) instanceof Op.Load row ? 1 + depth(row.array()) : 0;
    }

    /** A copy that is made before a nest; that of an earlier nest, if nothing is written between them. */
    private Value copy(Value array, Value root, Op.Loop nest) {
        return copies.values().stream()
                .filter(copy -> copy.op.array() == array && isStill(root, copy.nest, nest))
                .findFirst()
                .map(copy -> copy.op.result())
                .orElseGet(() -> {
                    Value result = array.fresh();
                    copies.put(result, new Copy(new Op.DeepCopy(result, array), nest));
                    return result;
                });
    }

    private boolean isStill(Value root, Op.Loop earlier, Op.Loop nest) {
        Step from = last(earlier);
        Step to = last(nest);
        return from.region() == to.region()
                && from.index() <= to.index()
                && from.region().ops().subList(from.index(), to.index()).stream()
                        .noneMatch(op -> writes(op, root));
    }

    private Step last(Op op) {
        List<Step> path = positions.of(op);
        return path.get(path.size() - 1);
    }

    /** Whether an op, or one in it, may set an element of an array or of a row of it. */
    private boolean writes(Op op, Value array) {
        Map<Op, Boolean> known = writes.computeIfAbsent(array, a -> new IdentityHashMap<>());
        Boolean answer = known.get(op);
        if (answer == null) {
            answer = sets(op, array)
                    || op.regions().stream()
                            .anyMatch(region -> region.ops().stream().anyMatch(inner -> writes(inner, array)));
            known.put(op, answer);
        }
        return answer;
    }

    private boolean sets(Op op, Value array) {
        Set<Object> targets = memory.targets(op);
        return !targets.isEmpty()
                && !Collections.disjoint(targets, memory.classesOf(array))
                && (op instanceof Op.Foreign
                        || !buffers.areDifferent(root(Memory.given(op).get(0)), array));
    }

    /** How a value is read from a copy; null if there is none. */
    Op.@Nullable Load recipe(Value value) {
        return recipes.get(value);
    }

    /** For each copy, the nest of loops that it is made before. */
    Map<Value, Op> nests() {
        Map<Value, Op> nests = new HashMap<>();
        copies.forEach((value, copy) -> nests.put(value, copy.nest));
        return nests;
    }

    /** For each row of a copy, which forward does not know, that of the array. */
    Map<Value, Value> rows() {
        return rows;
    }

    boolean isCopy(Value value) {
        return copies.containsKey(value);
    }

    /** Says that a value is wanted on the way back. */
    void want(Value value) {
        if (isCopy(value)) {
            wanted.add(value);
        }
    }

    /** The ops of a region with the copies that are wanted. */
    List<Op> withCopies(List<Op> ops) {
        if (wanted.isEmpty()) {
            return ops;
        }
        List<Op> all = new ArrayList<>();
        for (Op op : ops) {
            copies.values().stream()
                    .filter(copy -> copy.nest == op && wanted.contains(copy.op.result()))
                    .forEach(copy -> all.add(copy.op));
            all.add(op);
        }
        return all;
    }
}
