package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Reads before a backward loop what each of its trips would read again: tapes of the loops around it, rows, and elements that it
 * does not write. HotSpot cannot do that itself where the loop writes to another array of numbers, which might be the same.
 *
 * <p>What is on a tape is there, even if the loop does not run at all; anything else is read only if it does. On the way back
 * nothing throws that did not throw before, so the order of reads does not matter.
 *
 * <p>Before: {@code for (r = j + 1; r < d; r++) { dl[c][r] += zTape[j] * dy[r]; }}. After: {@code zj = zTape[j]; if (j + 1 < d) {
 * dlc = dl[c]; for (…) { dlc[r] += zj * dy[r]; } }}.
 */
final class BackwardInvariants {
    /** One read less in each trip is not worth an {@code if}. */
    private static final int WORTH_A_GUARD = 2;

    private final Memory memory;
    private final Definitions definitions;
    private final Lengths lengths;
    private final Set<Value> backward = new HashSet<>();
    private final Map<Value, Counted> indices = new HashMap<>();
    private final Set<Value> tapes = new HashSet<>();
    private final Map<Value, Value> names = new HashMap<>();

    BackwardInvariants(Function function, Map<Op, Reversal> reversals, Memory memory, Definitions definitions) {
        this.memory = memory;
        this.definitions = definitions;
        this.lengths = new Lengths(definitions);
        count(function.body());
        for (Reversal reversal : reversals.values()) {
            backward.add(reversal.variable());
            if (reversal.counted() != null) {
                indices.put(reversal.variable(), reversal.counted());
            }
        }
    }

    private void count(Region region) {
        for (Op op : region.ops()) {
            Counted counted = op instanceof Op.Loop loop ? Counted.of(loop, definitions, memory) : null;
            if (counted != null) {
                indices.put(counted.variable(), counted);
            }
            op.regions().forEach(this::count);
        }
    }

    boolean isBackward(Op.Loop loop) {
        return loop.variables().stream().anyMatch(backward::contains);
    }

    /** Tells that an array is a tape: all places of it that are read were written, by the forward pass. */
    void isTape(Value tape) {
        tapes.add(tape);
    }

    /** Tells that an array is one that the memory knows by another name. */
    void standsFor(Value reached, Value known) {
        if (known.type() instanceof Type.Array) {
            names.put(reached, known);
        }
    }

    private Object classOf(Value array) {
        return memory.classOf(named(array));
    }

    private Value named(Value array) {
        return names.getOrDefault(array, array);
    }

    /** Adds a loop to a region, and before it what it need not read itself. */
    void add(Op.Loop loop, RegionBuilder target) {
        Writes writes = new Writes(loop);
        Set<Value> inside = new HashSet<>(loop.variables());
        loop.test().ops().forEach(op -> inside.addAll(op.results()));
        Map<Value, Op> movable = new IdentityHashMap<>();
        Set<Op> uncertain = identitySet();
        Set<Op> certain = identitySet();
        Set<Op> guarded = identitySet();
        for (Op op : loop.body().ops()) {
            Op.Load load = op instanceof Op.Load read && writes.leaves(read) ? read : null;
            if ((load != null || isFree(op, movable)) && op.operands().stream().noneMatch(inside::contains)) {
                op.results().forEach(v -> movable.put(v, op));
                boolean isCertain = (load == null || isThere(load, target))
                        && op.operands().stream().noneMatch(v -> uncertain.contains(movable.get(v)));
                if (!isCertain) {
                    uncertain.add(op);
                }
                if (load != null) {
                    collect(op, movable, isCertain ? certain : guarded);
                }
            } else {
                inside.addAll(op.results());
            }
        }
        guarded.removeAll(certain);
        long reads = guarded.stream()
                .filter(Op.Load.class::isInstance)
                .map(Op::operands)
                .distinct()
                .count();
        if (reads < WORTH_A_GUARD || !isRepeatable(loop.test())) {
            guarded.clear();
        }
        List<Op> rest = new ArrayList<>();
        List<Op> inGuard = new ArrayList<>();
        for (Op op : loop.body().ops()) {
            if (certain.contains(op)) {
                target.add(op);
            } else {
                (guarded.contains(op) ? inGuard : rest).add(op);
            }
        }
        Region body = new Region(rest, loop.body().yields(), loop.body().completes());
        if (inGuard.isEmpty()) {
            target.add(new Op.Loop(loop.results(), loop.variables(), loop.initials(), loop.test(), body));
            return;
        }
        List<Value> results = loop.results().stream().map(Value::fresh).toList();
        inGuard.add(new Op.Loop(results, loop.variables(), loop.initials(), loop.test(), body));
        target.add(new Op.If(
                loop.results(),
                runs(loop, target),
                Region.yielding(inGuard, results),
                Region.yielding(List.of(), loop.initials())));
    }

    /** Whether a place that is read exists, even if the loop does not run. */
    private boolean isThere(Op.Load load, RegionBuilder before) {
        Counted counted = indices.get(load.index());
        return tapes.contains(named(load.array()))
                || counted != null && lengths.isInside(named(load.array()), counted)
                || before.ops().stream()
                        .anyMatch(op -> op instanceof Op.Load read
                                && read.array() == load.array()
                                && read.index() == load.index());
    }

    private static Set<Op> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static void collect(Op op, Map<Value, Op> movable, Set<Op> into) {
        if (into.add(op)) {
            for (Value operand : op.operands()) {
                Op needed = movable.get(operand);
                if (needed != null) {
                    collect(needed, movable, into);
                }
            }
        }
    }

    /** What only finds a place in an array: the half of {@code n * (n - 1)}, too. */
    private boolean isFree(Op op, Map<Value, Op> movable) {
        return op instanceof Op.Constant
                || op instanceof Op.Apply apply
                        && apply.result().type() == Type.Primitive.INT
                        && (op.effect() == Op.Effect.NONE
                                || apply.gate() == Gate.DIV
                                        && isNumber(apply.operands().get(1), 2, movable));
    }

    private static boolean isRepeatable(Region test) {
        return test.ops().stream()
                .allMatch(op -> op instanceof Op.Constant
                        || op instanceof Op.Length
                        || op instanceof Op.Apply && op.effect() == Op.Effect.NONE);
    }

    /** Whether the loop runs at all: its test, as it is before the first trip. */
    private Value runs(Op.Loop loop, RegionBuilder target) {
        Copier first = new Copier();
        for (int i = 0; i < loop.variables().size(); i++) {
            first.define(loop.variables().get(i), loop.initials().get(i));
        }
        first.copyInto(target, loop.test());
        Value runs = first.of(loop.test().yields().get(0));
        Map<Value, Op> around = new IdentityHashMap<>();
        target.ops().forEach(op -> op.results().forEach(v -> around.put(v, op)));
        return around.get(runs) instanceof Op.Apply compares ? readable(compares, around, target) : runs;
    }

    /** {@code n > 0} for {@code 0 < n} and for {@code n - 1 >= 0}. */
    private Value readable(Op.Apply compares, Map<Value, Op> around, RegionBuilder target) {
        Value left = compares.operands().get(0);
        Value right = compares.operands().get(1);
        if (compares.gate() == Gate.LT && isNumber(left, 0, around)) {
            return target.apply(Gate.GT, Type.Primitive.BOOLEAN, right, left);
        }
        return compares.gate() == Gate.GE
                        && isNumber(right, 0, around)
                        && around.get(left) instanceof Op.Apply last
                        && last.gate() == Gate.SUB
                        && last.result().type() == Type.Primitive.INT
                        && isNumber(last.operands().get(1), 1, around)
                ? target.apply(Gate.GT, Type.Primitive.BOOLEAN, last.operands().get(0), right)
                : compares.result();
    }

    private boolean isNumber(Value value, int number, Map<Value, Op> around) {
        Op op = around.getOrDefault(value, definitions.of(value));
        return op instanceof Op.Constant constant && Integer.valueOf(number).equals(constant.value());
    }

    /** What a loop writes. */
    private final class Writes {
        private final Set<Object> written = new HashSet<>();
        private final Set<Value> targets = new HashSet<>();
        private boolean isKnown = true;

        Writes(Op.Loop loop) {
            collect(loop);
        }

        private void collect(Op op) {
            isKnown &= op instanceof Op.Constant
                    || op instanceof Op.Apply
                    || op instanceof Op.If
                    || op instanceof Op.Loop
                    || op instanceof Op.Load
                    || op instanceof Op.Length
                    || op instanceof Op.Store
                    || op instanceof Op.Fill
                    || op instanceof Op.CopyRange;
            for (Value array : Memory.given(op)) {
                targets.add(named(array));
                written.add(classOf(array));
            }
            op.regions().forEach(region -> region.ops().forEach(this::collect));
        }

        boolean leaves(Op.Load load) {
            return tapes.contains(named(load.array()))
                    ? !targets.contains(named(load.array()))
                    : isKnown && !written.contains(classOf(load.array()));
        }
    }
}
