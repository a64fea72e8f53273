package org.backwire.processor.simplify;

import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * The ways to write a sigmoid. All parts of a pattern have one floating type: where a sum is rounded to float and then used
 * as double, 1 - s is not what it seems.
 */
final class Sigmoids {
    /**
     * sigmoid(x).
     *
     * @param exponential exp(x) or exp(-x), if there is one
     * @param isOfNegative whether it is exp(-x)
     * @param isFinite whether the value is finite wherever x is
     */
    record Sigmoid(Argument x, @Nullable Exponential exponential, boolean isOfNegative, boolean isFinite) {
        Sigmoid complement() {
            return new Sigmoid(x.negated(), exponential, !isOfNegative, isFinite);
        }

        /** sigmoid(x), computed so that it is finite. */
        Value value(Auxiliary auxiliary, @Nullable String name, ClassRef math) {
            if (exponential == null) {
                return auxiliary.sigmoidOfNegative(auxiliary.exponential(x.negated(), math), name);
            }
            return isOfNegative
                    ? auxiliary.sigmoidOfNegative(exponential, name)
                    : auxiliary.sigmoidOf(exponential, name);
        }
    }

    private final Shapes shapes;

    Sigmoids(Shapes shapes) {
        this.shapes = shapes;
    }

    /** A gate as a sigmoid; the complement of one only if that serves nothing else. */
    @Nullable
    Sigmoid of(Op.Apply apply) {
        Sigmoid plain = plain(apply);
        if (plain != null
                || apply.gate() != Gate.SUB
                || !shapes.isUsedOnce(apply.operands().get(1))) {
            return plain;
        }
        return complement(apply);
    }

    /** A value as a sigmoid, or as the complement of one, in its own type. */
    @Nullable
    Sigmoid of(Value value) {
        Op.Apply apply = shapes.apply(value);
        if (apply == null) {
            return null;
        }
        Sigmoid plain = plain(apply);
        return plain != null || apply.gate() != Gate.SUB ? plain : complement(apply);
    }

    /** 1 - sigmoid(x), which is sigmoid(-x). */
    private @Nullable Sigmoid complement(Op.Apply difference) {
        Op.Apply inner = shapes.apply(difference.operands().get(1));
        Sigmoid sigmoid = inner != null && shapes.is(difference.operands().get(0), 1) ? plain(inner) : null;
        return sigmoid == null ? null : sigmoid.complement();
    }

    private @Nullable Sigmoid plain(Op.Apply apply) {
        return switch (apply.gate()) {
            case DIV -> quotient(apply);
            case MUL -> product(apply);
            case POW ->
                shapes.is(apply.operands().get(1), -1)
                        ? reciprocal(apply.operands().get(0))
                        : null;
            case ADD -> byTanhHalves(apply);
            default -> null;
        };
    }

    /** 1 / sum, where the sum is 1 + exp(-x). */
    private @Nullable Sigmoid reciprocal(Value sum) {
        Exponential exponential = shapes.onePlusExponential(sum);
        return exponential == null ? null : new Sigmoid(exponential.argument().negated(), exponential, true, true);
    }

    private @Nullable Sigmoid quotient(Op.Apply quotient) {
        Value above = quotient.operands().get(0);
        Value below = quotient.operands().get(1);
        if (shapes.is(above, 1)) {
            Sigmoid sigmoid = reciprocal(below);
            Argument x = sigmoid != null ? null : shapes.twoPlusExpm1(below);
            return x == null ? sigmoid : new Sigmoid(x.negated(), null, false, true);
        }
        Double c = shapes.moderate(above);
        if (c != null) {
            Exponential scaled = shapes.scaledOnePlusExponential(c, below);
            return scaled == null ? null : new Sigmoid(scaled.argument().negated(), scaled, true, true);
        }
        Exponential exponential = shapes.onePlusExponential(below);
        if (exponential != null && exponential.value() == above) {
            return ofExponential(exponential); // exp(x) / (1 + exp(x))
        }
        return shapes.is(below, 2) ? byTanh(above) : null;
    }

    private Sigmoid ofExponential(Exponential exponential) {
        Argument x = exponential.argument();
        return new Sigmoid(x, exponential, false, !shapes.mayOverflow(x));
    }

    private @Nullable Sigmoid product(Op.Apply product) {
        Value half = shapes.besides(0.5, product);
        if (half != null) {
            return byTanh(half);
        }
        Value x = product.operands().get(0);
        Value z = product.operands().get(1);
        Sigmoid sigmoid = scaledReciprocal(x, z);
        return sigmoid != null ? sigmoid : scaledReciprocal(z, x);
    }

    /** exp(x) * (1 / (1 + exp(x))). */
    private @Nullable Sigmoid scaledReciprocal(Value factor, Value reciprocal) {
        Op.Apply quotient = shapes.apply(Gate.DIV, reciprocal);
        if (quotient == null || !shapes.is(quotient.operands().get(0), 1)) {
            return null;
        }
        Exponential exponential = shapes.onePlusExponential(quotient.operands().get(1));
        return exponential != null && exponential.value() == factor ? ofExponential(exponential) : null;
    }

    /** Half of 1 + tanh(x / 2), or of 1 - tanh(x / 2). */
    private @Nullable Sigmoid byTanh(Value doubled) {
        Op.Apply sum = shapes.apply(doubled);
        if (sum != null && sum.gate() == Gate.ADD) {
            Value other = shapes.besides(1, sum);
            return other == null ? null : ofTanh(other);
        }
        if (sum != null && sum.gate() == Gate.SUB && shapes.is(sum.operands().get(0), 1)) {
            Sigmoid sigmoid = ofTanh(sum.operands().get(1));
            return sigmoid == null ? null : sigmoid.complement();
        }
        return null;
    }

    /** 0.5 + 0.5 * tanh(x / 2). */
    private @Nullable Sigmoid byTanhHalves(Op.Apply sum) {
        Value other = shapes.besides(0.5, sum);
        Value doubled = other == null ? null : shapes.halved(other);
        return doubled == null ? null : ofTanh(doubled);
    }

    private @Nullable Sigmoid ofTanh(Value value) {
        Op.Apply tanh = shapes.apply(Gate.TANH, shapes.unnarrowed(value));
        if (tanh == null) {
            return null;
        }
        Argument x = shapes.argument(tanh.operands().get(0)).times(2);
        return Math.abs(x.factor()) == 1 ? new Sigmoid(x, null, false, true) : null;
    }
}
