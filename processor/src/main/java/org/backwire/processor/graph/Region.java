package org.backwire.processor.graph;

import java.util.List;

/**
 * An ordered list of ops that ends by yielding values, or does not complete because its last op throws.
 *
 * <p>Ops of a region see the values of the regions around it, and those defined before them in the same region.
 *
 * @param completes false if the end is never reached; then nothing is yielded
 */
public record Region(List<Op> ops, List<Value> yields, boolean completes) {
    public Region {
        ops = List.copyOf(ops);
        yields = List.copyOf(yields);
    }

    public static Region yielding(List<Op> ops, List<Value> yields) {
        return new Region(ops, yields, true);
    }
}
