package org.backwire.processor.simplify;

import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** The ways to write a hyperbolic tangent without calling {@code tanh}. */
final class Tanhs {
    /**
     * tanh(x).
     *
     * @param isFinite whether the value is finite wherever x is
     */
    record Tanh(Argument x, boolean isFinite) {}

    private final Shapes shapes;
    private final Sigmoids sigmoids;

    Tanhs(Shapes shapes, Sigmoids sigmoids) {
        this.shapes = shapes;
        this.sigmoids = sigmoids;
    }

    @Nullable
    Tanh of(Op.Apply apply) {
        Value x = apply.operands().get(0);
        return switch (apply.gate()) {
            case DIV -> quotient(x, apply.operands().get(1));
            case SUB -> difference(x, apply.operands().get(1));
            default -> null;
        };
    }

    private @Nullable Tanh quotient(Value above, Value below) {
        Op.Apply sinh = shapes.apply(Gate.SINH, shapes.unnarrowed(above));
        Op.Apply cosh = shapes.apply(Gate.COSH, shapes.unnarrowed(below));
        if (sinh != null && cosh != null && above.type() == below.type()) {
            Argument x = shapes.argument(sinh.operands().get(0));
            return x.equalsExactly(shapes.argument(cosh.operands().get(0))) ? new Tanh(x, false) : null;
        }
        Value doubleAbove = shapes.halved(above);
        Value doubleBelow = shapes.halved(below);
        if (doubleAbove != null && doubleBelow != null) {
            return ofExponentials(doubleAbove, doubleBelow);
        }
        Tanh tanh = ofExponentials(above, below);
        return tanh != null ? tanh : byExpm1(above, below);
    }

    /** (p - q) / (p + q) with p = exp(x) and q = exp(-x), or with p = exp(2 * x) and q = 1, or the other way round. */
    private @Nullable Tanh ofExponentials(Value above, Value below) {
        Op.Apply difference = shapes.apply(Gate.SUB, above);
        Op.Apply sum = shapes.apply(Gate.ADD, below);
        if (difference == null || sum == null) {
            return null;
        }
        Value p = difference.operands().get(0);
        Value q = difference.operands().get(1);
        Exponential ofP = shapes.exponential(p);
        Exponential ofQ = shapes.exponential(q);
        if (ofP != null && ofQ != null) {
            boolean isSum = sum.operands().contains(p) && sum.operands().contains(q) && p != q;
            return isSum && ofP.argument().equalsExactly(ofQ.argument().negated())
                    ? new Tanh(ofP.argument(), false)
                    : null;
        }
        Exponential exponential = ofP != null ? ofP : ofQ;
        if (exponential == null
                || !shapes.is(ofP != null ? q : p, 1)
                || shapes.besides(1, sum) != exponential.value()) {
            return null;
        }
        Argument twice =
                ofP != null ? exponential.argument() : exponential.argument().negated();
        return new Tanh(twice.times(0.5), !shapes.mayOverflow(exponential.argument()));
    }

    /** expm1(2 * x) / (expm1(2 * x) + 2). */
    private @Nullable Tanh byExpm1(Value above, Value below) {
        Op.Apply expm1 = shapes.apply(Gate.EXPM1, shapes.unnarrowed(above));
        Op.Apply sum = shapes.apply(Gate.ADD, below);
        if (expm1 == null || sum == null || shapes.besides(2, sum) != above) {
            return null;
        }
        Argument twice = shapes.argument(expm1.operands().get(0));
        return new Tanh(twice.times(0.5), !shapes.mayOverflow(twice));
    }

    private @Nullable Tanh difference(Value x, Value z) {
        if (shapes.is(z, 1)) {
            return twiceSigmoid(x);
        }
        Tanh tanh = shapes.is(x, 1) ? twiceSigmoid(z) : null;
        return tanh == null ? null : new Tanh(tanh.x().negated(), tanh.isFinite());
    }

    /** The tanh(x) that is 2 * sigmoid(2 * x) - 1. */
    private @Nullable Tanh twiceSigmoid(Value value) {
        Op.Apply apply = shapes.apply(value);
        if (apply == null) {
            return null;
        }
        if (apply.gate() == Gate.DIV && shapes.is(apply.operands().get(0), 2)) {
            Exponential exponential = shapes.onePlusExponential(apply.operands().get(1));
            return exponential == null ? null : new Tanh(exponential.argument().times(-0.5), true);
        }
        Value half = apply.gate() == Gate.MUL ? shapes.besides(2, apply) : null;
        Sigmoids.Sigmoid sigmoid = half == null ? null : sigmoids.of(half);
        return sigmoid == null ? null : new Tanh(sigmoid.x().times(0.5), sigmoid.isFinite());
    }
}
