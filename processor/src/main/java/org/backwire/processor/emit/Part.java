package org.backwire.processor.emit;

import java.util.List;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Value;

/**
 * A part of a function that is too long for one method.
 *
 * @param name by which {@code CallPart} refers to it
 * @param function from all that the part reads to all that it leaves behind
 * @param isBackward whether it computes gradients
 */
record Part(String name, Function function, boolean isBackward) {
    List<Value> reads() {
        return function.parameters();
    }

    List<Value> results() {
        return function.results();
    }
}
