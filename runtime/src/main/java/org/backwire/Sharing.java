package org.backwire;

import org.jspecify.annotations.Nullable;

/** Finds arrays of numbers that are reachable in two ways: whoever writes to one, writes to the other. */
final class Sharing {
    /** So many pairs of rows are compared faster than the rows of one array are looked up. */
    private static final int FEW = 1024;

    private Sharing() {}

    /** Whether something written to one array can be read in the other. They may differ in rank: one is then a row of the other. */
    static boolean share(@Nullable Object a, @Nullable Object b) {
        long first = rows(a);
        long second = rows(b);
        if (first * second <= FEW) {
            return compare(a, b);
        }
        Seen some = Seen.withRoomFor((int) Math.min(first, second));
        try {
            addAll(first < second ? a : b, some);
            return hasAny(first < second ? b : a, some);
        } finally {
            some.clear();
        }
    }

    /** Whether an array has the same row in two places. */
    static boolean hasTwice(Object array) {
        if (!(array instanceof Object[] rows)) {
            return false;
        }
        long count = rows(rows);
        if (count * count > FEW) {
            Seen all = Seen.withRoomFor((int) count);
            try {
                return !addAll(rows, all);
            } finally {
                all.clear();
            }
        }
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] instanceof Object[] inner && hasTwice(inner)) {
                return true;
            }
            for (int j = 0; j < i; j++) {
                if (compare(rows[i], rows[j])) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How many arrays of numbers an array consists of. */
    private static long rows(@Nullable Object array) {
        if (!(array instanceof Object[] rows)) {
            return 1;
        }
        if (rows instanceof double[][] || rows instanceof float[][]) {
            return rows.length;
        }
        long count = 0;
        for (Object row : rows) {
            count += rows(row);
        }
        return count;
    }

    private static boolean compare(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Object[] rows) {
            for (Object row : rows) {
                if (compare(row, b)) {
                    return true;
                }
            }
            return false;
        }
        if (b instanceof Object[]) {
            return compare(b, a);
        }
        return a == b && holds(a);
    }

    /** Adds every array of numbers; false if one was there already. */
    private static boolean addAll(@Nullable Object array, Seen into) {
        if (!(array instanceof Object[] rows)) {
            return array == null || !holds(array) || into.add(array);
        }
        boolean added = true;
        for (Object row : rows) {
            added &= addAll(row, into);
        }
        return added;
    }

    private static boolean hasAny(@Nullable Object array, Seen others) {
        if (!(array instanceof Object[] rows)) {
            return array != null && others.contains(array);
        }
        for (Object row : rows) {
            if (hasAny(row, others)) {
                return true;
            }
        }
        return false;
    }

    /** Nothing can be written to an array of length 0. */
    private static boolean holds(@Nullable Object array) {
        return array instanceof double[] doubles && doubles.length > 0
                || array instanceof float[] floats && floats.length > 0;
    }
}
