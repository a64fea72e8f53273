package org.backwire.benchmark.gradbench;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A function of a module.
 *
 * @param input what the JSON input is read as: a record with its fields
 * @param prepare what is done before the clock starts; what it returns is timed, and may be run again and again
 */
record Task<I>(Class<I> input, Function<I, Supplier<?>> prepare) {}
