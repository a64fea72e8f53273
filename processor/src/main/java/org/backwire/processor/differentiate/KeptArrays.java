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
        Value array = root(load.array());
        Set<Value> makers = buffers.makers(array);
        boolean areRowsMoved = ((Type.Array) array.type()).rank() > 1 && memory.isWritten(array);
        if (makers.isEmpty() || areRowsMoved) {
            return;
        }
        Op.Loop nest = null;
        List<Counted> counted = new ArrayList<>();
        List<Step> path = positions.of(load);
        for (int i = path.size() - 2; i >= 0; i--) {
            Step step = path.get(i);
            Op around = step.region().ops().get(step.index());
            boolean isHere =
                    around instanceof Op.Loop loop && (!reversed.contains(loop) || positions.isInside(array, loop));
            if (isHere || writes(around, array)) {
                break;
            }
            if (around instanceof Op.Loop loop) {
                Counted found = Counted.of(loop, definitions, memory);
                if (found != null) {
                    counted.add(found);
                }
                nest = loop;
            }
        }
        if (nest != null && isWalked(array, makers, counted)) {
            offer(load, copy(array, nest));
        }
    }

    private void offer(Op.Load load, Value copy) {
        recipes.put(load.result(), new Op.Load(Value.of(load.result().type()), row(load.array(), copy), load.index()));
    }

    /** The row of a copy where an array is a row of what is copied. */
    private Value row(Value array, Value copy) {
        if (!(definitions.of(array) instanceof Op.Load load)) {
            return copy;
        }
        Value row = Value.of(array.type());
        recipes.put(row, new Op.Load(row, row(load.array(), copy), load.index()));
        rows.put(row, array);
        return row;
    }

    private Value root(Value array) {
        return definitions.of(array) instanceof Op.Load row ? root(row.array()) : array;
    }

    /** Whether loops go through all elements, a loop for each dimension. */
    private boolean isWalked(Value array, Set<Value> makers, List<Counted> loops) {
        Set<Counted> used = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < ((Type.Array) array.type()).rank(); i++) {
            int dimension = i;
            boolean isWalked = makers.stream().allMatch(maker -> lengths.isShort(maker, dimension))
                    || loops.stream()
                            .filter(loop -> !used.contains(loop) && isAsLong(array, dimension, makers, loop))
                            .findFirst()
                            .map(used::add)
                            .orElse(false);
            if (!isWalked) {
                return false;
            }
        }
        return true;
    }

    private boolean isAsLong(Value array, int dimension, Set<Value> makers, Counted loop) {
        Value walked = lengths.walked(loop);
        boolean isItself =
                walked != null && (dimension == 0 ? walked == array : walked != array && root(walked) == array);
        return isItself || makers.stream().allMatch(maker -> lengths.isAsLong(maker, dimension, loop));
    }

    /** A copy that is made before a nest; that of an earlier nest, if nothing is written between them. */
    private Value copy(Value array, Op.Loop nest) {
        return copies.values().stream()
                .filter(copy -> copy.op.array() == array && isStill(array, copy.nest, nest))
                .findFirst()
                .map(copy -> copy.op.result())
                .orElseGet(() -> {
                    Value result = array.fresh();
                    copies.put(result, new Copy(new Op.DeepCopy(result, array), nest));
                    return result;
                });
    }

    private boolean isStill(Value array, Op.Loop earlier, Op.Loop nest) {
        Step from = last(earlier);
        Step to = last(nest);
        return from.region() == to.region()
                && from.index() <= to.index()
                && from.region().ops().subList(from.index(), to.index()).stream()
                        .noneMatch(op -> writes(op, array));
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

    /** For each row of a copy, that of the array. */
    Map<Value, Value> rows() {
        return rows;
    }

    boolean isCopy(Value value) {
        return copies.containsKey(value);
    }

    /** Says that a value is wanted on the way back. */
    void want(Value value) {
        wanted.add(value);
    }

    /** The ops of a region with the copies that are wanted. */
    List<Op> withCopies(List<Op> ops) {
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
