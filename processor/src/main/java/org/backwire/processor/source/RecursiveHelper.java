package org.backwire.processor.source;

import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Type;

/**
 * A helper that calls itself, and so cannot be written out where it is called: it gets a companion of its own, in that of the
 * method.
 *
 * @param callee how the function, and others, call it
 * @param function its parameters are those of the helper
 * @param result what it returns
 * @param isHidden whether the companion cannot call the helper itself
 * @param place where it is called, and how
 */
public record RecursiveHelper(Op.Callee callee, Function function, Type result, boolean isHidden, Origin place) {
    RecursiveHelper with(Function other) {
        return new RecursiveHelper(callee, other, result, isHidden, place);
    }
}
