package org.backwire.processor.differentiate;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Optimization;
import org.backwire.processor.graph.Optimizations;
import org.backwire.processor.graph.TapePolicy;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * The ops that compute forward values again: what is cheap, what memory still holds, what stands in a copy of an array, and what a
 * loop changes by a constant.
 */
final class Recipes {
    private final Definitions definitions;
    private final Inductions inductions;
    private final Reloads reloads;
    private final KeptArrays kept;
    private final boolean keepsViews;
    private final Optimizations optimizations;

    /**
     * @param keepsViews whether what is computed again will be differentiated once more
     * @param gradients parameters that backward is given in any case
     */
    Recipes(
            Function function,
            Map<Op, Reversal> reversals,
            Definitions definitions,
            Memory memory,
            boolean keepsViews,
            Set<Value> gradients,
            Optimizations optimizations) {
        this.definitions = definitions;
        this.keepsViews = keepsViews;
        this.optimizations = optimizations;
        this.inductions = optimizations.has(Optimization.INDUCTIONS)
                ? Inductions.of(function, reversals, definitions, memory)
                : Inductions.none(definitions, memory);
        this.reloads = new Reloads(
                function,
                definitions,
                memory,
                inductions.recipes(),
                op -> isCheap(op) || op instanceof Op.Load || op instanceof Op.Length,
                gradients,
                optimizations);
        this.kept = optimizations.has(Optimization.KEPT_ARRAYS)
                ? KeptArrays.of(definitions, reloads, memory, reversals.keySet())
                : KeptArrays.none(definitions, memory);
    }

    Inductions inductions() {
        return inductions;
    }

    KeptArrays kept() {
        return kept;
    }

    /** Whether forward does not know a value: a row of a gradient that backward is given, or of a copy. */
    boolean isOnlyBackward(Value value) {
        return reloads.isRowOfGradient(value) || kept.rows().containsKey(value);
    }

    /** The op that computes a value again; null if it is not cheap, or might give something else. */
    @Nullable
    Op of(Value value) {
        Op induction = inductions.recipes().get(value);
        if (induction != null) {
            return induction;
        }
        Op op = definitions.of(value);
        if (op instanceof Op.Apply apply && apply.view() != null && !keepsViews) {
            op = apply.withView(null);
        }
        if (op != null && (isCheap(op) || reloads.isRepeatable(op))) {
            return op;
        }
        Op.Load stored = reloads.stored(value);
        return stored != null ? stored : kept.recipe(value);
    }

    private boolean isCheap(Op op) {
        return Cheap.is(op) || optimizations.tape() == TapePolicy.RECOMPUTE && Cheap.isRepeatable(op);
    }

    /** What an op reads, and what its rule would read if it were differentiated once more. */
    static Set<Value> needs(Op op) {
        Set<Value> needs = new LinkedHashSet<>(op.operands());
        if (op instanceof Op.Apply apply) {
            needs.addAll(apply.derivedOperands());
        }
        return needs;
    }
}
