package org.backwire.processor.differentiate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.backwire.processor.differentiate.Positions.Step;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Optimization;
import org.backwire.processor.graph.Optimizations;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Whether memory still holds what a load read, or a store wrote, wherever backward might want to read it: nothing that may
 * write to the same arrays runs between, or it hits other elements.
 *
 * <p>An array that is made in the body of a loop is another one in each iteration, so what other iterations write does not matter
 * to it.
 */
final class Reloads {
    private static final int LARGEST = 100_000;

    private final Definitions definitions;
    private final Positions positions;
    private final Memory memory;
    private final Map<Value, Op> recipes;
    private final Predicate<Op> recomputes;
    private final Map<Object, List<Op>> writes = new IdentityHashMap<>();
    private final Locality locality;
    private final LaterWrites later;
    private final Map<Value, Boolean> repeatable = new HashMap<>();
    private final Set<Value> gradientRows = new HashSet<>();
    private final Map<Value, Op.Load> stored = new HashMap<>();
    private final Map<Value, Value> initials = new HashMap<>();
    /** By a value, those that may be computed again from it though no op does so now. */
    private final Map<Value, List<Value>> computedFrom = new HashMap<>();

    /**
     * @param recipes further ways to compute values again
     * @param recomputes whether an op is computed again where its result is wanted, so that its operands are wanted there
     * @param gradients parameters that backward is given in any case
     * @param optimizations whether to look for what may be read again at all, beside lengths and rows of gradients
     */
    Reloads(
            Function function,
            Definitions definitions,
            Memory memory,
            Map<Value, Op> recipes,
            Predicate<Op> recomputes,
            Set<Value> gradients,
            Optimizations optimizations) {
        this.definitions = definitions;
        boolean touchesMemory =
                function.body().has(Op.Load.class) || function.body().has(Op.Store.class);
        this.positions = touchesMemory ? Positions.of(function) : Positions.none();
        this.memory = memory;
        this.recipes = recipes;
        this.recomputes = recomputes;
        locality = new Locality(function, memory);
        later = new LaterWrites(definitions, positions, memory, optimizations.has(Optimization.ORDERED_WRITES));
        recipes.forEach((value, op) -> op.operands()
                .forEach(operand -> computedFrom
                        .computeIfAbsent(operand, v -> new ArrayList<>())
                        .add(value)));
        enter(function.body());
        long size = 0;
        for (Op op : positions.ops()) {
            if (op instanceof Op.Load || op instanceof Op.Store) {
                size += writesOf(op.operands().get(0)).size();
            }
        }
        if (optimizations.has(Optimization.RELOADS) && size < LARGEST) {
            positions.ops().forEach(this::judge);
        } else {
            positions.ops().forEach(op -> judgeRow(op, gradients));
        }
    }

    private void enter(Region region) {
        for (Op op : region.ops()) {
            for (Object arrays : memory.targets(op)) {
                writes.computeIfAbsent(arrays, c -> new ArrayList<>()).add(op);
            }
            if (op instanceof Op.Loop loop) {
                for (int i = 0; i < loop.variables().size(); i++) {
                    initials.put(loop.variables().get(i), loop.initials().get(i));
                }
            }
            op.regions().forEach(this::enter);
        }
    }

    private List<Op> writesOf(Value array) {
        return writes.getOrDefault(memory.classOf(array), List.of());
    }

    Positions positions() {
        return positions;
    }

    /** Whether an op that reads memory gives the same wherever backward may run it again. */
    boolean isRepeatable(Op op) {
        return op instanceof Op.Length || op instanceof Op.Load load && repeatable.getOrDefault(load.result(), false);
    }

    /** A load that gives a value wherever backward may want it, since the value was stored there; null if there is none. */
    Op.@Nullable Load stored(Value value) {
        return stored.get(value);
    }

    private void judge(Op op) {
        if (op instanceof Op.Load load) {
            repeatable.put(load.result(), holds(load, load.array(), load.result()));
        } else if (op instanceof Op.Store store
                && !(store.value().type() instanceof Type.Array)
                && !stored.containsKey(store.value())
                && positions.isBeside(store.value(), store)
                && isFoundAgain(store)
                && holds(store, store.array(), store.value())) {
            stored.put(store.value(), new Op.Load(Value.of(store.value().type()), store.array(), store.index()));
        }
    }

    private void judgeRow(Op op, Set<Value> gradients) {
        if (op instanceof Op.Load load && load.result().type() instanceof Type.Array) {
            boolean isGradient = gradients.contains(load.array()) || gradientRows.contains(load.array());
            if (isGradient && writesOf(load.array()).isEmpty()) {
                repeatable.put(load.result(), true);
                gradientRows.add(load.result());
            }
        }
    }

    /** Whether a value is a row of a gradient that backward is given, and always the same one. */
    boolean isRowOfGradient(Value value) {
        return gradientRows.contains(value);
    }

    /**
     * Whether the way to an element, such as its row, is the same wherever what was stored there may be wanted, and does not need just
     * that.
     */
    private boolean isFoundAgain(Op.Store store) {
        Set<Value> asked = new HashSet<>();
        Deque<Value> open = new ArrayDeque<>(List.of(store.array(), store.index()));
        while (!open.isEmpty()) {
            Value value = open.remove();
            if (value == store.value()) {
                return false;
            }
            if (asked.add(value)) {
                open.addAll(sources(value));
            }
        }
        return asked.stream()
                .allMatch(value ->
                        !(definitions.of(value) instanceof Op.Load load) || holds(load, load.array(), store.value()));
    }

    /** What a value may be computed again from. */
    private List<Value> sources(Value value) {
        List<Value> sources = new ArrayList<>();
        Op op = definitions.of(value);
        if (op != null) {
            sources.addAll(op.operands());
        }
        if (op instanceof Op.Apply apply) {
            sources.addAll(apply.derivedOperands());
        }
        if (recipes.containsKey(value)) {
            sources.addAll(recipes.get(value).operands());
        }
        if (initials.containsKey(value)) {
            sources.add(initials.get(value));
        }
        if (stored.containsKey(value)) {
            sources.addAll(stored.get(value).operands());
        }
        return sources;
    }

    /** Whether what is in memory after an op is still there at all places where a value may be wanted after it. */
    private boolean holds(Op op, Value array, Value value) {
        List<Op> writers = writesOf(array);
        if (writers.isEmpty()) {
            return true;
        }
        Set<Value> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
        collectWanted(value, wanted);
        List<Step> from = positions.of(op);
        Object arrays = memory.classOf(array);
        for (Value derived : wanted) {
            for (List<Step> to : positions.uses(derived)) {
                boolean isBefore = op instanceof Op.Store && !isAfter(to, from);
                if (!isBefore
                        && writers.stream()
                                .anyMatch(w ->
                                        w != op && runsBetween(w, from, to, arrays) && !later.areElsewhere(w, op))) {
                    return false;
                }
                if (op instanceof Op.Store store && !isBefore && overwritesItself(store, from, to, arrays)) {
                    return false;
                }
                if (isBefore && !seesDefinition(to, from)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void collectWanted(Value value, Set<Value> into) {
        if (!into.add(value)) {
            return;
        }
        if (definitions.of(value) instanceof Op.If branch) { // it stands for what its sides yield
            int index = branch.results().indexOf(value);
            branch.regions().stream()
                    .filter(Region::completes)
                    .forEach(side -> collectWanted(side.yields().get(index), into));
        }
        computedFrom.getOrDefault(value, List.of()).forEach(result -> collectWanted(result, into));
        for (Op user : positions.users(value)) {
            if (recomputes.test(user)) {
                user.results().forEach(result -> collectWanted(result, into));
            } else if (user instanceof Op.Loop loop && !value.type().isFloating()) {
                for (int i = 0; i < loop.variables().size(); i++) {
                    if (loop.initials().get(i) == value) { // what goes round may be computed from where it began
                        collectWanted(loop.variables().get(i), into);
                    }
                }
            }
        }
    }

    /** Uses before the store, in the region of the store or in one inside of it, have the value itself. */
    private static boolean seesDefinition(List<Step> use, List<Step> store) {
        Region home = store.get(store.size() - 1).region();
        return use.stream().anyMatch(step -> step.region() == home);
    }

    private static boolean isAfter(List<Step> later, List<Step> earlier) {
        int common = common(later, earlier);
        return common < later.size()
                && common < earlier.size()
                && later.get(common).region() == earlier.get(common).region()
                && later.get(common).index() > earlier.get(common).index();
    }

    private static int common(List<Step> a, List<Step> b) {
        int n = 0;
        while (n < a.size() && n < b.size() && a.get(n).isSame(b.get(n))) {
            n++;
        }
        return n;
    }

    /** A store that runs again, in a loop between it and the use, may hit the same element unless the loop counts the elements. */
    private boolean overwritesItself(Op.Store store, List<Step> from, List<Step> to, Object arrays) {
        List<Op.Loop> loops = repeating(from, common(from, to) + 1, from.size() - 1, arrays);
        return !loops.isEmpty()
                && !(loops.size() == 1 && isCounter(store.index(), loops.get(0)))
                && !later.areElsewhere(store, store);
    }

    private boolean isCounter(Value index, Op.Loop loop) {
        int number = loop.variables().indexOf(index);
        Op.Apply step =
                number < 0 ? null : definitions.apply(loop.body().yields().get(number));
        if (step == null
                || step.gate() != Gate.ADD && step.gate() != Gate.SUB
                || step.operands().get(0) != index) {
            return false;
        }
        Double by = definitions.number(step.operands().get(1));
        return by != null && by != 0;
    }

    /** Whether a write may run after what stands at {@code from} and before what stands at {@code to}. */
    private boolean runsBetween(Op write, List<Step> from, List<Step> to, Object arrays) {
        List<Step> at = positions.of(write);
        int k = common(from, to);
        if (common(at, from) < k && common(at, to) < k) {
            return false; // runs before or after both
        }
        if (k == from.size()
                || k == to.size()
                || from.get(k).region() != to.get(k).region()) {
            return true; // two regions of one op
        }
        int a = from.get(k).index();
        int b = to.get(k).index();
        if (a >= b || k >= at.size() || at.get(k).region() != from.get(k).region()) {
            return true;
        }
        int i = at.get(k).index();
        if (i > a && i < b) {
            return true;
        }
        return i == a && runsAfter(at, from, k + 1, arrays) || i == b && runsAfter(to, at, k + 1, arrays);
    }

    /** Whether, from step {@code k} on, what stands at {@code later} may run after {@code earlier}. */
    private boolean runsAfter(List<Step> later, List<Step> earlier, int k, Object arrays) {
        int common = common(later, earlier);
        if (common == later.size()) {
            return false; // an operand is read before the regions run
        }
        if (common == earlier.size() || repeats(earlier, k, common, arrays)) {
            return true;
        }
        return later.get(common).region() == earlier.get(common).region()
                ? later.get(common).index() > earlier.get(common).index()
                : earlier.get(common).owner() instanceof Op.Loop;
    }

    /** Whether one of the steps is into a loop that does not make the arrays anew in each iteration. */
    private boolean repeats(List<Step> path, int from, int to, Object arrays) {
        return !repeating(path, from, to, arrays).isEmpty();
    }

    private List<Op.Loop> repeating(List<Step> path, int from, int to, Object arrays) {
        List<Op.Loop> loops = new ArrayList<>();
        for (int i = from; i <= to && i < path.size(); i++) {
            if (path.get(i).owner() instanceof Op.Loop loop
                    && !locality.isLocal(arrays, v -> positions.isInside(v, loop))) {
                loops.add(loop);
            }
        }
        return loops;
    }
}
