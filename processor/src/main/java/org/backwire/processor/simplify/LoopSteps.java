package org.backwire.processor.simplify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;

/**
 * Puts the step of a loop's index at the end of its body, in an op of its own, so that it can be written as the header of a
 * {@code for}: {@code a[i + 1]} and {@code i++} may have become the same sum.
 */
public final class LoopSteps {
    private LoopSteps() {}

    public static Function run(Function function) {
        return function.body().has(Op.Loop.class) ? function.with(region(function.body())) : function;
    }

    private static Region region(Region region) {
        List<Op> ops = new ArrayList<>();
        for (Op op : region.ops()) {
            Op inner = op.regions().isEmpty() ? op : op.rebuild(op.results(), v -> v, LoopSteps::region);
            ops.add(inner instanceof Op.Loop loop ? withStepLast(loop) : inner);
        }
        return region.with(ops, region.yields());
    }

    private static Op.Loop withStepLast(Op.Loop loop) {
        List<Op> body = new ArrayList<>();
        List<Op> steps = new ArrayList<>();
        Map<Value, Value> own = new HashMap<>();
        Map<Value, Value> unnamed = new HashMap<>();
        for (Op op : loop.body().ops()) {
            Op renamed = substituted(op, unnamed);
            if (renamed instanceof Op.Apply apply && isStep(apply, loop)) {
                Value step = apply.result();
                own.put(step, step.withName(apply.operands().get(0).name()));
                unnamed.put(step, step.withName(null));
                steps.add(apply.rebuild(List.of(own.get(step)), v -> v, r -> r));
                renamed = apply.rebuild(List.of(unnamed.get(step)), v -> v, r -> r);
            }
            body.add(renamed);
        }
        body.addAll(steps);
        List<Value> yields =
                loop.body().yields().stream().map(v -> own.getOrDefault(v, v)).toList();
        Region region = new Region(body, yields, loop.body().completes());
        return new Op.Loop(loop.results(), loop.variables(), loop.initials(), loop.test(), region);
    }

    private static boolean isStep(Op.Apply apply, Op.Loop loop) {
        int index = loop.body().yields().indexOf(apply.result());
        boolean adds = apply.gate() == Gate.ADD || apply.gate() == Gate.SUB;
        return index >= 0
                && adds
                && !apply.result().type().isFloating()
                && apply.operands().get(0) == loop.variables().get(index);
    }

    private static Op substituted(Op op, Map<Value, Value> renamed) {
        return op.rebuild(op.results(), v -> renamed.getOrDefault(v, v), r -> substituted(r, renamed));
    }

    private static Region substituted(Region region, Map<Value, Value> renamed) {
        return new Region(
                region.ops().stream().map(op -> substituted(op, renamed)).toList(),
                region.yields().stream().map(v -> renamed.getOrDefault(v, v)).toList(),
                region.completes());
    }
}
