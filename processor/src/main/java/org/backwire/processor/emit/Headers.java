package org.backwire.processor.emit;

import java.util.List;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Recognises loops that are written as {@code for (int i = 0; i < n; i++)}. */
final class Headers {
    private Headers() {}

    /** The op that steps the variable of a {@code for} loop: the last of the body; null if there is none. */
    static Op.@Nullable Apply step(Op.Loop loop, Inlining inlining, Locals locals, Regions regions) {
        List<Op> ops = loop.body().ops();
        for (int i = ops.size() - 1; i >= 0; i--) {
            Op op = ops.get(i);
            if (op.results().size() == 1 && inlining.isInlined(op.results().get(0))) {
                continue;
            }
            boolean isHeader =
                    op instanceof Op.Apply apply && isStep(apply, loop, locals) && isLast(apply, loop, regions);
            return isHeader ? (Op.Apply) op : null;
        }
        return null;
    }

    private static boolean isStep(Op.Apply apply, Op.Loop loop, Locals locals) {
        int index = loop.body().yields().indexOf(apply.result());
        boolean steps = (apply.gate() == Gate.ADD || apply.gate() == Gate.SUB) && apply.method() == null;
        if (index < 0 || !steps || apply.result().type().isFloating()) {
            return false;
        }
        Value variable = loop.variables().get(index);
        return apply.operands().get(0) == variable && locals.share(apply.result(), variable);
    }

    /** Whether a step may wait until the other variables of the loop have changed: nobody sees it before, and it sees none of them. */
    private static boolean isLast(Op.Apply step, Op.Loop loop, Regions regions) {
        Value by = step.operands().get(1);
        Regions.Node body = regions.of(loop).get(1);
        boolean isFixed = regions.definition(by) instanceof Op.Constant
                || !regions.home(by).isInside(body);
        return isFixed && uses(step.result(), loop.body()) == 1;
    }

    private static int uses(Value value, Region region) {
        int uses = (int) region.yields().stream().filter(v -> v == value).count();
        for (Op op : region.ops()) {
            uses += (int) op.operands().stream().filter(v -> v == value).count();
            for (Region inner : op.regions()) {
                uses += uses(value, inner);
            }
        }
        return uses;
    }
}
