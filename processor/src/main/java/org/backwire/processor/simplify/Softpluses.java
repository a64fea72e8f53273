package org.backwire.processor.simplify;

import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** The ways to write log(1 + exp(x)) and log(sigmoid(x)). */
final class Softpluses {
    /**
     * softplus(x) = log(1 + exp(x)).
     *
     * @param exponential exp(x) or, if {@code isStable}, exp(-|x|)
     */
    record Softplus(Argument x, Exponential exponential, boolean isStable) {
        /** sigmoid(x), the slope. */
        Value slope(Auxiliary auxiliary) {
            return isStable ? auxiliary.sigmoidOf(x, exponential) : auxiliary.sigmoidOf(exponential, null);
        }

        /** sigmoid(-x). */
        Value complement(Auxiliary auxiliary) {
            return isStable
                    ? auxiliary.sigmoidOf(x.negated(), exponential)
                    : auxiliary.sigmoidOfNegative(exponential, null);
        }
    }

    private final Shapes shapes;

    Softpluses(Shapes shapes) {
        this.shapes = shapes;
    }

    /** A value as a softplus, also one that was rounded to float. */
    @Nullable
    Softplus of(Value value) {
        Op.Apply apply = shapes.apply(shapes.unnarrowed(value));
        return apply == null ? null : of(apply);
    }

    @Nullable
    Softplus of(Op.Apply apply) {
        Value x = apply.operands().get(0);
        return switch (apply.gate()) {
            case LOG, LOG1P -> byLogarithm(apply);
            case ADD -> {
                Softplus softplus = ofMax(x, apply.operands().get(1));
                yield softplus != null ? softplus : ofMax(apply.operands().get(1), x);
            }
            case SUB -> lessMin(x, apply.operands().get(1));
            default -> null;
        };
    }

    /** log(1 + exp(x)) or log1p(exp(x)). */
    private @Nullable Softplus byLogarithm(Op.Apply logarithm) {
        Value operand = shapes.unwidened(logarithm.operands().get(0));
        Exponential exponential = logarithm.gate() == Gate.LOG
                ? shapes.onePlusExponential(operand)
                : logarithm.gate() == Gate.LOG1P ? shapes.exponential(operand) : null;
        return exponential == null ? null : new Softplus(exponential.argument(), exponential, false);
    }

    /** max(x, 0) + log1p(exp(-abs(x))). */
    @Nullable
    Softplus ofMax(Value max, Value rest) {
        Argument x = limited(Gate.MAX, max);
        return x == null ? null : stable(x, rest);
    }

    /** log1p(exp(-abs(x))) - min(x, 0) = softplus(-x). */
    private @Nullable Softplus lessMin(Value rest, Value min) {
        Argument x = limited(Gate.MIN, min);
        return x == null ? null : stable(x.negated(), rest);
    }

    /** softplus(-x), if {@code min} is min(x, 0) and the difference is min(x, 0) - log1p(exp(-abs(x))). */
    @Nullable
    Softplus fromMin(Value min, Value rest) {
        return lessMin(rest, min);
    }

    /** The x of max(x, 0) or min(x, 0). */
    private @Nullable Argument limited(Gate gate, Value value) {
        Op.Apply limit = shapes.apply(gate, shapes.unwidened(value));
        Value x = limit == null ? null : shapes.besides(0, limit);
        return x == null ? null : shapes.argument(x);
    }

    /** softplus(x), if {@code rest} is log1p(exp(-abs(x))). */
    private @Nullable Softplus stable(Argument x, Value rest) {
        Op.Apply logarithm = shapes.apply(shapes.unnarrowed(rest));
        Softplus small = logarithm == null ? null : byLogarithm(logarithm);
        Op.Apply abs = small == null ? null : shapes.apply(Gate.ABS, small.x().base());
        if (small == null || abs == null) {
            return null;
        }
        Argument inside = shapes.argument(abs.operands().get(0));
        boolean isSame =
                inside.base() == x.base() && small.x().factor() * Math.abs(inside.factor()) == -Math.abs(x.factor());
        return isSame ? new Softplus(x, small.exponential(), true) : null;
    }
}
