package org.backwire.processor.emit;

import java.util.List;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Recognises loops that are written as {@code for (int i = 0; i < n; i++)}. */
final class Headers {
    private Headers() {}

    /** The op that steps the variable of a {@code for} loop: the last of the body; null if there is none. */
    static Op.@Nullable Apply step(Op.Loop loop, Inlining inlining, Locals locals) {
        List<Op> ops = loop.body().ops();
        for (int i = ops.size() - 1; i >= 0; i--) {
            Op op = ops.get(i);
            if (op.results().size() == 1 && inlining.isInlined(op.results().get(0))) {
                continue;
            }
            return op instanceof Op.Apply apply && isStep(apply, loop, locals) ? apply : null;
        }
        return null;
    }

    private static boolean isStep(Op.Apply apply, Op.Loop loop, Locals locals) {
        int index = loop.body().yields().indexOf(apply.result());
        boolean steps = apply.gate() == Gate.ADD || apply.gate() == Gate.SUB;
        if (index < 0 || !steps || apply.result().type().isFloating()) {
            return false;
        }
        Value variable = loop.variables().get(index);
        return apply.operands().get(0) == variable && locals.share(apply.result(), variable);
    }
}
