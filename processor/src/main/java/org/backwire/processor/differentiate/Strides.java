package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * By how much trips of a loop change a counter that loops inside of it change, too: {@code for (i…) { for (j…) { s += w[k++]; } }}.
 * The inner loops make as many trips each time, or one more or less each time.
 */
final class Strides {
    private static final Type INT = Type.Primitive.INT;

    private final Definitions definitions;
    private final Memory memory;

    Strides(Definitions definitions, Memory memory) {
        this.definitions = definitions;
        this.memory = memory;
    }

    /** The change in one trip: a number, and another for each trip of loops inside. */
    private record Stride(int number, List<Inner> inner) {}

    private record Inner(Counted loop, Stride each) {}

    private @Nullable Stride stride(Value end, Value start) {
        int number = 0;
        List<Inner> inner = new ArrayList<>();
        Value at = end;
        while (at != start) {
            Op op = definitions.of(at);
            if (op instanceof Op.Apply step
                    && (step.gate() == Gate.ADD || step.gate() == Gate.SUB)
                    && definitions.of(step.operands().get(1)) instanceof Op.Constant by
                    && by.value() instanceof Integer distance) {
                number += step.gate() == Gate.ADD ? distance : -distance;
                at = step.operands().get(0);
            } else if (op instanceof Op.Loop loop) {
                int index = loop.results().indexOf(at);
                Counted counted = Counted.of(loop, definitions, memory);
                Stride each = counted == null
                                || counted.variable() == loop.variables().get(index)
                        ? null
                        : stride(
                                loop.body().yields().get(index),
                                loop.variables().get(index));
                if (counted == null || each == null) {
                    return null;
                }
                inner.add(new Inner(counted, each));
                at = loop.initials().get(index);
            } else {
                return null;
            }
        }
        return new Stride(number, inner);
    }

    /**
     * What has been added to a variable before a trip of a loop, all it does in loops inside included; null if that is not known.
     *
     * @param trip the number of the trip
     * @param counted the loop's index; null if it has none
     * @param target for the ops that compute it in the loop
     */
    @Nullable
    Value before(Op.Loop loop, int variable, Value trip, @Nullable Counted counted, RegionBuilder target) {
        Stride stride =
                stride(loop.body().yields().get(variable), loop.variables().get(variable));
        if (stride == null || stride.inner().isEmpty()) {
            return null;
        }
        Set<Value> inside = inside(loop);
        Value even = null;
        Value sum = null;
        for (Inner inner : stride.inner()) {
            Triangle triangle = counted == null ? null : triangle(inner, counted, inside);
            if (triangle != null) {
                Value first = triangle.firstTrips(target, v -> !inside.contains(v));
                Value rounds = triangle.exactlyBefore(trip, first, target);
                sum = plus(sum, times(rounds, inner.each().number(), target), target);
            } else {
                Value change = change(inner, inside, target);
                if (change == null) {
                    return null;
                }
                even = plus(even, change, target);
            }
        }
        if (stride.number() != 0) {
            even = plus(even, target.constant(INT, stride.number()), target);
        }
        return even == null ? sum : plus(target.apply(Gate.MUL, INT, trip, even), sum, target);
    }

    /** What all trips of a counted loop add to a variable; null if that is not known. */
    @Nullable
    Value all(Op.Loop loop, int variable, Counted counted, RegionBuilder target) {
        Stride stride =
                stride(loop.body().yields().get(variable), loop.variables().get(variable));
        return stride == null ? null : change(new Inner(counted, stride), inside(loop), target);
    }

    private static Set<Value> inside(Op.Loop loop) {
        Set<Value> inside = Locality.definedIn(loop.regions());
        inside.addAll(loop.variables());
        return inside;
    }

    private static Value plus(@Nullable Value a, @Nullable Value b, RegionBuilder target) {
        if (a == null || b == null) {
            return Objects.requireNonNull(a == null ? b : a);
        }
        return target.apply(Gate.ADD, INT, a, b);
    }

    private static Value times(Value value, int number, RegionBuilder target) {
        return number == 1 ? value : target.apply(Gate.MUL, INT, value, target.constant(INT, number));
    }

    /** What two loops are, if the bounds of the inner one are known but for the index of the outer one. */
    private @Nullable Triangle triangle(Inner inner, Counted outer, Set<Value> inside) {
        Affine affine = Affine.of(inner.loop(), definitions);
        boolean isKnown = inner.each().inner().isEmpty()
                && affine.mentions(inner.loop()).stream().allMatch(v -> v == outer.variable() || !inside.contains(v));
        return isKnown ? Triangle.of(outer, inner.loop(), affine) : null;
    }

    /** What all trips of a loop add, if that is always the same. */
    private @Nullable Value change(Inner inner, Set<Value> inside, RegionBuilder target) {
        Counted loop = inner.loop();
        Affine affine = Affine.of(loop, definitions);
        if (affine.mentions(loop).stream().anyMatch(inside::contains)) {
            return null;
        }
        Value high = affine.again(loop.high(), Map.of(), v -> !inside.contains(v), target);
        Value low = affine.again(loop.low(), Map.of(), v -> !inside.contains(v), target);
        Value each = null;
        for (Inner deeper : inner.each().inner()) {
            Value change = change(deeper, inside, target);
            if (change == null) {
                return null;
            }
            each = plus(each, change, target);
        }
        Value trips = Counts.trips(loop, high, low, target);
        if (each == null) {
            return times(trips, inner.each().number(), target);
        }
        if (inner.each().number() != 0) {
            each = plus(each, target.constant(INT, inner.each().number()), target);
        }
        return target.apply(Gate.MUL, INT, trips, each);
    }
}
