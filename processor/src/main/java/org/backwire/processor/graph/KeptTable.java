package org.backwire.processor.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An array of constants that the companion has a copy of, as the user's is private and nobody writes to it.
 *
 * @param name of the field
 */
public record KeptTable(String name, Type.Array type, List<Entry> entries) {
    public KeptTable {
        entries = List.copyOf(entries);
    }

    /**
     * An element.
     *
     * @param text the constant, in Java; null for a row
     * @param row empty for a constant
     */
    public record Entry(@Nullable String text, List<Entry> row) {
        public Entry {
            row = List.copyOf(row);
        }
    }
}
