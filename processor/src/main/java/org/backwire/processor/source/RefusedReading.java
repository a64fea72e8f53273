package org.backwire.processor.source;

import java.util.List;
import java.util.function.Supplier;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Refused;

/** Thrown where a method was read and something in it was refused; the rest can still be searched for other mistakes. */
@SuppressWarnings("serial")
public final class RefusedReading extends Refused {
    private final Supplier<Reading> rest;

    RefusedReading(List<Diagnosis> diagnoses, Supplier<Reading> rest) {
        super(diagnoses);
        this.rest = rest;
    }

    /** The method without what was refused, and without what needs it; may throw, as its graph has holes. */
    public Reading rest() {
        return rest.get();
    }
}
