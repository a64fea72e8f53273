package org.backwire.processor.simplify;

import java.util.Arrays;
import java.util.List;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Type.Primitive;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Puts values that only rules need right before the op that is recognised. They never throw, and are dead code in the
 * forward pass.
 */
final class Auxiliary {
    private final RegionBuilder region;
    private final Shapes shapes;
    private final Type type;

    /** For a gate that is computed in a given type. */
    Auxiliary(RegionBuilder region, Shapes shapes, Type type) {
        this.region = region;
        this.shapes = shapes;
        this.type = type;
    }

    Value gate(Gate gate, Value... operands) {
        return region.apply(gate, operands[0].type(), operands);
    }

    Value viewed(Gate gate, Op.View view, Value... operands) {
        Value result = Value.of(operands[0].type());
        return region.value(new Op.Apply(result, gate, Arrays.asList(operands), null, view));
    }

    private Value number(Type type, double number) {
        return region.constant(type, type == Primitive.FLOAT ? (Object) (float) number : (Object) number);
    }

    /**
     * A value for an argument: one that is there, if possible. Where the gate is computed in double, so is its slope: then a
     * float argument is converted.
     */
    Value argument(Argument argument) {
        return argument(argument, type);
    }

    private Value argument(Argument argument, Type wanted) {
        Value written = argument.written();
        if (argument.factor() == 1) {
            return widened(argument.base(), wanted);
        }
        if (argument.scale() == 1) {
            return widened(written, wanted);
        }
        if (argument.scale() != -1) {
            return gate(Gate.MUL, number(written.type(), argument.scale()), written);
        }
        Op.Apply difference = shapes.apply(Gate.SUB, written);
        if (difference != null && written.name() == null) {
            return gate(
                    Gate.SUB,
                    difference.operands().get(1),
                    difference.operands().get(0));
        }
        Op.Apply negative = shapes.apply(Gate.NEG, shapes.unwidened(written));
        return negative != null ? widened(negative.operands().get(0), wanted) : gate(Gate.NEG, written);
    }

    private Value widened(Value value, Type wanted) {
        boolean isNarrow = value.type() == Primitive.FLOAT && wanted == Primitive.DOUBLE;
        return isNarrow ? region.apply(Gate.CAST, wanted, value) : value;
    }

    /** sigmoid(argument) out of exp(argument), without overflow. */
    Value sigmoidOf(Exponential exponential, @Nullable String name) {
        Value one = number(exponential.value().type(), 1);
        Value inverse = gate(Gate.DIV, one, exponential.value());
        return reciprocal(gate(Gate.ADD, one, inverse), exponential.argument(), name);
    }

    /** sigmoid(-argument) out of exp(argument). */
    Value sigmoidOfNegative(Exponential exponential, @Nullable String name) {
        Value sum = exponential.plusOne() != null
                ? exponential.plusOne()
                : gate(Gate.ADD, number(exponential.value().type(), 1), exponential.value());
        return reciprocal(sum, exponential.argument().negated(), name);
    }

    private Value reciprocal(Value sum, Argument argument, @Nullable String name) {
        Op.View view = new Op.View(Gate.SIGMOID, List.of(argument(argument, sum.type())));
        Value result = new Value(sum.type(), name, null, null);
        return region.value(new Op.Apply(result, Gate.DIV, List.of(number(sum.type(), 1), sum), null, view));
    }

    /** sigmoid(argument) out of exp(-|argument|): (argument >= 0 ? 1 : exp) / (1 + exp). */
    Value sigmoidOf(Argument argument, Exponential small) {
        Value exp = small.value();
        Value one = number(exp.type(), 1);
        Value x = argument(argument, exp.type());
        Value isPositive = region.apply(Gate.GE, Primitive.BOOLEAN, x, number(x.type(), 0));
        Value above = Value.of(exp.type());
        Region then = new RegionBuilder().yielding(one);
        Region otherwise = new RegionBuilder().yielding(exp);
        region.add(new Op.If(List.of(above), isPositive, then, otherwise));
        Value below = small.plusOne() != null ? small.plusOne() : gate(Gate.ADD, one, exp);
        return viewed(Gate.DIV, new Op.View(Gate.SIGMOID, List.of(x)), above, below);
    }

    /** exp(argument), computed anew. */
    Exponential exponential(Argument argument, ClassRef math) {
        return new Exponential(call(Gate.EXP, argument(argument, Primitive.DOUBLE), math), argument, null);
    }

    /** The hyperbolic tangent of an argument, in double. */
    Value tanh(Value argument, ClassRef math) {
        return call(Gate.TANH, argument, math);
    }

    private Value call(Gate gate, Value argument, ClassRef math) {
        Value wide =
                argument.type() == Primitive.DOUBLE ? argument : region.apply(Gate.CAST, Primitive.DOUBLE, argument);
        return region.value(
                new Op.Apply(Value.of(Primitive.DOUBLE), gate, List.of(wide), new Member(math, gate.title()), null));
    }
}
