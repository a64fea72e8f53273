package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Unwritten;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Gradients of arrays that a loop is the first to touch, element by element: what it adds to each first is written instead. Where
 * the loop goes through the whole array, that needs no zeros before, but for some elements at the ends.
 *
 * <p>The loop stands by itself, counts by one, and reaches what it reaches in every trip: of the elements that it touches, which
 * all are at a constant distance from its index, only the foremost one has not been touched in a trip before.
 *
 * <p>Before: {@code for (i = 0; i < x.length - 1; i++) { dx[i] -= a; dx[i + 1] += b; }}. After: {@code for (…) { dx[i] -= a;
 * dx[i + 1] = b; }}, and {@code dx[0]} is the one that needs a zero.
 */
public final class FirstWrites extends Copier {
    private static final int SMALL = 64;

    private final Function function;
    /** The numbers of the parameters that have gradients. */
    private final Set<Integer> arrays;

    private final Definitions definitions;
    private final Memory memory;
    private final Updates updates;
    private final Map<Value, Integer> uses;
    /** Loops that add what a frame gives back, which the frame may do itself ({@link InPlace}). */
    private final Set<Op> added = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Map<Op.Store, Op.Apply> firsts = new IdentityHashMap<>();
    private final Set<Op> gone = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Integer, Unwritten> unwritten = new HashMap<>();

    /**
     * The function that writes first.
     *
     * @param unwritten by the number of a parameter that is the gradient of an array; what still has to be zero; all of it, if it is not here
     */
    public record Result(Function function, Map<Integer, Unwritten> unwritten) {
        public Result {
            unwritten = Map.copyOf(unwritten);
        }
    }

    private FirstWrites(Function function, Set<Integer> arrays) {
        this.function = function;
        this.arrays = arrays;
        definitions = Definitions.of(function);
        memory = Memory.of(function);
        updates = Updates.of(function, definitions, memory);
        AddedGradients.in(function).values().forEach(addition -> added.addAll(addition.ops()));
        uses = function.body().uses();
    }

    /**
     * @param function its first parameters are those of the method; gradients of arrays are zero where it begins
     * @param shadows by the number of a parameter that is an array of numbers, the number of the one that is its gradient
     */
    public static Result run(Function function, Map<Integer, Integer> shadows) {
        if (shadows.isEmpty()) {
            return new Result(function, Map.of());
        }
        FirstWrites pass = new FirstWrites(function, shadows.keySet());
        shadows.forEach(pass::look);
        return pass.firsts.isEmpty()
                ? new Result(function, Map.of())
                : new Result(pass.function(function), pass.unwritten);
    }

    private void look(int parameter, int shadow) {
        Value array = function.parameters().get(parameter);
        Value gradient = function.parameters().get(shadow);
        if (!(gradient.type() instanceof Type.Array type)
                || type.rank() != 1
                || isElsewhere(function.body(), gradient)) {
            return;
        }
        Op first = function.body().ops().stream()
                .filter(op -> touches(op, gradient))
                .findFirst()
                .orElse(null);
        if (!(first instanceof Op.Loop loop) || added.contains(loop) || touches(loop.test(), gradient)) {
            return;
        }
        Counted counted = Counted.of(loop, definitions, memory);
        if (counted == null) {
            return;
        }
        Region body = loop.body();
        Op.Store foremost = foremost(body, gradient, counted);
        Op.Apply sum = foremost == null ? null : updates.of(foremost);
        if (foremost == null || sum == null) {
            return;
        }
        firsts.put(foremost, sum);
        gone.add(sum);
        gone.add(Objects.requireNonNull(definitions.of(sum.operands().get(0))));
        Unwritten left = left(counted, Objects.requireNonNull(distance(foremost.index(), counted)), array);
        if (left != null) {
            unwritten.put(shadow, left);
        }
    }

    /** Whether an array has another name, or may be seen by others. */
    static boolean isElsewhere(Region region, Value array) {
        for (Op op : region.ops()) {
            boolean isElement = op instanceof Op.Load || op instanceof Op.Store || op instanceof Op.Length;
            List<Value> others =
                    isElement ? op.operands().subList(1, op.operands().size()) : op.operands();
            if (others.contains(array) || op.regions().stream().anyMatch(r -> isElsewhere(r, array))) {
                return true;
            }
        }
        return region.yields().contains(array);
    }

    private static boolean touches(Op op, Value array) {
        return op instanceof Op.Load load && load.array() == array
                || op instanceof Op.Store store && store.array() == array
                || op.regions().stream().anyMatch(r -> touches(r, array));
    }

    private static boolean touches(Region region, Value array) {
        return region.ops().stream().anyMatch(op -> touches(op, array));
    }

    /** The store that adds to the element that no trip before has touched; null if it is not the first to touch it. */
    private Op.@Nullable Store foremost(Region body, Value array, Counted counted) {
        List<Value> touched = new ArrayList<>();
        indices(body.ops(), array, touched);
        Integer furthest = null;
        for (Value index : touched) {
            Integer distance = distance(index, counted);
            if (distance == null) {
                return null;
            }
            boolean isFurther = furthest == null || (counted.up() ? distance > furthest : distance < furthest);
            furthest = isFurther ? distance : furthest;
        }
        for (Op op : body.ops()) {
            List<Value> here = new ArrayList<>();
            indices(List.of(op), array, here);
            for (Value index : here) {
                if (Objects.equals(distance(index, counted), furthest)) {
                    return op instanceof Op.Load load ? store(load, body) : null;
                }
            }
        }
        return null;
    }

    /** The store of the sum of an element and something else, if that is all the element is read for. */
    private Op.@Nullable Store store(Op.Load load, Region body) {
        for (Op op : body.ops()) {
            Op.Apply sum = op instanceof Op.Store store ? updates.of(store) : null;
            if (sum != null && sum.operands().get(0) == load.result()) {
                return isUsedOnce(load.result()) && isUsedOnce(sum.result()) ? (Op.Store) op : null;
            }
        }
        return null;
    }

    private boolean isUsedOnce(Value value) {
        return Integer.valueOf(1).equals(uses.get(value));
    }

    private static void indices(List<Op> ops, Value array, List<Value> into) {
        for (Op op : ops) {
            if (op instanceof Op.Load load && load.array() == array) {
                into.add(load.index());
            } else if (op instanceof Op.Store store && store.array() == array) {
                into.add(store.index());
            }
            op.regions().forEach(r -> indices(r.ops(), array, into));
        }
    }

    private @Nullable Integer distance(Value index, Counted counted) {
        return small(new Affine(definitions::of).sum(index).plus(Affine.Sum.of(counted.variable()), -1));
    }

    /** A number so small that lengths of arrays do not overflow by it; null if it is none. */
    private static @Nullable Integer small(Affine.Sum sum) {
        return sum.factors().isEmpty() && Math.abs(sum.constant()) <= SMALL ? (Integer) sum.constant() : null;
    }

    /** What a loop leaves of an array at its ends; null if that is not known. */
    private @Nullable Unwritten left(Counted counted, int distance, Value array) {
        Affine affine = Affine.of(counted, definitions);
        Integer first = small(affine.sum(counted.low()));
        Affine.Sum rest = Affine.Sum.of(array).plus(affine.sum(counted.high()), -1);
        Integer like = small(rest) == null ? like(rest, array) : null;
        Integer missing = like == null
                ? small(rest)
                : small(rest.plus(Affine.Sum.of(array), -1)
                        .plus(Affine.Sum.of(function.parameters().get(like)), 1));
        if (first == null || missing == null) {
            return null;
        }
        boolean leavesLow = !counted.up() && !counted.inclusive();
        boolean leavesHigh = counted.up() && !counted.inclusive();
        int head = first + (leavesLow ? 1 : 0) + distance;
        int tail = missing - (leavesHigh ? 0 : 1) - distance;
        return head >= 0 && tail >= 0 ? new Unwritten(head, tail, like) : null;
    }

    /** The number of a parameter of the method, another array, whose length and that of an array differ by this much, but for a number. */
    private @Nullable Integer like(Affine.Sum rest, Value array) {
        int arguments = Collections.max(arrays) + 1;
        for (Value other : rest.factors().keySet()) {
            int number = function.parameters().indexOf(other);
            if (other != array && number >= 0 && number < arguments && other.type() instanceof Type.Array) {
                return number;
            }
        }
        return null;
    }

    @Override
    protected void visit(Op op, RegionBuilder target) {
        if (gone.contains(op)) {
            return;
        }
        Op.Apply sum = op instanceof Op.Store store ? firsts.get(store) : null;
        if (sum == null) {
            super.visit(op, target);
            return;
        }
        Op.Store store = (Op.Store) op;
        Value more = of(sum.operands().get(1));
        Value value = sum.gate() == Gate.SUB ? target.apply(Gate.NEG, more.type(), more) : more;
        target.add(new Op.Store(of(store.array()), of(store.index()), value, store.note()));
    }
}
