package org.backwire.processor.differentiate;

import java.util.List;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/** How often a counted loop runs. */
final class Counts {
    private static final Type INT = Type.Primitive.INT;

    private Counts() {}

    /** The number of integers from {@code low} up to {@code high}, which counts only if the loop is inclusive. */
    static Value trips(Counted loop, Value high, Value low, RegionBuilder target) {
        Value length = distance(loop, high, low, target);
        if (loop.isNeverNegative()) {
            return length;
        }
        return target.value(new Op.Apply(
                Value.named(
                        INT,
                        loop.variable().name() == null
                                ? "trips"
                                : loop.variable().name() + "Trips"),
                Gate.MAX,
                List.of(length, target.constant(INT, 0)),
                Member.of("java.lang", "Math", "max"),
                null));
    }

    /** The same where it is known not to be negative. */
    static Value distance(Counted loop, Value high, Value low, RegionBuilder target) {
        Value distance = target.apply(Gate.SUB, INT, high, low);
        return loop.inclusive() ? target.apply(Gate.ADD, INT, distance, target.constant(INT, 1)) : distance;
    }
}
