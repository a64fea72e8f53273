package org.backwire;

/** Tapes of truths: which branch was taken, which number was the larger one. A {@code long} holds 64 of them. */
public final class Bits {
    private Bits() {}

    /** How many {@code long}s hold so many bits. */
    static int longs(int length) {
        return (length - 1 >> 6) + 1;
    }

    /** Returns a tape with room for {@code length} bits. */
    public static long[] tape(int length) {
        return new long[longs(length)];
    }

    /** Returns bit number {@code index}. */
    public static boolean get(long[] tape, int index) {
        return (tape[index >> 6] >> index & 1) != 0;
    }

    /** Makes bit number {@code index} what {@code value} is. */
    public static void set(long[] tape, int index, boolean value) {
        tape[index >> 6] = tape[index >> 6] & ~(1L << index) | (value ? 1L : 0L) << index;
    }

    /** Returns the tape, or a longer copy of it if there is no room for bit number {@code index}. */
    public static long[] room(long[] tape, int index) {
        return Tape.room(tape, index >> 6);
    }
}
