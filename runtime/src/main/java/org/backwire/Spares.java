package org.backwire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What had to leave its place in a {@link Workspace} for something of another size, to be found again by class and size: a loop
 * that takes longer arrays in each iteration finds them all in the next call. What nobody asks for in a whole call is let go.
 */
final class Spares {
    private static final int NONE = -1;

    private int[] heads = {NONE};
    private @Nullable Object[] things = {};
    private int[] sizes = {};
    private int[] runs = {};
    /** To the next thing with the same hash, or to the next place that is free. */
    private int[] links = {};

    private int free = NONE;
    private int count;
    private int run;

    /** How many there are. */
    int count() {
        return count;
    }

    /** The hash of all tapes of a class is the same: any that is long enough will do. */
    private int bucket(Class<?> type, int size) {
        int hash = 31 * type.hashCode() + (size < 0 ? NONE : size);
        return (hash ^ hash >>> 16) & heads.length - 1;
    }

    /** Keeps a thing; sizes of tapes are negative, see {@link Workspace}. */
    void put(Object thing, int size) {
        if (free == NONE) {
            grow();
        }
        int place = free;
        free = links[place];
        things[place] = thing;
        sizes[place] = size;
        runs[place] = run;
        int bucket = bucket(thing.getClass(), size);
        links[place] = heads[bucket];
        heads[bucket] = place;
        count++;
    }

    /**
     * Hands out a thing of a class and of a size, or a tape of at least a size.
     *
     * @return its place for {@link #remove}; negative if there is none
     */
    int find(Class<?> type, int size) {
        int place = heads[bucket(type, size)];
        while (place != NONE && !fits(place, type, size)) {
            place = links[place];
        }
        return place;
    }

    private boolean fits(int place, Class<?> type, int size) {
        Object thing = things[place];
        return thing != null && thing.getClass() == type && (size < 0 ? sizes[place] <= size : sizes[place] == size);
    }

    int size(int place) {
        return sizes[place];
    }

    /** Takes a thing out. */
    Object remove(int place) {
        Object thing = things[place];
        if (thing == null) {
            throw new IllegalArgumentException("nothing at " + place);
        }
        int bucket = bucket(thing.getClass(), sizes[place]);
        if (heads[bucket] == place) {
            heads[bucket] = links[place];
        } else {
            int before = heads[bucket];
            while (links[before] != place) {
                before = links[before];
            }
            links[before] = links[place];
        }
        things[place] = null;
        links[place] = free;
        free = place;
        count--;
        return thing;
    }

    /** A call begins: what nobody took or left in the last one goes. */
    void age() {
        if (count > 0) {
            for (int place = 0; place < things.length; place++) {
                if (things[place] != null && runs[place] < run) {
                    remove(place);
                }
            }
        }
        run++;
    }

    private void grow() {
        int old = things.length;
        int length = Math.max(8, 2 * old);
        things = Arrays.copyOf(things, length);
        sizes = Arrays.copyOf(sizes, length);
        runs = Arrays.copyOf(runs, length);
        links = new int[length];
        heads = new int[length];
        Arrays.fill(heads, NONE);
        for (int place = 0; place < length; place++) {
            Object thing = things[place];
            if (thing == null) {
                links[place] = free;
                free = place;
            } else {
                int bucket = bucket(thing.getClass(), sizes[place]);
                links[place] = heads[bucket];
                heads[bucket] = place;
            }
        }
    }
}
