package org.backwire.processor.differentiate;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Callee;

/**
 * What the frame of a helper does in the arrays of its callers.
 *
 * @param written by the number of a result, that of the array parameter which it is: forward changes the array itself, backward its
 *     gradient
 * @param added the numbers of array parameters that forward only reads: backward adds to their gradients
 */
public record InPlacePlan(Map<Integer, Integer> written, Set<Integer> added) {
    /** Of a helper that works in copies. */
    public static final InPlacePlan NONE = new InPlacePlan(Map.of(), Set.of());

    public InPlacePlan {
        written = Map.copyOf(written);
        added = Set.copyOf(added);
    }

    boolean isEmpty() {
        return written.isEmpty() && added.isEmpty();
    }

    /** The parameters whose gradients backward returns. */
    public List<Integer> returned(Callee callee) {
        return callee.wrt().stream()
                .filter(i -> !written.containsValue(i) && !added.contains(i))
                .toList();
    }

    /** The parameters to whose gradients backward adds, in order. */
    public List<Integer> added(Callee callee) {
        return callee.wrt().stream().filter(added::contains).toList();
    }
}
