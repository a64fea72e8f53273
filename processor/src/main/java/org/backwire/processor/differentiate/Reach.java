package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Elements;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Optimization;
import org.backwire.processor.graph.Optimizations;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.TapePolicy;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Brings forward values into the reach of the backward pass. Afterwards every value is used only in its region and in the
 * regions inside of that.
 *
 * <p>In this order of preference a value from inside of a region is: the index of a loop, which the backward loop has, too;
 * computed again, if that is cheap; and else brought out, by a further result of the {@code If} (the other side yields zero,
 * which nobody reads), or by a tape: an array that the loop fills, one element an iteration. What is recorded of a loop, and what
 * is computed again from that, is the {@link TapePlan}'s choice.
 */
final class Reach {
    private static final int DEEPEST_RECOMPUTATION = 4;
    private static final int TRIPS_LOG = 4;
    private static final int DEEPEST_LOOP = 6;

    private final Definitions definitions;
    private final Map<Op, Reversal> reversals;
    private final Recipes recipes;
    private final KeptArrays kept;
    private final Map<Value, Place> homes = new HashMap<>();
    private final Map<Op, Place[]> places = new IdentityHashMap<>();
    private final Map<Value, Value> indices = new HashMap<>();
    private final Map<Value, Value> exported = new HashMap<>();
    private final Exports exports = new Exports();
    private final Map<Value, FlatTape> flats = new HashMap<>();
    private final Map<Op, Tapes> tapes = new IdentityHashMap<>();
    private final Map<Place, Set<Value>> recomputed = new HashMap<>();
    private final TapePlan plan = new TapePlan();
    private final Optimizations optimizations;
    private final BackwardInvariants invariants;
    private Set<Value> recorded = Set.of();
    /** Once for all that need it, or a chain of products would come as often as there are ways through it. */
    private final Map<RegionBuilder, Map<Value, Value>> broughtIn = new IdentityHashMap<>();

    private Reach(
            Function function,
            Map<Op, Reversal> reversals,
            Memory memory,
            boolean keepsViews,
            Set<Value> gradients,
            Optimizations optimizations) {
        this.optimizations = optimizations;
        this.definitions = Definitions.of(function);
        this.reversals = reversals;
        this.invariants = new BackwardInvariants(function, reversals, memory, definitions);
        this.recipes = new Recipes(function, reversals, definitions, memory, keepsViews, gradients, optimizations);
        this.kept = recipes.kept();
    }

    /**
     * @param keepsViews whether what is computed again will be differentiated once more
     * @param gradients parameters that backward is given in any case
     */
    static Function run(
            Function function,
            Map<Op, Reversal> reversals,
            Memory memory,
            boolean keepsViews,
            Set<Value> gradients,
            Optimizations optimizations) {
        Reach reach = new Reach(function, reversals, memory, keepsViews, gradients, optimizations);
        reversals.forEach((loop, reversal) -> {
            reach.tapes.put(loop, new Tapes((Op.Loop) loop, reversal, optimizations.has(Optimization.PACKED_BITS)));
            if (reversal.counted() != null) {
                reach.indices.put(reversal.counted().variable(), reversal.variable());
            }
        });
        Place top = new Place(null, null, false);
        function.parameters().forEach(p -> reach.homes.put(p, top));
        reach.settle(function.body(), top);
        reach.induce();
        reach.offerCopies();
        if (optimizations.tape() == TapePolicy.MINIMUM_CUT && optimizations.has(Optimization.MINIMUM_CUT)) {
            reach.eachUse(function.body(), top, reach::plan);
            reach.recorded = reach.plan.recorded();
        }
        // first what must be brought out; from that, more may be computed again
        reach.eachUse(function.body(), top, reach::demandUnlessCheap);
        reach.eachUse(function.body(), top, reach::demand);
        return new Function(function.name(), function.parameters(), reach.rebuild(function.body(), top));
    }

    private void settle(Region region, Place place) {
        for (Op op : region.ops()) {
            op.results().forEach(v -> homes.put(v, place));
            Place[] inner = new Place[op.regions().size()];
            for (int i = 0; i < inner.length; i++) {
                boolean sameAsTest = op instanceof Op.Loop && i == 1;
                inner[i] = sameAsTest ? inner[0] : new Place(place, op, i == 0);
            }
            places.put(op, inner);
            if (op instanceof Op.Loop loop) {
                loop.variables().forEach(v -> homes.put(v, inner[0]));
                Reversal reversal = reversals.get(loop);
                if (reversal != null && reversal.trips() != null && reversal.allTrips() != null) {
                    homes.put(reversal.trips(), inner[0]);
                    homes.put(reversal.allTrips(), place);
                }
            }
            for (int i = 0; i < inner.length; i++) {
                settle(op.regions().get(i), inner[i]);
            }
        }
    }

    private void induce() {
        Inductions inductions = recipes.inductions();
        inductions.counters().forEach((loop, counter) -> {
            indices.put(counter, Objects.requireNonNull(reversals.get(loop)).variable());
            homes.put(counter, place(loop, 1));
        });
        inductions.inside().forEach((value, loop) -> homes.putIfAbsent(value, place(loop, 1)));
        inductions
                .after()
                .forEach((value, loop) -> homes.putIfAbsent(value, Objects.requireNonNull(place(loop, 1).outer)));
    }

    private void offerCopies() {
        kept.nests().forEach((copy, nest) -> homes.put(copy, Objects.requireNonNull(place(nest, 0).outer)));
        kept.rows().forEach((row, original) -> homes.put(row, home(original)));
    }

    private Place place(Op op, int region) {
        return Objects.requireNonNull(places.get(op))[region];
    }

    // What must be brought out

    /** Each use of a value of another region. */
    private void eachUse(Region region, Place place, BiConsumer<Value, Place> action) {
        Consumer<Value> use = value -> {
            if (homes.get(value) != place) {
                action.accept(value, place);
            }
        };
        for (Op op : region.ops()) {
            op.operands().forEach(use);
            List<Region> regions = op.regions();
            for (int i = 0; i < regions.size(); i++) {
                eachUse(regions.get(i), place(op, i), action);
            }
        }
        region.yields().forEach(use);
    }

    /** The index of a loop is another on the way back. */
    private Value known(Value value, Place place) {
        Value index = isSeen(value, place) ? null : indices.get(value);
        return index == null ? value : known(index, place);
    }

    private void plan(Value used, Place place) {
        Value value = known(used, place);
        if (!isSeen(value, place) && home(value).isLooped(place)) {
            enter(value, place);
            plan.need(value);
        }
    }

    /** Enters a value, and all that it can be computed from, into the plan. */
    private void enter(Value value, Place place) {
        if (plan.contains(value)) {
            return;
        }
        plan.add(value, cost(value));
        Op recipe = recipes.of(value);
        if (recipe == null) {
            plan.mustBeRecorded(value);
            return;
        }
        for (Value need : Recipes.needs(recipe)) {
            Value operand = known(need, place);
            if (kept.isCopy(operand) || !isSeen(operand, place) && home(operand).isLooped(place)) {
                enter(operand, place);
                plan.computesFrom(value, operand);
            }
        }
    }

    /** The bytes of a tape, where every loop is taken to run some times. */
    private long cost(Value value) {
        if (recipes.isOnlyBackward(value)) {
            return TapePlan.ENDLESS;
        }
        int rank = kept.isCopy(value) ? ((Type.Array) value.type()).rank() : 0;
        Type type = rank == 0 ? value.type() : ((Type.Array) value.type()).leaf();
        long bytes = type == Type.Primitive.BOOLEAN ? 1 : type == Type.Primitive.DOUBLE ? 8 : 6;
        return bytes << TRIPS_LOG * Math.min(home(value).depth + rank, DEEPEST_LOOP);
    }

    private void demandUnlessCheap(Value value, Place place) {
        if (isSeen(value, place) || recipes.of(value) == null) {
            demand(value, place);
        }
    }

    private void demand(Value used, Place place) {
        Value value = known(used, place);
        kept.want(value);
        if (isSeen(value, place) || recomputed(place).contains(value)) {
            return;
        }
        if (isComputedAgain(value, place)) {
            recomputed(place).add(value);
            Recipes.needs(Objects.requireNonNull(recipes.of(value))).forEach(v -> demand(v, place));
            return;
        }
        Place home = home(value);
        if (home.owner == null || home.outer == null) {
            throw new AssertionError("out of reach: " + value);
        }
        Value outer = exported.get(value);
        if (outer == null && home.owner instanceof Op.Loop) {
            outer = flat(value, home, place);
        }
        if (outer == null) {
            outer = home.owner instanceof Op.If branch ? export(value, branch, home) : tape(value, home.owner);
            exported.put(value, outer);
            homes.put(outer, home.outer);
        }
        demand(outer, place);
        FlatTape flat = flats.get(value);
        if (flat != null) {
            flat.readNeeds().forEach(v -> demand(v, place));
        } else if (home.owner instanceof Op.Loop) {
            tapes(home.owner).readNeeds().forEach(v -> demand(v, place));
        }
    }

    private Value tape(Value value, Op owner) {
        Value tape = tapes(owner).of(nounOf(value), value);
        invariants.isTape(tape);
        return tape;
    }

    /** One tape for all iterations of a nest of loops; null if there is but one loop, or their counts are not known before. */
    private @Nullable Value flat(Value value, Place home, Place place) {
        if (!optimizations.has(Optimization.FLAT_TAPES)) {
            return null;
        }
        List<Counted> loops = new ArrayList<>();
        Place outermost = home;
        for (Place at = home; at.outer != null && !place.sees(at); at = at.outer) {
            if (at.owner instanceof Op.Loop) {
                Reversal reversal = reversals.get(at.owner);
                if (reversal == null || reversal.counted() == null) {
                    return null;
                }
                loops.add(0, reversal.counted());
                outermost = at;
            }
        }
        Op outerLoop = outermost.owner;
        Place before = outermost.outer;
        if (loops.size() < 2 || outerLoop == null || before == null || !place.sees(before)) {
            return null;
        }
        String noun = nounOf(value);
        Value tape = Value.named(tapes(outerLoop).typeFor(value), noun == null ? "valueTape" : noun + "Tape");
        FlatTape flat = FlatTape.of(tape, loops, definitions, v -> homes.containsKey(v) && isSeen(v, before));
        if (flat == null) {
            return null;
        }
        tapes(outerLoop).makeFlat(flat);
        tapes(Objects.requireNonNull(home.owner)).recordFlat(value, flat);
        flats.put(value, flat);
        invariants.isTape(tape);
        exported.put(value, tape);
        homes.put(tape, before);
        return tape;
    }

    private Tapes tapes(Op owner) {
        Tapes found = tapes.get(owner);
        if (found == null) {
            throw new AssertionError("used outside of a loop that is not reversed");
        }
        return found;
    }

    private Value export(Value value, Op.If branch, Place home) {
        String noun = definitions.of(value) instanceof Op.Load load && value.name() == null
                ? Elements.nounOf(load)
                : nounOf(value);
        return exports.of(value, branch, home.isThen, noun);
    }

    private @Nullable String nounOf(Value value) {
        return value.name() == null && definitions.of(value) instanceof Op.Apply apply
                ? apply.gate().noun()
                : value.name();
    }

    private Place home(Value value) {
        Place home = homes.get(value);
        if (home == null) {
            throw new AssertionError("used but not defined: " + value);
        }
        return home;
    }

    private boolean isSeen(Value value, Place place) {
        return place.sees(home(value));
    }

    private Set<Value> recomputed(Place place) {
        return recomputed.computeIfAbsent(place, p -> new HashSet<>());
    }

    private boolean isComputedAgain(Value value, Place place) {
        if (recipes.isOnlyBackward(value)) {
            return true;
        }
        boolean isLooped = home(value).isLooped(place);
        return switch (optimizations.tape()) {
            case RECORD -> definitions.of(value) instanceof Op.Constant;
            case RECOMPUTE ->
                isLooped ? recipes.of(value) != null : isRecomputable(value, place, DEEPEST_RECOMPUTATION);
            case MINIMUM_CUT ->
                isLooped && plan.contains(value)
                        ? recipes.of(value) != null && !recorded.contains(value)
                        : isRecomputable(value, place, DEEPEST_RECOMPUTATION);
        };
    }

    private boolean isRecomputable(Value value, Place place, int depth) {
        Op op = recipes.of(value);
        return op != null
                && depth > 0
                && Recipes.needs(op).stream()
                        .map(v -> known(v, place))
                        .allMatch(v ->
                                isSeen(v, place) || exported.containsKey(v) || isRecomputable(v, place, depth - 1));
    }

    // Rebuilding

    private Region rebuild(Region region, Place place) {
        RegionBuilder target = new RegionBuilder();
        rebuildInto(target, kept.withCopies(region.ops()), place);
        if (!region.completes()) {
            target.endsHere();
        }
        return target.yielding(reach(region.yields(), place, target));
    }

    private List<Value> reach(List<Value> values, Place place, RegionBuilder target) {
        return values.stream().map(value -> reach(value, place, target)).toList();
    }

    private void rebuildInto(RegionBuilder target, List<Op> ops, Place place) {
        for (Op op : ops) {
            Map<Value, Value> reached = reachElsewhere(op, place, target);
            if (reached.isEmpty() && op.regions().isEmpty()) {
                target.add(op);
            } else if (op instanceof Op.If branch) {
                target.add(rebuild(branch, reached));
            } else if (op instanceof Op.Loop loop) {
                rebuild(loop, reached, place, target);
            } else {
                target.add(op.rebuild(
                        op.results(),
                        v -> reached.getOrDefault(v, v),
                        r -> rebuild(r, place(op, op.regions().indexOf(r)))));
            }
        }
    }

    /** What stands for those of an op's operands that are not seen as they are. */
    private Map<Value, Value> reachElsewhere(Op op, Place place, RegionBuilder target) {
        Map<Value, Value> reached = new HashMap<>();
        for (Value operand : op.operands()) {
            Value there = reach(operand, place, target);
            if (there != operand) {
                reached.put(operand, there);
            }
        }
        return reached;
    }

    private Op.If rebuild(Op.If branch, Map<Value, Value> reached) {
        return exports.widened(
                branch,
                reached.getOrDefault(branch.condition(), branch.condition()),
                rebuild(branch.then(), place(branch, 0)),
                rebuild(branch.otherwise(), place(branch, 1)));
    }

    private void rebuild(Op.Loop loop, Map<Value, Value> reached, Place place, RegionBuilder target) {
        List<Value> initials =
                loop.initials().stream().map(v -> reached.getOrDefault(v, v)).toList();
        Place inner = place(loop, 1);
        Region test = rebuild(loop.test(), inner);
        Tapes taped = tapes.get(loop);
        if (taped == null) {
            Op.Loop rebuilt =
                    new Op.Loop(loop.results(), loop.variables(), initials, test, rebuild(loop.body(), inner));
            if (optimizations.has(Optimization.LOOP_INVARIANTS) && invariants.isBackward(loop)) {
                invariants.add(rebuilt, target);
            } else {
                target.add(rebuilt);
            }
            return;
        }
        RegionBuilder body = new RegionBuilder();
        taped.begin(target, v -> reach(v, place, target));
        taped.recordVariables(body);
        for (Op op : kept.withCopies(loop.body().ops())) {
            int size = body.ops().size();
            rebuildInto(body, List.of(op), inner);
            List.copyOf(body.ops().subList(size, body.ops().size())).forEach(made -> taped.recordResults(made, body));
        }
        List<Value> yields = reach(loop.body().yields(), inner, body);
        target.add(taped.loop(initials, test, body, yields, target));
    }

    private Value reach(Value used, Place place, RegionBuilder target) {
        if (homes.get(used) == place) {
            return used;
        }
        Value value = known(used, place);
        if (isSeen(value, place)) {
            return value;
        }
        Map<Value, Value> there = broughtIn.computeIfAbsent(target, t -> new HashMap<>());
        Value found = there.get(value);
        if (found == null) {
            found = bringIn(value, place, target);
            invariants.standsFor(found, value);
            there.put(value, found);
        }
        return found;
    }

    private Value bringIn(Value value, Place place, RegionBuilder target) {
        if (recomputed(place).contains(value)) {
            Op op = Objects.requireNonNull(recipes.of(value));
            Value again = value.fresh();
            target.add(op.rebuild(List.of(again), v -> reach(v, place, target), r -> r));
            return again;
        }
        Place home = home(value);
        Value outer = reach(Objects.requireNonNull(exported.get(value)), place, target);
        FlatTape flat = flats.get(value);
        if (flat != null) {
            return flat.read(value.type(), target, v -> reach(v, place, target));
        }
        if (home.owner instanceof Op.Loop) {
            return tapes(home.owner).read(outer, value.type(), target, v -> reach(v, place, target));
        }
        return outer;
    }
}
