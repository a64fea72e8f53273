package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a backward loop what it adds up, if forward has added up the same but for a factor. Afterwards the sum is multiplied once,
 * behind the loop, and no trip waits for the one before.
 *
 * <p>Relies on a backward loop making the trips of its forward loop, each once, and on a forward value being there that of the same
 * trip. A factor that a gradient of zero makes zero is the same in every trip, so the sum gets it, too.
 *
 * <p>Before: {@code loop { s2 = add s e }, loop { a2 = sub a (mul e c) }}. After: {@code loop { s2 = add s e }, a = sub first (mul s c)}.
 */
final class KnownSums {
    private final Definitions definitions;
    private final Map<Op, Reversal> reversals;
    private final Map<Op, Op.Loop> backwardLoops;
    private final Map<Op, Op> forwardLoops = new IdentityHashMap<>();
    private final Set<Op> entered;

    private KnownSums(Function joint, Map<Op, Reversal> reversals, Map<Op, Op.Loop> backwardLoops) {
        this.definitions = Definitions.of(joint);
        this.reversals = reversals;
        this.backwardLoops = backwardLoops;
        this.entered = EnteredLoops.of(joint, definitions, reversals);
        backwardLoops.forEach((forward, backward) -> forwardLoops.put(backward, forward));
    }

    /**
     * The joint function whose backward loops add up less.
     *
     * @param reversals how loops are run backwards
     * @param backwardLoops the backward loop of each; those that change are found by their forward loops as before
     */
    static Function run(Function joint, Map<Op, Reversal> reversals, Map<Op, Op.Loop> backwardLoops) {
        return backwardLoops.isEmpty()
                ? joint
                : joint.with(new KnownSums(joint, reversals, backwardLoops).region(joint.body()));
    }

    /** A region whose forward ops stay who they are. */
    private Region region(Region region) {
        List<Op> ops = new ArrayList<>();
        for (Op op : region.ops()) {
            Op other = changed(op);
            Op forward = forwardLoops.get(op);
            if (forward == null) {
                ops.add(other);
                continue;
            }
            RegionBuilder behind = new RegionBuilder();
            Op.Loop shorter = shorter((Op.Loop) other, (Op.Loop) forward, behind);
            backwardLoops.put(forward, shorter);
            ops.add(shorter);
            ops.addAll(behind.ops());
        }
        return region.with(ops, region.yields());
    }

    private Op changed(Op op) {
        Map<Region, Region> changes = new IdentityHashMap<>();
        for (Region before : op.regions()) {
            Region after = region(before);
            if (after != before) {
                changes.put(before, after);
            }
        }
        return changes.isEmpty()
                ? op
                : op.rebuild(op.results(), v -> v, region -> changes.getOrDefault(region, region));
    }

    private Op.Loop shorter(Op.Loop backward, Op.Loop forward, RegionBuilder behind) {
        Reversal reversal = reversals.get(forward);
        Trip trip = new Trip(backward, forward, behind);
        if (trip.sums.isEmpty() || reversal == null || reversal.counted() == null) {
            return backward;
        }
        Op.Loop shorter = backward;
        for (Value variable : backward.variables()) {
            shorter = trip.without(variable, shorter);
        }
        return shorter;
    }

    /** What is known of a trip of a backward loop. */
    private final class Trip {
        private final Op.Loop backward;
        private final Op.Loop forward;
        private final Set<Value> changing;
        private final Set<Op> own = Collections.newSetFromMap(new IdentityHashMap<>());
        private final RegionBuilder behind;
        private final Map<Value, Integer> uses = new IdentityHashMap<>();

        /** What is known behind the loop of values in it; null if nothing is. */
        private final Map<Value, @Nullable Value> sames = new IdentityHashMap<>();

        private final Map<Value, @Nullable Value> totals = new IdentityHashMap<>();

        /** What forward added up, and the sum. */
        final Map<Value, Value> sums = new IdentityHashMap<>();

        Trip(Op.Loop backward, Op.Loop forward, RegionBuilder behind) {
            this.backward = backward;
            this.behind = behind;
            this.forward = forward;
            this.own.addAll(backward.body().ops());
            this.changing = Locality.definedIn(List.of(forward.test(), forward.body(), backward.test()));
            changing.addAll(forward.variables());
            backward.body().ops().stream().filter(op -> !op.regions().isEmpty()).forEach(op -> {
                changing.addAll(op.results());
                changing.addAll(Locality.definedIn(op.regions()));
            });
            backward.regions().forEach(this::count);
            if (forward.body().completes()) {
                findSums();
            }
        }

        private void findSums() {
            for (int i = 0; i < forward.variables().size(); i++) {
                Value variable = forward.variables().get(i);
                Op.Apply sum = definitions.apply(forward.body().yields().get(i));
                Double first = definitions.number(forward.initials().get(i));
                boolean isSum = sum != null
                        && sum.gate() == Gate.ADD
                        && variable.type().isFloating()
                        && forward.body().ops().contains(sum);
                if (sum != null && isSum && first != null && first == 0) {
                    int at = sum.operands().indexOf(variable);
                    if (at >= 0) {
                        sums.put(sum.operands().get(1 - at), forward.results().get(i));
                    }
                }
            }
        }

        private void count(Region region) {
            for (Op op : region.ops()) {
                op.operands().forEach(v -> uses.merge(v, 1, Integer::sum));
                op.regions().forEach(this::count);
            }
            region.yields().forEach(v -> uses.merge(v, 1, Integer::sum));
        }

        private boolean isUsedOnce(Value value) {
            return uses.getOrDefault(value, 0) == 1;
        }

        /** The loop without the known sums that are added to a variable. */
        Op.Loop without(Value variable, Op.Loop loop) {
            List<Op.Apply> links = links(variable, loop);
            RegionBuilder more = new RegionBuilder();
            sames.clear();
            totals.clear();
            Map<Op, Value> known = new IdentityHashMap<>();
            for (Op.Apply link : links) {
                Value total = total(link.operands().get(1), more);
                if (total != null) {
                    known.put(link, total);
                }
            }
            return known.isEmpty() ? loop : without(variable, loop, links, known, more);
        }

        private Op.Loop without(
                Value variable, Op.Loop loop, List<Op.Apply> links, Map<Op, Value> known, RegionBuilder more) {
            int index = loop.variables().indexOf(variable);
            Value result = loop.results().get(index);
            boolean isGone = known.size() == links.size();
            Value rest = isGone ? loop.initials().get(index) : result.fresh();
            Map<Op, Op> others = new IdentityHashMap<>();
            Value before = variable;
            Value sum = rest;
            for (Op.Apply link : links) {
                Value total = known.get(link);
                if (total == null) {
                    Value at = before;
                    others.put(
                            link,
                            Op.Apply.of(
                                    link.result(),
                                    link.gate(),
                                    at,
                                    link.operands().get(1)));
                    before = link.result();
                } else {
                    sum = more.value(Op.Apply.of(result.fresh(), link.gate(), sum, total));
                }
            }
            put(result, sum, rest, more);
            List<Op> body = new ArrayList<>();
            for (Op op : loop.body().ops()) {
                if (!known.containsKey(op)) {
                    body.add(others.getOrDefault(op, op));
                }
            }
            List<Value> results = new ArrayList<>(loop.results());
            List<Value> variables = new ArrayList<>(loop.variables());
            List<Value> initials = new ArrayList<>(loop.initials());
            List<Value> yields = new ArrayList<>(loop.body().yields());
            results.set(index, rest);
            yields.set(index, before);
            if (isGone) {
                List.of(results, variables, initials, yields).forEach(values -> values.remove(index));
            }
            return new Op.Loop(results, variables, initials, loop.test(), Region.yielding(body, yields));
        }

        /** Without a trip nothing is added, not even zero times an infinite factor. */
        private void put(Value result, Value sum, Value none, RegionBuilder more) {
            if (entered.contains(forward)) {
                more.renameLast(sum, result);
                more.ops().forEach(behind::add);
                return;
            }
            Reversal reversal = Objects.requireNonNull(reversals.get(forward));
            Counted counted = Objects.requireNonNull(reversal.counted());
            Gate enters =
                    counted.up() ? counted.inclusive() ? Gate.LE : Gate.LT : counted.inclusive() ? Gate.GE : Gate.GT;
            Value isEntered = behind.apply(
                    enters, Type.Primitive.BOOLEAN, counted.first(), Objects.requireNonNull(reversal.bound()));
            behind.add(new Op.If(
                    List.of(result), isEntered, more.yielding(sum), Region.yielding(List.of(), List.of(none))));
        }

        /** What is added to a variable and subtracted from it, first to last; nothing if anybody else looks at it in between. */
        private List<Op.Apply> links(Value variable, Op.Loop loop) {
            List<Op.Apply> links = new ArrayList<>();
            Value at = loop.body().yields().get(loop.variables().indexOf(variable));
            while (at != variable) {
                Op.Apply link = definitions.apply(at);
                if (link == null || !own.contains(link) || !isUsedOnce(at)) {
                    return List.of();
                }
                if (link.gate() != Gate.ADD && link.gate() != Gate.SUB
                        || !link.result().type().isFloating()) {
                    return List.of();
                }
                links.add(0, link);
                at = link.operands().get(0);
            }
            return isUsedOnce(variable) ? links : List.of();
        }

        /** What a value is, summed over all trips: the ops that made it of a summand make it of the sum; null if that is not known. */
        private @Nullable Value total(Value value, RegionBuilder region) {
            if (!totals.containsKey(value)) {
                totals.put(value, newTotal(value, region));
            }
            return totals.get(value);
        }

        private @Nullable Value newTotal(Value value, RegionBuilder region) {
            Value sum = sums.get(value);
            if (sum != null) {
                return sum;
            }
            Op.Apply apply = definitions.apply(value);
            if (apply == null || !own.contains(apply)) {
                return null;
            }
            List<Value> operands = apply.operands();
            return switch (apply.gate()) {
                case NEG -> again(apply, region, total(operands.get(0), region));
                case DIV -> again(apply, region, total(operands.get(0), region), same(operands.get(1), region));
                case STRONG_MUL -> scaled(apply, 0, region);
                case MUL -> {
                    Value product = scaled(apply, 0, region);
                    yield product != null ? product : scaled(apply, 1, region);
                }
                default -> null;
            };
        }

        /** The sum may be infinite where no summand is: a factor of zero makes it zero as it made them. */
        private @Nullable Value scaled(Op.Apply product, int factor, RegionBuilder region) {
            Value same = same(product.operands().get(factor), region);
            Value total = same == null ? null : total(product.operands().get(1 - factor), region);
            return same == null || total == null
                    ? null
                    : region.apply(Gate.STRONG_MUL, product.result().type(), same, total);
        }

        /** A value behind the loop that is the same in every trip; null if it may be another. */
        private @Nullable Value same(Value value, RegionBuilder region) {
            if (!sames.containsKey(value)) {
                sames.put(value, newSame(value, region));
            }
            return sames.get(value);
        }

        private @Nullable Value newSame(Value value, RegionBuilder region) {
            int index = backward.variables().indexOf(value);
            if (index >= 0) {
                return backward.body().yields().get(index) == value
                        ? backward.initials().get(index)
                        : null;
            }
            if (changing.contains(value)) {
                return null;
            }
            Op op = definitions.of(value);
            if (op == null || !own.contains(op)) {
                return value;
            }
            if (op instanceof Op.Constant constant) {
                return region.value(constant.rebuild(List.of(value.fresh()), v -> v, r -> r));
            }
            return op instanceof Op.Apply apply && apply.effect() == Op.Effect.NONE
                    ? again(
                            apply,
                            region,
                            apply.operands().stream().map(v -> same(v, region)).toArray(Value[]::new))
                    : null;
        }

        private @Nullable Value again(Op.Apply apply, RegionBuilder region, @Nullable Value... operands) {
            List<Value> known = new ArrayList<>();
            for (Value operand : operands) {
                if (operand == null) {
                    return null;
                }
                known.add(operand);
            }
            return region.value(
                    new Op.Apply(Value.of(apply.result().type()), apply.gate(), known, apply.method(), null));
        }
    }
}
