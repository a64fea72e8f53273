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
 * which gives the value and all slopes at once; a rule that is differentiated, by rule for second derivatives, likewise.
 * Calls on data stay calls of the method.
 */
final class CalledGradients extends Copier {
    private final Activity activity;
    private final boolean keepsTangents;

    private CalledGradients(Activity activity, boolean keepsTangents) {
        this.activity = activity;
        this.keepsTangents = keepsTangents;
    }

    static Function run(Function function, Activity activity) {
        return new CalledGradients(activity, false).function(function);
    }

    /** For forward mode: calls of companions that have a {@code jvp} stay as they are. */
    static Function unlessTangents(Function function, Activity activity) {
        return new CalledGradients(activity, true).function(function);
    }

    @Override
    protected void visit(Op op, RegionBuilder target) {
        if (op instanceof Op.CallDifferentiable call && activity.isActive(call.result())) {
            if (keepsTangents && call.callee().derivatives().contains("JVP")) {
                super.visit(op, target);
                return;
            }
            visit(call.result(), call.callee(), call.operands(), target);
        } else if (op instanceof Op.Slope slope
                && slope.ruled().companion() != null
                && activity.isActive(slope.result())) {
            visit(slope.result(), slope.ruled().companion(), slope.operands(), target);
        } else {
            super.visit(op, target);
        }
    }

    private void visit(Value result, Op.Callee callee, List<Value> operands, RegionBuilder target) {
        if (!result.type().isPrimitive()) {
            Origin origin = result.origin();
            String name = callee.method().name();
            throw new Refused(
                    Problem.CALLEE_RETURNS_ARRAY, origin == null ? new Origin(result, name) : origin, name, name);
        }
        List<Value> results = new ArrayList<>();
        results.add(result.fresh());
        for (int index : callee.wrt()) {
            Type type = operands.get(index).type();
            results.add(Value.named(type, "d" + callee.parameters().get(index)));
        }
        define(result, results.get(0));
        target.add(new Op.CallGradient(results, callee, of(operands)));
    }
}
