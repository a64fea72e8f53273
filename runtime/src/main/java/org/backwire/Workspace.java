package org.backwire;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The arrays that a companion works with, kept from one call to the next: tapes, copies, and the local arrays of the method with
 * their gradients. A gate owns one, so that after its first call with a shape it allocates nothing; {@link #NONE} keeps nothing.
 *
 * <p>Arrays are handed out in the order in which they are asked for, and again in that order after {@link #rewind}. For one
 * thread at a time, except {@link #NONE}.
 */
public final class Workspace {
    /** Keeps nothing: every array it gives is a new one. For any number of threads. */
    public static final Workspace NONE = new Workspace(false);

    private final boolean keeps;
    private Object[] taken = {};
    private int next;

    /** A workspace that has nothing yet. */
    public Workspace() {
        this(true);
    }

    private Workspace(boolean keeps) {
        this.keeps = keeps;
    }

    /** Takes all arrays back: what was handed out will be handed out again. Returns this workspace. */
    public Workspace rewind() {
        next = 0;
        return this;
    }

    /** How many arrays have been handed out; {@link #release} takes back those that follow. */
    public int mark() {
        return next;
    }

    /** Takes back what was handed out since {@link #mark}. */
    public void release(int mark) {
        if (keeps) {
            next = mark;
        }
    }

    private @Nullable Object kept() {
        return keeps && next < taken.length ? taken[next] : null;
    }

    private <T> T keep(T made) {
        if (keeps) {
            if (next == taken.length) {
                taken = Arrays.copyOf(taken, 2 * next + 8);
            }
            taken[next++] = made;
        }
        return made;
    }

    /**
     * Returns what keeps, for one call of a method that calls itself, what its way back needs; what it holds is of no meaning.
     *
     * @param type its class, which nothing extends
     * @param made makes a new one
     */
    public <T> T frame(Class<T> type, Supplier<T> made) {
        Object kept = kept();
        if (kept != null && kept.getClass() == type) {
            next++;
            return type.cast(kept);
        }
        return keep(made.get());
    }

    /** Returns an array of {@code length} zeros. */
    public double[] doubles(int length) {
        if (kept() instanceof double[] array && array.length == length) {
            next++;
            Arrays.fill(array, 0);
            return array;
        }
        return keep(new double[length]);
    }

    /** Returns an array of {@code length} zeros. */
    public float[] floats(int length) {
        if (kept() instanceof float[] array && array.length == length) {
            next++;
            Arrays.fill(array, 0);
            return array;
        }
        return keep(new float[length]);
    }

    /** Returns an array of {@code length} zeros. */
    public int[] ints(int length) {
        if (kept() instanceof int[] array && array.length == length) {
            next++;
            Arrays.fill(array, 0);
            return array;
        }
        return keep(new int[length]);
    }

    /** Returns an array of {@code length} times false. */
    public boolean[] booleans(int length) {
        if (kept() instanceof boolean[] array && array.length == length) {
            next++;
            Arrays.fill(array, false);
            return array;
        }
        return keep(new boolean[length]);
    }

    /** Returns a matrix of zeros. */
    public double[][] doubles(int rows, int columns) {
        double[][] matrix = doubleRows(rows);
        requireLength(columns);
        for (int i = 0; i < rows; i++) {
            matrix[i] = doubles(columns);
        }
        return matrix;
    }

    /** Returns a matrix of zeros. */
    public float[][] floats(int rows, int columns) {
        float[][] matrix = floatRows(rows);
        requireLength(columns);
        for (int i = 0; i < rows; i++) {
            matrix[i] = floats(columns);
        }
        return matrix;
    }

    /** Returns a matrix of zeros. */
    public int[][] ints(int rows, int columns) {
        int[][] matrix = rows(int[][].class, int[][]::new, rows);
        requireLength(columns);
        for (int i = 0; i < rows; i++) {
            matrix[i] = ints(columns);
        }
        return matrix;
    }

    /** Returns a matrix of {@code rows} times {@code columns} times false. */
    public boolean[][] booleans(int rows, int columns) {
        boolean[][] matrix = rows(boolean[][].class, boolean[][]::new, rows);
        requireLength(columns);
        for (int i = 0; i < rows; i++) {
            matrix[i] = booleans(columns);
        }
        return matrix;
    }

    /** Also where there are no rows that would have it (JLS 15.10.2). */
    private static void requireLength(int columns) {
        if (columns < 0) {
            throw new NegativeArraySizeException(Integer.toString(columns));
        }
    }

    /**
     * Returns an array for {@code length} rows, all null.
     *
     * @param type the class of the array
     * @param made makes a new one
     */
    public <T> T[] rows(Class<T[]> type, IntFunction<T[]> made, int length) {
        if (kept() instanceof Object[] array && array.getClass() == type && array.length == length) {
            next++;
            Arrays.fill(array, null);
            return type.cast(array);
        }
        return keep(made.apply(length));
    }

    /** Returns an array for {@code length} rows, all null. */
    public double[][] doubleRows(int length) {
        if (kept() instanceof double[][] array && array.length == length) {
            next++;
            Arrays.fill(array, null);
            return array;
        }
        return keep(new double[length][]);
    }

    /** Returns an array for {@code length} rows, all null. */
    public float[][] floatRows(int length) {
        if (kept() instanceof float[][] array && array.length == length) {
            next++;
            Arrays.fill(array, null);
            return array;
        }
        return keep(new float[length][]);
    }

    /** Returns an array for {@code length} matrices, all null. */
    public double[][][] doubleMatrices(int length) {
        if (kept() instanceof double[][][] array && array.length == length) {
            next++;
            Arrays.fill(array, null);
            return array;
        }
        return keep(new double[length][][]);
    }

    /** Returns an array for {@code length} matrices, all null. */
    public float[][][] floatMatrices(int length) {
        if (kept() instanceof float[][][] array && array.length == length) {
            next++;
            Arrays.fill(array, null);
            return array;
        }
        return keep(new float[length][][]);
    }

    /** Returns an array of zeros of the shape of another, down to its last row. */
    public double[] zerosLike(double[] array) {
        return doubles(array.length);
    }

    /** Returns an array of zeros of the shape of another, down to its last row. */
    public float[] zerosLike(float[] array) {
        return floats(array.length);
    }

    /** Returns an array of zeros of the shape of another, down to its last row. */
    public double[][] zerosLike(double[][] array) {
        double[][] zeros = doubleRows(array.length);
        for (int i = 0; i < zeros.length; i++) {
            zeros[i] = array[i] == null ? null : doubles(array[i].length);
        }
        return zeros;
    }

    /** Returns an array of zeros of the shape of another, down to its last row. */
    public float[][] zerosLike(float[][] array) {
        float[][] zeros = floatRows(array.length);
        for (int i = 0; i < zeros.length; i++) {
            zeros[i] = array[i] == null ? null : floats(array[i].length);
        }
        return zeros;
    }

    /** Returns a copy of an array. */
    public double[] copyOf(double[] array) {
        double[] copy = doubleTape(array.length, true);
        System.arraycopy(array, 0, copy, 0, array.length);
        return copy;
    }

    /** Returns a copy of an array. */
    public float[] copyOf(float[] array) {
        float[] copy = floats(array.length);
        System.arraycopy(array, 0, copy, 0, array.length);
        return copy;
    }

    /** Returns a copy of an array and of all its rows. */
    public double[][] copyOf(double[][] array) {
        double[][] copy = doubleRows(array.length);
        for (int i = 0; i < copy.length; i++) {
            copy[i] = array[i] == null ? null : copyOf(array[i]);
        }
        return copy;
    }

    /** Returns a copy of an array and of all its rows. */
    public float[][] copyOf(float[][] array) {
        float[][] copy = floatRows(array.length);
        for (int i = 0; i < copy.length; i++) {
            copy[i] = array[i] == null ? null : copyOf(array[i]);
        }
        return copy;
    }

    /** Returns a copy of an array. */
    public int[] copyOf(int[] array) {
        int[] copy = ints(array.length);
        System.arraycopy(array, 0, copy, 0, array.length);
        return copy;
    }

    /** Returns a copy of an array. */
    public boolean[] copyOf(boolean[] array) {
        boolean[] copy = booleans(array.length);
        System.arraycopy(array, 0, copy, 0, array.length);
        return copy;
    }

    /** Returns a tape with room for {@code length} values at least; what it holds is of no meaning. */
    public double[] doubleTape(int length) {
        return doubleTape(length, false);
    }

    private double[] doubleTape(int length, boolean exact) {
        if (kept() instanceof double[] array
                && (exact ? array.length == length : array.length >= length && length >= 0)) {
            next++;
            return array;
        }
        return keep(new double[length]);
    }

    /** Returns a tape with room for {@code length} values at least; what it holds is of no meaning. */
    public float[] floatTape(int length) {
        if (kept() instanceof float[] array && array.length >= length && length >= 0) {
            next++;
            return array;
        }
        return keep(new float[length]);
    }

    /** Returns a tape with room for {@code length} values at least; what it holds is of no meaning. */
    public int[] intTape(int length) {
        if (kept() instanceof int[] array && array.length >= length && length >= 0) {
            next++;
            return array;
        }
        return keep(new int[length]);
    }

    /** Returns a tape with room for {@code length} values at least; what it holds is of no meaning. */
    public boolean[] booleanTape(int length) {
        if (kept() instanceof boolean[] array && array.length >= length && length >= 0) {
            next++;
            return array;
        }
        return keep(new boolean[length]);
    }

    /** Returns a tape with room for {@code length} rows at least; what it holds is of no meaning. */
    public double[][] doubleRowTape(int length) {
        if (kept() instanceof double[][] array && array.length >= length && length >= 0) {
            next++;
            return array;
        }
        return keep(new double[length][]);
    }

    /** Returns a tape with room for {@code length} matrices at least; what it holds is of no meaning. */
    public double[][][] doubleMatrixTape(int length) {
        if (kept() instanceof double[][][] array && array.length >= length && length >= 0) {
            next++;
            return array;
        }
        return keep(new double[length][][]);
    }

    /**
     * Returns a tape with room for {@code length} arrays, or frames, at least; what it holds is of no meaning.
     *
     * @param type the class of the tape
     * @param made makes a new one
     */
    public <T> T[] tape(Class<T[]> type, IntFunction<T[]> made, int length) {
        if (kept() instanceof Object[] array && array.getClass() == type && array.length >= length && length >= 0) {
            next++;
            return type.cast(array);
        }
        return keep(made.apply(length));
    }

    private <T> T replaced(T old, T grown) {
        for (int i = next - 1; keeps && i >= 0; i--) {
            if (taken[i] == old) {
                taken[i] = grown;
                break;
            }
        }
        return grown;
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public double[] room(double[] tape, int index) {
        return index < tape.length ? tape : replaced(tape, Tape.room(tape, index));
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public float[] room(float[] tape, int index) {
        return index < tape.length ? tape : replaced(tape, Tape.room(tape, index));
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public int[] room(int[] tape, int index) {
        return index < tape.length ? tape : replaced(tape, Tape.room(tape, index));
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public boolean[] room(boolean[] tape, int index) {
        return index < tape.length ? tape : replaced(tape, Tape.room(tape, index));
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public <T> T[] room(T[] tape, int index) {
        return index < tape.length ? tape : replaced(tape, Tape.room(tape, index));
    }
}
