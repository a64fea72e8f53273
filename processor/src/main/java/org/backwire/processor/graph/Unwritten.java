package org.backwire.processor.graph;

/**
 * The elements of an array that a function may read before it has written them. Arrays that are too short have them all.
 *
 * @param head the number of those at its beginning
 * @param tail the number of those at its end
 */
public record Unwritten(int head, int tail) {
    /** Whether there are none. */
    public boolean isNone() {
        return head == 0 && tail == 0;
    }
}
