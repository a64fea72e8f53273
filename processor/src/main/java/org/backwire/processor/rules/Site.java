package org.backwire.processor.rules;

import java.util.List;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Where derivative code is put: the region, the floating type it computes in, and whose {@code sin} and {@code exp} it
 * calls.
 *
 * @param math {@code java.lang.Math}, or {@code java.lang.StrictMath} where the user's gate is from there
 */
public record Site(RegionBuilder region, Type type, ClassRef math) {
    public static final ClassRef MATH = ClassRef.of("java.lang", "Math");
    public static final ClassRef STRICT_MATH = ClassRef.of("java.lang", "StrictMath");

    Site in(RegionBuilder inner) {
        return new Site(inner, type, math);
    }

    Value constant(double value) {
        return region.constant(type, type == Type.Primitive.FLOAT ? (Object) (float) value : (Object) value);
    }

    Value apply(Gate gate, Value... operands) {
        return region.apply(gate, type, operands);
    }

    /** What is computed by one gate and differentiated as another. */
    Value seen(Gate gate, List<Value> operands, Gate as, List<Value> derived) {
        return region.value(new Op.Apply(Value.of(type), gate, operands, null, new Op.View(as, derived)));
    }

    Value test(Gate gate, Value... operands) {
        return region.apply(gate, Type.Primitive.BOOLEAN, operands);
    }

    Value isNaN(Value operand) {
        String owner = type == Type.Primitive.FLOAT ? "Float" : "Double";
        return region.value(new Op.Apply(
                Value.of(Type.Primitive.BOOLEAN),
                Gate.IS_NAN,
                List.of(operand),
                Member.of("java.lang", owner, "isNaN"),
                null));
    }

    /** A call of a method of {@code Math}; those that exist for double only are computed in double. */
    Value call(Gate gate, String method, boolean hasFloatForm, Value... operands) {
        if (type == Type.Primitive.DOUBLE || hasFloatForm) {
            return call(gate, method, type, operands);
        }
        Value[] wide = new Value[operands.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = region.apply(Gate.CAST, Type.Primitive.DOUBLE, operands[i]);
        }
        return apply(Gate.CAST, call(gate, method, Type.Primitive.DOUBLE, wide));
    }

    private Value call(Gate gate, String method, Type result, Value... operands) {
        return region.value(new Op.Apply(Value.of(result), gate, List.of(operands), new Member(math, method), null));
    }
}
