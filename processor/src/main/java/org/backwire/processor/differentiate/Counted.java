package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * A loop whose trip count is known on entry: {@code for (int i = first; i < bound; i++)}, up or down by one, the bound
 * included or not.
 *
 * @param variable the index
 * @param first its first value
 * @param up whether it is incremented
 * @param inclusive whether it reaches the bound
 * @param isNeverNegative whether the difference of bound and first value cannot be negative: it is the length of an array
 * @param startsLow whether it is known that no integer is so small that the smaller end cannot be taken from it
 * @param bound where it ends; computed by {@code boundOps} from values around the loop
 */
record Counted(
        Value variable,
        Value first,
        boolean up,
        boolean inclusive,
        Value bound,
        List<Op> boundOps,
        boolean isNeverNegative,
        boolean startsLow) {

    /** The smaller of where the index begins and where it ends. */
    Value low() {
        return up ? first : bound;
    }

    /** The larger of them. */
    Value high() {
        return up ? bound : first;
    }

    /** @param memory whose arrays of arrays, if they are never given other rows, have rows of a fixed length */
    static @Nullable Counted of(Op.Loop loop, Definitions definitions, Memory memory) {
        Op.Apply test = definitions.apply(loop.test().yields().get(0));
        if (test == null || test.operands().size() != 2) {
            return null;
        }
        for (int i = 0; i < 2; i++) {
            Counted counted = of(loop, definitions, memory, test, i);
            if (counted != null) {
                return counted;
            }
        }
        return null;
    }

    private static @Nullable Counted of(Op.Loop loop, Definitions definitions, Memory memory, Op.Apply test, int side) {
        Value variable = test.operands().get(side);
        Value bound = test.operands().get(1 - side);
        Op.Apply shift = definitions.apply(variable);
        if (shift != null && isShift(shift, definitions)) { // i + 1 < n is i < n - 1
            variable = shift.operands().get(0);
        } else {
            shift = null;
        }
        int index = loop.variables().indexOf(variable);
        if (index < 0 || variable.type() != Type.Primitive.INT) {
            return null;
        }
        Gate compares = side == 0 ? test.gate() : mirrored(test.gate());
        boolean up = compares == Gate.LT || compares == Gate.LE;
        boolean down = compares == Gate.GT || compares == Gate.GE;
        Op.Apply step = definitions.apply(loop.body().yields().get(index));
        boolean byOne = step != null
                && step.gate() == (up ? Gate.ADD : Gate.SUB)
                && step.operands().get(0) == variable
                && Double.valueOf(1).equals(definitions.number(step.operands().get(1)));
        Set<Op> needed = Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        if (!(up || down) || !byOne || !isFixed(bound, loop, definitions, memory, needed)) {
            return null;
        }
        List<Op> boundOps = new ArrayList<>();
        for (Op op : loop.test().ops()) {
            if (needed.contains(op)) {
                boundOps.add(op);
            }
        }
        if (shift != null) {
            RegionBuilder shifted = new RegionBuilder();
            Value distance = shifted.constant(
                    Type.Primitive.INT, number(definitions, shift.operands().get(1)));
            bound = shifted.apply(shift.gate() == Gate.ADD ? Gate.SUB : Gate.ADD, Type.Primitive.INT, bound, distance);
            boundOps.addAll(shifted.ops());
        }
        boolean inclusive = compares == Gate.LE || compares == Gate.GE;
        Value first = loop.initials().get(index);
        boolean isLength = up && !inclusive && definitions.of(bound) instanceof Op.Length;
        boolean fromZero = Double.valueOf(0).equals(definitions.number(first));
        Integer low = number(definitions, up ? first : bound);
        boolean startsLow = low != null && low <= (inclusive ? 1 : 0);
        return new Counted(variable, first, up, inclusive, bound, boundOps, isLength && fromZero, startsLow);
    }

    /**
     * A backward loop that runs from the first iteration to the last.
     *
     * @param index its variable that tells the iteration
     * @param end the bound, as it is known there
     */
    Op.Loop sameWay(Op.Loop backward, Value index, Value end) {
        int i = backward.variables().indexOf(index);
        Value step = backward.body().yields().get(i);
        Gate compares = up ? inclusive ? Gate.LE : Gate.LT : inclusive ? Gate.GE : Gate.GT;
        RegionBuilder test = new RegionBuilder();
        Value goesOn = test.apply(compares, Type.Primitive.BOOLEAN, index, end);
        List<Value> initials = new ArrayList<>(backward.initials());
        initials.set(i, first);
        List<Op> body = backward.body().ops().stream()
                .map(op -> op instanceof Op.Apply apply && apply.result() == step
                        ? Op.Apply.of(
                                step,
                                up ? Gate.ADD : Gate.SUB,
                                apply.operands().get(0),
                                apply.operands().get(1))
                        : op)
                .toList();
        return new Op.Loop(
                backward.results(),
                backward.variables(),
                initials,
                test.yielding(goesOn),
                Region.yielding(body, backward.body().yields()));
    }

    private static Gate mirrored(Gate gate) {
        return switch (gate) {
            case LT -> Gate.GT;
            case LE -> Gate.GE;
            case GT -> Gate.LT;
            case GE -> Gate.LE;
            default -> gate;
        };
    }

    private static boolean isShift(Op.Apply apply, Definitions definitions) {
        return (apply.gate() == Gate.ADD || apply.gate() == Gate.SUB)
                && apply.result().type() == Type.Primitive.INT
                && number(definitions, apply.operands().get(1)) != null;
    }

    private static @Nullable Integer number(Definitions definitions, Value value) {
        return definitions.of(value) instanceof Op.Constant constant && constant.value() instanceof Integer number
                ? number
                : null;
    }

    /** Whether a value is the same in every iteration, and may be computed before and after the loop. */
    private static boolean isFixed(Value value, Op.Loop loop, Definitions definitions, Memory memory, Set<Op> needed) {
        if (loop.variables().contains(value)) {
            return false;
        }
        Op op = definitions.of(value);
        if (op == null || !loop.test().ops().contains(op)) {
            return !definedIn(loop).contains(value);
        }
        boolean repeatable = op.effect() == Op.Effect.NONE && op.regions().isEmpty()
                || op instanceof Op.Length
                || op instanceof Op.Load load && !memory.isWritten(load.array());
        needed.add(op);
        return repeatable && op.operands().stream().allMatch(v -> isFixed(v, loop, definitions, memory, needed));
    }

    private static Set<Value> definedIn(Op.Loop loop) {
        Set<Value> defined = new HashSet<>();
        loop.regions().forEach(r -> r.ops().forEach(op -> defined.addAll(op.results())));
        return defined;
    }
}
