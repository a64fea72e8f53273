package org.backwire.processor.graph;

import org.jspecify.annotations.Nullable;

/**
 * The elements of an array that a function may read before it has written them. Arrays that are too short have them all.
 *
 * @param head the number of those at its beginning
 * @param tail the number of those at its end
 * @param like the number of the parameter, another array, behind whose length the end is; null if it is the array's own
 */
public record Unwritten(int head, int tail, @Nullable Integer like) {
    public Unwritten(int head, int tail) {
        this(head, tail, null);
    }

    /** Whether there are none. */
    public boolean isNone() {
        return head == 0 && tail == 0 && like == null;
    }
}
