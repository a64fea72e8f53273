package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.backwire.processor.rules.Rules;
import org.backwire.processor.rules.Site;
import org.backwire.processor.rules.Term;
import org.jspecify.annotations.Nullable;

/**
 * Lets a loop that looks for a maximum remember at which index it was won. The gradient goes there, and nowhere else: the way
 * back is no loop.
 *
 * <p>Before: {@code loop { m2 = max m x[i] }}. After: {@code loop { round2 = wins ? round : i, m2 = max m x[i] }}.
 */
final class Winners {
    private static final Type INT = Type.Primitive.INT;

    private final Activity activity;
    private final Definitions definitions;
    private final Memory memory;
    private final Map<Value, Value> answers;
    private final Map<Op, Winner> found = new IdentityHashMap<>();

    private Winners(Function function, Activity activity, Map<Value, Value> answers) {
        this.activity = activity;
        this.definitions = Definitions.of(function);
        this.memory = Memory.of(function);
        this.answers = answers;
    }

    /**
     * A function whose loops remember who won.
     *
     * @param winners by their loops
     */
    record Found(Function function, Map<Op, Winner> winners) {}

    /** @param answers whether the first operand of a max or min won, by its value */
    static Found in(Function function, Activity activity, Map<Value, Value> answers) {
        Winners winners = new Winners(function, activity, answers);
        Region body = winners.region(function.body());
        return new Found(new Function(function.name(), function.parameters(), body), winners.found);
    }

    private Region region(Region region) {
        List<Op> ops = new ArrayList<>();
        for (Op op : region.ops()) {
            Op.Loop remembering = op instanceof Op.Loop loop ? remembering(loop, ops) : null;
            if (remembering != null) {
                ops.add(remembering);
            } else {
                ops.add(op.regions().isEmpty() ? op : op.rebuild(op.results(), v -> v, this::region));
            }
        }
        return new Region(ops, region.yields(), region.completes());
    }

    /** @param before takes what is computed before the loop */
    private Op.@Nullable Loop remembering(Op.Loop loop, List<Op> before) {
        int[] active = IntStream.range(0, loop.variables().size())
                .filter(i -> isActiveScalar(loop.variables().get(i)))
                .toArray();
        if (active.length != 1 || !loop.body().completes()) {
            return null;
        }
        Value variable = loop.variables().get(active[0]);
        Value next = loop.body().yields().get(active[0]);
        Op router = definitions.of(next);
        if (router == null || !loop.body().ops().contains(router)) {
            return null;
        }
        int side = sideOfWinner(router, next, variable);
        if (side < 0 || usesElsewhere(loop.body(), variable, router)) {
            return null;
        }
        Counted counted = Counted.of(loop, definitions, memory);
        return counted == null ? null : remembering(loop, counted, active[0], router, side, before);
    }

    private Op.Loop remembering(Op.Loop loop, Counted counted, int variable, Op router, int side, List<Op> before) {
        RegionBuilder outside = new RegionBuilder();
        Value none = outside.apply(counted.up() ? Gate.SUB : Gate.ADD, INT, counted.first(), outside.constant(INT, 1));
        before.addAll(outside.ops());
        Value round = named();
        Value next = named();
        Op chooses = router;
        List<Op> body = new ArrayList<>();
        for (Op op : loop.body().ops()) {
            if (op != router) {
                body.add(op);
            } else if (router instanceof Op.If branch) {
                chooses = widened(branch, next, side == 0, round, counted.variable());
                body.add(chooses);
            } else {
                body.addAll(asking((Op.Apply) router, next, side == 0, round, counted.variable()));
                body.add(router);
            }
        }
        Value last = named();
        Op.Loop remembering = new Op.Loop(
                with(loop.results(), last),
                with(loop.variables(), round),
                with(loop.initials(), none),
                loop.test(),
                Region.yielding(body, with(loop.body().yields(), next)));
        found.put(remembering, new Winner(counted, variable, last, none, chooses, side));
        return remembering;
    }

    /** Asks before the maximum has its next value; if the answer is not recorded, these are the only words that ask. */
    private static List<Op> asking(Op.Apply router, Value result, boolean firstWins, Value round, Value index) {
        RegionBuilder question = new RegionBuilder();
        Term x = Term.of(router.operands().get(0), null, true);
        Term z = Term.of(router.operands().get(1), null, true);
        Site site = new Site(question, router.result().type(), Site.MATH);
        Value wins = Rules.firstWinsAtOnce(router.gate(), x, z, site);
        question.add(new Op.If(
                List.of(result),
                wins,
                Region.yielding(List.of(), List.of(firstWins ? index : round)),
                Region.yielding(List.of(), List.of(firstWins ? round : index))));
        return question.ops();
    }

    private static Value named() {
        return Value.named(INT, "winner");
    }

    private static Op.If widened(Op.If branch, Value result, boolean thenWins, Value round, Value index) {
        return new Op.If(
                with(branch.results(), result),
                branch.condition(),
                Region.yielding(branch.then().ops(), with(branch.then().yields(), thenWins ? index : round)),
                Region.yielding(
                        branch.otherwise().ops(), with(branch.otherwise().yields(), thenWins ? round : index)));
    }

    private static List<Value> with(List<Value> values, Value more) {
        List<Value> all = new ArrayList<>(values);
        all.add(more);
        return all;
    }

    private boolean isActiveScalar(Value value) {
        return !(value.type() instanceof Type.Array) && activity.isActive(value);
    }

    /** What of a router is not the variable as it was; -1 if it is no router of it. */
    private int sideOfWinner(Op router, Value next, Value variable) {
        if (router instanceof Op.Apply apply && answers.containsKey(next)) {
            return sideOfWinner(apply.operands(), variable);
        }
        if (router instanceof Op.If branch
                && branch.then().completes()
                && branch.otherwise().completes()) {
            int result = branch.results().indexOf(next);
            return sideOfWinner(
                    List.of(
                            branch.then().yields().get(result),
                            branch.otherwise().yields().get(result)),
                    variable);
        }
        return -1;
    }

    private static int sideOfWinner(List<Value> sides, Value variable) {
        int stays = sides.indexOf(variable);
        return stays < 0 || sides.get(1 - stays) == variable ? -1 : 1 - stays;
    }

    /** Whether a variable is used for anything but comparisons and its router. */
    private static boolean usesElsewhere(Region region, Value variable, Op router) {
        for (Op op : region.ops()) {
            boolean compares = op instanceof Op.Apply && op.results().get(0).type() == Type.Primitive.BOOLEAN;
            if (op != router && !compares && op.operands().contains(variable)) {
                return true;
            }
            for (Region inner : op.regions()) {
                if (op != router && inner.yields().contains(variable) || usesElsewhere(inner, variable, router)) {
                    return true;
                }
            }
        }
        return false;
    }
}
