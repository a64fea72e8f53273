package org.backwire.processor.differentiate;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Variables of a loop that every trip changes by the same constant, or as {@link Strides} know: their values follow from the number
 * of the trip and need no tape. Java's overflow makes no difference: sums and products of integers wrap around in the same way.
 */
final class Inductions {
    private static final Type INT = Type.Primitive.INT;

    private final Map<Value, Op> recipes = new LinkedHashMap<>();

    /**
     * How to compute the variables of a loop from the number of the trip: recipes for them, and for values that these mention.
     *
     * @param counter the variable of the backward loop, where it counts the trips from 0
     */
    Inductions(Op.Loop loop, Reversal reversal, Value counter, Definitions definitions, Memory memory) {
        Strides strides = new Strides(definitions, memory);
        Value trip = reversal.counted() == null ? counter : tripOf(reversal.counted());
        for (int i = 0; i < loop.variables().size(); i++) {
            Value variable = loop.variables().get(i);
            Op.Apply step = definitions.apply(loop.body().yields().get(i));
            boolean isIndex = reversal.counted() != null && reversal.counted().variable() == variable;
            if (variable.type() != INT || isIndex) {
                continue;
            }
            if (step != null
                    && (step.gate() == Gate.ADD || step.gate() == Gate.SUB)
                    && step.operands().get(0) == variable
                    && definitions.of(step.operands().get(1)) instanceof Op.Constant by
                    && by.value() instanceof Integer number) {
                Value distance = number == 1 ? trip : times(trip, number);
                recipes.put(
                        variable,
                        Op.Apply.of(variable, step.gate(), loop.initials().get(i), distance));
                continue;
            }
            RegionBuilder ops = new RegionBuilder();
            Value before = strides.before(loop, i, trip, reversal.counted(), ops);
            put(variable, loop.initials().get(i), before, ops, recipes);
        }
    }

    private static void put(
            Value value, Value initial, @Nullable Value distance, RegionBuilder ops, Map<Value, Op> into) {
        if (distance != null) {
            ops.ops().forEach(op -> into.put(op.results().get(0), op));
            into.put(value, Op.Apply.of(value, Gate.ADD, initial, distance));
        }
    }

    private Value times(Value trip, int number) {
        Value factor = Value.of(INT);
        recipes.put(factor, new Op.Constant(factor, number, null, null));
        return apply(Gate.MUL, trip, factor);
    }

    private Value apply(Gate gate, Value x, Value z) {
        Value result = Value.of(INT);
        recipes.put(result, new Op.Apply(result, gate, List.of(x, z), null, null));
        return result;
    }

    /** The trip's number of a counted loop, by its index. */
    private Value tripOf(Counted counted) {
        return counted.up()
                ? apply(Gate.SUB, counted.variable(), counted.first())
                : apply(Gate.SUB, counted.first(), counted.variable());
    }

    /** For each value in the loop that can be computed the op that does. */
    Map<Value, Op> recipes() {
        return recipes;
    }

    /** The same for what variables of loops are after them, be they run backwards or not. */
    static Map<Op.Loop, Map<Value, Op>> ofResults(Set<Op> ops, Definitions definitions, Memory memory) {
        Map<Op.Loop, Map<Value, Op>> all = new IdentityHashMap<>();
        for (Op op : ops) {
            if (op instanceof Op.Loop loop) {
                all.put(loop, ofResults(loop, definitions, memory));
            }
        }
        return all;
    }

    private static Map<Value, Op> ofResults(Op.Loop loop, Definitions definitions, Memory memory) {
        Counted counted = Counted.of(loop, definitions, memory);
        Map<Value, Op> recipes = new LinkedHashMap<>();
        for (int i = 0; counted != null && i < loop.variables().size(); i++) {
            Value variable = loop.variables().get(i);
            if (variable.type() == INT && variable != counted.variable()) {
                RegionBuilder ops = new RegionBuilder();
                Value all = new Strides(definitions, memory).all(loop, i, counted, ops);
                put(loop.results().get(i), loop.initials().get(i), all, ops, recipes);
            }
        }
        return recipes;
    }
}
