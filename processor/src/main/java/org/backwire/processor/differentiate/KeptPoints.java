package org.backwire.processor.differentiate;

import java.util.List;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Keeps the points at which slopes will be taken: an array that is passed to a method with rules, and is written somewhere,
 * is copied before the call. The rules are called by the backward pass, when it may have other elements.
 */
final class KeptPoints extends Copier {
    private final Memory memory;

    private KeptPoints(Memory memory) {
        this.memory = memory;
    }

    static Function run(Function function) {
        return new KeptPoints(Memory.of(function)).function(function);
    }

    @Override
    protected void visit(Op op, RegionBuilder target) {
        if (!(op instanceof Op.CallRuled call)) {
            super.visit(op, target);
            return;
        }
        List<Value> points =
                call.points().stream().map(point -> kept(point, target)).toList();
        Value result = call.result().fresh();
        define(call.result(), result);
        target.add(new Op.CallRuled(result, call.ruled(), of(call.arguments()), points));
    }

    private Value kept(Value point, RegionBuilder target) {
        if (!(point.type() instanceof Type.Array) || !memory.isEverWritten(point)) {
            return of(point);
        }
        return target.value(new Op.DeepCopy(Value.of(point.type()), of(point)));
    }
}
