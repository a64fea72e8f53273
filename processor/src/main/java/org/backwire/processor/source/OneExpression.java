package org.backwire.processor.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;

/**
 * Whether a test can be written as one expression, as Java wants it in {@code while} and {@code assert}.
 *
 * <p>That is so if nothing in it needs a statement, and if the expression has the effects of the ops: each that writes or calls
 * once, in order; reads and exceptions at least once. A value that is used twice is computed twice there, which the
 * expression must be small enough for.
 */
final class OneExpression {
    private static final int REPEATED = 40;

    private final Map<Value, Op> definitions = new IdentityHashMap<>();
    private final List<Op> effects = new ArrayList<>();
    private final List<Op> evaluated = new ArrayList<>();
    private int size;

    private OneExpression() {}

    static boolean is(List<Op> ops, Value answer) {
        OneExpression expression = new OneExpression();
        return expression.collect(ops) && expression.evaluate(answer) && expression.hasSameEffects();
    }

    private boolean collect(List<Op> ops) {
        for (Op op : ops) {
            boolean fits = op instanceof Op.Constant
                    || op instanceof Op.Apply
                    || op instanceof Op.If
                    || op instanceof Op.Foreign
                    || op instanceof Op.Concat
                    || op instanceof Op.InstanceOf
                    || op instanceof Op.CastReference
                    || op instanceof Op.CallDifferentiable call && !mayWriteBack(call)
                    || op instanceof Op.CallRuled
                    || op instanceof Op.Load
                    || op instanceof Op.Length;
            if (!fits || op.results().size() != 1) {
                return false;
            }
            definitions.put(op.results().get(0), op);
            for (Region region : op.regions()) {
                if (!region.completes() || !collect(region.ops())) {
                    return false;
                }
            }
            if (op.effect() != Op.Effect.NONE) {
                effects.add(op);
            }
        }
        return true;
    }

    /** What a helper that calls itself writes to an array is copied there after the call. */
    private static boolean mayWriteBack(Op.CallDifferentiable call) {
        return call.callee().isRecursive()
                && call.operands().stream().anyMatch(v -> !v.type().isPrimitive());
    }

    /** Goes through the expression of a value as Java does; false if it gets too large. */
    private boolean evaluate(Value value) {
        Op op = definitions.get(value);
        if (op == null) {
            return true;
        }
        if (++size > definitions.size() + REPEATED) {
            return false;
        }
        for (Value operand : op.operands()) {
            if (!evaluate(operand)) {
                return false;
            }
        }
        for (Region region : op.regions()) {
            if (!evaluate(region.yields().get(0))) {
                return false;
            }
        }
        if (op.effect() != Op.Effect.NONE) {
            evaluated.add(op);
        }
        return true;
    }

    private boolean hasSameEffects() {
        if (effects.stream().anyMatch(op -> op.effect() == Op.Effect.WRITES)) {
            return effects.equals(evaluated);
        }
        Set<Op> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.addAll(evaluated);
        return seen.containsAll(effects);
    }
}
