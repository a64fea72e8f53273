package org.backwire.processor.differentiate;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
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
 * Variables of a loop that every trip changes by the same constant, or as {@link Strides} know: their values follow from the number
 * of the trip and need no tape. Java's overflow makes no difference: sums and products of integers wrap around in the same way.
 */
final class Inductions {
    private static final Type INT = Type.Primitive.INT;

    private final Map<Value, Op> recipes = new HashMap<>();
    private final Map<Value, Op.Loop> inside = new HashMap<>();
    private final Map<Value, Op.Loop> after = new HashMap<>();
    private final Map<Op.Loop, Value> counters = new IdentityHashMap<>();
    private final Definitions definitions;
    private final Memory memory;
    private final Strides strides;

    private Inductions(Definitions definitions, Memory memory) {
        this.definitions = definitions;
        this.memory = memory;
        strides = new Strides(definitions, memory);
    }

    /** Where there are none. */
    static Inductions none(Definitions definitions, Memory memory) {
        return new Inductions(definitions, memory);
    }

    /** Those of all loops of a function. */
    static Inductions of(Function function, Map<Op, Reversal> reversals, Definitions definitions, Memory memory) {
        Inductions inductions = new Inductions(definitions, memory);
        inductions.collect(function.body(), reversals);
        return inductions;
    }

    private void collect(Region region, Map<Op, Reversal> reversals) {
        for (Op op : region.ops()) {
            if (op instanceof Op.Loop loop) {
                Reversal reversal = reversals.get(loop);
                if (reversal != null) {
                    variables(loop, reversal.counted());
                }
                results(loop);
            }
            op.regions().forEach(inner -> collect(inner, reversals));
        }
    }

    private void variables(Op.Loop loop, @Nullable Counted counted) {
        RegionBuilder ops = new RegionBuilder();
        Value trip = counted == null ? Value.of(INT) : tripOf(counted, ops);
        if (counted == null) {
            counters.put(loop, trip);
        }
        for (int i = 0; i < loop.variables().size(); i++) {
            Value variable = loop.variables().get(i);
            Value initial = loop.initials().get(i);
            Op.Apply step = definitions.apply(loop.body().yields().get(i));
            boolean isIndex = counted != null && counted.variable() == variable;
            if (variable.type() != INT || isIndex) {
                continue;
            }
            if (step != null
                    && (step.gate() == Gate.ADD || step.gate() == Gate.SUB)
                    && step.operands().get(0) == variable
                    && definitions.of(step.operands().get(1)) instanceof Op.Constant by
                    && by.value() instanceof Integer number) {
                Value distance = number == 1 ? trip : ops.apply(Gate.MUL, INT, trip, ops.constant(INT, number));
                ops.add(Op.Apply.of(variable, step.gate(), initial, distance));
            } else {
                add(variable, initial, strides.before(loop, i, trip, counted, ops), ops);
            }
        }
        keep(ops, loop, inside);
    }

    /** What variables of a loop are after it, be it run backwards or not. */
    private void results(Op.Loop loop) {
        Counted counted = Counted.of(loop, definitions, memory);
        if (counted == null) {
            return;
        }
        RegionBuilder ops = new RegionBuilder();
        for (int i = 0; i < loop.variables().size(); i++) {
            Value variable = loop.variables().get(i);
            if (variable.type() == INT && variable != counted.variable()) {
                add(loop.results().get(i), loop.initials().get(i), strides.all(loop, i, counted, ops), ops);
            }
        }
        keep(ops, loop, after);
    }

    private static void add(Value value, Value initial, @Nullable Value distance, RegionBuilder ops) {
        if (distance != null) {
            ops.add(Op.Apply.of(value, Gate.ADD, initial, distance));
        }
    }

    private void keep(RegionBuilder ops, Op.Loop loop, Map<Value, Op.Loop> where) {
        for (Op op : ops.ops()) {
            recipes.put(op.results().get(0), op);
            where.put(op.results().get(0), loop);
        }
    }

    /** The trip's number of a counted loop, by its index. */
    private static Value tripOf(Counted counted, RegionBuilder ops) {
        return counted.up()
                ? ops.apply(Gate.SUB, INT, counted.variable(), counted.first())
                : ops.apply(Gate.SUB, INT, counted.first(), counted.variable());
    }

    /** For each value that can be computed the op that does: for what they mention, too. */
    Map<Value, Op> recipes() {
        return recipes;
    }

    /** The values that belong into a loop. */
    Map<Value, Op.Loop> inside() {
        return inside;
    }

    /** The values that belong after a loop. */
    Map<Value, Op.Loop> after() {
        return after;
    }

    /** By loop that does not count itself, the number of the trip. */
    Map<Op.Loop, Value> counters() {
        return counters;
    }
}
