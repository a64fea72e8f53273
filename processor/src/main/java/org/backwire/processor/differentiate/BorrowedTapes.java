package org.backwire.processor.differentiate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
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
public final class BorrowedTapes extends Copier {
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
        return pass.borrowed.isEmpty() ? function : pass.function(function);
    }

    private void look(Value array, Value gradient) {
        List<Op> ops = function.body().ops();
        int place = 0;
        while (count(List.of(ops.get(place)), op -> isAccess(op, gradient)) == 0) {
            place++;
        }
        if (!(ops.get(place) instanceof Op.Loop loop) || count(List.of(loop), op -> isAccess(op, gradient)) != 1) {
            return;
        }
        Counted counted = Counted.of(loop, definitions, memory);
        List<Op> body = loop.body().ops();
        int write = 0;
        while (write < body.size() && !isStore(body.get(write), gradient)) {
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
        int all = count(ops, op -> isAccess(op, tape));
        int early = count(ops.subList(0, place), op -> isStore(op, tape));
        int reads = count(before, op -> op instanceof Op.Load load && load.array() == tape && load.index() == index);
        return reads > 0 && early + reads == all;
    }

    private static boolean isAccess(Op op, Value array) {
        return op instanceof Op.Load load && load.array() == array || isStore(op, array);
    }

    private static boolean isStore(Op op, Value array) {
        return op instanceof Op.Store store && store.array() == array;
    }

    private static int count(List<Op> ops, Predicate<Op> kind) {
        int count = 0;
        for (Op op : ops) {
            count += kind.test(op) ? 1 : 0;
            for (Region inner : op.regions()) {
                count += count(inner.ops(), kind);
            }
        }
        return count;
    }

    @Override
    protected void visit(Op op, RegionBuilder target) {
        Value gradient = op instanceof Op.NewTape tape ? borrowed.get(tape.result()) : null;
        if (gradient == null) {
            super.visit(op, target);
        } else {
            define(op.results().get(0), of(gradient));
        }
    }
}
