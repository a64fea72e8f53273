package org.backwire.processor.differentiate;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** What may give something else when a method is run a second time with the same arguments. */
public final class Replays {
    private Replays() {}

    /** The first call or field read on data, also in a method that is called; null if there is none, so that a second run is like the first. */
    public static @Nullable Origin data(Function function) {
        Set<Value> thrown = new HashSet<>();
        collectThrown(function.body(), thrown);
        return data(function.body(), thrown);
    }

    private static void collectThrown(Region region, Set<Value> into) {
        for (Op op : region.ops()) {
            if (op instanceof Op.Throw exit) {
                into.add(exit.exception());
            }
            op.regions().forEach(inner -> collectThrown(inner, into));
        }
    }

    /** @param thrown exceptions, of which there is none in a run that comes to its end, nor in a second one like it */
    private static @Nullable Origin data(Region region, Set<Value> thrown) {
        for (Op op : region.ops()) {
            boolean isThrown = op.results().stream().anyMatch(thrown::contains);
            if (op instanceof Op.Foreign foreign
                    && !isThrown
                    && !foreign.isNullCheck()
                    && !SteadyData.isArithmetic(foreign)) {
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
                Origin found = data(inner, thrown);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
