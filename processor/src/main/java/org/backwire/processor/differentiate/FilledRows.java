package org.backwire.processor.differentiate;

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
 * Matrices whose rows are made one by one, in a loop that does it for each row once, before anything else is done with them. From there
 * on they are like those that are made whole: no two rows are one array, and none is moved.
 *
 * <pre>
 * double[][] a = new double[n][];
 * for (int i = 0; i < n; i++) a[i] = m[i].clone();
 * </pre>
 */
final class FilledRows {
    private final Definitions definitions;
    private final Positions positions;
    private final Memory memory;
    private final Map<Value, Optional<Op.Loop>> filling = new IdentityHashMap<>();

    FilledRows(Definitions definitions, Positions positions, Memory memory) {
        this.definitions = definitions;
        this.positions = positions;
        this.memory = memory;
    }

    /** Whether the rows of a matrix are all there, and stay, when an op runs. */
    boolean areThere(Value matrix, Op op) {
        Op.Loop loop = filling.computeIfAbsent(matrix, m -> Optional.ofNullable(loop(m)))
                .orElse(null);
        if (loop == null) {
            return false;
        }
        Step filled = positions.last(loop);
        return positions.of(op).stream()
                .anyMatch(step -> step.region() == filled.region() && step.index() > filled.index());
    }

    private Op.@Nullable Loop loop(Value matrix) {
        if (!(definitions.of(matrix) instanceof Op.NewArray made)
                || made.operands().size() != 1
                || ((Type.Array) matrix.type()).rank() != 2) {
            return null;
        }
        Object rows = memory.classOf(matrix);
        List<Op> writes = positions.ops().stream()
                .filter(op -> memory.targets(op).contains(rows))
                .toList();
        if (writes.size() != 1
                || !(writes.get(0) instanceof Op.Store store)
                || store.array() != matrix
                || !isMadeForIt(store)
                || !(positions.last(store).owner() instanceof Op.Loop loop)
                || positions.last(store).region() != loop.body()
                || positions.last(loop).region() != positions.last(made).region()) {
            return null;
        }
        Counted counted = Counted.of(loop, definitions, memory);
        return counted != null && counted.variable() == store.index() ? loop : null;
    }

    /** Whether a row is a new array at each store, and is known by no other name. */
    private boolean isMadeForIt(Op.Store store) {
        Value row = store.value();
        Op made = definitions.of(row);
        boolean isNew = made instanceof Op.NewArray
                || made instanceof Op.CloneArray
                || made instanceof Op.DeepCopy
                || made instanceof Op.ArrayOf;
        List<Op> users = positions.users(row);
        return made != null
                && isNew
                && positions.last(made).region() == positions.last(store).region()
                && users.size() == positions.uses(row).size()
                && users.stream()
                        .allMatch(user -> user == store || user instanceof Op.Length || user instanceof Op.ZerosLike);
    }
}
