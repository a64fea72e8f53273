package org.backwire.processor.source;

import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.Function;

/**
 * A helper that calls itself, and so cannot be written out where it is called: it gets a companion of its own, in that of the
 * method.
 *
 * @param callee how the function, and others, call it
 * @param function its parameters are those of the helper, records taken apart; and so are its results
 */
public record RecursiveHelper(Callee callee, Function function) {
    /** Whether the companion cannot call the helper itself. */
    public boolean isHidden() {
        return callee.method().owner().equals(callee.companion());
    }
}
