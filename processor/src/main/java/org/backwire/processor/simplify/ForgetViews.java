package org.backwire.processor.simplify;

import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;

/**
 * Drops the views of recognised gates. Afterwards an op is what it computes, and what only views mentioned is dead code.
 */
final class ForgetViews {
    private ForgetViews() {}

    static Function run(Function function) {
        return new Function(function.name(), function.parameters(), without(function.body()));
    }

    private static Region without(Region region) {
        return new Region(
                region.ops().stream().map(ForgetViews::without).toList(), region.yields(), region.completes());
    }

    private static Op without(Op op) {
        if (op instanceof Op.Apply apply && apply.view() != null) {
            return new Op.Apply(apply.result(), apply.gate(), apply.operands(), apply.method(), null);
        }
        return op.regions().isEmpty() ? op : op.rebuild(op.results(), v -> v, ForgetViews::without);
    }
}
