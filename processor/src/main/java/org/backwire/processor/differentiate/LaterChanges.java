package org.backwire.processor.differentiate;

import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;

/** Whether objects may be changed after a call, in the same round of a loop or in a later one. */
final class LaterChanges {
    private final Op call;
    private boolean isAfter;
    private boolean found;

    private LaterChanges(Op call) {
        this.call = call;
    }

    static boolean areAfter(Op call, Function function) {
        LaterChanges changes = new LaterChanges(call);
        changes.inspect(function.body());
        return changes.found;
    }

    private void inspect(Region region) {
        for (Op op : region.ops()) {
            boolean repeats = op instanceof Op.Loop && contains(op);
            isAfter |= repeats;
            found |= isAfter && mayChange(op);
            op.regions().forEach(this::inspect);
            isAfter |= op == call;
        }
    }

    private boolean contains(Op op) {
        return op == call
                || op.regions().stream()
                        .anyMatch(region -> region.ops().stream().anyMatch(this::contains));
    }

    private static boolean mayChange(Op op) {
        return op instanceof Op.Foreign foreign
                ? !foreign.isNullCheck() && SteadyData.mayChange(foreign)
                : op instanceof Op.CallDifferentiable other
                        && !other.callee().steady()
                        && !other.callee().objects().isEmpty();
    }
}
