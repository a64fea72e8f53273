package org.backwire.processor.differentiate;

import java.util.Objects;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Region;
import org.jspecify.annotations.Nullable;

/** What may give something else when a method is run a second time with the same arguments. */
public final class Replays {
    private Replays() {}

    /** The first call or field read on data, also in a method that is called; null if there is none, so that a second run is like the first. */
    public static @Nullable Origin data(Function function) {
        return data(function.body());
    }

    private static @Nullable Origin data(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.Foreign foreign && !foreign.isNullCheck() && !SteadyData.isArithmetic(foreign)) {
                Origin origin = foreign.origin() != null || foreign.result() == null
                        ? foreign.origin()
                        : foreign.result().origin();
                return Objects.requireNonNullElse(
                        origin, new Origin(foreign, foreign.member().name()));
            }
            if (op instanceof Op.CallDifferentiable call && !call.callee().steady()) {
                return Objects.requireNonNullElse(
                        call.result().origin(),
                        new Origin(call, call.callee().method().name()));
            }
            for (Region inner : op.regions()) {
                Origin found = data(inner);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
