package org.backwire.processor.differentiate;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Value;

/** Which ops set elements of which arrays, where buffers that a loop changes for one another are different arrays. */
final class ElementWrites {
    private final Definitions definitions;
    private final Memory memory;
    private final SwappedBuffers buffers;
    private final Map<Value, Map<Op, Boolean>> known = new IdentityHashMap<>();

    ElementWrites(Definitions definitions, Memory memory, SwappedBuffers buffers) {
        this.definitions = definitions;
        this.memory = memory;
        this.buffers = buffers;
    }

    /** The array of which a value is a row, or a row of a row; itself, if it is none. */
    Value root(Value array) {
        return definitions.of(array) instanceof Op.Load row ? root(row.array()) : array;
    }

    /** How many rows have been looked up to get to an array. */
    int depth(Value array) {
        return definitions.of(array) instanceof Op.Load row ? 1 + depth(row.array()) : 0;
    }

    /** Whether an op, or one in it, may set an element of an array or of a row of it. */
    boolean mayHit(Op op, Value array) {
        Map<Op, Boolean> answers = known.computeIfAbsent(array, a -> new IdentityHashMap<>());
        Boolean answer = answers.get(op);
        if (answer == null) {
            answer = sets(op, array)
                    || op.regions().stream()
                            .anyMatch(region -> region.ops().stream().anyMatch(inner -> mayHit(inner, array)));
            answers.put(op, answer);
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
}
