package org.backwire.processor.source;

import java.util.Set;

/**
 * What a caller has to know of a differentiable method beside its signature.
 *
 * @param writes the numbers of the parameters that are arrays the method writes to, or records with such arrays
 * @param steady whether a second call with the same arguments gives the same
 * @param owns whether the arrays it returns are its own
 * @param hasPullbackTangent whether its companion has {@code vjpTangent}
 */
public record CalleeFacts(Set<Integer> writes, boolean steady, boolean owns, boolean hasPullbackTangent) {
    /** Of a method that does nothing a caller would have to know. */
    public static final CalleeFacts HARMLESS = new CalleeFacts(Set.of(), true, true, false);

    /** Of a method that may do anything. */
    public static final CalleeFacts UNKNOWN = new CalleeFacts(Set.of(), false, false, false);

    public CalleeFacts {
        writes = Set.copyOf(writes);
    }

    /** The same of a method whose companion has {@code vjpTangent}, or has not. */
    public CalleeFacts withPullbackTangent(boolean isThere) {
        return new CalleeFacts(writes, steady, owns, isThere);
    }
}
