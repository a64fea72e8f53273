package org.backwire.processor.graph;

/**
 * A place in the user's source.
 *
 * @param place what the reporter needs to find it again; nothing but {@code source} and the root look inside
 * @param text the source text of the expression or statement there, on one line
 */
public record Origin(Object place, String text) {
    @Override
    public String toString() {
        return text;
    }
}
