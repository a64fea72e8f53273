package org.backwire.processor.differentiate;

import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * How a loop is run backwards: which variable of the backward loop tells the iteration.
 *
 * @param counted the loop's index, if its trip count is known on entry
 * @param bound where that index ends, as it is known to the backward loop
 * @param variable of the backward loop: the same index, or else the number of the iteration, from 0
 * @param trips of the forward loop, if it is not counted: the number of the iteration, a variable to be added to it
 * @param allTrips the value of that variable after the loop
 */
record Reversal(
        @Nullable Counted counted,
        @Nullable Value bound,
        Value variable,
        @Nullable Value trips,
        @Nullable Value allTrips) {}
