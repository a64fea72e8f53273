package org.backwire.processor.differentiate;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Note;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Reverse mode through memory: what was loaded is added to the shadow, what was stored takes its gradient out of the shadow.
 *
 * <p>An element that is overwritten no longer matters to what comes before: its gradient is 0 from there on back.
 */
final class MemoryReverse {

    /** Takes the gradient of a scalar. */
    interface Sink {
        void add(Value primal, Value gradient, Adjoints adjoints);

        void subtract(Value primal, Value gradient, Adjoints adjoints);
    }

    /** Names the gradient of a value. */
    interface Namer {
        String of(Value primal);
    }

    private final Activity activity;
    private final Map<Value, Value> shadows;
    private final Map<Value, Value> ofCopies;
    private final Map<Value, Map<Value, Value>> atCalls;
    private final Sink sink;
    private final Updates updates;
    private final boolean clears;
    private final Namer name;
    private final Map<Value, Note> notes = new IdentityHashMap<>();

    /** @param clears whether the gradients of arrays that the function makes must be zeros in the end */
    MemoryReverse(
            Activity activity, Shadows.Shadowed shadowed, Updates updates, boolean clears, Sink sink, Namer name) {
        this.clears = clears;
        this.updates = updates;
        this.activity = activity;
        this.shadows = shadowed.of();
        this.ofCopies = shadowed.ofCopies();
        this.atCalls = shadowed.atCalls();
        this.sink = sink;
        this.name = name;
    }

    /** Remembers the comment for the line that will add the gradient of an element to the shadow. */
    void note(Value element, Note note) {
        notes.put(element, note);
    }

    Value shadow(Value array) {
        Value shadow = shadows.get(array);
        if (shadow == null) {
            throw new AssertionError("no shadow of " + array);
        }
        return shadow;
    }

    /** The shadow of what a call was given, or has returned, with the rows it had then. */
    Value shadowAt(Op call, Value array) {
        Map<Value, Value> kept = atCalls.getOrDefault(call.results().get(0), Map.of());
        return kept.containsKey(array) ? kept.get(array) : shadow(array);
    }

    /** Passes gradients back through an op that moves elements of arrays; other ops are none of its business. */
    void backward(Op op, Adjoints adjoints) {
        RegionBuilder region = adjoints.region();
        if (op instanceof Op.Load load) {
            if (!(load.result().type() instanceof Type.Array)) {
                Value incoming = activity.isActive(load.result()) ? adjoints.of(load.result()) : null;
                if (incoming != null) {
                    accumulate(shadow(load.array()), load.index(), incoming, notes.get(load.result()), region);
                }
            }
        } else if (op instanceof Op.Store store) {
            if (isShadowed(store.array()) && !(store.value().type() instanceof Type.Array)) {
                backward(store, adjoints);
            }
        } else if (op instanceof Op.Fill fill) {
            if (isShadowed(fill.array()) && !(fill.value().type() instanceof Type.Array)) {
                backward(fill, adjoints);
            }
        } else if (op instanceof Op.ArrayOf array) {
            if (isShadowed(array.result()) && rank(array.result()) == 1) {
                for (int i = 0; i < array.operands().size(); i++) {
                    release(
                            shadow(array.result()),
                            region.constant(Type.Primitive.INT, i),
                            array.operands().get(i),
                            adjoints);
                }
            }
        } else if (op instanceof Op.CloneArray clone) {
            if (isShadowed(clone.result()) && rank(clone.result()) == 1 && shadows.containsKey(clone.array())) {
                ArrayLoops.add(region, shadow(clone.array()), shadow(clone.result()));
            }
            boolean hasOwnRows = rank(clone.result()) == 1 || !shadows.containsKey(clone.array());
            clearIfKept(clone.result(), hasOwnRows, adjoints);
        } else if (op instanceof Op.NewArray array) {
            clearIfKept(
                    array.result(),
                    rank(array.result()) == 1 || array.operands().size() > 1,
                    adjoints);
        } else if (op instanceof Op.Foreign foreign && foreign.result() != null) {
            clearIfKept(foreign.result(), true, adjoints);
        } else if (op instanceof Op.DeepCopy copy) {
            Value own = ofCopies.get(copy.result());
            if (own != null) {
                ArrayLoops.add(region, shadow(copy.array()), own);
            }
        } else if (op instanceof Op.CopyRange copy) {
            if (isShadowed(copy.target()) && rank(copy.target()) == 1) {
                backward(copy, region);
            }
        } else if (op.results().stream().anyMatch(v -> activity.isActive(v) && !(v.type() instanceof Type.Array))) {
            throw new AssertionError("no reverse of " + op);
        }
    }

    /** Backward may run again after the same forward, and an element that was read before it was set still has its gradient. */
    private void clearIfKept(Value array, boolean hasOwnRows, Adjoints adjoints) {
        if (!clears || !hasOwnRows || !adjoints.isInside() || !isShadowed(array)) {
            return;
        }
        RegionBuilder region = adjoints.region();
        Value shadow = shadow(array);
        if (rank(array) == 1) {
            Value length = region.value(new Op.Length(Value.of(Type.Primitive.INT), shadow));
            Value zero = region.zero(((Type.Array) shadow.type()).element());
            region.add(new Op.Fill(shadow, region.constant(Type.Primitive.INT, 0), length, zero, null));
        } else if (!activity.hasMovingRows(array)) {
            region.add(clear(shadow));
        }
    }

    /** The gradients of arrays that a method returned, once they have been passed on. */
    void clearAfter(Op.CallDifferentiable call, Adjoints adjoints) {
        if (clears && adjoints.isInside()) {
            call.results().stream()
                    .filter(result -> result.type() instanceof Type.Array && isShadowed(result))
                    .forEach(result -> adjoints.region().add(clear(shadowAt(call, result))));
        }
    }

    private static Op.Foreign clear(Value shadow) {
        Member clear = Member.of("org.backwire", "Shapes", "clear");
        return new Op.Foreign(null, Op.Use.STATIC_CALL, clear, null, List.of(shadow), null);
    }

    boolean isShadowed(Value array) {
        return activity.isActive(array) && shadows.containsKey(array);
    }

    @Nullable
    Value shadowOrNull(Op call, Value array) {
        return isShadowed(array) ? shadowAt(call, array) : null;
    }

    private static int rank(Value array) {
        return ((Type.Array) array.type()).rank();
    }

    private static void accumulate(Value shadow, Value index, Value more, @Nullable Note note, RegionBuilder region) {
        Value before = region.value(new Op.Load(Value.of(more.type()), shadow, index));
        Value after = region.apply(Gate.ADD, more.type(), before, more);
        region.add(new Op.Store(shadow, index, after, note));
    }

    private void backward(Op.Store store, Adjoints adjoints) {
        Value shadow = shadow(store.array());
        Op.Apply sum = updates.of(store);
        if (sum == null || !activity.isActive(store.value())) {
            release(shadow, store.index(), store.value(), adjoints);
            return;
        }
        Value more = sum.operands().get(1);
        if (activity.isActive(more)) {
            RegionBuilder region = adjoints.region();
            Value gradient = new Value(more.type(), name.of(sum.result()), null, null);
            region.add(new Op.Load(gradient, shadow, store.index()));
            if (sum.gate() == Gate.SUB) {
                sink.subtract(more, gradient, adjoints);
            } else {
                sink.add(more, gradient, adjoints);
            }
        }
    }

    /** What is overwritten no longer matters: its gradient goes to the value that was stored, and is 0 from here on back. */
    private void release(Value shadow, Value index, Value stored, Adjoints adjoints) {
        RegionBuilder region = adjoints.region();
        if (activity.isActive(stored)) {
            Value gradient =
                    region.value(new Op.Load(new Value(stored.type(), name.of(stored), null, null), shadow, index));
            region.add(new Op.Store(shadow, index, region.zero(stored.type()), null));
            sink.add(stored, gradient, adjoints);
        } else {
            Type element = ((Type.Array) shadow.type()).element();
            region.add(new Op.Store(shadow, index, region.zero(element), null));
        }
    }

    /** A fill is a copy gate: the gradients of all elements add up. */
    private void backward(Op.Fill fill, Adjoints adjoints) {
        RegionBuilder region = adjoints.region();
        Value shadow = shadow(fill.array());
        Type type = fill.value().type();
        if (activity.isActive(fill.value())) {
            Value index = Value.named(Type.Primitive.INT, "k");
            Value sum = new Value(type, name.of(fill.value()), null, null);
            RegionBuilder test = new RegionBuilder();
            Value goesOn = test.apply(Gate.LT, Type.Primitive.BOOLEAN, index, fill.to());
            RegionBuilder body = new RegionBuilder();
            Value element = body.value(new Op.Load(Value.of(type), shadow, index));
            Value more = sum.fresh();
            body.add(Op.Apply.of(more, Gate.ADD, sum, element));
            Value next = index.fresh();
            body.add(Op.Apply.of(next, Gate.ADD, index, body.constant(Type.Primitive.INT, 1)));
            Value total = sum.fresh();
            region.add(new Op.Loop(
                    List.of(total, index.fresh()),
                    List.of(sum, index),
                    List.of(region.zero(type), fill.from()),
                    test.yielding(goesOn),
                    body.yielding(more, next)));
            sink.add(fill.value(), total, adjoints);
        }
        region.add(new Op.Fill(shadow, fill.from(), fill.to(), region.zero(type), null));
    }

    /** The target's gradient is taken out before the source's is added to: they may overlap. */
    private void backward(Op.CopyRange copy, RegionBuilder region) {
        Type.Array type = (Type.Array) copy.target().type();
        Value target = shadow(copy.target());
        Value moved = Value.named(type, "moved");
        region.add(new Op.NewArray(moved, List.of(copy.length())));
        Value zero = region.constant(Type.Primitive.INT, 0);
        region.add(new Op.CopyRange(target, copy.to(), moved, zero, copy.length()));
        Value end = region.apply(Gate.ADD, Type.Primitive.INT, copy.to(), copy.length());
        region.add(new Op.Fill(target, copy.to(), end, region.zero(type.element()), null));
        if (shadows.containsKey(copy.source())) {
            ArrayLoops.forEach(region, copy.length(), (body, k) -> {
                Value index = body.apply(Gate.ADD, Type.Primitive.INT, copy.from(), k);
                Value more = body.value(new Op.Load(Value.of(type.element()), moved, k));
                accumulate(shadow(copy.source()), index, more, null, body);
            });
        }
    }

    /** Whether gradients may pass an op through elements of arrays. */
    boolean touches(Op op) {
        for (Region region : op.regions()) {
            for (Op inner : region.ops()) {
                boolean touches = inner instanceof Op.Store store && isShadowed(store.array())
                        || inner instanceof Op.Fill fill && isShadowed(fill.array())
                        || inner instanceof Op.CopyRange copy && isShadowed(copy.target())
                        || inner instanceof Op.CloneArray clone && isShadowed(clone.result())
                        || inner instanceof Op.ArrayOf array && isShadowed(array.result())
                        || inner instanceof Op.CallDifferentiable call
                                && call.results().stream().anyMatch(this::isShadowed);
                if (touches || touches(inner)) {
                    return true;
                }
            }
        }
        return false;
    }
}
