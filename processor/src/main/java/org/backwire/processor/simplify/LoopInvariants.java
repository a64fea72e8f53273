package org.backwire.processor.simplify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Value;

/**
 * Takes out of loops what is the same in every iteration: afterwards no op of a loop's body that can be moved freely has all
 * its operands from outside of the loop. What would be computed under a condition only stays where it is. That the loop may make no
 * trip is a condition, too: what is moved says so ({@link Op.View#moved}), for 0 times a slope of infinity is not 0.
 *
 * <p>Before: {@code loop (int i = 0) while … do { q = div h 2.0 … }}. After: the same with {@code q = div h 2.0} before it.
 */
public final class LoopInvariants {
    private LoopInvariants() {}

    public static Function run(Function function) {
        return function.body().has(Op.Loop.class) ? function.with(region(function.body())) : function;
    }

    private static Region region(Region region) {
        RegionBuilder target = new RegionBuilder();
        for (Op op : region.ops()) {
            Op inner = op.regions().isEmpty() ? op : op.rebuild(op.results(), v -> v, LoopInvariants::region);
            if (inner instanceof Op.Loop loop) {
                hoist(loop, target);
            } else {
                target.add(inner);
            }
        }
        if (!region.completes()) {
            target.endsHere();
        }
        return target.yielding(region.yields());
    }

    private static void hoist(Op.Loop loop, RegionBuilder outside) {
        Set<Value> inside = new HashSet<>(loop.variables());
        loop.test().ops().forEach(op -> inside.addAll(op.results()));
        List<Op> body = new ArrayList<>();
        for (Op op : loop.body().ops()) {
            boolean isFree = op instanceof Op.Constant || op instanceof Op.Apply && op.effect() == Op.Effect.NONE;
            if (isFree && op.operands().stream().noneMatch(inside::contains) && viewIsOutside(op, inside)) {
                outside.add(op instanceof Op.Apply apply && mayBeSteep(apply) ? apply.moved() : op);
            } else {
                inside.addAll(op.results());
                body.add(op);
            }
        }
        Region rest = new Region(body, loop.body().yields(), loop.body().completes());
        outside.add(new Op.Loop(loop.results(), loop.variables(), loop.initials(), loop.test(), rest));
    }

    /** Whether the way back is more than to hand on. */
    private static boolean mayBeSteep(Op.Apply apply) {
        return apply.result().type().isFloating()
                && switch (apply.gate()) {
                    case ADD, SUB, NEG, CAST, MAX, MIN -> false;
                    default -> true;
                };
    }

    private static boolean viewIsOutside(Op op, Set<Value> inside) {
        return !(op instanceof Op.Apply apply)
                || apply.derivedOperands().stream().noneMatch(inside::contains);
    }
}
