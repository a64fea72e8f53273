package org.backwire.processor.source;

import java.util.Set;
import org.backwire.processor.graph.Lending;

/**
 * What a caller has to know of a differentiable method beside its signature.
 *
 * @param writes the numbers of the parameters that are arrays the method writes to, or records with such arrays
 * @param steady whether a second call with the same arguments gives the same
 * @param owns whether the arrays it returns are its own
 * @param hasPullbackTangent whether its companion has {@code vjpTangent}
 * @param lending what the {@code forwardBackward} of its companion is to callers
 */
public record CalleeFacts(
        Set<Integer> writes, boolean steady, boolean owns, boolean hasPullbackTangent, Lending lending) {
    /** Of a method that does nothing a caller would have to know. */
    public static final CalleeFacts HARMLESS = new CalleeFacts(Set.of(), true, true, false, Lending.NONE);

    /** Of a method that may do anything. */
    public static final CalleeFacts UNKNOWN = new CalleeFacts(Set.of(), false, false, false, Lending.NONE);

    public CalleeFacts {
        writes = Set.copyOf(writes);
    }

    /** The same of a method whose companion has these members, or has not. */
    public CalleeFacts with(boolean pullbackTangent, Lending lent) {
        return new CalleeFacts(writes, steady, owns, pullbackTangent, lent);
    }
}
