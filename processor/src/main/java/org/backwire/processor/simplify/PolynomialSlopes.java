package org.backwire.processor.simplify;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type.Primitive;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Computes the slopes of polynomials from those of their parts. */
final class PolynomialSlopes {
    private final RegionBuilder target;
    private final Map<Value, Slope> slopes = new IdentityHashMap<>();

    /** A number, or if that is null a value. */
    private record Slope(@Nullable Double number, @Nullable Value value) {
        static final Slope ZERO = new Slope(0.0, null);
        static final Slope ONE = new Slope(1.0, null);

        boolean is(double other) {
            return number != null && number == other;
        }
    }

    PolynomialSlopes(RegionBuilder target) {
        this.target = target;
    }

    /** The slope of a polynomial that was added. */
    Value of(Value polynomial) {
        Slope slope = slopes.get(polynomial);
        if (slope == null) {
            throw new AssertionError(polynomial);
        }
        return at(slope);
    }

    /** Computes the slope of one step of a polynomial, whose parts were added before. */
    void add(Op.Apply step, Value variable) {
        List<Value> operands = step.operands();
        Value a = operands.get(0);
        Value b = operands.size() > 1 ? operands.get(1) : a;
        Slope da = slope(a, variable);
        Slope db = slope(b, variable);
        slopes.put(
                step.result(),
                switch (step.gate()) {
                    case ADD -> sum(da, db);
                    case SUB -> difference(da, db);
                    case NEG -> difference(Slope.ZERO, da);
                    case MUL -> product(a, da, b, db);
                    case FMA -> sum(product(a, da, b, db), slope(operands.get(2), variable));
                    case DIV -> da.is(0) ? da : new Slope(null, apply(Gate.DIV, at(da), b));
                    default -> throw new AssertionError(step);
                });
    }

    private Slope slope(Value value, Value variable) {
        return value == variable ? Slope.ONE : slopes.getOrDefault(value, Slope.ZERO);
    }

    private Slope product(Value a, Slope da, Value b, Slope db) {
        if (a == b) {
            Value twice = apply(Gate.MUL, target.constant(Primitive.DOUBLE, 2.0), a);
            return times(da, twice);
        }
        return sum(times(da, b), times(db, a));
    }

    private Slope times(Slope slope, Value factor) {
        if (slope.is(0)) {
            return slope;
        }
        return new Slope(null, slope.is(1) ? factor : apply(Gate.MUL, at(slope), factor));
    }

    private Slope sum(Slope a, Slope b) {
        if (a.is(0) || b.is(0)) {
            return a.is(0) ? b : a;
        }
        return new Slope(null, apply(Gate.ADD, at(a), at(b)));
    }

    private Slope difference(Slope a, Slope b) {
        if (b.is(0)) {
            return a;
        }
        return new Slope(null, a.is(0) ? apply(Gate.NEG, at(b)) : apply(Gate.SUB, at(a), at(b)));
    }

    private Value apply(Gate gate, Value... operands) {
        return target.apply(gate, Primitive.DOUBLE, operands);
    }

    private Value at(Slope slope) {
        return slope.value() != null ? slope.value() : target.constant(Primitive.DOUBLE, slope.number());
    }
}
