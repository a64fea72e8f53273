package org.backwire.processor.differentiate;

import java.util.HashSet;
import java.util.Set;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;

/** What a loop's regions read of the world around them. */
final class FreeValues {
    private FreeValues() {}

    /** Adds what the regions of an op use and do not define. */
    static void in(Op op, Set<Value> into) {
        Set<Value> defined = new HashSet<>();
        Set<Value> used = new HashSet<>();
        collect(op, defined, used);
        used.removeAll(defined);
        into.addAll(used);
    }

    private static void collect(Op op, Set<Value> defined, Set<Value> used) {
        if (op instanceof Op.Loop loop) {
            defined.addAll(loop.variables());
        }
        for (Region region : op.regions()) {
            for (Op inner : region.ops()) {
                used.addAll(inner.operands());
                if (inner instanceof Op.Apply apply) {
                    used.addAll(apply.derivedOperands());
                }
                defined.addAll(inner.results());
                collect(inner, defined, used);
            }
            used.addAll(region.yields());
        }
    }
}
