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
    private @Nullable Object[] taken = {};
    /** The length of an array; of a tape, the complement of how much it has room for. */
    private int[] sizes = {};

    private int next;
    private @Nullable Spares spares;

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
        if (spares != null) {
            spares.age();
        }
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

    /** An array of just this length; null if none is kept. */
    private <T> @Nullable T kept(Class<T> type, int length) {
        return length < 0 ? null : found(type, length);
    }

    /** A tape with so much room at least; null if none is kept. */
    private <T> @Nullable T keptTape(Class<T> type, int length) {
        return length < 0 ? null : found(type, ~length);
    }

    /** What has the place that is next, if it will do, or else what once had to leave its place. */
    private <T> @Nullable T found(Class<T> type, int size) {
        if (next < taken.length) {
            Object here = taken[next];
            if (here != null && here.getClass() == type && (size < 0 ? sizes[next] <= size : sizes[next] == size)) {
                next++;
                return type.cast(here);
            }
        }
        if (spares == null) {
            return null;
        }
        int place = spares.find(type, size);
        return place < 0 ? null : type.cast(keep(spares.remove(place), spares.size(place)));
    }

    /** How many arrays have no place just now. */
    int spares() {
        return spares == null ? 0 : spares.count();
    }

    private <T> T keep(T made, int size) {
        if (keeps) {
            if (next == taken.length) {
                taken = Arrays.copyOf(taken, 2 * next + 8);
                sizes = Arrays.copyOf(sizes, 2 * next + 8);
            }
            Object here = taken[next];
            if (here != null) {
                spares = spares == null ? new Spares() : spares;
                spares.put(here, sizes[next]);
            }
            taken[next] = made;
            sizes[next++] = size;
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
        T kept = kept(type, 0);
        return kept == null ? keep(made.get(), 0) : kept;
    }

    /** Returns what {@link Sorting#order(double[])} does. */
    public int[] order(double[] numbers) {
        return order(numbers, 0, numbers.length);
    }

    /** Returns what {@link Sorting#order(double[], int, int)} does, and throws what it throws. */
    public int[] order(double[] numbers, int from, int to) {
        Sorting.requireRange(from, to, numbers.length);
        return Sorting.merged(numbers, from, ints(to - from), ints(to - from));
    }

    /** Returns what {@link Sorting#order(float[])} does. */
    public int[] order(float[] numbers) {
        return order(numbers, 0, numbers.length);
    }

    /** Returns what {@link Sorting#order(float[], int, int)} does, and throws what it throws. */
    public int[] order(float[] numbers, int from, int to) {
        double[] wide = doubles(numbers.length);
        for (int i = 0; i < wide.length; i++) {
            wide[i] = numbers[i];
        }
        return order(wide, from, to);
    }

    /** Returns an array of {@code length} zeros. */
    public double[] doubles(int length) {
        double[] kept = kept(double[].class, length);
        if (kept == null) {
            return keep(new double[length], length);
        }
        Arrays.fill(kept, 0);
        return kept;
    }

    /** Returns an array of {@code length} zeros. */
    public float[] floats(int length) {
        float[] kept = kept(float[].class, length);
        if (kept == null) {
            return keep(new float[length], length);
        }
        Arrays.fill(kept, 0);
        return kept;
    }

    /** Returns an array of {@code length} zeros. */
    public int[] ints(int length) {
        int[] kept = kept(int[].class, length);
        if (kept == null) {
            return keep(new int[length], length);
        }
        Arrays.fill(kept, 0);
        return kept;
    }

    /** Returns an array of {@code length} zeros. */
    public long[] longs(int length) {
        long[] kept = kept(long[].class, length);
        if (kept == null) {
            return keep(new long[length], length);
        }
        Arrays.fill(kept, 0);
        return kept;
    }

    /** Returns an array of {@code length} times false. */
    public boolean[] booleans(int length) {
        boolean[] kept = kept(boolean[].class, length);
        if (kept == null) {
            return keep(new boolean[length], length);
        }
        Arrays.fill(kept, false);
        return kept;
    }

    /** Returns an array of {@code length} zeros. */
    public short[] shorts(int length) {
        short[] kept = kept(short[].class, length);
        if (kept == null) {
            return keep(new short[length], length);
        }
        Arrays.fill(kept, (short) 0);
        return kept;
    }

    /** Returns an array of {@code length} zeros. */
    public char[] chars(int length) {
        char[] kept = kept(char[].class, length);
        if (kept == null) {
            return keep(new char[length], length);
        }
        Arrays.fill(kept, '\0');
        return kept;
    }

    /** Returns an array of {@code length} zeros. */
    public byte[] bytes(int length) {
        byte[] kept = kept(byte[].class, length);
        if (kept == null) {
            return keep(new byte[length], length);
        }
        Arrays.fill(kept, (byte) 0);
        return kept;
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

    /** Returns {@code matrices} matrices of zeros. */
    public double[][][] doubles(int matrices, int rows, int columns) {
        double[][][] all = doubleMatrices(matrices);
        requireLength(rows);
        requireLength(columns);
        for (int i = 0; i < matrices; i++) {
            all[i] = doubles(rows, columns);
        }
        return all;
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

    /** Returns {@code matrices} matrices of zeros. */
    public float[][][] floats(int matrices, int rows, int columns) {
        float[][][] all = floatMatrices(matrices);
        requireLength(rows);
        requireLength(columns);
        for (int i = 0; i < matrices; i++) {
            all[i] = floats(rows, columns);
        }
        return all;
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

    /** Returns a matrix of zeros. */
    public long[][] longs(int rows, int columns) {
        long[][] matrix = rows(long[][].class, long[][]::new, rows);
        requireLength(columns);
        for (int i = 0; i < rows; i++) {
            matrix[i] = longs(columns);
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

    /** Refuses a negative length, also where there are no rows that would have it (JLS 15.10.2). */
    public void requireLength(int length) {
        if (length < 0) {
            throw new NegativeArraySizeException(Integer.toString(length));
        }
    }

    /**
     * Returns an array for {@code length} rows, all null.
     *
     * @param type the class of the array
     * @param made makes a new one
     */
    public <T> T[] rows(Class<T[]> type, IntFunction<T[]> made, int length) {
        T[] kept = kept(type, length);
        if (kept == null) {
            return keep(made.apply(length), length);
        }
        Arrays.fill(kept, null);
        return kept;
    }

    /** Returns an array for {@code length} rows, all null. */
    public double[][] doubleRows(int length) {
        return rows(double[][].class, double[][]::new, length);
    }

    /** Returns an array for {@code length} rows, all null. */
    public float[][] floatRows(int length) {
        return rows(float[][].class, float[][]::new, length);
    }

    /** Returns an array for {@code length} matrices, all null. */
    public double[][][] doubleMatrices(int length) {
        return rows(double[][][].class, double[][][]::new, length);
    }

    /** Returns an array for {@code length} matrices, all null. */
    public float[][][] floatMatrices(int length) {
        return rows(float[][][].class, float[][][]::new, length);
    }

    /** Returns an array of zeros of the shape of another, down to its last row. */
    public double[] zerosLike(double[] array) {
        return doubles(array.length);
    }

    /** Returns an array of zeros of the shape of another, down to its last row. */
    public float[] zerosLike(float[] array) {
        return floats(array.length);
    }

    /** Returns an array of the shape of another, down to its last row, with zeros for its numbers. */
    public <T> T[] zerosLike(T[] array) {
        T[] zeros = cloneOf(array);
        for (int i = 0; i < zeros.length; i++) {
            zeros[i] = zerosLikeRow(zeros[i]);
        }
        return zeros;
    }

    @SuppressWarnings("unchecked") // of the class of the row
    private <T> @Nullable T zerosLikeRow(@Nullable T row) {
        if (row instanceof double[] doubles) {
            return (T) zerosLike(doubles);
        }
        if (row instanceof float[] floats) {
            return (T) zerosLike(floats);
        }
        return row == null ? null : (T) zerosLike((Object[]) row);
    }

    /** Returns a copy of an array. */
    public double[] copyOf(double[] array) {
        double[] kept = kept(double[].class, array.length);
        double[] copy = kept == null ? keep(new double[array.length], array.length) : kept;
        System.arraycopy(array, 0, copy, 0, array.length);
        return copy;
    }

    /** Returns a copy of an array. */
    public float[] copyOf(float[] array) {
        float[] kept = kept(float[].class, array.length);
        float[] copy = kept == null ? keep(new float[array.length], array.length) : kept;
        System.arraycopy(array, 0, copy, 0, array.length);
        return copy;
    }

    /** Returns a copy of an array. */
    public int[] copyOf(int[] array) {
        int[] kept = kept(int[].class, array.length);
        int[] copy = kept == null ? keep(new int[array.length], array.length) : kept;
        System.arraycopy(array, 0, copy, 0, array.length);
        return copy;
    }

    /** Returns a copy of an array. */
    public long[] copyOf(long[] array) {
        long[] kept = kept(long[].class, array.length);
        long[] copy = kept == null ? keep(new long[array.length], array.length) : kept;
        System.arraycopy(array, 0, copy, 0, array.length);
        return copy;
    }

    /** Returns a copy of an array. */
    public boolean[] copyOf(boolean[] array) {
        boolean[] kept = kept(boolean[].class, array.length);
        boolean[] copy = kept == null ? keep(new boolean[array.length], array.length) : kept;
        System.arraycopy(array, 0, copy, 0, array.length);
        return copy;
    }

    /** Returns a copy of an array. */
    public short[] copyOf(short[] array) {
        short[] kept = kept(short[].class, array.length);
        short[] copy = kept == null ? keep(new short[array.length], array.length) : kept;
        System.arraycopy(array, 0, copy, 0, array.length);
        return copy;
    }

    /** Returns a copy of an array. */
    public char[] copyOf(char[] array) {
        char[] kept = kept(char[].class, array.length);
        char[] copy = kept == null ? keep(new char[array.length], array.length) : kept;
        System.arraycopy(array, 0, copy, 0, array.length);
        return copy;
    }

    /** Returns a copy of an array. */
    public byte[] copyOf(byte[] array) {
        byte[] kept = kept(byte[].class, array.length);
        byte[] copy = kept == null ? keep(new byte[array.length], array.length) : kept;
        System.arraycopy(array, 0, copy, 0, array.length);
        return copy;
    }

    /**
     * Returns a copy of an array and of all its rows; objects are the same. A row that follows itself, as where each iteration has
     * recorded the same one, is copied once.
     */
    public <T> T[] copyOf(T[] array) {
        T[] copy = cloneOf(array);
        for (int i = 0; i < copy.length; i++) {
            copy[i] = i > 0 && array[i] == array[i - 1] ? copy[i - 1] : copyOfRow(array[i]);
        }
        return copy;
    }

    @SuppressWarnings("unchecked") // of the class of the row
    private <T> @Nullable T copyOfRow(@Nullable T row) {
        if (row instanceof Object[] rows) {
            return (T) copyOf(rows);
        }
        if (row instanceof double[] doubles) {
            return (T) copyOf(doubles);
        }
        if (row instanceof float[] floats) {
            return (T) copyOf(floats);
        }
        if (row instanceof int[] ints) {
            return (T) copyOf(ints);
        }
        if (row instanceof long[] longs) {
            return (T) copyOf(longs);
        }
        if (row instanceof boolean[] booleans) {
            return (T) copyOf(booleans);
        }
        if (row instanceof byte[] bytes) {
            return (T) copyOf(bytes);
        }
        if (row instanceof short[] shorts) {
            return (T) copyOf(shorts);
        }
        return row instanceof char[] chars ? (T) copyOf(chars) : row;
    }

    /** Returns a copy of an array that has the same rows. */
    @SuppressWarnings("unchecked") // the class of an array of T
    public <T> T[] cloneOf(T[] array) {
        T[] kept = kept((Class<T[]>) array.getClass(), array.length);
        if (kept == null) {
            return keep(array.clone(), array.length);
        }
        System.arraycopy(array, 0, kept, 0, array.length);
        return kept;
    }

    /** Returns a tape with room for {@code length} values at least; what it holds is of no meaning. */
    public double[] doubleTape(int length) {
        double[] kept = keptTape(double[].class, length);
        return kept == null ? keep(new double[length], ~length) : kept;
    }

    /** Returns a tape with room for {@code length} values at least; what it holds is of no meaning. */
    public float[] floatTape(int length) {
        float[] kept = keptTape(float[].class, length);
        return kept == null ? keep(new float[length], ~length) : kept;
    }

    /** Returns a tape with room for {@code length} values at least; what it holds is of no meaning. */
    public int[] intTape(int length) {
        int[] kept = keptTape(int[].class, length);
        return kept == null ? keep(new int[length], ~length) : kept;
    }

    /** Returns a tape with room for {@code length} values at least; what it holds is of no meaning. */
    public long[] longTape(int length) {
        long[] kept = keptTape(long[].class, length);
        return kept == null ? keep(new long[length], ~length) : kept;
    }

    /** Returns a tape with room for {@code length} values at least; what it holds is of no meaning. */
    public boolean[] booleanTape(int length) {
        boolean[] kept = keptTape(boolean[].class, length);
        return kept == null ? keep(new boolean[length], ~length) : kept;
    }

    /** Returns a tape with room for {@code length} values at least; what it holds is of no meaning. */
    public short[] shortTape(int length) {
        short[] kept = keptTape(short[].class, length);
        return kept == null ? keep(new short[length], ~length) : kept;
    }

    /** Returns a tape with room for {@code length} values at least; what it holds is of no meaning. */
    public char[] charTape(int length) {
        char[] kept = keptTape(char[].class, length);
        return kept == null ? keep(new char[length], ~length) : kept;
    }

    /** Returns a tape with room for {@code length} values at least; what it holds is of no meaning. */
    public byte[] byteTape(int length) {
        byte[] kept = keptTape(byte[].class, length);
        return kept == null ? keep(new byte[length], ~length) : kept;
    }

    /** Returns a tape with room for {@code length} bits at least; what it holds is of no meaning. */
    public long[] bitTape(int length) {
        return longTape(Bits.longs(length));
    }

    /** Returns a tape with room for {@code length} rows at least; what it holds is of no meaning. */
    public double[][] doubleRowTape(int length) {
        return tape(double[][].class, double[][]::new, length);
    }

    /** Returns a tape with room for {@code length} matrices at least; what it holds is of no meaning. */
    public double[][][] doubleMatrixTape(int length) {
        return tape(double[][][].class, double[][][]::new, length);
    }

    /**
     * Returns a tape with room for {@code length} arrays, or frames, at least; what it holds is of no meaning.
     *
     * @param type the class of the tape
     * @param made makes a new one
     */
    public <T> T[] tape(Class<T[]> type, IntFunction<T[]> made, int length) {
        T[] kept = keptTape(type, length);
        return kept == null ? keep(made.apply(length), ~length) : kept;
    }

    private <T> T replaced(T old, T grown, int length) {
        for (int i = next - 1; keeps && i >= 0; i--) {
            if (taken[i] == old) {
                taken[i] = grown;
                sizes[i] = ~length;
                break;
            }
        }
        return grown;
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public double[] room(double[] tape, int index) {
        if (index < tape.length) {
            return tape;
        }
        double[] grown = Tape.room(tape, index);
        return replaced(tape, grown, grown.length);
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public float[] room(float[] tape, int index) {
        if (index < tape.length) {
            return tape;
        }
        float[] grown = Tape.room(tape, index);
        return replaced(tape, grown, grown.length);
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public int[] room(int[] tape, int index) {
        if (index < tape.length) {
            return tape;
        }
        int[] grown = Tape.room(tape, index);
        return replaced(tape, grown, grown.length);
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public long[] room(long[] tape, int index) {
        if (index < tape.length) {
            return tape;
        }
        long[] grown = Tape.room(tape, index);
        return replaced(tape, grown, grown.length);
    }

    /** Returns the tape, or a longer copy of it if there is no room for bit number {@code index}. */
    public long[] bitRoom(long[] tape, int index) {
        return room(tape, index >> 6);
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public boolean[] room(boolean[] tape, int index) {
        if (index < tape.length) {
            return tape;
        }
        boolean[] grown = Tape.room(tape, index);
        return replaced(tape, grown, grown.length);
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public short[] room(short[] tape, int index) {
        if (index < tape.length) {
            return tape;
        }
        short[] grown = Tape.room(tape, index);
        return replaced(tape, grown, grown.length);
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public char[] room(char[] tape, int index) {
        if (index < tape.length) {
            return tape;
        }
        char[] grown = Tape.room(tape, index);
        return replaced(tape, grown, grown.length);
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public byte[] room(byte[] tape, int index) {
        if (index < tape.length) {
            return tape;
        }
        byte[] grown = Tape.room(tape, index);
        return replaced(tape, grown, grown.length);
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public <T> T[] room(T[] tape, int index) {
        if (index < tape.length) {
            return tape;
        }
        T[] grown = Tape.room(tape, index);
        return replaced(tape, grown, grown.length);
    }
}
