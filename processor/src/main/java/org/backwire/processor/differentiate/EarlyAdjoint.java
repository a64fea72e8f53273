package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Optimization;
import org.backwire.processor.graph.Optimizations;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Early adjoint: differentiates an iteration in the iteration itself, where the gradient that comes into a loop does not depend
 * on what the loop computes. So it is with a loop that only sums, if what follows is linear in the sum. Afterwards no such loop
 * has a backward loop: nothing is recorded or computed again, and the data are passed once.
 *
 * <p>Relies on forward loops and their backward loops standing in the same region, and on backward ops using forward values
 * from anywhere ({@link Reach} comes later). The iterations of the backward loop change their order, so it must do nothing but add
 * up: to its variables, and to arrays that nobody reads before it is through.
 *
 * <p>Before: {@code loop { t = add s (sin a[i]) }, loop { da[i] += cos(a[i]) * ds }}. After: {@code loop { t = …, da[i] += … }}.
 */
final class EarlyAdjoint {
    private final Map<Op, Reversal> reversals;
    private final Map<Op, Op.Loop> backwardLoops;
    private final Map<Op, Reversal> allReversals;
    private final Map<Op, Op.Loop> forwardLoops = new IdentityHashMap<>();
    private final Accumulation accumulation;
    private final Optimizations optimizations;
    private final Map<Value, Value> replaced = new HashMap<>();

    private EarlyAdjoint(
            Map<Op, Reversal> reversals,
            Map<Op, Op.Loop> backwardLoops,
            Accumulation accumulation,
            Optimizations optimizations) {
        this.reversals = reversals;
        this.allReversals = new IdentityHashMap<>(reversals);
        this.backwardLoops = backwardLoops;
        this.accumulation = accumulation;
        this.optimizations = optimizations;
        backwardLoops.forEach((forward, backward) -> forwardLoops.put(backward, (Op.Loop) forward));
    }

    /**
     * The joint function with fewer backward loops.
     *
     * @param reversals how loops are run backwards; those that no longer are leave the map, the others are found by their new ops
     * @param backwardLoops the backward loop of each
     */
    static Function run(
            Function joint,
            Map<Op, Reversal> reversals,
            Map<Op, Op.Loop> backwardLoops,
            Memory memory,
            Optimizations optimizations) {
        if (!joint.body().has(Op.Loop.class)) {
            return joint;
        }
        Definitions definitions = Definitions.of(joint);
        Locality locality = new Locality(joint, memory);
        Scratch scratch = optimizations.has(Optimization.SCRATCH)
                ? new Scratch(joint, definitions, locality, reversals, backwardLoops)
                : null;
        Accumulation accumulation = new Accumulation(definitions, memory, locality, scratch);
        EarlyAdjoint pass = new EarlyAdjoint(reversals, backwardLoops, accumulation, optimizations);
        return new Function(joint.name(), joint.parameters(), pass.region(joint.body()));
    }

    private Value of(Value value) {
        Value at = value;
        for (Value next = replaced.get(at); next != null; next = replaced.get(at)) {
            at = next;
        }
        return at;
    }

    private Region region(Region region) {
        List<Op> ops = region.ops();
        for (int i = region.ops().size() - 1;
                i >= 0;
                i--) { // later loops first: what goes around in them comes in earlier ones
            Op op = region.ops().get(i);
            Op.Loop backward = backwardLoops.get(op);
            if (backward != null && ops.contains(backward)) {
                List<Op> fused = fused(ops, (Op.Loop) op, backward);
                ops = fused != null ? fused : ops;
            }
        }
        ops = ops.stream().map(this::ascending).toList();
        List<Op> rebuilt = new ArrayList<>();
        for (Op op : ops) {
            Op other = op.rebuild(op.results(), this::of, this::region);
            Reversal reversal = reversals.remove(op);
            if (reversal != null) {
                reversals.put(other, reversal);
            }
            rebuilt.add(other);
        }
        return new Region(rebuilt, region.yields().stream().map(this::of).toList(), region.completes());
    }

    /** The ops of a region with a loop's way back in the loop; null if that cannot be. */
    private @Nullable List<Op> fused(List<Op> ops, Op.Loop forward, Op.Loop backward) {
        int from = ops.indexOf(forward);
        int to = ops.indexOf(backward);
        if (to < from || !forward.body().completes() || !optimizations.has(Optimization.EARLY_ADJOINT)) {
            return null;
        }
        Reversal reversal = reversals.get(forward);
        if (reversal == null || !accumulation.onlyAddsToArrays(backward, forward, ops.subList(from, to + 1))) {
            return null;
        }
        Earlier earlier = new Earlier(ops, from, this::of);
        Map<Value, Value> constants = new IdentityHashMap<>();
        List<Integer> sums = new ArrayList<>();
        for (int i = 0; i < backward.variables().size(); i++) {
            Value variable = backward.variables().get(i);
            if (variable == reversal.variable()) {
                continue;
            }
            if (isSame(backward.body().yields().get(i), variable, backward.body())) {
                constants.put(variable, backward.initials().get(i));
            } else if (Accumulation.onlyAddsTo(variable, i, backward)) {
                sums.add(i);
            } else {
                return null;
            }
        }
        Set<Value> needed = new HashSet<>(constants.values());
        FreeValues.in(backward, needed);
        if (!earlier.provides(needed)) {
            return null;
        }
        replaced.putAll(constants);
        constants.forEach((variable, initial) ->
                replaced.put(backward.results().get(backward.variables().indexOf(variable)), initial));
        return assembled(ops, forward, backward, reversal, sums, earlier);
    }

    /** Whether a value of a region is a variable as it was, though it may have gone around in loops that leave it alone. */
    private static boolean isSame(Value value, Value variable, Region region) {
        if (value == variable) {
            return true;
        }
        for (Op op : region.ops()) {
            int result = op instanceof Op.Loop ? op.results().indexOf(value) : -1;
            if (result >= 0) {
                Op.Loop loop = (Op.Loop) op;
                Value inner = loop.variables().get(result);
                return isSame(loop.initials().get(result), variable, region)
                        && isSame(loop.body().yields().get(result), inner, loop.body());
            }
        }
        return false;
    }

    /** Where it does not matter in which order a backward loop runs, it runs as the user's does. */
    private Op ascending(Op op) {
        Op.Loop forward = forwardLoops.get(op);
        Reversal reversal = forward == null ? null : allReversals.get(forward);
        Counted counted = reversal == null ? null : reversal.counted();
        return optimizations.has(Optimization.ASCENDING_LOOPS)
                        && forward != null
                        && reversal != null
                        && counted != null
                        && reversal.bound() != null
                        && isOrderFree((Op.Loop) op, forward, reversal)
                ? counted.sameWay((Op.Loop) op, reversal.variable(), reversal.bound())
                : op;
    }

    private boolean isOrderFree(Op.Loop backward, Op.Loop forward, Reversal reversal) {
        for (int i = 0; i < backward.variables().size(); i++) {
            Value variable = backward.variables().get(i);
            boolean stays = variable == reversal.variable()
                    || isSame(backward.body().yields().get(i), variable, backward.body());
            if (!stays && !Accumulation.onlyAddsTo(variable, i, backward)) {
                return false;
            }
        }
        return accumulation.onlyAddsToArrays(backward, forward, List.of(backward));
    }

    private List<Op> assembled(
            List<Op> ops, Op.Loop forward, Op.Loop backward, Reversal reversal, List<Integer> sums, Earlier earlier) {
        List<Value> results = new ArrayList<>(forward.results());
        List<Value> variables = new ArrayList<>(forward.variables());
        List<Value> initials = new ArrayList<>(forward.initials());
        List<Value> yields = new ArrayList<>(forward.body().yields());
        RegionBuilder before = new RegionBuilder();
        RegionBuilder after = new RegionBuilder();
        for (int i : sums) {
            Value result = backward.results().get(i);
            Value initial = backward.initials().get(i);
            variables.add(backward.variables().get(i));
            yields.add(backward.body().yields().get(i));
            if (earlier.provides(Set.of(initial))) {
                initials.add(initial);
                results.add(result);
            } else { // what comes in late is added late
                initials.add(before.zero(result.type()));
                Value sum = result.fresh();
                results.add(sum);
                after.add(Op.Apply.of(result, Gate.ADD, initial, sum));
            }
        }
        List<Op> body = new ArrayList<>(forward.body().ops());
        backward.body().ops().stream()
                .filter(op -> !op.operands().contains(reversal.variable()))
                .forEach(body::add);
        List<Op> all = new ArrayList<>();
        for (Op op : ops) {
            if (op == forward) {
                all.addAll(earlier.moved());
                all.addAll(before.ops());
                all.add(new Op.Loop(results, variables, initials, forward.test(), Region.yielding(body, yields)));
            } else if (op == backward) {
                all.addAll(after.ops());
            } else if (!earlier.moved().contains(op)
                    && (reversal.allTrips() == null || !op.operands().contains(reversal.allTrips()))) {
                all.add(op);
            }
        }
        reversals.remove(forward);
        return all;
    }
}
