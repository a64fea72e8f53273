package org.backwire.processor.differentiate;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Two loops, one in the other, where the inner one makes one trip more, or one less, with each round of the outer one, and never
 * fewer than none: {@code for (j = 0; j < i; j++)}, {@code for (j = i + 1; j < n; j++)}. What is recorded in all of them lies side
 * by side: before round {@code r} there are {@code r * t ± r * (r - 1) / 2} trips, if the first round makes {@code t}.
 *
 * <p>Where that is too large for an {@code int}, so is the tape: it cannot be made, or its end is passed before numbers repeat.
 */
final class Triangle {
    private static final Type INT = Type.Primitive.INT;

    private final Counted outer;
    private final Counted inner;
    private final Function<Value, @Nullable Op> definitions;
    private final Predicate<Value> isKnown;
    private final int growth;

    /** A sum of values, each times a number; arrays stand for their lengths. */
    private record Linear(Map<Value, Integer> factors, int constant) {
        Linear plus(Linear other, int times) {
            Map<Value, Integer> sum = new HashMap<>(factors);
            other.factors.forEach((value, factor) -> sum.merge(value, times * factor, Integer::sum));
            sum.values().removeIf(factor -> factor == 0);
            return new Linear(sum, constant + times * other.constant);
        }
    }

    private Triangle(
            Counted outer,
            Counted inner,
            Function<Value, @Nullable Op> definitions,
            Predicate<Value> isKnown,
            int growth) {
        this.outer = outer;
        this.inner = inner;
        this.definitions = definitions;
        this.isKnown = isKnown;
        this.growth = growth;
    }

    /**
     * Two loops as such; null if they are others, or that cannot be seen.
     *
     * @param definitions what defines a value, also those that only tests of loops know
     * @param isKnown whether a value is known before both
     */
    static @Nullable Triangle of(
            Counted outer, Counted inner, Function<Value, @Nullable Op> definitions, Predicate<Value> isKnown) {
        Triangle triangle = new Triangle(outer, inner, definitions, isKnown, 0);
        Linear trips = triangle.distance(
                inner.up() ? inner.bound() : inner.first(), inner.up() ? inner.first() : inner.bound());
        trips = inner.inclusive() ? trips.plus(one(), 1) : trips;
        int slope = trips.factors().getOrDefault(outer.variable(), 0);
        if (Math.abs(slope) != 1) {
            return null;
        }
        int growth = outer.up() ? slope : -slope;
        Linear shortest = triangle.linear(growth > 0 ? outer.first() : outer.bound());
        if (growth < 0 && !outer.inclusive()) {
            shortest = shortest.plus(one(), outer.up() ? -1 : 1);
        }
        Linear without = new Linear(Map.of(outer.variable(), 1), 0);
        Linear fewest = trips.plus(without, -slope).plus(shortest, slope);
        return fewest.factors().isEmpty() && fewest.constant() >= 0
                ? new Triangle(outer, inner, definitions, isKnown, growth)
                : null;
    }

    private static Linear one() {
        return new Linear(Map.of(), 1);
    }

    private Linear distance(Value to, Value from) {
        return linear(to).plus(linear(from), -1);
    }

    private Linear linear(Value value) {
        Op op = definitions.apply(value);
        if (op instanceof Op.Constant constant
                && constant.value() instanceof Integer number
                && Math.abs(number) < 1000) {
            return new Linear(Map.of(), number);
        }
        if (op instanceof Op.Length length) {
            return new Linear(Map.of(length.array(), 1), 0);
        }
        if (op instanceof Op.Apply apply && (apply.gate() == Gate.ADD || apply.gate() == Gate.SUB)) {
            return linear(apply.operands().get(0))
                    .plus(linear(apply.operands().get(1)), apply.gate() == Gate.ADD ? 1 : -1);
        }
        return new Linear(Map.of(value, 1), 0);
    }

    /** The trips of the inner loop in the first round of the outer one, before both. */
    Value firstTrips(RegionBuilder target) {
        Value high = first(inner.up() ? inner.bound() : inner.first(), target);
        Value low = first(inner.up() ? inner.first() : inner.bound(), target);
        Value trips = target.apply(Gate.SUB, INT, high, low);
        return inner.inclusive() ? target.apply(Gate.ADD, INT, trips, target.constant(INT, 1)) : trips;
    }

    private Value first(Value value, RegionBuilder target) {
        if (value == outer.variable()) {
            return first(outer.first(), target);
        }
        if (isKnown.test(value)) {
            return value;
        }
        Op op = definitions.apply(value);
        if (op instanceof Op.Constant constant) {
            return target.constant(INT, constant.value());
        }
        if (op instanceof Op.Length length) {
            return target.value(new Op.Length(Value.of(INT), length.array()));
        }
        if (op instanceof Op.Apply apply && (apply.gate() == Gate.ADD || apply.gate() == Gate.SUB)) {
            Value a = first(apply.operands().get(0), target);
            return target.apply(apply.gate(), INT, a, first(apply.operands().get(1), target));
        }
        return value;
    }

    /** How many trips there are in all rounds. */
    Value allTrips(Value rounds, Value firstTrips, RegionBuilder target) {
        String name = inner.variable().name();
        return before(rounds, firstTrips, Value.named(INT, name == null ? "trips" : name + "Trips"), target);
    }

    /** How many trips there are before a round. */
    Value before(Value round, Value firstTrips, RegionBuilder target) {
        return before(round, firstTrips, Value.of(INT), target);
    }

    private Value before(Value round, Value firstTrips, Value result, RegionBuilder target) {
        Value less = target.apply(Gate.SUB, INT, round, target.constant(INT, 1));
        Value twice = target.apply(Gate.MUL, INT, round, less);
        Value pairs = target.apply(Gate.DIV, INT, twice, target.constant(INT, 2));
        Value even = target.apply(Gate.MUL, INT, round, firstTrips);
        return target.value(Op.Apply.of(result, growth > 0 ? Gate.ADD : Gate.SUB, even, pairs));
    }
}
