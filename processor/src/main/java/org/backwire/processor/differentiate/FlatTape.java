package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * One tape for a value of nested loops whose trip counts are known before the outermost: {@code tape[i * m + j]}. Where the count
 * of an inner loop depends on the index of the one around it ({@code j < i}), rows become longer, or shorter, by one
 * ({@link Triangle}), or else there is room for the largest.
 */
final class FlatTape {
    private static final Type INT = Type.Primitive.INT;

    private final Value tape;
    private final List<Counted> loops;
    private final Definitions definitions;
    private final Predicate<Value> isKnown;
    private final Map<Value, Op> ofBounds = new HashMap<>();
    private final List<Value> widths = new ArrayList<>();
    private @Nullable Triangle triangle;
    /** The number of the inner loop of the triangle. */
    private int inner = -1;

    private FlatTape(Value tape, List<Counted> loops, Definitions definitions, Predicate<Value> isKnown) {
        this.tape = tape;
        this.loops = loops;
        this.definitions = definitions;
        this.isKnown = isKnown;
        for (Counted loop : loops) {
            loop.boundOps().forEach(op -> op.results().forEach(result -> ofBounds.put(result, op)));
        }
    }

    private @Nullable Op definition(Value value) {
        Op op = definitions.of(value);
        return op != null ? op : ofBounds.get(value);
    }

    /**
     * The tape of a value; null if it cannot be flat.
     *
     * @param loops around the value, outermost first
     * @param isKnown whether a value is known before the outermost
     */
    static @Nullable FlatTape of(Value tape, List<Counted> loops, Definitions definitions, Predicate<Value> isKnown) {
        FlatTape flat = new FlatTape(tape, loops, definitions, isKnown);
        int triangular = 0;
        for (int i = 0; i < loops.size(); i++) {
            Counted loop = loops.get(i);
            if (!flat.isBounded(loop.bound(), i) || !flat.isBounded(loop.first(), i)) {
                return null;
            }
            if (!flat.isBounded(loop.bound(), 0) || !flat.isBounded(loop.first(), 0)) {
                triangular++;
                flat.inner = i;
            }
        }
        if (triangular > 1) {
            return null; // most of the room would stay empty
        }
        if (flat.inner > 0) {
            flat.triangle = Triangle.of(loops.get(flat.inner - 1), loops.get(flat.inner), new Affine(flat::definition));
        }
        return flat;
    }

    Value tape() {
        return tape;
    }

    private @Nullable Integer level(Value variable, int below) {
        for (int i = 0; i < below; i++) {
            if (loops.get(i).variable() == variable) {
                return i;
            }
        }
        return null;
    }

    private boolean isBounded(Value value, int below) {
        if (isKnown.test(value) || level(value, below) != null) {
            return true;
        }
        Op op = definition(value);
        if (op == null) {
            return false;
        }
        if (op instanceof Op.Length length) {
            return isKnown.test(length.array());
        }
        boolean isFree = op instanceof Op.Constant
                || op instanceof Op.Apply apply && (apply.gate() == Gate.ADD || apply.gate() == Gate.SUB);
        return isFree && op.operands().stream().allMatch(v -> isBounded(v, below));
    }

    /** Makes the tape, before the outermost loop. */
    void begin(RegionBuilder target) {
        Value size = null;
        for (int i = 0; i < loops.size(); i++) {
            Value width = width(i, target);
            if (triangle != null && i + 1 == inner) {
                Value firstTrips = triangle.firstTrips(target, isKnown);
                width = triangle.allTrips(width, firstTrips, target);
                widths.add(width);
                widths.add(firstTrips);
                i++;
            } else {
                widths.add(width);
            }
            size = size == null ? width : target.apply(Gate.MUL, INT, size, width);
        }
        if (size != null) {
            target.add(new Op.NewTape(tape, size));
        }
    }

    /** As many trips as a loop makes, at most. */
    private Value width(int level, RegionBuilder target) {
        Counted loop = loops.get(level);
        Value high = extreme(loop.high(), level, true, target);
        Value low = extreme(loop.low(), level, false, target);
        return Counts.trips(loop, high, low, target);
    }

    /** The largest or the smallest that a value becomes. */
    private Value extreme(Value value, int below, boolean high, RegionBuilder target) {
        if (isKnown.test(value)) {
            return value;
        }
        Integer level = level(value, below);
        if (level != null) {
            Counted loop = loops.get(level);
            if (high != loop.up()) {
                return extreme(loop.first(), level, high, target);
            }
            Value bound = extreme(loop.bound(), level, high, target);
            Value one = target.constant(INT, 1);
            return loop.inclusive() ? bound : target.apply(high ? Gate.SUB : Gate.ADD, INT, bound, one);
        }
        Op op = definition(value);
        if (op instanceof Op.Constant constant) {
            return target.constant(INT, constant.value());
        }
        if (op instanceof Op.Length length) {
            return target.value(new Op.Length(Value.of(INT), length.array()));
        }
        if (!(op instanceof Op.Apply apply)) {
            throw new AssertionError("not bounded: " + value);
        }
        Value x = extreme(apply.operands().get(0), below, high, target);
        Value z = extreme(apply.operands().get(1), below, high == (apply.gate() == Gate.ADD), target);
        return target.apply(apply.gate(), INT, x, z);
    }

    void record(Value value, RegionBuilder body) {
        body.add(new Op.Store(tape, index(body, v -> v), value, null));
    }

    Value read(Type type, RegionBuilder target, UnaryOperator<Value> reach) {
        return target.value(new Op.Load(Value.of(type), tape, index(target, reach)));
    }

    /** What must be known where the tape is read, beside the tape and the indices. */
    List<Value> readNeeds() {
        return loops.stream().map(Counted::first).toList();
    }

    private Value index(RegionBuilder target, UnaryOperator<Value> reach) {
        Map<Value, Value> reached = new HashMap<>();
        Value index = null;
        for (int i = 0; i < loops.size(); i++) {
            Counted loop = loops.get(i);
            Value first = reached.computeIfAbsent(loop.first(), reach);
            Value variable = reach.apply(loop.variable());
            Value offset = loop.up()
                    ? target.apply(Gate.SUB, INT, variable, first)
                    : target.apply(Gate.SUB, INT, first, variable);
            if (triangle != null && i == inner) {
                index = target.apply(Gate.ADD, INT, Objects.requireNonNull(index), offset);
                continue;
            }
            if (triangle != null && i + 1 == inner) {
                offset = triangle.before(offset, widths.get(inner), target);
            }
            index = index == null
                    ? offset
                    : target.apply(Gate.ADD, INT, target.apply(Gate.MUL, INT, index, widths.get(i)), offset);
        }
        if (index == null) {
            throw new AssertionError("a tape without a loop");
        }
        return index;
    }
}
