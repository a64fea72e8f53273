package org.backwire.processor.differentiate;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;

/**
 * Arrays that a call with a frame returns only so that they are copied, at once, over the arguments they are made of. The gradient of
 * such a result is that of the argument as it is then; no array stands between the two.
 *
 * <pre>
 * r, frame = call f(a)
 * copy r 0 a 0 length      // backward: da = frame.backward(da)
 * </pre>
 */
final class WriteBacks {
    private final Definitions definitions;
    private final Map<Value, Integer> uses = new IdentityHashMap<>();
    private final Map<Value, Value> arguments = new HashMap<>();

    private WriteBacks(Function function) {
        definitions = Definitions.of(function);
    }

    /** By the result, the argument over which it is copied. */
    static Map<Value, Value> in(Function function) {
        if (!function.body().has(Op.CallDifferentiable.class)) {
            return Map.of();
        }
        WriteBacks found = new WriteBacks(function);
        found.count(function.body());
        found.collect(function.body());
        return found.arguments;
    }

    private void count(Region region) {
        for (Op op : region.ops()) {
            if (!(op instanceof Op.Length)) {
                op.operands().forEach(v -> uses.merge(v, 1, Integer::sum));
            }
            op.regions().forEach(this::count);
        }
        region.yields().forEach(v -> uses.merge(v, 1, Integer::sum));
    }

    private void collect(Region region) {
        List<Op> ops = region.ops();
        for (int i = 0; i < ops.size(); i++) {
            ops.get(i).regions().forEach(this::collect);
            if (ops.get(i) instanceof Op.CallDifferentiable call && call.frame() != null) {
                collect(call, ops.subList(i + 1, ops.size()));
            }
        }
    }

    private void collect(Op.CallDifferentiable call, List<Op> after) {
        for (Op op : after) {
            if (op instanceof Op.CopyRange copy && call.results().contains(copy.source())) {
                if (isWhole(copy, call)) {
                    arguments.put(copy.source(), copy.target());
                }
            } else if (!(op instanceof Op.Length) && !(op instanceof Op.Constant)) {
                return;
            }
        }
    }

    private boolean isWhole(Op.CopyRange copy, Op.CallDifferentiable call) {
        return Collections.frequency(call.arguments(), copy.target()) == 1
                && call.callee().wrtOperands().contains(call.arguments().indexOf(copy.target()))
                && uses.getOrDefault(copy.source(), 0) == 1
                && isZero(copy.from())
                && isZero(copy.to())
                && definitions.of(copy.length()) instanceof Op.Length length
                && length.array() == copy.source();
    }

    private boolean isZero(Value index) {
        return definitions.of(index) instanceof Op.Constant constant
                && Integer.valueOf(0).equals(constant.value());
    }
}
