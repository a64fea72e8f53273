package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.CompanionMember;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Value;

/**
 * A derivative cut in two, for a gate: forward yields the value and what backward needs; backward takes that and the
 * gradient of the result.
 *
 * @param forward from the parameters of the method to the value, then {@code remembered}
 * @param backward from what is remembered, then the gradient of the result, to the gradients of the parameters
 */
public record Split(Function forward, Function backward) {
    /** About as many ops as HotSpot still inlines into a hot caller, for its limit of 325 bytes. */
    private static final int SHORT = 48;

    /** Whether a function is so short that each member of a companion may have the whole of it, in the form that suits it best. */
    public static boolean isShort(Function joint) {
        return ops(joint.body()) <= SHORT;
    }

    /** Whether a function that is not simplified yet is too long to become a {@linkplain #isShort short} one. */
    public static boolean isLong(Function joint) {
        return ops(joint.body()) > 2 * SHORT;
    }

    private static int ops(Region region) {
        int count = 0;
        for (Op op : region.ops()) {
            count += op instanceof Op.Constant ? 0 : 1;
            for (Region inner : op.regions()) {
                count += ops(inner);
            }
        }
        return count;
    }

    /** Whether a function can be cut: what loops and arrays do cannot be kept in a few fields. */
    public static boolean isPossible(Function joint) {
        return !joint.hasArrays() && !joint.body().has(Op.Loop.class) && !readsObjects(joint.body());
    }

    /** Whether gradients come back through companions that look at objects, which may have changed until backward. */
    private static boolean readsObjects(Region region) {
        return region.hasAny(op -> op instanceof Op.CallCompanion call
                && call.member() == CompanionMember.PULLBACK
                && !call.callee().objects().isEmpty());
    }

    /** Cuts what {@link Reverse} made, in its final form. */
    public static Split of(Function joint) {
        Set<Op> forwardOps = forwardOps(joint);
        Definitions definitions = Definitions.of(joint);
        int last = joint.parameters().size() - 1;
        Value seed = joint.parameters().get(last);
        Value result = joint.results().get(0);

        Set<Value> available = new HashSet<>(joint.parameters().subList(0, last));
        List<Op> forward = new ArrayList<>();
        List<Op> backward = new ArrayList<>();
        for (Op op : joint.body().ops()) {
            (forwardOps.contains(op) ? forward : backward).add(op);
            if (forwardOps.contains(op)) {
                available.addAll(op.results());
            }
        }

        Set<Value> needed = new LinkedHashSet<>();
        backward.forEach(op -> collectUses(op, needed));
        needed.addAll(joint.results().subList(1, joint.results().size()));
        needed.retainAll(available);
        List<Op> again = recomputed(forward, needed, definitions);

        List<Value> remembered = inOrder(joint, forward, needed);
        List<Value> forwardResults = new ArrayList<>();
        forwardResults.add(result);
        forwardResults.addAll(remembered);
        Function first = new Function(
                joint.name(), joint.parameters().subList(0, last), Region.yielding(forward, forwardResults));

        RegionBuilder body = new RegionBuilder();
        Copier copier = new Copier();
        List<Value> parameters = new ArrayList<>();
        for (Value value : remembered) {
            Value parameter = new Value(value.type(), value.name(), value.origin(), null);
            copier.define(value, parameter);
            parameters.add(parameter);
        }
        Value dvalue = seed.fresh();
        copier.define(seed, dvalue);
        parameters.add(dvalue);
        List<Op> all = new ArrayList<>(again);
        all.addAll(backward);
        copier.copyInto(body, Region.yielding(all, List.of()));
        List<Value> gradients =
                copier.of(joint.results().subList(1, joint.results().size()));
        return new Split(first, new Function(joint.name(), parameters, body.yielding(gradients)));
    }

    /** What the value and the effects of the method need; the rest waits for backward. */
    private static Set<Op> forwardOps(Function joint) {
        Set<Op> ops = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Value> needed = new HashSet<>();
        needed.add(joint.results().get(0));
        List<Op> all = joint.body().ops();
        for (int i = all.size() - 1; i >= 0; i--) {
            Op op = all.get(i);
            if (hasEffect(op) || op.results().stream().anyMatch(needed::contains)) {
                ops.add(op);
                collectUses(op, needed);
            }
        }
        return ops;
    }

    /** What a companion gives back for gradients is a function of these, so that it can wait for them. */
    private static boolean hasEffect(Op op) {
        boolean givesBack = op instanceof Op.CallCompanion call
                && (call.member() == CompanionMember.PULLBACK || call.member() == CompanionMember.BACKWARD);
        return op.effect() != Op.Effect.NONE && !givesBack
                || op.regions().stream()
                        .anyMatch(r -> !r.completes() || r.ops().stream().anyMatch(Split::hasEffect));
    }

    private static void collectUses(Op op, Set<Value> into) {
        into.addAll(op.operands());
        for (Region region : op.regions()) {
            region.ops().forEach(inner -> collectUses(inner, into));
            into.addAll(region.yields());
        }
    }

    /** Takes out of {@code needed} what is cheap to compute from the rest of it; returns the ops that do. */
    private static List<Op> recomputed(List<Op> forward, Set<Value> needed, Definitions definitions) {
        List<Op> again = new ArrayList<>();
        Map<Op, Boolean> taken = new IdentityHashMap<>();
        boolean changed = true;
        while (changed) { // constants that operands of recomputed ops need may come into reach later
            changed = false;
            for (Op op : forward) {
                if (taken.containsKey(op)
                        || !Cheap.is(op)
                        || !needed.contains(op.results().get(0))) {
                    continue;
                }
                if (op.operands().stream().allMatch(v -> needed.contains(v) || isConstant(v, definitions))) {
                    taken.put(op, true);
                    changed = true;
                    for (Value operand : op.operands()) {
                        if (isConstant(operand, definitions)) {
                            needed.add(operand);
                        }
                    }
                }
            }
        }
        for (Op op : forward) {
            if (taken.containsKey(op)) {
                again.add(op);
            }
        }
        again.forEach(op -> needed.removeAll(op.results()));
        return again;
    }

    private static boolean isConstant(Value value, Definitions definitions) {
        return definitions.of(value) instanceof Op.Constant;
    }

    private static List<Value> inOrder(Function joint, List<Op> forward, Set<Value> needed) {
        List<Value> ordered = new ArrayList<>();
        joint.parameters().stream().filter(needed::contains).forEach(ordered::add);
        for (Op op : forward) {
            op.results().stream().filter(needed::contains).forEach(ordered::add);
        }
        return ordered;
    }
}
