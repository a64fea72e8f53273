package org.backwire.processor.differentiate;

import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Type;

/** Which ops cost less to compute again than to remember. */
final class Cheap {
    private Cheap() {}

    /** A sum, product, comparison or conversion: a cycle or so, where a remembered value is a store and a load. */
    static boolean is(Op op) {
        if (op instanceof Op.Constant) {
            return true;
        }
        if (!(op instanceof Op.Apply apply) || !isRepeatable(op)) {
            return false;
        }
        return switch (apply.gate()) {
            case ADD, SUB, MUL, NEG, CAST, NOT, LT, LE, GT, GE, EQ, NE, IS_NAN, ABS, MAX, MIN -> true;
            case BIT_AND, BIT_OR, BIT_XOR, BIT_NOT, SHL, SHR, USHR -> true;
            default -> false;
        };
    }

    /** Whether an operation gives the same again. That on an object would need the object, whose type may be none of an array. */
    static boolean isRepeatable(Op op) {
        return op instanceof Op.Apply
                && op.effect() == Op.Effect.NONE
                && op.operands().stream().noneMatch(value -> value.type() instanceof Type.Reference);
    }
}
