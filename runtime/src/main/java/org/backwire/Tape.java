package org.backwire;

import java.util.Arrays;

/** Tapes that grow: what a companion records of a loop whose trip count is not known before it ends. */
public final class Tape {
    /** The greatest length that every JVM has arrays of, if it has the memory. */
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private Tape() {}

    private static int grown(int index) {
        return index <= LONGEST / 2 ? 2 * index + 1 : Math.max(index + 1, LONGEST);
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public static double[] room(double[] tape, int index) {
        return index < tape.length ? tape : Arrays.copyOf(tape, grown(index));
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public static float[] room(float[] tape, int index) {
        return index < tape.length ? tape : Arrays.copyOf(tape, grown(index));
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public static int[] room(int[] tape, int index) {
        return index < tape.length ? tape : Arrays.copyOf(tape, grown(index));
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public static long[] room(long[] tape, int index) {
        return index < tape.length ? tape : Arrays.copyOf(tape, grown(index));
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public static short[] room(short[] tape, int index) {
        return index < tape.length ? tape : Arrays.copyOf(tape, grown(index));
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public static char[] room(char[] tape, int index) {
        return index < tape.length ? tape : Arrays.copyOf(tape, grown(index));
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public static byte[] room(byte[] tape, int index) {
        return index < tape.length ? tape : Arrays.copyOf(tape, grown(index));
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public static boolean[] room(boolean[] tape, int index) {
        return index < tape.length ? tape : Arrays.copyOf(tape, grown(index));
    }

    /** Returns the tape, or a longer copy of it if there is no room for element number {@code index}. */
    public static <T> T[] room(T[] tape, int index) {
        return index < tape.length ? tape : Arrays.copyOf(tape, grown(index));
    }
}
