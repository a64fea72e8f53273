package org.backwire.processor.graph;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A method whose slopes are computed by rules, methods themselves. A rule may in turn have rules, or a companion: that makes
 * second derivatives.
 *
 * @param result its type; that of a slope is the type of the parameter, or {@code double} or {@code float}
 * @param slopes the rules, by the number of the parameter
 * @param companion if the method, a rule itself, has one, with a {@code jvp} if it returns an array
 */
public record Ruled(
        Member method,
        Type result,
        Map<Integer, Ruled> slopes,
        @Nullable Callee companion) {
    public Ruled {
        slopes = Map.copyOf(slopes);
    }

    /** Whether the derivative with respect to a parameter is known. */
    public boolean hasSlope(int parameter) {
        return companion != null ? companion.wrt().contains(parameter) : slopes.containsKey(parameter);
    }
}
