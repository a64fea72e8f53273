package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/** Reverse mode through loops: they run backwards, but for those of which only one iteration matters. */
final class LoopReverse {
    private static final Set<Gate> SUMS = EnumSet.of(Gate.ADD, Gate.SUB, Gate.MUL, Gate.NEG);

    private final Reverse reverse;
    private final Activity activity;
    private final Definitions definitions;
    private final Memory aliases;
    private final Map<Op, Winner> winners;
    private final Map<Value, Op.If> routed = new IdentityHashMap<>();
    private final Map<Op, Reversal> reversals = new IdentityHashMap<>();
    private final Map<Op, Op.Loop> backwardLoops = new IdentityHashMap<>();
    private final Set<Value> anyNumbers;

    /** @param winners the loops of which only one iteration matters, if they touch no arrays */
    LoopReverse(
            Reverse reverse,
            Function function,
            Activity activity,
            Definitions definitions,
            Memory aliases,
            Map<Op, Winner> winners) {
        this.reverse = reverse;
        this.activity = activity;
        this.definitions = definitions;
        this.aliases = aliases;
        this.winners = winners;
        this.anyNumbers = new HashSet<>(function.parameters());
        for (Op op : function.body().ops()) {
            if (op instanceof Op.NewArray array) { // or there is no way back
                array.operands().forEach(anyNumbers::remove);
            }
        }
    }

    /** How each loop is run backwards. */
    Map<Op, Reversal> reversals() {
        return reversals;
    }

    /** The backward loop of each. */
    Map<Op, Op.Loop> backwardLoops() {
        return backwardLoops;
    }

    /** Remembers that an adjoint is zero unless a max or min, or a branch, went one way. */
    void route(Value adjoint, Op.If router) {
        routed.put(adjoint, router);
    }

    void backward(Op.Loop loop, boolean touches, Adjoints adjoints) {
        List<Value> incoming = loop.results().stream()
                .filter(activity::isActive)
                .map(adjoints::of)
                .filter(Objects::nonNull)
                .toList();
        Op.If router = incoming.size() == 1 && !touches ? routed.get(incoming.get(0)) : null;
        if (router != null) {
            guarded(loop, router, adjoints);
        } else if (touches || !incoming.isEmpty()) {
            once(loop, touches, adjoints);
        }
    }

    /** A max or min that went to another operand has no use for the way back of the one that lost. */
    private void guarded(Op.Loop loop, Op.If router, Adjoints adjoints) {
        Adjoints open = new Adjoints(adjoints, new RegionBuilder());
        once(loop, false, open);
        Adjoints closed = new Adjoints(adjoints, new RegionBuilder());
        boolean isOpen = router.then().ops().isEmpty();
        reverse.join(router.condition(), isOpen ? open : closed, isOpen ? closed : open, inside(loop), adjoints);
    }

    private void once(Op.Loop loop, boolean touches, Adjoints adjoints) {
        Winner winner = touches ? null : winners.get(loop);
        if (winner != null) {
            won(loop, winner, adjoints);
        } else {
            run(loop, adjoints);
        }
    }

    private static Set<Value> inside(Op.Loop loop) {
        Set<Value> inside = Locality.definedIn(loop.regions());
        inside.addAll(loop.variables());
        return inside;
    }

    /** Goes back through the iteration that won; if there was none, the initial value did. */
    private void won(Op.Loop loop, Winner winner, Adjoints adjoints) {
        Value incoming = Objects.requireNonNull(adjoints.of(loop.results().get(winner.variable())));
        reversals.put(loop, new Reversal(winner.counted(), null, winner.last(), null, null));

        Adjoints round = new Adjoints(adjoints, new RegionBuilder());
        List<Op> ops = loop.body().ops();
        int router = ops.indexOf(winner.router());
        if (winner.router() instanceof Op.If branch) {
            Region taken = branch.regions().get(winner.side());
            int result = branch.results().indexOf(loop.body().yields().get(winner.variable()));
            reverse.addCopy(taken.yields().get(result), incoming, round);
            reverse.backward(taken.ops(), round);
        } else {
            reverse.addCopy(winner.router().operands().get(winner.side()), incoming, round);
        }
        reverse.backward(ops.subList(0, router), round);

        Adjoints initial = new Adjoints(adjoints, new RegionBuilder());
        reverse.addCopy(loop.initials().get(winner.variable()), incoming, initial);
        reverse.join(isWon(winner, adjoints.region()), round, initial, inside(loop), adjoints);
    }

    /** An index before the first may wrap around, where the first is not known. */
    private Value isWon(Winner winner, RegionBuilder region) {
        Counted counted = winner.counted();
        boolean isKnown = definitions.of(counted.first()) instanceof Op.Constant constant
                && !Objects.equals(constant.value(), counted.up() ? Integer.MIN_VALUE : Integer.MAX_VALUE);
        return isKnown
                ? region.apply(counted.up() ? Gate.GE : Gate.LE, Type.Primitive.BOOLEAN, winner.last(), counted.first())
                : region.apply(Gate.NE, Type.Primitive.BOOLEAN, winner.last(), winner.none());
    }

    /** Whether an integer may be whatever a caller likes. */
    private boolean isAnyNumber(Value value) {
        return anyNumbers.contains(value)
                || definitions.of(value) instanceof Op.Apply sum
                        && SUMS.contains(sum.gate())
                        && sum.operands().stream().anyMatch(this::isAnyNumber);
    }

    /** Runs backwards, one iteration after the other. */
    private void run(Op.Loop loop, Adjoints adjoints) {
        RegionBuilder outside = adjoints.region();
        Adjoints body = new Adjoints(
                adjoints, new RegionBuilder(), inside(loop), v -> new Value(v.type(), reverse.nameOf(v), null, null));
        Steps steps = Steps.of(loop, definitions, aliases, this::isAnyNumber, outside);
        reversals.put(loop, steps.reversal());

        List<Value> variables = new ArrayList<>();
        List<Value> initials = new ArrayList<>();
        List<Value> next = new ArrayList<>();
        List<Integer> carried = new ArrayList<>();
        for (int i = 0; i < loop.variables().size(); i++) {
            Value primal = loop.variables().get(i);
            if (reverse.isActiveScalar(primal)) {
                Value adjoint = new Value(primal.type(), reverse.nameOf(primal), null, null);
                Value last = adjoints.of(loop.results().get(i));
                carried.add(i);
                variables.add(adjoint);
                initials.add(last != null ? last : outside.zero(primal.type()));
                reverse.addCopy(loop.body().yields().get(i), adjoint, body);
            }
        }
        Counted counted = steps.reversal().counted();
        boolean isAbove = counted != null && anyNumbers.remove(counted.bound()); // where there is a trip
        reverse.backward(loop.body().ops(), body);
        if (isAbove) {
            anyNumbers.add(Objects.requireNonNull(counted).bound());
        }
        for (int i : carried) {
            next.add(reverse.current(loop.variables().get(i), body));
        }
        body.accumulators().forEach((primal, accumulator) -> {
            Value before = adjoints.of(primal);
            variables.add(accumulator);
            initials.add(before != null ? before : outside.zero(primal.type()));
            next.add(body.changed().getOrDefault(primal, accumulator));
        });
        List<Value> results =
                steps.loop(variables, initials, body.region(), next, outside).subList(0, variables.size());
        backwardLoops.put(loop, (Op.Loop) outside.ops().get(outside.ops().size() - 1));

        int i = carried.size();
        for (Value primal : body.accumulators().keySet()) {
            adjoints.put(primal, results.get(i++));
        }
        for (int k = 0; k < carried.size(); k++) {
            Value initial = loop.initials().get(carried.get(k));
            reverse.addCopy(initial, results.get(k), adjoints);
        }
    }
}
