package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;

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

    @Test
    void whatIsThrownIsNeverReachedAgain() {
        companionOf("""
                static double[][] f(double p, int n) {
                    if (p > 5) throw new IllegalStateException("large: " + n);
                    double[][] m = new double[2][2];
                    m[0] = new double[] {p, p * p};
                    return m;
                }""").at(0.5, 1).agreesWithDifferences();
    }
}
