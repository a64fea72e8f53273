package org.backwire.processor.differentiate;

import java.util.List;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Keeps the points at which slopes will be taken: an array that is passed to a method with rules, or to one that returns more than
 * a number and has no frame, and is written somewhere, is copied before the call. The backward pass calls rules and companions when it may have
 * other elements.
 */
final class KeptPoints extends Copier {
    private final Memory memory;

    private KeptPoints(Memory memory) {
        this.memory = memory;
    }

    static Function run(Function function) {
        boolean calls =
                function.body().has(Op.CallRuled.class) || function.body().has(Op.CallDifferentiable.class);
        return calls ? new KeptPoints(Memory.of(function)).function(function) : function;
    }

    @Override
    protected void visit(Op op, RegionBuilder target) {
        if (op instanceof Op.CallRuled call) {
            List<Value> points = kept(call.points(), target);
            target.add(new Op.CallRuled(defined(call.result()), call.ruled(), of(call.arguments()), points));
        } else if (op instanceof Op.CallDifferentiable call && !call.callee().isScalar() && call.frame() == null) {
            List<Value> points = kept(call.points(), target);
            List<Value> results = call.results().stream().map(this::defined).toList();
            target.add(new Op.CallDifferentiable(results, call.callee(), of(call.arguments()), points, call.places()));
        } else {
            super.visit(op, target);
        }
    }

    private Value defined(Value result) {
        Value copy = result.fresh();
        define(result, copy);
        return copy;
    }

    private List<Value> kept(List<Value> points, RegionBuilder target) {
        return points.stream().map(point -> kept(point, target)).toList();
    }

    private Value kept(Value point, RegionBuilder target) {
        if (!(point.type() instanceof Type.Array) || !memory.isEverWritten(point)) {
            return of(point);
        }
        return target.value(new Op.DeepCopy(Value.of(point.type()), of(point)));
    }
}
