package org.backwire.processor.graph;

import java.util.List;

/** A function: parameters, and a region that yields the results. */
public record Function(String name, List<Value> parameters, Region body) {
    public Function {
        parameters = List.copyOf(parameters);
    }

    public List<Value> results() {
        return body.yields();
    }
}
