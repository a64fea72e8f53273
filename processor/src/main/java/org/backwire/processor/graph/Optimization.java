package org.backwire.processor.graph;

import java.util.Locale;

/** What makes a companion faster or smaller. It is right without, so each can be switched off, by its title. */
public enum Optimization {
    /** A loop that only sums is differentiated while it runs. */
    EARLY_ADJOINT,
    /** So is one that works in an array made outside of it, if each trip writes that afresh. */
    SCRATCH,
    /** A backward loop whose order does not matter runs as the user's does. */
    ASCENDING_LOOPS,
    /** As few bytes as possible are recorded; without, what is cheap to compute from what is at hand is not. */
    MINIMUM_CUT,
    /** What an array still holds is read again. */
    RELOADS,
    /** An array that is filled in order holds what was read behind the place that is written. */
    ORDERED_WRITES,
    /** An array that a nest of loops reads is kept whole, where that takes less room than what is read of it. */
    KEPT_ARRAYS,
    /** What every trip of a loop changes by a constant is computed from the number of the trip. */
    INDUCTIONS,
    /** A nest of loops records on one array. */
    FLAT_TAPES,
    /** Truths that are recorded share the bits of a {@code long}. */
    PACKED_BITS,
    /** A polynomial of one variable is differentiated on the way forward. */
    POLYNOMIALS,
    /** A max or min in a loop records who won; nothing goes back through who lost. */
    ROUTERS,
    /** A loop that looks for a maximum remembers where it was; the way back is no loop. */
    WINNERS,
    /** What forward has added up is not added up again on the way back. */
    KNOWN_SUMS,
    /** What a loop adds to a gradient of zeros is written instead. */
    FIRST_WRITES,
    /** A number that is read last where a gradient is written first lies there until then. */
    BORROWED_TAPES,
    /** {@code a[i] += e} leaves the gradient of the element where it is. */
    UPDATES,
    /** A gate of numbers without loops remembers what backward needs, and goes back when it is asked. */
    SPLIT,
    /** A gate whose result is an array or a record keeps its tapes for backward. */
    HALVES,
    /** A helper that calls itself keeps in a frame what its way back needs, rather than going forward once more. */
    FRAMES,
    /** Such a helper changes the arrays of its caller where they are, rather than copies that are copied back. */
    IN_PLACE,
    /** A gate uses its arrays again. */
    WORKSPACE,
    /** The Jacobian of an elementwise method takes one sweep for each parameter. */
    ELEMENTWISE,
    /** Several directions share a sweep of the Hessian or the Jacobian. */
    DIRECTIONS,
    /** What an iteration would read again is read before the loop, and its gradient is added up in a variable. */
    ACCUMULATORS,
    /** Gradients of arrays for which nobody asks are not computed. */
    DEAD_ADJOINTS,
    /** What is equal is computed once. */
    COMMON_SUBEXPRESSIONS,
    /** What is the same in every trip of a loop is computed before it. */
    LOOP_INVARIANTS;

    /** The name a user writes: {@code early-adjoint}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
