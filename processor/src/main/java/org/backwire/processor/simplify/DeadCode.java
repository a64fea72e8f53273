package org.backwire.processor.simplify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Drops what nobody needs. Afterwards every op has an effect, or a result that something kept reads; results of an {@code If}
 * and variables of a {@code Loop} that nobody reads are gone, also those that only feed themselves.
 *
 * <p>Relies on nothing. An op that may throw counts as an effect if the user wrote it (its result has an origin): their
 * {@code a[10]} still throws. What derivatives added may go. A loop without effects goes with its results, though it may
 * never have ended: Java promises nothing about time. The operands of a view count as read.
 * What is written to an array that derivatives added counts if somebody reads that array.
 *
 * <pre>
 * f(double x) {                     f(double x) {
 *   a = sin x : double                b = cos x : double
 *   b = cos x : double                yield b
 *   yield b                         }
 * }
 * </pre>
 */
public final class DeadCode {
    /** Where a value is defined: a result of an op or, if {@code isVariable}, a variable of a loop. */
    private record Slot(Op op, int index, boolean isVariable) {}

    private final Map<Value, Slot> slots = new IdentityHashMap<>();
    private final Map<Op, Op> enclosing = new IdentityHashMap<>();
    private final List<Op> effects = new ArrayList<>();
    /** Those of the shapes of arrays that are made here: where an array is not used, its shape does not matter. */
    private final Map<Value, List<Op>> checks = new IdentityHashMap<>();

    private HiddenArrays hidden = HiddenArrays.NONE;
    private final Set<Value> neededValues = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Op> neededOps = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Value> pending = new ArrayDeque<>();

    private DeadCode() {}

    public static Function run(Function function) {
        DeadCode pass = new DeadCode();
        pass.hidden = HiddenArrays.of(function);
        pass.collect(function.body(), null);
        pass.effects.forEach(pass::need);
        pass.need(function.body().yields());
        pass.spread();
        return function.with(pass.kept(function.body()));
    }

    private void collect(Region region, @Nullable Op owner) {
        for (Op op : region.ops()) {
            if (owner != null) {
                enclosing.put(op, owner);
            }
            define(op, op.results(), false);
            if (op instanceof Op.Loop loop) {
                define(op, loop.variables(), true);
            }
            for (Region inner : op.regions()) {
                collect(inner, op);
            }
            Value checked = op instanceof Op.Foreign call ? call.checkedForShape() : null;
            if (checked != null && slots.containsKey(checked)) {
                checks.computeIfAbsent(checked, value -> new ArrayList<>()).add(op);
            } else if (isEffect(op)) {
                effects.add(op);
            }
        }
    }

    private void define(Op op, List<Value> values, boolean areVariables) {
        for (int i = 0; i < values.size(); i++) {
            slots.put(values.get(i), new Slot(op, i, areVariables));
        }
    }

    private boolean isEffect(Op op) {
        return switch (op.effect()) {
            case NONE -> false;
            case THROWS, READS -> hasOrigin(op.results()) && !dividesByNonZero(op);
            case WRITES -> !hidden.isWrite(op);
        };
    }

    private static boolean hasOrigin(List<Value> results) {
        for (Value result : results) {
            if (result.origin() != null) {
                return true;
            }
        }
        return false;
    }

    private boolean dividesByNonZero(Op op) {
        if (!(op instanceof Op.Apply apply) || apply.gate() != Gate.DIV && apply.gate() != Gate.REM) {
            return false;
        }
        Slot divisor = slots.get(apply.operands().get(1));
        return divisor != null
                && divisor.op() instanceof Op.Constant constant
                && constant.value() instanceof Number number
                && number.longValue() != 0;
    }

    private void need(Value value) {
        if (neededValues.add(value)) {
            pending.add(value);
        }
    }

    private void need(List<Value> values) {
        for (Value value : values) {
            need(value);
        }
    }

    private void need(Op op) {
        for (@Nullable Op at = op; at != null && neededOps.add(at); at = enclosing.get(at)) {
            need(at instanceof Op.Loop loop ? loop.test().yields() : at.operands());
            if (at instanceof Op.Apply apply && apply.view() != null) {
                need(apply.derivedOperands());
            } else if (at instanceof Op.Assert) {
                at.regions().forEach(region -> need(region.yields()));
            }
        }
    }

    private void spread() {
        while (!pending.isEmpty()) {
            Value value = pending.remove();
            hidden.writesTo(value).forEach(this::need);
            checks.getOrDefault(value, List.of()).forEach(this::need);
            Slot slot = slots.get(value);
            if (slot == null) {
                continue; // a parameter
            }
            need(slot.op());
            int index = slot.index();
            if (slot.op() instanceof Op.Loop loop) {
                if (slot.isVariable()) {
                    need(loop.initials().get(index));
                    needYield(loop.body(), index);
                } else {
                    need(loop.variables().get(index));
                }
            } else if (slot.op() instanceof Op.If branch) {
                needYield(branch.then(), index);
                needYield(branch.otherwise(), index);
            }
        }
    }

    private void needYield(Region region, int index) {
        if (region.completes()) {
            need(region.yields().get(index));
        }
    }

    private Region kept(Region region) {
        return kept(region, region.yields());
    }

    private Region kept(Region region, List<Value> yields) {
        List<Op> ops = new ArrayList<>(region.ops().size());
        for (Op op : region.ops()) {
            if (neededOps.contains(op)) {
                ops.add(op.regions().isEmpty() ? op : trimmed(op));
            }
        }
        return region.with(ops, yields);
    }

    private Op trimmed(Op op) {
        if (op instanceof Op.If branch) {
            return branch.rebuild(
                    chosen(branch.results(), branch.results()),
                    v -> v,
                    side -> kept(side, chosen(side.yields(), branch.results())));
        }
        if (op instanceof Op.Loop loop) {
            return new Op.Loop(
                    chosen(loop.results(), loop.variables()),
                    chosen(loop.variables(), loop.variables()),
                    chosen(loop.initials(), loop.variables()),
                    kept(loop.test()),
                    kept(loop.body(), chosen(loop.body().yields(), loop.variables())));
        }
        return op.rebuild(op.results(), v -> v, this::kept);
    }

    /** Those of the values whose counterpart is needed; nothing of nothing, as a region that does not complete yields. */
    private List<Value> chosen(List<Value> values, List<Value> counterparts) {
        List<Value> chosen = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (neededValues.contains(counterparts.get(i))) {
                chosen.add(values.get(i));
            }
        }
        return chosen;
    }
}
