package org.backwire.processor.differentiate;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * What follows for integers of two moments, an earlier and a later one, from the bounds of the loops around them:
 * {@code k < j} and {@code j < i} make {@code k < i}.
 *
 * <p>Numbers are far from where they overflow: they are indices of arrays, give or take a little.
 */
final class Bounds {
    private static final int DEEPEST = 6;
    private static final int LITTLE = 2;

    private final Map<Value, Counted> loops;
    private final Definitions definitions;
    private final Positions positions;
    private final Predicate<Value> isShared;
    private final @Nullable Counted advancing;
    private final Map<Value, Op> ofBounds = new IdentityHashMap<>();

    /** @param loops those around one of the moments, by their indices */
    Bounds(Map<Value, Counted> loops, Definitions definitions, Positions positions) {
        this(loops, definitions, positions, v -> false, null);
    }

    private Bounds(
            Map<Value, Counted> loops,
            Definitions definitions,
            Positions positions,
            Predicate<Value> isShared,
            @Nullable Counted advancing) {
        this.loops = loops;
        this.definitions = definitions;
        this.positions = positions;
        this.isShared = isShared;
        this.advancing = advancing;
        loops.values()
                .forEach(loop ->
                        loop.boundOps().forEach(op -> ofBounds.put(op.results().get(0), op)));
    }

    /** The later moment is in a later iteration of a loop, in the same ones of the loops around that. */
    Bounds inLaterIterationOf(Op.Loop loop) {
        Counted counted = loop.variables().stream()
                .map(loops::get)
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
        return new Bounds(loops, definitions, positions, v -> !positions.isInside(v, loop), counted);
    }

    /** Both moments are in the same iteration of all loops but a few, which are around one of the two only. */
    Bounds inTheSameIteration(List<Op.Loop> others) {
        return new Bounds(
                loops, definitions, positions, v -> others.stream().noneMatch(l -> positions.isInside(v, l)), null);
    }

    /** Whether a value is never, at the earlier moment, what another is at the later. */
    boolean differ(Value earlier, Value later) {
        Term a = term(earlier, false);
        Term z = term(later, true);
        return a.isAtMost(z.plus(-1), DEEPEST) || z.isAtMost(a.plus(-1), DEEPEST);
    }

    private @Nullable Op definition(@Nullable Value value) {
        if (value == null) {
            return null;
        }
        Op op = definitions.of(value);
        return op != null ? op : ofBounds.get(value);
    }

    private @Nullable Integer number(Value value) {
        return definition(value) instanceof Op.Constant constant && constant.value() instanceof Integer number
                ? number
                : null;
    }

    private Term term(Value value, boolean isLater) {
        Integer number = number(value);
        if (number != null) {
            return new Term(null, false, number);
        }
        if (definition(value) instanceof Op.Apply sum && (sum.gate() == Gate.ADD || sum.gate() == Gate.SUB)) {
            Integer by = number(sum.operands().get(1));
            if (by != null && Math.abs(by) <= LITTLE) {
                return term(sum.operands().get(0), isLater).plus(sum.gate() == Gate.ADD ? by : -by);
            }
            Integer to = number(sum.operands().get(0));
            if (to != null && sum.gate() == Gate.ADD && Math.abs(to) <= LITTLE) {
                return term(sum.operands().get(1), isLater).plus(to);
            }
        }
        return new Term(value, isLater && !isTheSame(value), 0);
    }

    private boolean isTheSame(Value value) {
        return isShared.test(definition(value) instanceof Op.Length length ? length.array() : value);
    }

    /** A value, at the earlier or the later moment, plus a number; just the number, if there is no value. */
    private final class Term {
        final @Nullable Value value;
        final boolean isLater;
        final long plus;

        Term(@Nullable Value value, boolean isLater, long plus) {
            this.value = value;
            this.isLater = isLater;
            this.plus = plus;
        }

        Term plus(long more) {
            return new Term(value, isLater, plus + more);
        }

        private boolean isSame(Term other) {
            return isLater == other.isLater
                    && (value == other.value
                            || definition(value) instanceof Op.Length a
                                    && definition(other.value) instanceof Op.Length b
                                    && a.array() == b.array());
        }

        boolean isAtMost(Term other, int depth) {
            if (isSame(other)) {
                return plus <= other.plus;
            }
            if (depth == 0) {
                return false;
            }
            return above().stream().anyMatch(term -> term.isAtMost(other, depth - 1))
                    || other.below().stream().anyMatch(term -> isAtMost(term, depth - 1));
        }

        /** Terms that are not smaller. */
        private List<Term> above() {
            Counted loop = value == null ? null : loops.get(value);
            if (loop == null) {
                return List.of();
            }
            Term most = loop.up()
                    ? term(loop.bound(), isLater).plus(loop.inclusive() ? 0 : -1)
                    : term(loop.first(), isLater);
            return withOther(loop, most.plus(plus), loop.up() != isLater, -1);
        }

        /** Terms that are not larger. */
        private List<Term> below() {
            Counted loop = value == null ? null : loops.get(value);
            if (loop == null) {
                return List.of();
            }
            Term least = loop.up()
                    ? term(loop.first(), isLater)
                    : term(loop.bound(), isLater).plus(loop.inclusive() ? 0 : 1);
            return withOther(loop, least.plus(plus), loop.up() == isLater, 1);
        }

        /** The index that goes on is, at the other moment, at least one step away. */
        private List<Term> withOther(Counted loop, Term term, boolean isThatSide, int step) {
            return loop == advancing && isThatSide
                    ? List.of(term, new Term(value, !isLater, plus + step))
                    : List.of(term);
        }
    }
}
