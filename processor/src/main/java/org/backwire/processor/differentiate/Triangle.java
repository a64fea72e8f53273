package org.backwire.processor.differentiate;

import java.util.Map;
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
 * <p>Where that is too large for an {@code int}, so is the tape: it cannot be made, or its end is passed before numbers repeat. The
 * product may be twice as large: it is halved as a number without a sign.
 */
final class Triangle {
    private static final Type INT = Type.Primitive.INT;

    private final Counted outer;
    private final Counted inner;
    private final Affine affine;
    private final int growth;
    /** Whether the first round makes no trips. */
    private final boolean startsEmpty;

    private Triangle(Counted outer, Counted inner, Affine affine, int growth, boolean startsEmpty) {
        this.outer = outer;
        this.inner = inner;
        this.affine = affine;
        this.growth = growth;
        this.startsEmpty = startsEmpty;
    }

    /** Two loops as such; null if they are others, or that cannot be seen. */
    static @Nullable Triangle of(Counted outer, Counted inner, Affine affine) {
        Affine.Sum trips = affine.trips(inner);
        int slope = trips.factor(outer.variable());
        if (Math.abs(slope) != 1) {
            return null;
        }
        int growth = outer.up() ? slope : -slope;
        Affine.Sum shortest = affine.sum(growth > 0 ? outer.first() : outer.bound());
        if (growth < 0 && !outer.inclusive()) {
            shortest = shortest.plus(Affine.Sum.of(1), outer.up() ? -1 : 1);
        }
        Affine.Sum fewest = trips.plus(Affine.Sum.of(outer.variable()), -slope).plus(shortest, slope);
        return fewest.factors().isEmpty() && fewest.constant() >= 0
                ? new Triangle(outer, inner, affine, growth, growth > 0 && fewest.constant() == 0)
                : null;
    }

    /**
     * The trips of the inner loop in the first round of the outer one.
     *
     * @param isKnown whether a value is known where {@code target} stands; others are computed once more
     */
    Value firstTrips(RegionBuilder target, Predicate<Value> isKnown) {
        Map<Value, Value> first = Map.of(outer.variable(), outer.first());
        Value high = affine.again(inner.high(), first, isKnown, target);
        return Counts.distance(inner, high, affine.again(inner.low(), first, isKnown, target), target);
    }

    /** How many trips there are in all rounds. */
    Value allTrips(Value rounds, Value firstTrips, RegionBuilder target) {
        String name = inner.variable().name();
        return before(rounds, firstTrips, Value.named(INT, name == null ? "trips" : name + "Trips"), target);
    }

    /** The same, for a counter of the user's: where that overflows, so does this. */
    Value exactlyBefore(Value round, Value firstTrips, RegionBuilder target) {
        Type wide = Type.Primitive.LONG;
        Value less = target.apply(Gate.SUB, INT, round, target.constant(INT, 1));
        Value twice =
                target.apply(Gate.MUL, wide, target.apply(Gate.CAST, wide, round), target.apply(Gate.CAST, wide, less));
        Value pairs = target.apply(Gate.CAST, INT, target.apply(Gate.DIV, wide, twice, target.constant(wide, 2L)));
        if (startsEmpty) {
            return pairs;
        }
        Value even = target.apply(Gate.MUL, INT, round, firstTrips);
        return target.apply(growth > 0 ? Gate.ADD : Gate.SUB, INT, even, pairs);
    }

    /** How many trips there are before a round. */
    Value before(Value round, Value firstTrips, RegionBuilder target) {
        return before(round, firstTrips, Value.of(INT), target);
    }

    private Value before(Value round, Value firstTrips, Value result, RegionBuilder target) {
        Value less = target.apply(Gate.SUB, INT, round, target.constant(INT, 1));
        Value twice = target.apply(Gate.MUL, INT, round, less);
        Value one = target.constant(INT, 1);
        if (startsEmpty) {
            return target.value(Op.Apply.of(result, Gate.USHR, twice, one));
        }
        Value pairs = target.apply(Gate.USHR, INT, twice, one);
        Value even = target.apply(Gate.MUL, INT, round, firstTrips);
        return target.value(Op.Apply.of(result, growth > 0 ? Gate.ADD : Gate.SUB, even, pairs));
    }
}
