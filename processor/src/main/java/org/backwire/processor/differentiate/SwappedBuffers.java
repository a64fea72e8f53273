package org.backwire.processor.differentiate;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Arrays that a loop changes for one another: those of a class that go around in it are different ones in the beginning, and each trip
 * hands them on in another order. So what is read from one is not hit by what is written to the other.
 *
 * <pre>
 * for (…) { … double[] t = x; x = y; y = t; }
 * </pre>
 */
final class SwappedBuffers {
    private final Definitions definitions;
    private final Memory memory;
    private final Map<Value, Op.Loop> loops = new IdentityHashMap<>();
    private final Map<Value, Value> initials = new IdentityHashMap<>();

    SwappedBuffers(Definitions definitions, Positions positions, Memory memory) {
        this.definitions = definitions;
        this.memory = memory;
        for (Op op : positions.ops()) {
            if (op instanceof Op.Loop loop) {
                enter(loop);
            }
        }
    }

    private void enter(Op.Loop loop) {
        Map<Object, Set<Value>> variables = new IdentityHashMap<>();
        Map<Object, Set<Value>> first = new IdentityHashMap<>();
        Map<Object, Set<Value>> next = new IdentityHashMap<>();
        Set<Object> others = new HashSet<>();
        for (int i = 0; i < loop.variables().size(); i++) {
            Value variable = loop.variables().get(i);
            if (variable.type() instanceof Type.Array) {
                Object arrays = memory.classOf(variable);
                variables.computeIfAbsent(arrays, c -> new HashSet<>()).add(variable);
                boolean isAnother = isMade(loop.initials().get(i))
                        && first.computeIfAbsent(arrays, c -> new HashSet<>())
                                .add(loop.initials().get(i))
                        && next.computeIfAbsent(arrays, c -> new HashSet<>())
                                .add(loop.body().yields().get(i));
                if (!isAnother) {
                    others.add(arrays);
                }
            }
        }
        variables.forEach((arrays, values) -> {
            if (!others.contains(arrays) && values.equals(next.get(arrays))) {
                values.forEach(value -> loops.put(value, loop));
            }
        });
        for (int i = 0; i < loop.variables().size(); i++) {
            initials.put(loop.variables().get(i), loop.initials().get(i));
        }
    }

    /** Whether a value is an array with all its rows, made by one op, which no other array is. */
    private boolean isMade(Value array) {
        Op made = definitions.of(array);
        int rank = ((Type.Array) array.type()).rank();
        return made instanceof Op.NewArray
                ? made.operands().size() == rank
                : rank == 1
                        && (made instanceof Op.CloneArray || made instanceof Op.DeepCopy || made instanceof Op.ArrayOf);
    }

    /** The arrays that a value may be: itself, if one op makes it; empty if that is not known. */
    Set<Value> makers(Value array) {
        if (isMade(array)) {
            return Set.of(array);
        }
        Op.Loop loop = loops.get(array);
        if (loop == null) {
            return Set.of();
        }
        Set<Value> makers = new HashSet<>();
        Object arrays = memory.classOf(array);
        loop.variables().stream()
                .filter(variable -> variable.type() instanceof Type.Array && memory.classOf(variable) == arrays)
                .forEach(variable -> makers.add(Objects.requireNonNull(initials.get(variable))));
        return makers;
    }

    /** Whether two values are different arrays wherever both are known. */
    boolean areDifferent(Value a, Value b) {
        return a != b && loops.containsKey(a) && loops.get(a) == loops.get(b);
    }
}
