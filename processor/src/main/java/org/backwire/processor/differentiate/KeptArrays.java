package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
    private final SwappedBuffers buffers;
    private final ElementWrites writes;
    private final Walks walks;

    private final Map<Value, Op.Load> recipes = new HashMap<>();
    private final Map<Value, Value> rows = new HashMap<>();
    private final Map<Value, Copy> copies = new LinkedHashMap<>();
    private final Set<Value> wanted = new HashSet<>();

    /** A copy that is made before a nest of loops. */
    private record Copy(Op.DeepCopy op, Op.Loop nest) {}

    private KeptArrays(Definitions definitions, Positions positions, Memory memory) {
        this.definitions = definitions;
        this.positions = positions;
        this.memory = memory;
        this.buffers = new SwappedBuffers(definitions, positions, memory);
        this.writes = new ElementWrites(definitions, memory, buffers);
        this.walks = new Walks(definitions, positions, memory, buffers, writes);
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
        Value root = writes.root(load.array());
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
            if (walks.isWorthIt(array, root, makers, nests.subList(0, i + 1))) {
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
            if (writes.mayHit(around, root)) {
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
        Step from = positions.last(earlier);
        Step to = positions.last(nest);
        return from.region() == to.region()
                && from.index() <= to.index()
                && from.region().ops().subList(from.index(), to.index()).stream()
                        .noneMatch(op -> writes.mayHit(op, root));
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
