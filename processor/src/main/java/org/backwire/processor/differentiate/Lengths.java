package org.backwire.processor.differentiate;

import java.util.List;
import java.util.Set;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Whether a loop goes through all elements of an array: whether the loop's bound and the array's length are one and the same. */
final class Lengths {
    private static final int DEEPEST = 8;
    private static final int LITTLE = 16;

    private final Definitions definitions;

    Lengths(Definitions definitions) {
        this.definitions = definitions;
    }

    /** Whether the index of a loop takes the number of each element of an array. */
    boolean isCovered(Value array, Counted loop) {
        if (!(definitions.of(array) instanceof Op.NewArray made)) {
            return false;
        }
        Value length = made.operands().get(0);
        return loop.up()
                ? !loop.inclusive() && isNumber(loop.first(), 0) && isSame(loop.bound(), length, DEEPEST)
                : isNumber(loop.bound(), loop.inclusive() ? 0 : -1) && isBefore(loop.first(), length);
    }

    /** Whether the index of a loop never leaves an array. */
    boolean isInside(Value array, Counted loop) {
        if (loop.up()) {
            return !loop.inclusive() && isLengthOf(loop.bound(), array) && isAtLeast(loop.first(), 0);
        }
        Op.Apply last = definitions.apply(loop.first());
        return last != null
                && last.gate() == Gate.SUB
                && isNumber(last.operands().get(1), 1)
                && isLengthOf(last.operands().get(0), array)
                && isAtLeast(loop.bound(), loop.inclusive() ? 0 : -1);
    }

    /**
     * Whether a loop makes as many trips as an array is long in one of its dimensions, or more, give or take a little: a stencil leaves
     * out the margins.
     */
    boolean isAsLong(Value array, int dimension, Counted loop) {
        return isLittle(definition(loop.low(), loop)) && isLengthOf(withoutMargin(loop.high(), loop), array, dimension);
    }

    /** The array whose length a loop goes up to, give or take a little; null if it goes to something else. */
    @Nullable
    Value walked(Counted loop) {
        return isLittle(definition(loop.low(), loop))
                        && definition(withoutMargin(loop.high(), loop), loop) instanceof Op.Length length
                ? length.array()
                : null;
    }

    /** Whether arrays are equally long in one of their dimensions. */
    boolean areSame(Set<Value> arrays, int dimension) {
        return arrays.stream()
                .anyMatch(array -> definitions.of(array) instanceof Op.NewArray made
                        && arrays.stream()
                                .allMatch(other -> isLengthOf(made.operands().get(dimension), other, dimension)));
    }

    /** Whether an array has a few elements, always. */
    boolean isShort(Value array, int dimension) {
        Op made = definitions.of(array);
        return made instanceof Op.ArrayOf listed
                ? listed.operands().size() <= LITTLE
                : made instanceof Op.NewArray of
                        && isLittle(definitions.of(of.operands().get(dimension)));
    }

    /** The op that defines a value, which may be computed only for the bound of a loop. */
    @Nullable
    Op definition(Value value, Counted loop) {
        return loop.boundOps().stream()
                .filter(op -> op.results().contains(value))
                .findFirst()
                .orElse(definitions.of(value));
    }

    private static boolean isLittle(@Nullable Op op) {
        return op instanceof Op.Constant constant
                && constant.value() instanceof Integer number
                && Math.abs(number) <= LITTLE;
    }

    private Value withoutMargin(Value bound, Counted loop) {
        return definition(bound, loop) instanceof Op.Apply sum
                        && (sum.gate() == Gate.ADD || sum.gate() == Gate.SUB)
                        && isLittle(definition(sum.operands().get(1), loop))
                ? withoutMargin(sum.operands().get(0), loop)
                : bound;
    }

    private boolean isLengthOf(Value value, Value array, int dimension) {
        Op made = definitions.of(array);
        if (made instanceof Op.NewArray of) {
            return isSame(value, of.operands().get(dimension), DEEPEST);
        }
        Value copied = made instanceof Op.CloneArray clone
                ? clone.array()
                : made instanceof Op.DeepCopy copy ? copy.array() : null;
        return dimension == 0 && (isLengthOf(value, array) || copied != null && isLengthOf(value, copied, 0));
    }

    private boolean isLengthOf(Value value, Value array) {
        Op made = definitions.of(array);
        return made instanceof Op.NewArray of
                ? isSame(value, of.operands().get(0), DEEPEST)
                : made instanceof Op.ZerosLike like
                        ? isLengthOf(value, like.array())
                        : definitions.of(value) instanceof Op.Length length && length.array() == array;
    }

    private boolean isAtLeast(Value value, int number) {
        return definitions.of(value) instanceof Op.Constant constant
                && constant.value() instanceof Integer found
                && found >= number;
    }

    private boolean isNumber(Value value, int number) {
        return definitions.of(value) instanceof Op.Constant constant
                && constant.value() instanceof Integer found
                && found == number;
    }

    /** Whether a value is {@code length - 1}. */
    private boolean isBefore(Value value, Value length) {
        Op.Apply difference = definitions.apply(value);
        return difference != null
                && difference.gate() == Gate.SUB
                && isNumber(difference.operands().get(1), 1)
                && isSame(difference.operands().get(0), length, DEEPEST);
    }

    private boolean isSame(Value a, Value b, int depth) {
        Value x = resolved(a);
        Value z = resolved(b);
        if (x == z) {
            return true;
        }
        Op one = definitions.of(x);
        Op other = definitions.of(z);
        if (depth == 0 || one == null || other == null || x.type() != Type.Primitive.INT || z.type() != x.type()) {
            return false;
        }
        if (one instanceof Op.Constant constant && other instanceof Op.Constant same) {
            return constant.value() != null && constant.value().equals(same.value());
        }
        if (one instanceof Op.Length length && other instanceof Op.Length same) {
            return length.array() == same.array();
        }
        return one instanceof Op.Apply apply
                && other instanceof Op.Apply same
                && apply.gate() == same.gate()
                && (apply.gate() == Gate.ADD || apply.gate() == Gate.SUB || apply.gate() == Gate.MUL)
                && areSame(apply.operands(), same.operands(), depth - 1);
    }

    private boolean areSame(List<Value> a, List<Value> b, int depth) {
        for (int i = 0; i < a.size(); i++) {
            if (!isSame(a.get(i), b.get(i), depth)) {
                return false;
            }
        }
        return true;
    }

    /** What a length was made of, as far as that is known. */
    private Value resolved(Value value) {
        Value made = madeOf(value);
        return made == null ? value : resolved(made);
    }

    private @Nullable Value madeOf(Value value) {
        return definitions.of(value) instanceof Op.Length length
                        && definitions.of(length.array()) instanceof Op.NewArray array
                ? array.operands().get(0)
                : null;
    }
}
