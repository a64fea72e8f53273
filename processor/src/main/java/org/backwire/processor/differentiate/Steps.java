package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/** The steps of a loop, last to first: {@code for (int i = bound - 1; i >= first; i--)}. */
final class Steps {
    private static final Type INT = Type.Primitive.INT;

    private final Reversal reversal;
    private final Value last;
    private final Value first;
    private final boolean down;

    private Steps(Reversal reversal, Value last, Value first, boolean down) {
        this.reversal = reversal;
        this.last = last;
        this.first = first;
        this.down = down;
    }

    /**
     * Computes, in {@code outside}, with which iteration the backward loop begins.
     *
     * @param isAnyNumber whether a bound may be whatever a caller likes: there is no number before the smallest
     */
    static Steps of(
            Op.Loop loop, Definitions definitions, Memory memory, Predicate<Value> isAnyNumber, RegionBuilder outside) {
        Counted counted = Counted.of(loop, definitions, memory);
        if (counted == null) {
            Value trips = Value.named(INT, "trips");
            Value allTrips = Value.named(INT, "trips");
            Value last = outside.apply(Gate.SUB, INT, allTrips, outside.constant(INT, 1));
            Reversal reversal = new Reversal(null, null, Value.named(INT, "trip"), trips, allTrips);
            return new Steps(reversal, last, outside.constant(INT, 0), true);
        }
        Copier copier = new Copier() {
            @Override
            protected Value renewed(Value value) { // the user's own length was read before
                return new Value(value.type(), value.name(), null, null);
            }
        };
        copier.copyInto(outside, Region.yielding(counted.boundOps(), List.of()));
        Value bound = copier.of(counted.bound());
        Value last = bound;
        if (!counted.inclusive()) {
            Value end = isAnyNumber.test(counted.bound())
                    ? Counts.extreme(counted.up(), Value.of(INT), bound, counted.first(), outside)
                    : bound;
            last = outside.apply(counted.up() ? Gate.SUB : Gate.ADD, INT, end, outside.constant(INT, 1));
        }
        Value variable = new Value(INT, counted.variable().name(), null, null);
        return new Steps(new Reversal(counted, bound, variable, null, null), last, counted.first(), counted.up());
    }

    Reversal reversal() {
        return reversal;
    }

    /** Adds the backward loop; returns its results, of which the last is the iteration's. */
    List<Value> loop(
            List<Value> variables, List<Value> initials, RegionBuilder body, List<Value> next, RegionBuilder outside) {
        Value variable = reversal.variable();
        RegionBuilder test = new RegionBuilder();
        Value goesOn = test.apply(down ? Gate.GE : Gate.LE, Type.Primitive.BOOLEAN, variable, first);
        Value step = Value.named(INT, variable.name() == null ? "i" : variable.name());
        body.add(Op.Apply.of(step, down ? Gate.SUB : Gate.ADD, variable, body.constant(INT, 1)));

        List<Value> allVariables = new ArrayList<>(variables);
        allVariables.add(variable);
        List<Value> allInitials = new ArrayList<>(initials);
        allInitials.add(last);
        List<Value> allNext = new ArrayList<>(next);
        allNext.add(step);
        List<Value> results = allVariables.stream().map(Value::fresh).toList();
        outside.add(new Op.Loop(results, allVariables, allInitials, test.yielding(goesOn), body.yielding(allNext)));
        return results;
    }
}
