package org.backwire.processor.emit;

import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Type.Primitive;

/** Java's numeric promotions (JLS 5.6), to know what an expression without explicit casts means. */
final class Promotion {
    private Promotion() {}

    static Type binary(Type a, Type b) {
        if (!(a instanceof Primitive p) || !(b instanceof Primitive q) || p == Primitive.BOOLEAN) {
            return a;
        }
        for (Primitive wide : new Primitive[] {Primitive.DOUBLE, Primitive.FLOAT, Primitive.LONG}) {
            if (p == wide || q == wide) {
                return wide;
            }
        }
        return Primitive.INT;
    }

    static Type unary(Type type) {
        return binary(type, type);
    }

    /** Whether Java converts {@code from} to {@code to} by itself in an assignment or a call. */
    static boolean widens(Type from, Type to) {
        if (!(from instanceof Primitive p) || !(to instanceof Primitive q) || p == Primitive.BOOLEAN) {
            return false;
        }
        if (p == Primitive.CHAR || q == Primitive.CHAR) {
            return p == Primitive.CHAR && q.ordinal() > Primitive.CHAR.ordinal();
        }
        return p.ordinal() < q.ordinal() && q != Primitive.BOOLEAN;
    }

    /** Whether a widening conversion keeps all digits (JLS 5.1.2). */
    static boolean isExact(Type from, Type to) {
        boolean isWhole = from == Primitive.INT || from == Primitive.LONG;
        return !(isWhole && to == Primitive.FLOAT || from == Primitive.LONG && to == Primitive.DOUBLE);
    }
}
