package org.backwire.processor.simplify;

import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * A value that is exp(argument).
 *
 * @param plusOne one plus the value, if the user computed that, too
 */
record Exponential(Value value, Argument argument, @Nullable Value plusOne) {
    Exponential withPlusOne(Value sum) {
        return new Exponential(value, argument, sum);
    }
}
