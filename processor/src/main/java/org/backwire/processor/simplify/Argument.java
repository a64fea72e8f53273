package org.backwire.processor.simplify;

import org.backwire.processor.graph.Value;

/**
 * The argument of a gate that was recognised: {@code factor * base}, where {@code base} is what is left when signs, doublings, halvings and
 * conversions from float to double are taken off; and also {@code scale * written}, where {@code written} is a value that
 * the user computed. The factors are powers of two, so that nothing is rounded.
 */
record Argument(Value written, double scale, Value base, double factor) {
    Argument times(double more) {
        return new Argument(written, scale * more, base, factor * more);
    }

    Argument negated() {
        return times(-1);
    }

    boolean equalsExactly(Argument other) {
        return base == other.base && factor == other.factor;
    }
}
