package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * What the forward pass has computed already, where a rule would compute it again: the slope of {@code sin(x)} is the user's own
 * {@code cos(x)}, if there is one that was computed whenever the sine was.
 */
final class ForwardValues {
    private record Question(Gate gate, Type type, @Nullable Member method, List<Value> operands) {
        static Question of(Op.Apply apply) {
            return new Question(apply.gate(), apply.result().type(), apply.method(), apply.operands());
        }

        // as a record would have it, but without the machinery that is started for it at the first call

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Question question
                    && gate == question.gate
                    && operands.equals(question.operands)
                    && type.equals(question.type)
                    && Objects.equals(method, question.method);
        }

        @Override
        public int hashCode() {
            return 31 * gate.hashCode() + operands.hashCode();
        }
    }

    private record Answer(Value value, Region home) {}

    private final Map<Question, List<Answer>> answers = new HashMap<>();
    private final Map<Op, Region> homes = new IdentityHashMap<>();
    private final Map<Region, Op> owners = new IdentityHashMap<>();

    ForwardValues(Function function) {
        enter(function.body());
    }

    private void enter(Region region) {
        for (Op op : region.ops()) {
            homes.put(op, region);
            if (op instanceof Op.Apply apply && apply.view() == null && !Cheap.is(op)) {
                answers.computeIfAbsent(Question.of(apply), q -> new ArrayList<>())
                        .add(new Answer(apply.result(), region));
            }
            for (Region inner : op.regions()) {
                owners.put(inner, op);
                enter(inner);
            }
        }
    }

    /**
     * Takes ops away that compute what is known.
     *
     * @param adjoints in whose region the ops from {@code from} on are those of a rule
     * @param reversed the op whose rule it is
     */
    void reuse(Adjoints adjoints, int from, Op reversed) {
        RegionBuilder target = adjoints.region();
        List<Op> made = target.ops().subList(from, target.ops().size());
        Map<Value, Value> known = new IdentityHashMap<>();
        List<Op> left = new ArrayList<>();
        for (Op op : made) {
            rebuildInto(left, op, adjoints, reversed, known);
        }
        if (!known.isEmpty()) {
            made.clear();
            target.ops().addAll(left);
        }
    }

    /** @param adjoints those whose ops must stay; null inside of an op, where there are none */
    private void rebuildInto(
            List<Op> target, Op op, @Nullable Adjoints adjoints, Op reversed, Map<Value, Value> known) {
        Op mapped = op.rebuild(op.results(), v -> known.getOrDefault(v, v), r -> rebuilt(r, reversed, known));
        Value answer = mapped instanceof Op.Apply apply && !Cheap.is(apply) ? answer(apply, reversed) : null;
        Value computed = answer == null ? null : op.results().get(0);
        if (computed == null || adjoints != null && adjoints.isAdjoint(computed)) {
            target.add(mapped);
        } else {
            known.put(computed, answer);
        }
    }

    private Region rebuilt(Region region, Op reversed, Map<Value, Value> known) {
        List<Op> ops = new ArrayList<>();
        for (Op op : region.ops()) {
            rebuildInto(ops, op, null, reversed, known);
        }
        List<Value> yields =
                region.yields().stream().map(v -> known.getOrDefault(v, v)).toList();
        return new Region(ops, yields, region.completes());
    }

    /** A value that was computed wherever the op was that is reversed. */
    private @Nullable Value answer(Op.Apply made, Op reversed) {
        for (Answer answer : answers.getOrDefault(Question.of(made), List.of())) {
            for (Region at = homes.get(reversed); at != null; at = outer(at)) {
                if (at == answer.home()) {
                    return answer.value();
                }
            }
        }
        return null;
    }

    private @Nullable Region outer(Region region) {
        Op owner = owners.get(region);
        return owner == null ? null : homes.get(owner);
    }
}
