package org.backwire.processor.random;

import java.util.List;

/**
 * A program on which we are wrong.
 *
 * @param kind what shrinking keeps the same
 * @param row the input; empty if it does not matter
 */
record Failure(Program program, String kind, String detail, List<Object> row) {
    /** A switch expression as an argument takes its type from the parameter (JLS 15.28.1); the referee refuses it. */
    private static final String SWITCH = "[Backwire/Misread] Backwire read switch";

    /** An assertion whose condition takes more than an expression; it is refused. */
    private static final String ASSERTION = "(an assertion that takes statements)";

    /** A method with an array as its result that puts rows in other places and reads data. */
    private static final String READ_TWICE = "[Backwire/ReadTwice]";

    /** A whole number beside a float in {@code ?:}, of which the compiler may make a double. */
    private static final String CHOICE = "[Backwire/LossyChoice]";

    /** Whether it is no wrong number but known: a refusal, or a program that is no Java, as the writer now and then takes a name twice. */
    boolean isKnown() {
        return kind.equals(Batch.INVALID)
                || detail.contains(SWITCH)
                || detail.contains(ASSERTION)
                || detail.contains(CHOICE)
                || program.features().contains(Feature.ROWS) && detail.contains(READ_TWICE);
    }

    /** With all that is needed to see it again. */
    @Override
    public String toString() {
        return "== " + kind + " (seed " + program.seed() + "L, program " + program.id() + ", features "
                + program.features() + ")\n" + detail + "\n" + (row.isEmpty() ? "" : "at " + row + "\n") + "\n"
                + program.print(false);
    }
}
