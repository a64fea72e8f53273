package org.backwire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BitsTest {
    private static void holdsWhatIsWritten(long[] tape, int length) {
        boolean[] expected = new boolean[length];
        Random random = new Random(length);
        for (int write = 0; write < 3 * length; write++) {
            int index = random.nextInt(length);
            expected[index] = random.nextBoolean();
            Bits.set(tape, index, expected[index]);
        }
        for (int i = 0; i < length; i++) {
            Bits.set(tape, i, expected[i]); // some have not been written, and may be anything
        }
        for (int i = 0; i < length; i++) {
            assertThat(Bits.get(tape, i)).as("bit %s of %s", i, length).isEqualTo(expected[i]);
        }
    }

    @Test
    void eachBitIsItsOwn() {
        for (int length : new int[] {1, 2, 63, 64, 65, 128, 1000}) {
            holdsWhatIsWritten(Bits.tape(length), length);
        }
    }

    @Test
    void whatWasThereDoesNotMatter() {
        long[] tape = {-1, 0x5555555555555555L, Long.MIN_VALUE};
        holdsWhatIsWritten(tape, 3 * 64);
    }

    @Test
    void sixtyFourShareALong() {
        assertThat(Bits.tape(0)).isEmpty();
        assertThat(Bits.tape(1)).hasSize(1);
        assertThat(Bits.tape(64)).hasSize(1);
        assertThat(Bits.tape(65)).hasSize(2);
        assertThat(Bits.longs(Integer.MAX_VALUE)).isEqualTo(1 << 25);
    }

    @Test
    void growsWhereItIsFull() {
        Workspace workspace = new Workspace();
        long[] tape = Bits.tape(16);
        long[] kept = workspace.bitTape(16);
        for (int i = 0; i < 1000; i++) {
            tape = Bits.room(tape, i);
            kept = workspace.bitRoom(kept, i);
            Bits.set(tape, i, i % 3 == 0);
            Bits.set(kept, i, i % 3 == 0);
        }
        for (int i = 0; i < 1000; i++) {
            assertThat(Bits.get(tape, i)).isEqualTo(i % 3 == 0);
            assertThat(Bits.get(kept, i)).isEqualTo(i % 3 == 0);
        }
        assertThat(workspace.rewind().bitTape(1000)).isSameAs(kept);
    }
}
