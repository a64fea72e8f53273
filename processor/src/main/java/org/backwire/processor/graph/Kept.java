package org.backwire.processor.graph;

import java.util.List;

/** What a companion has of the user's text, as it is written there. */
public record Kept(List<KeptCode> codes, List<KeptTable> tables) {
    public static final Kept NOTHING = new Kept(List.of(), List.of());

    public Kept {
        codes = List.copyOf(codes);
        tables = List.copyOf(tables);
    }
}
