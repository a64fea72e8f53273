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

    /**
     * The number of integers from {@code low} up to {@code high}, which counts only if the loop is inclusive. A loop that ends before
     * it begins may end at the smallest of all, from where a difference would overflow.
     */
    static Value trips(Counted loop, Value high, Value low, RegionBuilder target) {
        if (loop.isNeverNegative()) {
            return distance(loop, high, low, target);
        }
        String name = loop.variable().name() == null ? "trips" : loop.variable().name() + "Trips";
        if (loop.startsLow()) {
            Value length = distance(loop, high, low, target);
            return extreme(true, Value.named(INT, name), length, target.constant(INT, 0), target);
        }
        Value none = loop.inclusive() ? target.apply(Gate.SUB, INT, low, target.constant(INT, 1)) : low;
        Value end = extreme(true, Value.of(INT), high, none, target);
        return target.value(Op.Apply.of(Value.named(INT, name), Gate.SUB, end, none));
    }

    /** The larger of two numbers, or the smaller. */
    static Value extreme(boolean larger, Value result, Value a, Value b, RegionBuilder target) {
        Member method = Member.of("java.lang", "Math", larger ? "max" : "min");
        return target.value(new Op.Apply(result, larger ? Gate.MAX : Gate.MIN, List.of(a, b), method, null));
    }

    /** The same where it is known not to be negative. */
    static Value distance(Counted loop, Value high, Value low, RegionBuilder target) {
        Value distance = target.apply(Gate.SUB, INT, high, low);
        return loop.inclusive() ? target.apply(Gate.ADD, INT, distance, target.constant(INT, 1)) : distance;
    }
}
