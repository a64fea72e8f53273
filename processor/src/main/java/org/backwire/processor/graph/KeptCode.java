package org.backwire.processor.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression of the user that the companion keeps as it is written, in a method of its own: it passes functions, and needs only
 * data.
 *
 * @param name of the method
 * @param result null if it gives nothing
 * @param pieces the expression: texts, and classes to be named
 */
public record KeptCode(
        String name, List<Parameter> parameters, @Nullable Type result, List<Object> pieces) {
    public KeptCode {
        parameters = List.copyOf(parameters);
        pieces = List.copyOf(pieces);
    }

    /** A variable of the method that the expression reads. */
    public record Parameter(String name, Type type) {}
}
