package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.List;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.CompanionMember;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Replaces each call of a differentiable method that has an active argument and returns a number by a call of its companion's
 * {@code gradient}, which gives the value and all slopes at once; a rule that is differentiated, by rule for second derivatives,
 * likewise. Calls on data stay calls of the method, and so do those that return arrays or records, and sums of streams where no tangent is
 * asked for.
 */
final class CalledGradients extends Copier {
    private final Activity activity;
    private final boolean keepsTangents;
    private final boolean keepsFrames;

    private CalledGradients(Activity activity, boolean keepsTangents, boolean keepsFrames) {
        this.activity = activity;
        this.keepsTangents = keepsTangents;
        this.keepsFrames = keepsFrames;
    }

    static Function run(Function function, List<Integer> wrt) {
        return run(function, wrt, false, false);
    }

    /** For reverse mode with frames: calls that may have one stay as they are. */
    static Function unlessFrames(Function function, List<Integer> wrt) {
        return run(function, wrt, false, true);
    }

    /** For forward mode: calls of companions that have a {@code jvp} stay as they are. */
    static Function unlessTangents(Function function, List<Integer> wrt) {
        return run(function, wrt, true, false);
    }

    private static Function run(Function function, List<Integer> wrt, boolean keepsTangents, boolean keepsFrames) {
        boolean calls = function.body().has(Op.CallDifferentiable.class)
                || function.body().has(Op.Slope.class);
        return calls
                ? new CalledGradients(Activity.of(function, wrt), keepsTangents, keepsFrames).function(function)
                : function;
    }

    @Override
    protected void visit(Op op, RegionBuilder target) {
        if (op instanceof Op.CallDifferentiable call && call.results().stream().anyMatch(activity::isActive)) {
            if (!call.callee().isScalar()
                    || !keepsTangents && call.callee().isStreamSum()
                    || keepsTangents && call.callee().derivatives().contains("JVP")
                    || keepsFrames && CalledFrames.isFramed(call)) {
                super.visit(op, target);
                return;
            }
            visit(call.result(), call.callee(), call.arguments(), target);
        } else if (op instanceof Op.Slope slope
                && slope.ruled().companion() != null
                && activity.isActive(slope.result())
                && (keepsTangents || slope.ruled().companion().isScalar())) {
            visit(slope, slope.ruled().companion(), target);
        } else {
            super.visit(op, target);
        }
    }

    /** A rule that returns an array is a call of a differentiable method from here on. */
    private void visit(Op.Slope slope, Callee callee, RegionBuilder target) {
        if (callee.isScalar()) {
            visit(slope.result(), callee, slope.operands(), target);
        } else {
            Value result = slope.result().fresh();
            define(slope.result(), result);
            target.add(new Op.CallDifferentiable(result, callee, of(slope.operands())));
        }
    }

    private void visit(Value result, Callee callee, List<Value> operands, RegionBuilder target) {
        List<Value> results = new ArrayList<>();
        results.add(result.fresh());
        for (int index : callee.wrtOperands()) {
            Type type = operands.get(index).type();
            results.add(Value.named(type, "d" + callee.parameterOf(index)));
        }
        define(result, results.get(0));
        target.add(new Op.CallCompanion(CompanionMember.GRADIENT, results, callee, of(operands)));
    }
}
