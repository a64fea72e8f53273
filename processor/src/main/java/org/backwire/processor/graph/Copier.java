package org.backwire.processor.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies ops with fresh values. The base of passes: override {@link #visit} to put something else in the place of an op,
 * and {@link #define} the values that stand for its results.
 */
public class Copier {
    private final Map<Value, Value> copies = new HashMap<>();

    /** What stands for {@code value} in the copy; itself if it is defined outside of what is copied. */
    public final Value of(Value value) {
        return copies.getOrDefault(value, value);
    }

    public final List<Value> of(List<Value> values) {
        Value[] all = new Value[values.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = of(values.get(i));
        }
        return List.of(all);
    }

    public final void define(Value value, Value copy) {
        copies.put(value, copy);
    }

    private List<Value> renew(List<Value> values) {
        Value[] copies = new Value[values.size()];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = renewed(values.get(i));
            define(values.get(i), copies[i]);
        }
        return List.of(copies);
    }

    /** What a parameter, variable or result becomes. */
    protected Value renewed(Value value) {
        return value.fresh();
    }

    /** The whole function, copied. */
    public final Function function(Function function) {
        List<Value> parameters = renew(function.parameters());
        return new Function(function.name(), parameters, region(function.body()));
    }

    public final Region region(Region region) {
        return region(region, target -> of(region.yields()));
    }

    /** A region with its ops copied, and what {@code yields} makes of its end, if that is reached. */
    protected final Region region(Region region, java.util.function.Function<RegionBuilder, List<Value>> yields) {
        RegionBuilder target = new RegionBuilder();
        copyInto(target, region);
        if (!region.completes()) {
            target.endsHere();
            return target.yielding();
        }
        return target.yielding(yields.apply(target));
    }

    /** Copies the ops of a region to the end of another; {@link #of} then knows its yields. */
    public final void copyInto(RegionBuilder target, Region region) {
        for (Op op : region.ops()) {
            visit(op, target);
        }
    }

    /** Puts the copy of an op into {@code target}. */
    protected void visit(Op op, RegionBuilder target) {
        target.add(copy(op));
    }

    /** The op with mapped operands, fresh results, and copied regions. */
    protected final Op copy(Op op) {
        if (op instanceof Op.Loop loop) {
            List<Value> initials = of(loop.initials());
            List<Value> variables = renew(loop.variables());
            Region test = region(loop.test());
            Region body = region(loop.body());
            return new Op.Loop(renew(loop.results()), variables, initials, test, body);
        }
        return op.rebuild(renew(op.results()), this::of, this::region);
    }
}
