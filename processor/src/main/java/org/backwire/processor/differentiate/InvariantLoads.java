package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Reads once before a loop what each iteration would read again: an element of an array that the loop does not write. Then it is
 * recorded once, and its gradient is added up in a variable. The element must be known to be there, since the loop may not run at all.
 *
 * <p>Before: {@code for (int k = 0; k < m; k++) { b[k] += c[k] * a[j]; }}. After: the same with {@code a[j]} read before it.
 */
final class InvariantLoads {
    private final Memory memory;
    private final Definitions definitions;
    private final Lengths lengths;
    private final Map<Value, Counted> indices = new HashMap<>();

    private InvariantLoads(Function function) {
        this.memory = Memory.of(function);
        this.definitions = Definitions.of(function);
        this.lengths = new Lengths(definitions);
    }

    static Function run(Function function) {
        return function.body().has(Op.Loop.class)
                ? function.with(new InvariantLoads(function).region(function.body()))
                : function;
    }

    private Region region(Region region) {
        List<Op> ops = new ArrayList<>();
        for (Op op : region.ops()) {
            if (op instanceof Op.Loop loop) {
                Counted counted = Counted.of(loop, definitions, memory);
                if (counted != null) {
                    indices.put(counted.variable(), counted);
                }
                hoist(loop, region(loop.body()), ops);
            } else {
                ops.add(op.regions().isEmpty() ? op : op.rebuild(op.results(), v -> v, this::region));
            }
        }
        return new Region(ops, region.yields(), region.completes());
    }

    private void hoist(Op.Loop loop, Region body, List<Op> outside) {
        Set<Value> inside = Locality.definedIn(loop.regions());
        inside.addAll(loop.variables());
        Set<Object> written = new HashSet<>();
        collectWritten(loop, written);
        List<Op> rest = new ArrayList<>();
        for (Op op : body.ops()) {
            boolean stays = !(op instanceof Op.Load load)
                    || load.result().type() instanceof Type.Array
                    || inside.contains(load.array())
                    || inside.contains(load.index())
                    || written.contains(memory.classOf(load.array()))
                    || !isThere(load);
            (stays ? rest : outside).add(op);
        }
        Region remaining = new Region(rest, body.yields(), body.completes());
        outside.add(new Op.Loop(loop.results(), loop.variables(), loop.initials(), loop.test(), remaining));
    }

    private void collectWritten(Op op, Set<Object> into) {
        into.addAll(memory.targets(op));
        op.regions().forEach(region -> region.ops().forEach(inner -> collectWritten(inner, into)));
    }

    /** Whether a loop around counts elements of the array. */
    private boolean isThere(Op.Load load) {
        Counted counted = indices.get(load.index());
        return counted != null && lengths.isInside(load.array(), counted);
    }
}
