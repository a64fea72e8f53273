package org.backwire.processor.graph;

import java.util.EnumSet;
import java.util.Set;

/**
 * What is done to make a companion fast.
 *
 * @param without what is not
 */
public record Optimizations(Set<Optimization> without, TapePolicy tape) {
    /** What users get. */
    public static final Optimizations ALL = new Optimizations(Set.of(), TapePolicy.MINIMUM_CUT);

    public Optimizations {
        without = Set.copyOf(without);
    }

    public boolean has(Optimization optimization) {
        return !without.contains(optimization);
    }

    /** The same without one more. */
    public Optimizations without(Optimization optimization) {
        Set<Optimization> more = EnumSet.of(optimization);
        more.addAll(without);
        return new Optimizations(more, tape);
    }
}
