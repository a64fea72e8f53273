package org.backwire.processor.differentiate;

import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Value;

/**
 * A loop whose only active variable is a running maximum, or what is chosen like one: of all iterations, only the last that gave
 * it another value takes part in the way back.
 *
 * @param counted how the loop counts
 * @param variable the running maximum, its place among the variables of the loop
 * @param last a result of the loop: the index at which the variable was given its value last
 * @param none that result, if its initial value was never beaten
 * @param router what chooses, in the body: a max or min, or an {@code If}
 * @param side what of the router a winner takes: an operand of a max or min, a region of an {@code If}
 */
record Winner(Counted counted, int variable, Value last, Value none, Op router, int side) {}
