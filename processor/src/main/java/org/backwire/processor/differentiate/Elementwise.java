package org.backwire.processor.differentiate;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Whether an element of the result depends only on those elements of the differentiated arrays that have the same index, as in
 * {@code y[i] = Math.max(a[i], b[i])}. Then the Jacobian is diagonal.
 *
 * <p>It is proved from the graph. Each number is given the indices of the elements it depends on, where an index is a value of
 * the graph: what is stored at an index depends on elements at that index only. A number that goes around a loop may depend on
 * an index from outside of the loop, but not on one that the loop changes. What depends on an element by a test or a step does
 * not count, for that has no derivative. Where there is doubt, the answer is no.
 */
public final class Elementwise {
    private final Activity activity;
    private final Map<Value, Set<Value>> indices = new HashMap<>();
    private final Map<Value, Integer> depths = new IdentityHashMap<>();
    private boolean isProved = true;

    private Elementwise(Activity activity) {
        this.activity = activity;
    }

    /** @param wrt the numbers of the differentiated parameters */
    public static boolean is(Function function, List<Integer> wrt) {
        List<Type> types =
                wrt.stream().map(i -> function.parameters().get(i).type()).toList();
        boolean hasArray = types.stream().anyMatch(Elementwise::isRow);
        if (!hasArray || function.results().size() != 1) {
            return false;
        }
        Type row = function.results().get(0).type();
        if (!isRow(row)
                || !types.stream().allMatch(type -> type.equals(row) || type.equals(((Type.Array) row).element()))) {
            return false;
        }
        Elementwise proof = new Elementwise(Activity.of(function, wrt));
        proof.walk(function.body(), 0);
        return proof.isProved;
    }

    private static boolean isRow(Type type) {
        return type instanceof Type.Array array && array.rank() == 1;
    }

    private boolean moves(Value value) {
        return value.type().isDifferentiable() && activity.isVaried(value);
    }

    private Set<Value> of(Value value) {
        return moves(value) ? indices.getOrDefault(value, Set.of()) : Set.of();
    }

    private void require(boolean condition) {
        isProved &= condition;
    }

    private boolean add(Value value, Set<Value> more) {
        return indices.computeIfAbsent(value, v -> new HashSet<>()).addAll(more);
    }

    private void walk(Region region, int depth) {
        for (Op op : region.ops()) {
            op.results().forEach(result -> depths.put(result, depth));
            op.results().forEach(result -> require(!(moves(result) && isMatrix(result))));
            if (op instanceof Op.If branch) {
                walk(branch.then(), depth);
                walk(branch.otherwise(), depth);
                for (Region side : op.regions()) {
                    for (int i = 0; i < side.yields().size(); i++) {
                        add(branch.results().get(i), of(side.yields().get(i)));
                    }
                }
            } else if (op instanceof Op.Loop loop) {
                walk(loop, depth);
            } else {
                step(op);
                op.regions().forEach(inner -> walk(inner, depth));
            }
        }
    }

    private static boolean isMatrix(Value value) {
        return value.type() instanceof Type.Array array && array.rank() > 1;
    }

    private void walk(Op.Loop loop, int depth) {
        for (int i = 0; i < loop.variables().size(); i++) {
            depths.put(loop.variables().get(i), depth + 1);
            add(loop.variables().get(i), of(loop.initials().get(i)));
        }
        boolean changed = true;
        while (changed && isProved) {
            walk(loop.test(), depth + 1);
            walk(loop.body(), depth + 1);
            changed = false;
            for (int i = 0; i < loop.variables().size(); i++) {
                changed |= add(loop.variables().get(i), of(loop.body().yields().get(i)));
            }
        }
        for (int i = 0; i < loop.variables().size(); i++) {
            Set<Value> around = of(loop.variables().get(i));
            require(around.stream().allMatch(index -> depths.getOrDefault(index, 0) <= depth));
            add(loop.results().get(i), around);
        }
    }

    private void step(Op op) {
        if (op instanceof Op.Load load) {
            if (moves(load.result())) {
                add(load.result(), Set.of(load.index()));
            }
        } else if (op instanceof Op.Store store) {
            require(!moves(store.value()) || Set.of(store.index()).containsAll(of(store.value())));
        } else if (op instanceof Op.Fill fill) {
            require(of(fill.value()).isEmpty());
        } else if (op instanceof Op.ArrayOf array) {
            array.operands().forEach(element -> require(of(element).isEmpty()));
        } else if (op instanceof Op.CopyRange copy) {
            require(!moves(copy.source()) || copy.from() == copy.to());
        } else if (op instanceof Op.NewArray
                || op instanceof Op.CloneArray
                || op instanceof Op.DeepCopy
                || op instanceof Op.ZerosLike
                || op instanceof Op.Constant) {
            return; // nothing comes to an element from another
        } else {
            boolean takesArray = op.operands().stream().anyMatch(v -> v.type() instanceof Type.Array && moves(v));
            boolean isLength = op instanceof Op.Length;
            require(!takesArray || isLength);
            Set<Value> all = Collections.newSetFromMap(new IdentityHashMap<>());
            op.operands().forEach(operand -> all.addAll(of(operand)));
            for (Value result : op.results()) {
                if (moves(result)) {
                    require(all.isEmpty() || !(result.type() instanceof Type.Array)); // a call makes arrays of numbers
                    add(result, all);
                }
            }
        }
    }
}
