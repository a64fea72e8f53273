package org.backwire;

/**
 * The order into which {@link java.util.Arrays#sort(double[])} brings numbers: by {@link Double#compare}, so that -0.0 is
 * before 0.0 and NaN behind all others. Equal numbers keep theirs.
 */
public final class Sorting {
    private Sorting() {}

    /** Returns where each number was before it was sorted: the least one at {@code numbers[order[0]]}. */
    public static int[] order(double[] numbers) {
        return order(numbers, 0, numbers.length);
    }

    /**
     * Returns the same for a part: places between {@code from} and {@code to}.
     *
     * @throws IllegalArgumentException if {@code from} is behind {@code to}
     * @throws ArrayIndexOutOfBoundsException if the part is not all within the array
     */
    public static int[] order(double[] numbers, int from, int to) {
        return Workspace.NONE.order(numbers, from, to);
    }

    /** Returns where each number was before it was sorted. */
    public static int[] order(float[] numbers) {
        return order(numbers, 0, numbers.length);
    }

    /**
     * Returns the same for a part: places between {@code from} and {@code to}.
     *
     * @throws IllegalArgumentException if {@code from} is behind {@code to}
     * @throws ArrayIndexOutOfBoundsException if the part is not all within the array
     */
    public static int[] order(float[] numbers, int from, int to) {
        return Workspace.NONE.order(numbers, from, to);
    }

    /** Throws what {@code Arrays.sort} throws. */
    static void requireRange(int from, int to, int length) {
        if (from > to) {
            throw new IllegalArgumentException("fromIndex(" + from + ") > toIndex(" + to + ")");
        }
        Shapes.requireWithin(length, from, to);
    }

    /**
     * Merges runs of 1, 2, 4, … places.
     *
     * @param from the first place
     * @param order has room for all places
     * @param other has as much room
     * @return one of the two
     */
    static int[] merged(double[] numbers, int from, int[] order, int[] other) {
        int length = order.length;
        for (int i = 0; i < length; i++) {
            order[i] = from + i;
        }
        int[] runs = order;
        int[] merged = other;
        for (int width = 1; width > 0 && width < length; width *= 2) {
            for (int start = 0; start >= 0 && start < length; start += 2 * width) {
                int middle = Math.min(width, length - start) + start;
                merge(numbers, runs, start, middle, Math.min(width, length - middle) + middle, merged);
            }
            int[] before = runs;
            runs = merged;
            merged = before;
        }
        return runs;
    }

    private static void merge(double[] numbers, int[] runs, int start, int middle, int end, int[] merged) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takesLeft =
                    right >= end || left < middle && Double.compare(numbers[runs[left]], numbers[runs[right]]) <= 0;
            merged[i] = takesLeft ? runs[left++] : runs[right++];
        }
    }
}
