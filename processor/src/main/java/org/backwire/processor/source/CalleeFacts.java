package org.backwire.processor.source;

import java.util.Set;

/**
 * What a caller has to know of a differentiable method beside its signature.
 *
 * @param writes the numbers of the parameters that are arrays the method writes to, or records with such arrays
 * @param steady whether a second call with the same arguments gives the same
 * @param owns whether the arrays it returns are its own
 */
public record CalleeFacts(Set<Integer> writes, boolean steady, boolean owns) {
    /** Of a method that does nothing a caller would have to know. */
    public static final CalleeFacts HARMLESS = new CalleeFacts(Set.of(), true, true);

    /** Of a method that may do anything. */
    public static final CalleeFacts UNKNOWN = new CalleeFacts(Set.of(), false, false);

    public CalleeFacts {
        writes = Set.copyOf(writes);
    }
}
