package org.backwire.processor.graph;

import java.util.Locale;

/** What is recorded of the values in loops that backward needs. */
public enum TapePolicy {
    /** As little as possible, the rest is computed from that. */
    MINIMUM_CUT,
    /** All of them. */
    RECORD,
    /** Only what cannot be computed again, however much it costs. */
    RECOMPUTE;

    /** The name a user writes: {@code minimum-cut}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
