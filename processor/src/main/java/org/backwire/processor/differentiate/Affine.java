package org.backwire.processor.differentiate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Bounds of loops, seen as sums: what they are made of, and how to make them again. */
final class Affine {
    private static final Type INT = Type.Primitive.INT;
    private static final int LARGE = 1000;

    private final Function<Value, @Nullable Op> definitions;

    /** @param definitions what defines a value, also those that only tests of loops know */
    Affine(Function<Value, @Nullable Op> definitions) {
        this.definitions = definitions;
    }

    /** Of the bounds of a loop. */
    static Affine of(Counted loop, Definitions definitions) {
        Map<Value, Op> own = new HashMap<>();
        loop.boundOps().forEach(op -> op.results().forEach(v -> own.put(v, op)));
        return new Affine(value -> own.containsKey(value) ? own.get(value) : definitions.of(value));
    }

    /** A sum of values, each times a number; arrays stand for their lengths. */
    record Sum(Map<Value, Integer> factors, int constant) {
        static Sum of(int constant) {
            return new Sum(Map.of(), constant);
        }

        static Sum of(Value value) {
            return new Sum(Map.of(value, 1), 0);
        }

        Sum plus(Sum other, int times) {
            Map<Value, Integer> sum = new HashMap<>(factors);
            other.factors.forEach((value, factor) -> sum.merge(value, times * factor, Integer::sum));
            sum.values().removeIf(factor -> factor == 0);
            return new Sum(sum, constant + times * other.constant);
        }

        int factor(Value value) {
            return factors.getOrDefault(value, 0);
        }
    }

    Sum sum(Value value) {
        Op op = definitions.apply(value);
        if (op instanceof Op.Constant constant
                && constant.value() instanceof Integer number
                && Math.abs(number) < LARGE) {
            return Sum.of(number);
        }
        if (op instanceof Op.Length length) {
            return Sum.of(length.array());
        }
        return isSum(op)
                ? sum(op.operands().get(0)).plus(sum(op.operands().get(1)), ((Op.Apply) op).gate() == Gate.ADD ? 1 : -1)
                : Sum.of(value);
    }

    private static boolean isSum(@Nullable Op op) {
        return op instanceof Op.Apply apply && (apply.gate() == Gate.ADD || apply.gate() == Gate.SUB);
    }

    /** The trips of a loop, if there are not fewer than none. */
    Sum trips(Counted loop) {
        Sum trips = sum(loop.high()).plus(sum(loop.low()), -1);
        return loop.inclusive() ? trips.plus(Sum.of(1), 1) : trips;
    }

    /** What the bounds of a loop are made of. */
    Set<Value> mentions(Counted loop) {
        Set<Value> values = new HashSet<>(sum(loop.bound()).factors().keySet());
        values.addAll(sum(loop.first()).factors().keySet());
        return values;
    }

    /**
     * Computes a value once more.
     *
     * @param given the values that are at hand, and what they are there
     */
    Value again(Value value, Map<Value, Value> given, Predicate<Value> isKnown, RegionBuilder target) {
        Value other = given.get(value);
        if (other != null) {
            return again(other, Map.of(), isKnown, target);
        }
        Op op = isKnown.test(value) ? null : definitions.apply(value);
        if (op instanceof Op.Constant constant) {
            return target.constant(INT, constant.value());
        }
        if (op instanceof Op.Length length) {
            return target.value(new Op.Length(Value.of(INT), length.array()));
        }
        if (op != null && isSum(op)) {
            Value a = again(op.operands().get(0), given, isKnown, target);
            return target.apply(
                    ((Op.Apply) op).gate(), INT, a, again(op.operands().get(1), given, isKnown, target));
        }
        return value;
    }
}
