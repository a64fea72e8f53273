package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Arrays that a loop changes for one another: those of a class that go around in it are different ones in the beginning, and each trip
 * hands them on, perhaps in another order. So what is read from one is not hit by what is written to the other.
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
        Map<Object, List<Integer>> classes = new IdentityHashMap<>();
        for (int i = 0; i < loop.variables().size(); i++) {
            Value variable = loop.variables().get(i);
            initials.put(variable, loop.initials().get(i));
            if (variable.type() instanceof Type.Array) {
                classes.computeIfAbsent(memory.classOf(variable), c -> new ArrayList<>())
                        .add(i);
            }
        }
        classes.values().forEach(numbers -> {
            List<Value> variables = at(numbers, loop.variables());
            if (areDifferent(at(numbers, loop.initials()))
                    && arePermuted(at(numbers, loop.body().yields()), Set.copyOf(variables))) {
                variables.forEach(variable -> loops.put(variable, loop));
            }
        });
    }

    private static List<Value> at(List<Integer> numbers, List<Value> values) {
        return numbers.stream().map(values::get).toList();
    }

    /** Whether values are arrays that are made by different ops, or those that a loop around changes for one another. */
    private boolean areDifferent(List<Value> arrays) {
        boolean areMade = arrays.stream().allMatch(this::isMade);
        Op.Loop around = loops.get(arrays.get(0));
        boolean areSwapped = around != null && arrays.stream().allMatch(array -> loops.get(array) == around);
        return (areMade || areSwapped) && Set.copyOf(arrays).size() == arrays.size();
    }

    /** Whether values are some variables in another order, whichever way is taken and however often an inner loop runs. */
    private boolean arePermuted(List<Value> values, Set<Value> variables) {
        Value other =
                values.stream().filter(v -> !variables.contains(v)).findFirst().orElse(null);
        if (other == null) {
            return Set.copyOf(values).size() == values.size();
        }
        Op op = definitions.of(other);
        if (op instanceof Op.If branch) {
            return branch.regions().stream()
                    .filter(Region::completes)
                    .allMatch(side -> arePermuted(replaced(values, branch, side.yields()), variables));
        }
        if (op instanceof Op.Loop loop) {
            List<Integer> numbers = values.stream()
                    .map(loop.results()::indexOf)
                    .filter(number -> number >= 0)
                    .toList();
            return arePermuted(at(numbers, loop.body().yields()), Set.copyOf(at(numbers, loop.variables())))
                    && arePermuted(replaced(values, loop, loop.initials()), variables);
        }
        return false;
    }

    private static List<Value> replaced(List<Value> values, Op op, List<Value> by) {
        return values.stream()
                .map(value -> op.results().contains(value) ? by.get(op.results().indexOf(value)) : value)
                .toList();
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
        loop.variables().stream()
                .filter(variable -> loops.containsKey(variable) && memory.classOf(variable) == memory.classOf(array))
                .forEach(variable -> makers.addAll(makers(Objects.requireNonNull(initials.get(variable)))));
        return makers;
    }

    /** Whether two values are different arrays wherever both are known. */
    boolean areDifferent(Value a, Value b) {
        return a != b && loops.containsKey(a) && loops.get(a) == loops.get(b);
    }
}
