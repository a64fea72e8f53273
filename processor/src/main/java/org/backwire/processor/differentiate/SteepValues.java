package org.backwire.processor.differentiate;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Values that may be finite and change infinitely fast, as {@code Math.sqrt(x)} does at 0, and all that is computed from them.
 * Where a slope is made of such a value, and the gradient it meets is 0, the derivative of their product must be 0 as well.
 */
final class SteepValues {
    private final Memory memory;
    private final Activity activity;
    private final Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());

    private SteepValues(Memory memory, Activity activity) {
        this.memory = memory;
        this.activity = activity;
    }

    static SteepValues of(Function function, Activity activity) {
        SteepValues steep = new SteepValues(Memory.of(function), activity);
        int before;
        do { // arrays and loops carry facts back to earlier ops
            before = steep.found.size();
            steep.visit(function.body());
        } while (steep.found.size() > before);
        return steep;
    }

    boolean containsAny(List<Value> values) {
        return values.stream().anyMatch(this::contains);
    }

    private boolean contains(Value value) {
        return found.contains(node(value));
    }

    private Object node(Value value) {
        return value.type() instanceof Type.Array ? memory.classOf(value) : value;
    }

    private void visit(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.Apply apply) {
                boolean isSteep = isSteep(apply) || containsAny(apply.derivedOperands());
                flow(
                        isSteep && apply.result().type().isFloating() && activity.isVaried(apply.result()),
                        apply.result());
            } else if (op instanceof Op.If branch) {
                branch.regions().forEach(this::visit);
                branch.regions().forEach(side -> flow(side.yields(), branch.results()));
            } else if (op instanceof Op.Loop loop) {
                flow(loop.initials(), loop.variables());
                visit(loop.test());
                visit(loop.body());
                flow(loop.body().yields(), loop.variables());
                flow(loop.variables(), loop.results());
            } else if (op instanceof Op.Store store) {
                flow(contains(store.value()), store.array());
            } else if (op instanceof Op.Fill fill) {
                flow(contains(fill.value()), fill.array());
            } else if (op instanceof Op.CopyRange copy) {
                flow(contains(copy.source()), copy.target());
            } else if (op instanceof Op.Load
                    || op instanceof Op.CloneArray
                    || op instanceof Op.DeepCopy
                    || op instanceof Op.ArrayOf) {
                flow(containsAny(op.operands()), op.results().get(0));
            } else if (op instanceof Op.CallDifferentiable
                    || op instanceof Op.CallRuled
                    || op instanceof Op.CallCompanion) {
                op.results().forEach(result -> flow(activity.isVaried(result), result));
            }
        }
    }

    private boolean isSteep(Op.Apply apply) {
        return switch (apply.derivedGate()) {
            case SQRT, CBRT, LOG, LOG10, LOG1P, POW, ASIN, ACOS -> true;
            case DIV -> activity.isVaried(apply.derivedOperands().get(1));
            default -> false;
        };
    }

    private void flow(List<Value> from, List<Value> to) {
        for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
            flow(contains(from.get(i)), to.get(i));
        }
    }

    private void flow(boolean isSteep, Value to) {
        if (isSteep) {
            found.add(node(to));
        }
    }
}
