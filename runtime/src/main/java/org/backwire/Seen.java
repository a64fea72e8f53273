package org.backwire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A set of arrays of numbers, by identity, that is kept for its thread, so that to fill it takes nothing from the heap when it is warm. */
final class Seen {
    private static final ThreadLocal<Seen> OF_THREAD = ThreadLocal.withInitial(Seen::new);
    private static final int SMALLEST = 64;

    private @Nullable Object[] table = new Object[SMALLEST];
    /** So much of the table is in use: a power of 2. */
    private int size = SMALLEST;
    /** A bit for each length that an array in it has, modulo 64: most others need not be looked up. */
    private long lengths;

    private Seen() {}

    /** An empty one with room for {@code count} arrays; {@link #clear} gives it back. */
    static Seen withRoomFor(int count) {
        Seen seen = OF_THREAD.get();
        seen.size = Math.max(SMALLEST, Integer.highestOneBit(2 * count) * 2);
        if (seen.table.length < seen.size) {
            seen.table = new Object[seen.size];
        }
        return seen;
    }

    /** False if it is there already. */
    boolean add(Object array) {
        int place = place(array);
        boolean isNew = table[place] == null;
        table[place] = array;
        lengths |= lengthOf(array);
        return isNew;
    }

    boolean contains(Object array) {
        return (lengths & lengthOf(array)) != 0 && table[place(array)] != null;
    }

    private static long lengthOf(Object array) {
        return 1L
                << (array instanceof double[] doubles
                        ? doubles.length
                        : array instanceof float[] floats ? floats.length : 0);
    }

    /** Where an array is, or would be. */
    private int place(Object array) {
        int hash = System.identityHashCode(array);
        int place = (hash ^ hash >>> 16) & size - 1;
        while (table[place] != null && table[place] != array) {
            place = place + 1 & size - 1;
        }
        return place;
    }

    /** Forgets all. */
    void clear() {
        Arrays.fill(table, 0, size, null);
        lengths = 0;
    }
}
