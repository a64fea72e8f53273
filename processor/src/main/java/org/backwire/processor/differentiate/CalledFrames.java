package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.List;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Gives a frame to each call of a helper that calls itself and takes or returns more than numbers, if an argument is active: there forward
 * leaves what backward needs, so that no level of the recursion runs twice.
 */
final class CalledFrames extends Copier {
    private final Activity activity;

    private CalledFrames(Activity activity) {
        this.activity = activity;
    }

    static Function run(Function function, List<Integer> wrt) {
        return function.body().has(Op.CallDifferentiable.class)
                ? new CalledFrames(Activity.of(function, wrt)).function(function)
                : function;
    }

    static boolean isFramed(Op.CallDifferentiable call) {
        return call.callee().isRecursive() && call.callee().mayHaveFrame();
    }

    @Override
    protected void visit(Op op, RegionBuilder target) {
        if (op instanceof Op.CallDifferentiable call
                && isFramed(call)
                && call.results().stream().anyMatch(activity::isActive)) {
            List<Value> results = new ArrayList<>();
            for (Value result : call.results()) {
                Value copy = result.fresh();
                define(result, copy);
                results.add(copy);
            }
            results.add(Value.named(
                    new Type.Reference(call.callee().companion(), List.of()),
                    call.callee().title() + "Frame"));
            target.add(new Op.CallDifferentiable(
                    results, call.callee(), of(call.arguments()), of(call.points()), call.places()));
        } else {
            super.visit(op, target);
        }
    }
}
