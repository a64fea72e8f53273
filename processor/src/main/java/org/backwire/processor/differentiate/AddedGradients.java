package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.CompanionMember;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Gradients of arrays that come back from frames only to be added, at once, to those of the caller ({@link ArrayLoops#add}).
 *
 * <pre>
 * g = frame.backward(d)
 * for k: dx[k] += g[k]
 * </pre>
 */
final class AddedGradients {
    private final Definitions definitions;
    private final Map<Value, Integer> uses;
    private final Map<Value, Addition> additions = new HashMap<>();

    /**
     * How a gradient is added.
     *
     * @param target to what
     * @param row what reads the target where it is a row of another array
     * @param ops what adds, and does nothing else
     */
    record Addition(Value target, Op.@Nullable Load row, List<Op> ops) {
        private boolean needs(Set<Value> values) {
            return row == null
                    ? values.contains(target)
                    : row.operands().stream().anyMatch(values::contains);
        }
    }

    private AddedGradients(Function function) {
        uses = function.body().uses();
        definitions = Definitions.of(function);
    }

    /** By the gradient that comes back. */
    static Map<Value, Addition> in(Function function) {
        if (!function.body().hasAny(AddedGradients::isBackward)) {
            return Map.of();
        }
        AddedGradients found = new AddedGradients(function);
        found.collect(function.body());
        return found.additions;
    }

    private static boolean isBackward(Op op) {
        return op instanceof Op.CallCompanion call && call.member() == CompanionMember.BACKWARD;
    }

    private void collect(Region region) {
        List<Op> ops = region.ops();
        for (int i = 0; i < ops.size(); i++) {
            if (isBackward(ops.get(i))) {
                collect((Op.CallCompanion) ops.get(i), ops.subList(i + 1, ops.size()));
            }
            ops.get(i).regions().forEach(this::collect);
        }
    }

    private void collect(Op.CallCompanion back, List<Op> after) {
        Set<Value> later = new HashSet<>(back.results());
        for (Op op : after) {
            if (op instanceof Op.Loop loop) {
                Addition addition = addition(loop, back.results());
                if (addition == null || addition.needs(later)) {
                    return;
                }
                Op.Load read = read(loop, back.results());
                additions.put(read.array(), addition);
            } else if (!isWriteBack(op, back)
                    && !(op instanceof Op.Length)
                    && (op.effect() != Op.Effect.NONE || !op.regions().isEmpty())) {
                return;
            }
            later.addAll(op.results());
        }
    }

    /** Whether an op copies what came back over what was passed ({@link WriteBacks}): no gradient that is added to. */
    private static boolean isWriteBack(Op op, Op.CallCompanion back) {
        return op instanceof Op.CopyRange copy
                && back.results().contains(copy.source())
                && back.arguments().contains(copy.target());
    }

    private static Op.Load read(Op.Loop loop, List<Value> from) {
        return loop.body().ops().stream()
                .filter(op -> op instanceof Op.Load load && from.contains(load.array()))
                .map(Op.Load.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private @Nullable Addition addition(Op.Loop loop, List<Value> gradients) {
        for (Value gradient : gradients) {
            Value target = gradient.type() instanceof Type.Array ? target(loop, gradient) : null;
            Op length = target == null || !isKnownBefore(target, loop) ? null : length(loop);
            if (target != null
                    && length != null
                    && isUsed(gradient, 2)
                    && isUsed(length.results().get(0), 1)) {
                return new Addition(target, row(target, loop.body().ops()), List.of(length, loop));
            }
        }
        return null;
    }

    private boolean isUsed(Value value, int times) {
        return uses.getOrDefault(value, 0) == times;
    }

    /** Whether a target, or what finds it, stands before the loop. */
    private boolean isKnownBefore(Value target, Op.Loop loop) {
        Op.Load row = row(target, loop.body().ops());
        return row == null
                || row.operands().stream()
                        .noneMatch(operand -> isIn(operand, loop.body().ops()));
    }

    private @Nullable Op length(Op.Loop loop) {
        Op.Apply test = definitions.apply(loop.test().yields().get(0));
        return test == null ? null : definitions.of(test.operands().get(1));
    }

    /** The array to whose elements a loop adds those of another one; null if it does anything else. */
    private @Nullable Value target(Op.Loop loop, Value source) {
        if (loop.variables().size() != 1 || !isWhole(loop, source)) {
            return null;
        }
        Value index = loop.variables().get(0);
        List<Op> ops = new ArrayList<>(loop.body().ops());
        ops.removeIf(op -> op == definitions.of(loop.body().yields().get(0)) || isIdle(op));
        boolean hasRows = ((Type.Array) source.type()).rank() > 1;
        return hasRows ? targetOfRows(ops, source, index) : targetOfElements(ops, source, index);
    }

    /** Whether a loop counts from 0 to the length of an array. */
    private boolean isWhole(Op.Loop loop, Value array) {
        Value index = loop.variables().get(0);
        Op.Apply test = definitions.apply(loop.test().yields().get(0));
        Op.Apply step = definitions.apply(loop.body().yields().get(0));
        return test != null
                && loop.test().ops().size() == 1
                && test.gate() == Gate.LT
                && test.operands().get(0) == index
                && definitions.of(test.operands().get(1)) instanceof Op.Length length
                && length.array() == array
                && Double.valueOf(0).equals(definitions.number(loop.initials().get(0)))
                && step != null
                && step.gate() == Gate.ADD
                && step.operands().get(0) == index
                && Double.valueOf(1).equals(definitions.number(step.operands().get(1)));
    }

    /** Two loads, a sum, and a store of it. */
    private @Nullable Value targetOfElements(List<Op> ops, Value source, Value index) {
        if (!(ops.get(ops.size() - 1) instanceof Op.Store store) || store.index() != index) {
            return null;
        }
        Op.Load row = row(store.array(), ops);
        if (ops.size() != (row == null ? 4 : 5)
                || row != null && row.operands().contains(index)
                || !(definitions.of(store.value()) instanceof Op.Apply sum)
                || sum.gate() != Gate.ADD
                || !ops.contains(sum)) {
            return null;
        }
        boolean addsBoth = isElement(sum.operands().get(0), store.array(), index, ops)
                        && isElement(sum.operands().get(1), source, index, ops)
                || isElement(sum.operands().get(1), store.array(), index, ops)
                        && isElement(sum.operands().get(0), source, index, ops);
        return addsBoth ? store.array() : null;
    }

    /** What finds an array among such ops. */
    private Op.@Nullable Load row(Value array, List<Op> ops) {
        return definitions.of(array) instanceof Op.Load load && ops.contains(load) ? load : null;
    }

    /** A row of each, where the one that is added is there; and the loop that adds it. */
    private @Nullable Value targetOfRows(List<Op> ops, Value source, Value index) {
        if (ops.size() != 3
                || !(ops.get(0) instanceof Op.Load row)
                || row.array() != source
                || row.index() != index
                || !(ops.get(1) instanceof Op.Apply isThere)
                || isThere.gate() != Gate.NE
                || isThere.operands().get(0) != row.result()
                || !(definitions.of(isThere.operands().get(1)) instanceof Op.Constant nothing)
                || nothing.value() != null
                || !(ops.get(2) instanceof Op.If branch)
                || branch.condition() != isThere.result()
                || !branch.otherwise().ops().isEmpty()
                || !branch.results().isEmpty()) {
            return null;
        }
        List<Op> then = new ArrayList<>(branch.then().ops());
        then.removeIf(op -> isIdle(op) || op instanceof Op.Length length && length.array() == row.result());
        if (then.size() != 2 || !(then.get(0) instanceof Op.Load load) || !(then.get(1) instanceof Op.Loop inner)) {
            return null;
        }
        boolean isRow = load.index() == index && target(inner, row.result()) == load.result();
        return isRow && !isIn(load.array(), ops) ? load.array() : null;
    }

    private boolean isElement(Value value, Value array, Value index, List<Op> ops) {
        return definitions.of(value) instanceof Op.Load load
                && load.array() == array
                && load.index() == index
                && ops.contains(load);
    }

    /** Whether an op does nothing but to give a constant, or what nobody reads. */
    private boolean isIdle(Op op) {
        boolean isUnread = op.effect() == Op.Effect.NONE
                && op.regions().isEmpty()
                && op.results().stream().noneMatch(uses::containsKey);
        return op instanceof Op.Constant || isUnread;
    }

    private static boolean isIn(Value value, List<Op> ops) {
        return ops.stream().anyMatch(op -> op.results().contains(value));
    }
}
