package org.backwire.processor.graph;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which op defines which value of a function. */
public final class Definitions {
    private final Map<Value, Op> ops = new IdentityHashMap<>();

    private Definitions() {}

    public static Definitions of(Function function) {
        Definitions definitions = new Definitions();
        definitions.collect(function.body());
        return definitions;
    }

    private void collect(Region region) {
        for (Op op : region.ops()) {
            for (Value result : op.results()) {
                ops.put(result, op);
            }
            op.regions().forEach(this::collect);
        }
    }

    /** The op that defines a value; null for parameters and loop variables. */
    public @Nullable Op of(Value value) {
        return ops.get(value);
    }

    /** The gate application that defines a value, if one does. */
    public Op.@Nullable Apply apply(Value value) {
        return ops.get(value) instanceof Op.Apply apply ? apply : null;
    }

    /** The number a value is, if it is a constant of a numeric type, or one converted to a floating type. */
    public @Nullable Double number(Value value) {
        Op op = ops.get(value);
        if (op instanceof Op.Constant constant) {
            return constant.value() instanceof Number number ? (Double) number.doubleValue() : null;
        }
        if (op instanceof Op.Apply cast
                && cast.gate() == Gate.CAST
                && value.type().isFloating()) {
            Op operand = ops.get(cast.operands().get(0));
            Object converted = operand instanceof Op.Constant constant ? constant.value() : null;
            if (converted instanceof Number number) {
                return value.type() == Type.Primitive.FLOAT
                        ? (Double) (double) number.floatValue()
                        : (Double) number.doubleValue();
            }
        }
        return null;
    }
}
