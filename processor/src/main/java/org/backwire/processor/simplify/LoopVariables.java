package org.backwire.processor.simplify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Value;

/** Drops variables of loops that keep their first value: afterwards every variable of a loop may change. */
public final class LoopVariables extends Copier {
    private LoopVariables() {}

    public static Function run(Function function) {
        return function.body().hasAny(LoopVariables::hasSteadyOne) ? new LoopVariables().function(function) : function;
    }

    private static boolean hasSteadyOne(Op op) {
        return op instanceof Op.Loop loop
                && IntStream.range(0, loop.variables().size()).anyMatch(i -> isSteady(loop, i));
    }

    private static boolean isSteady(Op.Loop loop, int variable) {
        return loop.body().yields().get(variable) == loop.variables().get(variable);
    }

    @Override
    protected void visit(Op op, RegionBuilder target) {
        if (!(op instanceof Op.Loop loop)) {
            super.visit(op, target);
            return;
        }
        List<Value> results = new ArrayList<>();
        List<Value> variables = new ArrayList<>();
        List<Value> initials = new ArrayList<>();
        List<Value> yields = new ArrayList<>();
        for (int i = 0; i < loop.variables().size(); i++) {
            Value variable = loop.variables().get(i);
            if (isSteady(loop, i)) {
                define(variable, of(loop.initials().get(i)));
                define(loop.results().get(i), of(loop.initials().get(i)));
            } else {
                results.add(loop.results().get(i));
                variables.add(variable);
                initials.add(loop.initials().get(i));
                yields.add(loop.body().yields().get(i));
            }
        }
        super.visit(
                new Op.Loop(
                        results,
                        variables,
                        initials,
                        loop.test(),
                        new Region(loop.body().ops(), yields, loop.body().completes())),
                target);
    }
}
