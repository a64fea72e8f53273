package org.backwire.processor.differentiate;

import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Value;

/** Calls the result {@code value}, where the user gave it no name. */
final class NamedResult extends Copier {
    private final Value result;

    private NamedResult(Value result) {
        this.result = result;
    }

    static Function run(Function function) {
        Value result = function.results().get(0);
        boolean isRecord = function.results().size() > 1;
        return isRecord || result.name() != null ? function : new NamedResult(result).function(function);
    }

    @Override
    protected void visit(Op op, RegionBuilder target) {
        Op copy = copy(op);
        if (op.results().contains(result)) {
            Value named = of(result).withName("value");
            Value unnamed = of(result);
            copy = copy.rebuild(
                    copy.results().stream().map(v -> v == unnamed ? named : v).toList(), v -> v, r -> r);
            define(result, named);
        }
        target.add(copy);
    }
}
