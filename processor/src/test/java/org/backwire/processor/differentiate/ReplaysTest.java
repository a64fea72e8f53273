package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;

import org.backwire.processor.graph.GraphText;
import org.junit.jupiter.api.Test;

class ReplaysTest {
    private static boolean isFree(String data) {
        return Replays.data(GraphText.parse("f(double x, int i) {\n n = " + data + "\n yield x\n}")) == null;
    }

    @Test
    void arithmeticMayBeDoneOnceMore() {
        assertThat(isFree("call java.lang.Math.floorMod(i, 3) : int")).isTrue();
        assertThat(isFree("call java.lang.Integer.bitCount(i) : int")).isTrue();
    }

    @Test
    void whatOthersDecideMayNot() {
        assertThat(isFree("call java.lang.Math.random() : double")).isFalse();
        assertThat(isFree("call org.example.Data.next(i) : int")).isFalse();
        assertThat(isFree("field org.example.Data.counter : int")).isFalse();
    }
}
