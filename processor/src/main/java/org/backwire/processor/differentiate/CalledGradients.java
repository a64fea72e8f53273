package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.List;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Refused;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Replaces each call of a differentiable method that has an active argument by a call of its companion's {@code gradient},
 * which gives the value and all slopes at once. Calls on data stay calls of the method.
 */
final class CalledGradients extends Copier {
    private final Activity activity;

    private CalledGradients(Activity activity) {
        this.activity = activity;
    }

    static Function run(Function function, Activity activity) {
        return new CalledGradients(activity).function(function);
    }

    @Override
    protected void visit(Op op, RegionBuilder target) {
        if (!(op instanceof Op.CallDifferentiable call) || !activity.isActive(call.result())) {
            super.visit(op, target);
            return;
        }
        Op.Callee callee = call.callee();
        if (!call.result().type().isPrimitive()) {
            Origin origin = call.result().origin();
            String name = callee.method().name();
            throw new Refused(
                    Problem.CALLEE_RETURNS_ARRAY, origin == null ? new Origin(call, name) : origin, name, name);
        }
        List<Value> results = new ArrayList<>();
        results.add(call.result().fresh());
        for (int index : callee.wrt()) {
            Type type = call.operands().get(index).type();
            results.add(Value.named(type, "d" + callee.parameters().get(index)));
        }
        define(call.result(), results.get(0));
        target.add(new Op.CallGradient(results, callee, of(call.operands())));
    }
}
