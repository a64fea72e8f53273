package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.List;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;

/**
 * Finds calls whose result may be an array that somebody else knows, where such arrays are written to. A call on data goes to the
 * method itself, so that all is as the user wrote it; one with a gradient goes back through its companion, by arrays of its own.
 */
public final class SharedResults {
    private final Memory memory;
    private final Activity activity;
    private final List<Diagnosis> found = new ArrayList<>();

    private SharedResults(Memory memory, Activity activity) {
        this.memory = memory;
        this.activity = activity;
    }

    /** All of them, in program order. */
    public static List<Diagnosis> in(Function function, Activity activity) {
        SharedResults results = new SharedResults(Memory.of(function), activity);
        results.inspect(function.body());
        return results.found;
    }

    private void inspect(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.CallDifferentiable call && !call.callee().owns() && isWritten(call)) {
                Origin origin = call.result().origin();
                String name = call.callee().method().owner().simpleName() + "."
                        + call.callee().method().name();
                found.add(Diagnosis.of(Problem.CALLEE_SHARES, origin == null ? new Origin(call, name) : origin, name));
            }
            op.regions().forEach(this::inspect);
        }
    }

    private boolean isWritten(Op.CallDifferentiable call) {
        return call.results().stream().anyMatch(activity::isActive)
                && call.results().stream()
                        .anyMatch(result -> result.type() instanceof Type.Array && memory.isEverWritten(result));
    }
}
