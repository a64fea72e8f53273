package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

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

    /** By the loop that adds a gradient to another one, the latter: it may stand between a call and what is copied. */
    private final Map<Op, Value> additions = new IdentityHashMap<>();

    private final @Nullable Memory memory;

    private WriteBacks(Function function, Collection<AddedGradients.Addition> added, @Nullable Memory memory) {
        definitions = Definitions.of(function);
        this.memory = memory;
        added.forEach(addition -> addition.ops().forEach(op -> additions.put(op, addition.target())));
        if (function.body().has(Op.CallDifferentiable.class) || function.body().has(Op.CallCompanion.class)) {
            count(function.body());
            collect(function.body());
        }
    }

    /** By the result, the differentiated argument over which it is copied. */
    static Map<Value, Value> in(Function function) {
        WriteBacks found = new WriteBacks(function, List.of(), null);
        Map<Value, Value> moving = new HashMap<>(found.arguments);
        moving.keySet().removeIf(result -> !found.isDifferentiated(result));
        return moving;
    }

    /**
     * By the result, the argument over which it is copied; so for what comes back from frames.
     *
     * @param added the gradients that come back to be added
     */
    static Map<Value, Value> ofAll(Function function, Collection<AddedGradients.Addition> added, Memory memory) {
        return new WriteBacks(function, added, memory).arguments;
    }

    private boolean isDifferentiated(Value result) {
        return definitions.of(result) instanceof Op.CallDifferentiable call
                && call.callee().wrtOperands().contains(call.arguments().indexOf(arguments.get(result)));
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
            Op op = ops.get(i);
            op.regions().forEach(this::collect);
            if (op instanceof Op.CallDifferentiable call && call.frame() != null) {
                collect(call.results(), call.arguments(), ops.subList(i + 1, ops.size()));
            } else if (op instanceof Op.CallCompanion back && back.frame() != null) {
                collect(back.results(), back.arguments(), ops.subList(i + 1, ops.size()));
            }
        }
    }

    private void collect(List<Value> results, List<Value> passed, List<Op> after) {
        List<Value> added = new ArrayList<>();
        for (Op op : after) {
            if (op instanceof Op.CopyRange copy && results.contains(copy.source())) {
                if (isWhole(copy, passed) && isApart(copy.target(), added)) {
                    arguments.put(copy.source(), copy.target());
                }
            } else if (additions.containsKey(op)) {
                added.add(additions.get(op));
            } else if (!(op instanceof Op.Length) && !(op instanceof Op.Constant)) {
                return;
            }
        }
    }

    /** Whether an array is none of those that were added to before. */
    private boolean isApart(Value array, List<Value> added) {
        if (added.isEmpty() || memory == null) {
            return added.isEmpty();
        }
        Set<Object> classes = memory.classesOf(array);
        return added.stream().allMatch(other -> Collections.disjoint(classes, memory.classesOf(other)));
    }

    private boolean isWhole(Op.CopyRange copy, List<Value> passed) {
        return Collections.frequency(passed, copy.target()) == 1
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
