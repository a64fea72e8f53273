package org.backwire.processor.random;

import java.util.List;

/**
 * A program on which we are wrong.
 *
 * @param kind what shrinking keeps the same
 * @param row the input; empty if it does not matter
 */
record Failure(Program program, String kind, String detail, List<Object> row) {
    /** With all that is needed to see it again. */
    @Override
    public String toString() {
        return "== " + kind + " (seed " + program.seed() + "L, program " + program.id() + ", features "
                + program.features() + ")\n" + detail + "\n" + (row.isEmpty() ? "" : "at " + row + "\n") + "\n"
                + program.print(false);
    }
}
