package org.backwire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of {@code double} or {@code float} of any rank, as companions need them: a gradient has the shape of its variable.
 *
 * <p>Rows may differ in length and may be null; a null row has a null gradient.
 */
public final class Shapes {
    private Shapes() {}

    /** Returns an array of the same type and shape, down to the last row, filled with zeros. */
    @SuppressWarnings("unchecked") // a clone has the type of the original
    public static <T> T zerosLike(T array) {
        if (array instanceof double[] doubles) {
            return (T) new double[doubles.length];
        }
        if (array instanceof float[] floats) {
            return (T) new float[floats.length];
        }
        Object[] copy = ((Object[]) array).clone();
        for (int i = 0; i < copy.length; i++) {
            if (copy[i] != null) {
                copy[i] = zerosLike(copy[i]);
            }
        }
        return (T) copy;
    }

    /** Returns a copy that shares no row with the original; arrays of other types than numbers are copied, too, and null is null. */
    @SuppressWarnings("unchecked") // a clone has the type of the original
    public static <T> T copyOf(T array) {
        if (array instanceof Object[] rows) {
            Object[] copy = rows.clone();
            for (int i = 0; i < copy.length; i++) {
                if (copy[i] != null && copy[i].getClass().isArray()) {
                    copy[i] = copyOf(copy[i]);
                }
            }
            return (T) copy;
        }
        if (array instanceof double[] doubles) {
            return (T) doubles.clone();
        }
        if (array instanceof float[] floats) {
            return (T) floats.clone();
        }
        if (array instanceof int[] ints) {
            return (T) ints.clone();
        }
        if (array instanceof long[] longs) {
            return (T) longs.clone();
        }
        if (array instanceof boolean[] booleans) {
            return (T) booleans.clone();
        }
        if (array instanceof byte[] bytes) {
            return (T) bytes.clone();
        }
        if (array instanceof short[] shorts) {
            return (T) shorts.clone();
        }
        return array instanceof char[] chars ? (T) chars.clone() : array;
    }

    /**
     * Returns a copy of an array that shares no row with it: in {@code kept}, if that has the same shape, else a new one.
     *
     * @param kept an array that may be overwritten
     */
    public static <T> T copyTo(@Nullable T kept, T array) {
        if (kept == null || array == null || kept.getClass() != array.getClass()) {
            return copyOf(array);
        }
        if (kept instanceof Object[] to && array instanceof Object[] from && to.length == from.length) {
            for (int i = 0; i < to.length; i++) {
                to[i] = copyTo(to[i], from[i]);
            }
            return kept;
        }
        int length = length(array);
        if (length < 0 || length != length(kept)) {
            return copyOf(array);
        }
        System.arraycopy(array, 0, kept, 0, length);
        return kept;
    }

    /** The length of an array of a primitive type; less than 0 for anything else. */
    private static int length(Object array) {
        if (array instanceof double[] doubles) {
            return doubles.length;
        }
        if (array instanceof float[] floats) {
            return floats.length;
        }
        if (array instanceof int[] ints) {
            return ints.length;
        }
        if (array instanceof long[] longs) {
            return longs.length;
        }
        if (array instanceof boolean[] booleans) {
            return booleans.length;
        }
        if (array instanceof byte[] bytes) {
            return bytes.length;
        }
        if (array instanceof short[] shorts) {
            return shorts.length;
        }
        return array instanceof char[] chars ? chars.length : -1;
    }

    /** Sets every element to zero. */
    public static void clear(Object array) {
        if (array instanceof double[] doubles) {
            Arrays.fill(doubles, 0);
        } else if (array instanceof float[] floats) {
            Arrays.fill(floats, 0);
        } else {
            for (Object row : (Object[]) array) {
                if (row != null) {
                    clear(row);
                }
            }
        }
    }

    /**
     * Sets the first and the last elements of an array to zero; every element, if it has no more than those.
     *
     * @param head how many of the first
     * @param tail how many of the last; none if it is less than 0
     */
    public static void clearEnds(double[] array, int head, int tail) {
        Arrays.fill(array, 0, Math.min(head, array.length), 0);
        Arrays.fill(array, Math.min(Math.max(array.length - tail, 0), array.length), array.length, 0);
    }

    /**
     * Sets the first and the last elements of an array to zero; every element, if it has no more than those.
     *
     * @param head how many of the first
     * @param tail how many of the last; none if it is less than 0
     */
    public static void clearEnds(float[] array, int head, int tail) {
        Arrays.fill(array, 0, Math.min(head, array.length), 0);
        Arrays.fill(array, Math.min(Math.max(array.length - tail, 0), array.length), array.length, 0);
    }

    /** Whether two arrays have the same shape, down to the last row. */
    public static boolean areAlike(Object a, Object b) {
        if (a instanceof double[] doubles) {
            return b instanceof double[] others && doubles.length == others.length;
        }
        if (a instanceof float[] floats) {
            return b instanceof float[] others && floats.length == others.length;
        }
        if (!(a instanceof Object[] rows) || !(b instanceof Object[] others) || rows.length != others.length) {
            return a == b;
        }
        for (int i = 0; i < rows.length; i++) {
            boolean bothThere = rows[i] != null && others[i] != null;
            if (bothThere ? !areAlike(rows[i], others[i]) : rows[i] != others[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Checks an array that a caller passes.
     *
     * @param name of the array, for the message
     * @param parameter whose shape it must have; for null it is the method that says what is wrong
     * @throws IllegalArgumentException if it has not the shape of {@code parameter}; the message says what it must be
     */
    public static void require(String name, Object array, @Nullable Object parameter) {
        if (parameter != null && !areAlike(array, parameter)) {
            throw new IllegalArgumentException(
                    name + " must have the shape " + shape(parameter) + ", not " + shape(array));
        }
    }

    /**
     * Checks a destination that a caller passes.
     *
     * @param name of the destination, for the message
     * @throws IllegalArgumentException if it has not the shape of {@code parameter}, shares a row with it, or has the same row
     *     twice
     */
    public static void requireDestination(String name, Object destination, @Nullable Object parameter) {
        require(name, destination, parameter);
        requireApart(name, destination, parameter);
        if (Sharing.hasTwice(destination)) {
            throw notItsOwn(name);
        }
    }

    /**
     * Checks that what is written to a destination is written nowhere else.
     *
     * @param name of the destination, for the message
     * @param other another array that the caller passes
     * @throws IllegalArgumentException if both are the same, have a row in common, or one is a row of the other
     */
    public static void requireApart(String name, Object destination, @Nullable Object other) {
        if (Sharing.share(destination, other)) {
            throw notItsOwn(name);
        }
    }

    /** The same for two others. */
    public static void requireApart(String name, Object destination, @Nullable Object other, @Nullable Object another) {
        requireApart(name, destination, other);
        requireApart(name, destination, another);
    }

    /** The same for three others. */
    public static void requireApart(
            String name, Object destination, @Nullable Object other, @Nullable Object another, @Nullable Object third) {
        requireApart(name, destination, other, another);
        requireApart(name, destination, third);
    }

    /**
     * Checks that what is written to each of some destinations is written nowhere else.
     *
     * @param names of the destinations, with a space between two, for the message
     * @param arrays the destinations, in the order of their names, and behind them the other arrays that the caller passes
     * @throws IllegalArgumentException if a destination has a row in common with another array, is a row of it, or the other way round
     */
    public static void requireAllApart(String names, @Nullable Object... arrays) {
        String[] written = names.split(" ");
        for (int i = 0; i < written.length; i++) {
            for (int j = i + 1; j < arrays.length; j++) {
                if (Sharing.share(arrays[i], arrays[j])) {
                    throw notItsOwn(written[i]);
                }
            }
        }
    }

    /**
     * Checks a part of an array, as {@link java.util.Arrays#stream(double[], int, int)} does.
     *
     * @throws ArrayIndexOutOfBoundsException if it does not begin and end within {@code length}, or ends before it begins
     */
    public static void requirePart(int length, int from, int to) {
        if (from > to) {
            throw new ArrayIndexOutOfBoundsException("origin(" + from + ") > fence(" + to + ")");
        }
        requireWithin(length, from, to);
    }

    static void requireWithin(int length, int from, int to) {
        if (from < 0) {
            throw new ArrayIndexOutOfBoundsException(from);
        }
        if (to > length) {
            throw new ArrayIndexOutOfBoundsException(to);
        }
    }

    private static IllegalArgumentException notItsOwn(String name) {
        return new IllegalArgumentException(name + " must be an array of its own");
    }

    private static String shape(Object array) {
        if (array instanceof double[] doubles) {
            return "[" + doubles.length + "]";
        }
        if (array instanceof float[] floats) {
            return "[" + floats.length + "]";
        }
        if (!(array instanceof Object[] rows)) {
            return String.valueOf(array);
        }
        String first = rows.length == 0 ? "" : shape(rows[0]);
        boolean even = Arrays.stream(rows).allMatch(row -> shape(row).equals(first));
        return "[" + rows.length + "]"
                + (even ? first : Arrays.stream(rows).map(Shapes::shape).toList());
    }

    /** Adds {@code factor} times an array to another of the same shape; a factor of exactly 0 adds nothing. */
    public static void addScaled(Object target, Object source, double factor) {
        if (factor == 0) {
            return;
        }
        if (target instanceof double[] doubles) {
            double[] others = (double[]) source;
            for (int i = 0; i < doubles.length; i++) {
                doubles[i] += others[i] * factor;
            }
        } else if (target instanceof float[] floats) {
            float[] others = (float[]) source;
            for (int i = 0; i < floats.length; i++) {
                floats[i] += (float) (others[i] * factor);
            }
        } else {
            Object[] rows = (Object[]) target;
            Object[] others = (Object[]) source;
            for (int i = 0; i < rows.length; i++) {
                if (rows[i] != null) {
                    addScaled(rows[i], others[i], factor);
                }
            }
        }
    }

    /** Returns the number of elements, in all rows together. */
    public static int size(Object array) {
        if (array instanceof double[] doubles) {
            return doubles.length;
        }
        if (array instanceof float[] floats) {
            return floats.length;
        }
        int size = 0;
        for (Object row : (Object[]) array) {
            size += row == null ? 0 : size(row);
        }
        return size;
    }

    /**
     * Copies all elements, row after row, into a part of {@code flat}.
     *
     * @param offset where the first element goes
     * @return the offset behind the last one
     */
    public static int flatten(Object array, double[] flat, int offset) {
        if (array instanceof double[] doubles) {
            System.arraycopy(doubles, 0, flat, offset, doubles.length);
            return offset + doubles.length;
        }
        if (array instanceof float[] floats) {
            for (int i = 0; i < floats.length; i++) {
                flat[offset + i] = floats[i];
            }
            return offset + floats.length;
        }
        int next = offset;
        for (Object row : (Object[]) array) {
            next = row == null ? next : flatten(row, flat, next);
        }
        return next;
    }

    /**
     * Copies a part of {@code flat} into all elements, row after row.
     *
     * @param offset where the first element comes from
     * @return the array
     */
    public static <T> T unflatten(double[] flat, int offset, T array) {
        if (array instanceof double[] doubles) {
            System.arraycopy(flat, offset, doubles, 0, doubles.length);
        } else if (array instanceof float[] floats) {
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) flat[offset + i];
            }
        } else {
            int next = offset;
            for (Object row : (Object[]) array) {
                if (row != null) {
                    unflatten(flat, next, row);
                    next += size(row);
                }
            }
        }
        return array;
    }

    /** Returns {@code count} directions of {@code n} numbers: those of the axes from {@code first} on, and zeros behind the last. */
    public static double[][] unit(int first, int count, int n) {
        double[][] directions = new double[count][n];
        for (int i = first; i < Math.min(first + count, n); i++) {
            directions[i - first][i] = 1;
        }
        return directions;
    }
}
