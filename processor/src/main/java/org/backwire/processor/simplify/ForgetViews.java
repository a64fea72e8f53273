package org.backwire.processor.simplify;

import java.util.ArrayList;
import java.util.List;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;

/**
 * Drops the views of recognised gates. Afterwards an op is what it computes, and what only views mentioned is dead code.
 */
final class ForgetViews {
    private ForgetViews() {}

    static Function run(Function function) {
        return function.with(without(function.body()));
    }

    private static Region without(Region region) {
        List<Op> ops = new ArrayList<>(region.ops().size());
        for (Op op : region.ops()) {
            ops.add(without(op));
        }
        return region.with(ops, region.yields());
    }

    private static Op without(Op op) {
        if (op instanceof Op.Apply apply && apply.view() != null) {
            return apply.withView(null);
        }
        return op.regions().isEmpty() ? op : op.rebuild(op.results(), v -> v, ForgetViews::without);
    }
}
