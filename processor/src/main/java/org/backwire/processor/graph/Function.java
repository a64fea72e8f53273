package org.backwire.processor.graph;

import java.util.List;

/** A function: parameters, and a region that yields the results. */
public record Function(String name, List<Value> parameters, Region body) {
    public Function {
        parameters = List.copyOf(parameters);
    }

    /** Whether a value of this function is an array. */
    public boolean hasArrays() {
        return haveArrays(parameters) || hasArrays(body);
    }

    private static boolean hasArrays(Region region) {
        for (Op op : region.ops()) {
            if (haveArrays(op.results()) || op instanceof Op.Loop loop && haveArrays(loop.variables())) {
                return true;
            }
            for (Region inner : op.regions()) {
                if (hasArrays(inner)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean haveArrays(List<Value> values) {
        for (Value value : values) {
            if (value.type() instanceof Type.Array) {
                return true;
            }
        }
        return false;
    }

    /** This function with another body; itself if it is none. */
    public Function with(Region other) {
        return other == body ? this : new Function(name, parameters, other);
    }

    public List<Value> results() {
        return body.yields();
    }
}
