package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Unwritten;
import org.backwire.processor.graph.Value;

/**
 * Tapes that need no array of their own: each number is read for the last time where the gradient with the same index is written
 * for the first time, so until then it lies there. An expert does so, too.
 *
 * <p>Relies on {@link FirstWrites}, and on the gradient being no array that the method reads.
 *
 * <p>Before: {@code tape = new double[x.length]; for (…) { tape[i] = e; }} and {@code for (…) { dx[i] = tape[i] * dsum; }}. After:
 * {@code for (…) { dx[i] = e; }} and {@code for (…) { dx[i] = dx[i] * dsum; }}.
 */
public final class BorrowedTapes {
    private final Function function;
    private final Definitions definitions;
    private final Memory memory;
    private final Map<Value, Value> borrowed = new HashMap<>();

    private BorrowedTapes(Function function) {
        this.function = function;
        definitions = Definitions.of(function);
        memory = Memory.of(function);
    }

    /**
     * @param written what gradients are written before they are read
     * @param shadows by the number of a parameter that is an array, the number of the one that is its gradient
     */
    public static Function run(FirstWrites.Result written, Map<Integer, Integer> shadows) {
        Function function = written.function();
        if (!function.body().has(Op.NewTape.class)) {
            return function;
        }
        BorrowedTapes pass = new BorrowedTapes(function);
        shadows.forEach((parameter, shadow) -> {
            Unwritten left = written.unwritten().get(shadow);
            if (left != null && left.isNone()) {
                pass.look(
                        function.parameters().get(parameter),
                        function.parameters().get(shadow));
            }
        });
        return pass.borrowed.isEmpty() ? function : function.with(pass.rewritten(function.body()));
    }

    private void look(Value array, Value gradient) {
        List<Op> ops = function.body().ops();
        int place = 0;
        while (accesses(ops.get(place), gradient) == 0) {
            place++;
        }
        if (!(ops.get(place) instanceof Op.Loop loop) || accesses(loop, gradient) != 1) {
            return;
        }
        Counted counted = Counted.of(loop, definitions, memory);
        List<Op> body = loop.body().ops();
        int write = 0;
        while (write < body.size() && !(body.get(write) instanceof Op.Store store && store.array() == gradient)) {
            write++;
        }
        if (counted == null
                || write == body.size()
                || ((Op.Store) body.get(write)).index() != counted.variable()
                || FirstWrites.isElsewhere(function.body(), gradient)) {
            return;
        }
        for (Op op : ops.subList(0, place)) {
            if (op instanceof Op.NewTape tape
                    && tape.result().type().equals(gradient.type())
                    && !borrowed.containsKey(tape.result())
                    && isLengthOf(tape.length(), array)
                    && !FirstWrites.isElsewhere(function.body(), tape.result())
                    && isReadUpTo(tape.result(), place, body.subList(0, write), counted.variable())) {
                borrowed.put(tape.result(), gradient);
                return;
            }
        }
    }

    private boolean isLengthOf(Value value, Value array) {
        return definitions.of(value) instanceof Op.Length length && length.array() == array;
    }

    /** Whether a tape is written before a loop, and read only in it: an element at its index, before a place in its body. */
    private boolean isReadUpTo(Value tape, int place, List<Op> before, Value index) {
        List<Op> ops = function.body().ops();
        int all = accesses(new Region(ops, List.of(), true), tape);
        int early = stores(new Region(ops.subList(0, place), List.of(), true), tape);
        int reads = loadsAt(new Region(before, List.of(), true), tape, index);
        return reads > 0 && early + reads == all;
    }

    private static int accesses(Op op, Value array) {
        int own = op instanceof Op.Load load && load.array() == array
                        || op instanceof Op.Store store && store.array() == array
                ? 1
                : 0;
        return own + op.regions().stream().mapToInt(r -> accesses(r, array)).sum();
    }

    private static int accesses(Region region, Value array) {
        return region.ops().stream().mapToInt(op -> accesses(op, array)).sum();
    }

    private static int stores(Region region, Value array) {
        int sum = 0;
        for (Op op : region.ops()) {
            sum += op instanceof Op.Store store && store.array() == array ? 1 : 0;
            for (Region inner : op.regions()) {
                sum += stores(inner, array);
            }
        }
        return sum;
    }

    private static int loadsAt(Region region, Value array, Value index) {
        int sum = 0;
        for (Op op : region.ops()) {
            sum += op instanceof Op.Load load && load.array() == array && load.index() == index ? 1 : 0;
            for (Region inner : op.regions()) {
                sum += loadsAt(inner, array, index);
            }
        }
        return sum;
    }

    private Region rewritten(Region region) {
        List<Op> ops = new ArrayList<>();
        for (Op op : region.ops()) {
            if (!(op instanceof Op.NewTape tape && borrowed.containsKey(tape.result()))) {
                ops.add(op.rebuild(op.results(), this::of, this::rewritten));
            }
        }
        return new Region(ops, region.yields(), region.completes());
    }

    private Value of(Value value) {
        return borrowed.getOrDefault(value, value);
    }
}
