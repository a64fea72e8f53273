package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Value;

/** Differentiates helpers that call themselves by those parameters only to which something active is passed. */
public final class ActiveArguments {
    private final Map<ClassRef, SortedSet<Integer>> active = new LinkedHashMap<>();
    private boolean isSettled;

    private ActiveArguments(List<ReturnedWrites.Helper> helpers) {
        helpers.forEach(helper -> active.put(helper.callee().companion(), new TreeSet<>()));
    }

    /** @param wrt the numbers of the differentiated parameters of the function */
    public static ReturnedWrites.Pure run(Function function, List<Integer> wrt, List<ReturnedWrites.Helper> helpers) {
        ActiveArguments arguments = new ActiveArguments(helpers);
        while (!arguments.isSettled) {
            arguments.isSettled = true;
            arguments.learn(function, wrt);
            for (ReturnedWrites.Helper helper : helpers) {
                arguments.learn(
                        helper.function(), arguments.narrowed(helper.callee()).wrt());
            }
        }
        return new ReturnedWrites.Pure(
                arguments.calling(function),
                helpers.stream()
                        .map(helper -> new ReturnedWrites.Helper(
                                arguments.narrowed(helper.callee()), arguments.calling(helper.function())))
                        .toList());
    }

    private void learn(Function function, List<Integer> wrt) {
        Function called = calling(function);
        learn(called.body(), Activity.of(called, wrt));
    }

    private void learn(Region region, Activity activity) {
        for (Op op : region.ops()) {
            SortedSet<Integer> known = op instanceof Op.CallDifferentiable call
                    ? active.get(call.callee().companion())
                    : null;
            if (known != null) {
                List<Value> arguments = ((Op.CallDifferentiable) op).arguments();
                for (int i = 0; i < arguments.size(); i++) {
                    isSettled &= !activity.isVaried(arguments.get(i)) || !known.add(i);
                }
            }
            op.regions().forEach(inner -> learn(inner, activity));
        }
    }

    private Callee narrowed(Callee callee) {
        SortedSet<Integer> known = active.get(callee.companion());
        if (known == null) {
            return callee;
        }
        List<Integer> wrt = new ArrayList<>(callee.wrt());
        wrt.retainAll(known);
        return callee.returning(
                callee.method(), callee.result(), wrt, callee.derivatives(), callee.steady(), callee.owns());
    }

    private Function calling(Function function) {
        return new Copier() {
            @Override
            protected void visit(Op op, RegionBuilder target) {
                Op copy = copy(op);
                target.add(
                        copy instanceof Op.CallDifferentiable call
                                ? new Op.CallDifferentiable(
                                        call.results(),
                                        narrowed(call.callee()),
                                        call.arguments(),
                                        call.points(),
                                        call.places())
                                : copy);
            }
        }.function(function);
    }
}
