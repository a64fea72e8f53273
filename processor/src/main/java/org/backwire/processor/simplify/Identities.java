package org.backwire.processor.simplify;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Type.Primitive;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Gates that are their operand, or another gate, with the same bits: the table behind {@link Folding}.
 *
 * <p>Same bits means that a zero keeps its sign ({@code x + 0.0} is not {@code x}); NaNs are not told apart, as Java does not.
 * Strong gates become bare ones where their second operand cannot make a NaN of a zero; there a zero may change its sign.
 */
final class Identities {
    private final Map<Value, Op> definitions;

    /** A table that sees through values by the ops that define them. */
    Identities(Map<Value, Op> definitions) {
        this.definitions = definitions;
    }

    /** The value that a gate's value equals; null if there is none. */
    @Nullable
    Value same(Op.Apply apply) {
        Value x = apply.operands().get(0);
        if (apply.operands().size() == 1) {
            return switch (apply.gate()) {
                case NEG, NOT, BIT_NOT -> operandOf(apply.gate(), x);
                case CAST -> uncast(x, apply.result().type());
                default -> null;
            };
        }
        Value z = apply.operands().get(1);
        return switch (apply.gate()) {
            case ADD -> isAddZero(z) ? x : isAddZero(x) ? z : undone(Gate.SUB, x, z);
            case SUB -> is(z, 0) && !isNegativeZero(z) ? x : undone(Gate.ADD, x, z);
            case MUL -> is(z, 1) ? x : is(x, 1) ? z : null;
            case DIV -> is(z, 1) ? x : null;
            case BIT_OR, BIT_XOR -> isNeutral(z) ? x : isNeutral(x) ? z : null;
            case SHL, SHR, USHR -> is(z, 0) ? x : null;
            default -> null;
        };
    }

    /** i - 1 + 1 is i, with its bits: whole numbers come round again where they overflow. */
    private @Nullable Value undone(Gate inverse, Value x, Value z) {
        boolean isWhole = x.type() == Primitive.INT || x.type() == Primitive.LONG;
        return isWhole
                        && definitions.get(x) instanceof Op.Apply inner
                        && inner.gate() == inverse
                        && inner.result().type().equals(inner.operands().get(0).type())
                        && isSame(inner.operands().get(1), z)
                ? inner.operands().get(0)
                : null;
    }

    private boolean isSame(Value x, Value z) {
        Object constant = constant(x);
        return x == z || constant != null && x.type().equals(z.type()) && constant.equals(constant(z));
    }

    /** Another gate for the same value, cheaper or easier to read; null if there is none. */
    Op.@Nullable Apply other(Op.Apply apply) {
        return switch (apply.gate()) {
            case CAST -> shorterCast(apply);
            case STRONG_MUL, STRONG_DIV -> bare(apply);
            case ADD, SUB, MUL, DIV, NEG -> apply.result().origin() == null ? withoutNegatives(apply) : null;
            default -> null;
        };
    }

    /** Whether a strong gate's gradient is 0, whatever the slope. */
    boolean isStrongZero(Op.Apply apply) {
        boolean isStrong = apply.gate() == Gate.STRONG_MUL || apply.gate() == Gate.STRONG_DIV;
        return isStrong && is(apply.operands().get(0), 0);
    }

    private Op.@Nullable Apply bare(Op.Apply apply) {
        Double gradient = number(apply.operands().get(0));
        Double slope = number(apply.operands().get(1));
        boolean multiplies = apply.gate() == Gate.STRONG_MUL;
        boolean isHarmless = gradient != null && gradient != 0
                || slope != null && (multiplies ? Double.isFinite(slope) : slope != 0 && !Double.isNaN(slope));
        if (!isHarmless) {
            return null;
        }
        Value x = apply.operands().get(0);
        Value z = apply.operands().get(1);
        return multiplies ? with(apply, Gate.MUL, z, x) : with(apply, Gate.DIV, x, z);
    }

    /** In code that no user wrote: a - -b as a + b, and the like. */
    private Op.@Nullable Apply withoutNegatives(Op.Apply apply) {
        if (!apply.result().type().isFloating()) {
            return null;
        }
        Value x = apply.operands().get(0);
        if (apply.gate() == Gate.NEG) {
            return negatedProduct(apply, x);
        }
        Value z = apply.operands().get(1);
        Value positiveX = operandOf(Gate.NEG, x);
        Value positiveZ = operandOf(Gate.NEG, z);
        return switch (apply.gate()) {
            case ADD ->
                positiveZ != null
                        ? with(apply, Gate.SUB, x, positiveZ)
                        : positiveX != null ? with(apply, Gate.SUB, z, positiveX) : null;
            case SUB -> positiveZ != null ? with(apply, Gate.ADD, x, positiveZ) : null;
            case MUL ->
                is(x, -1)
                        ? with(apply, Gate.NEG, z)
                        : is(z, -1) ? with(apply, Gate.NEG, x) : positives(apply, positiveX, positiveZ);
            case DIV -> is(z, -1) ? with(apply, Gate.NEG, x) : positives(apply, positiveX, positiveZ);
            default -> null;
        };
    }

    private Op.@Nullable Apply positives(Op.Apply apply, @Nullable Value x, @Nullable Value z) {
        return x != null && z != null ? with(apply, apply.gate(), x, z) : null;
    }

    /** -(-a * b) as a * b, where the inner product is a derivative's, too. */
    private Op.@Nullable Apply negatedProduct(Op.Apply apply, Value product) {
        if (!(definitions.get(product) instanceof Op.Apply inner)
                || inner.gate() != Gate.MUL && inner.gate() != Gate.DIV
                || product.origin() != null) {
            return null;
        }
        Value x = inner.operands().get(0);
        Value z = inner.operands().get(1);
        Value positiveX = operandOf(Gate.NEG, x);
        Value positiveZ = operandOf(Gate.NEG, z);
        return positiveX != null
                ? with(apply, inner.gate(), positiveX, z)
                : positiveZ != null ? with(apply, inner.gate(), x, positiveZ) : null;
    }

    private static Op.Apply with(Op.Apply apply, Gate gate, Value... operands) {
        return new Op.Apply(apply.result(), gate, Arrays.asList(operands), null, null);
    }

    /** The value that a cast to {@code target} gives back: itself, or what was converted to a type that holds it all. */
    private @Nullable Value uncast(Value x, Type target) {
        if (x.type().equals(target)) {
            return x;
        }
        Value inner = operandOf(Gate.CAST, x);
        return inner != null && inner.type().equals(target) && isExact(inner.type(), x.type()) ? inner : null;
    }

    /** A conversion of a conversion that lost nothing. */
    private Op.@Nullable Apply shorterCast(Op.Apply apply) {
        Value x = apply.operands().get(0);
        Value inner = operandOf(Gate.CAST, x);
        return inner != null && isExact(inner.type(), x.type()) ? with(apply, Gate.CAST, inner) : null;
    }

    private static boolean isExact(Type from, Type to) {
        return from instanceof Primitive p && to instanceof Primitive q && ConstantArithmetic.isExact(p, q);
    }

    private @Nullable Value operandOf(Gate gate, Value value) {
        return definitions.get(value) instanceof Op.Apply apply && apply.gate() == gate
                ? apply.operands().get(0)
                : null;
    }

    private @Nullable Object constant(Value value) {
        return definitions.get(value) instanceof Op.Constant constant ? constant.value() : null;
    }

    private @Nullable Double number(Value value) {
        return constant(value) instanceof Number number ? (Double) number.doubleValue() : null;
    }

    private boolean is(Value value, int wanted) {
        Object constant = constant(value);
        return constant instanceof Long n ? n == wanted : constant instanceof Number m && m.doubleValue() == wanted;
    }

    private boolean isNegativeZero(Value value) {
        Double number = number(value);
        return number != null && number == 0 && 1 / number < 0;
    }

    /** What may be added to anything without a change: -0.0, or the integer 0. */
    private boolean isAddZero(Value value) {
        return value.type().isFloating() ? isNegativeZero(value) : is(value, 0);
    }

    private boolean isNeutral(Value value) {
        return Objects.equals(constant(value), RegionBuilder.zeroOf(value.type()))
                && value.type().isPrimitive();
    }

    /** The constants that the operands are; null if one is none. */
    @Nullable
    List<Op.Constant> constants(Op.Apply apply) {
        Op.Constant[] constants = new Op.Constant[apply.operands().size()];
        for (int i = 0; i < constants.length; i++) {
            if (!(definitions.get(apply.operands().get(i)) instanceof Op.Constant constant)
                    || constant.value() == null) {
                return null;
            }
            constants[i] = constant;
        }
        return List.of(constants);
    }
}
