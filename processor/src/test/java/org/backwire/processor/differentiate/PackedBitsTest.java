package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import java.util.stream.IntStream;
import org.backwire.processor.testing.Allocations;
import org.backwire.processor.testing.Companion;
import org.backwire.processor.testing.TestKit.Subject;
import org.junit.jupiter.api.Test;

/** What is recorded of a branch is a bit. */
class PackedBitsTest {
    private static final String FLIPS = """
            static double flips(double[] x) {
                double s = 1;
                for (int i = 0; i < x.length; i++) {
                    s = s * 0.999 + x[i];
                    if (s > 2) {
                        s = -s;
                    }
                }
                return s;
            }""";

    private static double[] many(int n) {
        return IntStream.range(0, n).mapToDouble(i -> Math.sin(i) + 0.3).toArray();
    }

    @Test
    void readLikeArrays() {
        assertThat(generatedFrom(FLIPS).text())
                .contains("long[] greaterTape = workspace.bitTape(x.length);")
                .contains("Bits.set(greaterTape, i, s > 2);")
                .contains("if (Bits.get(greaterTape, i)) {");
    }

    @Test
    void millionBranchesTakeAByteForEight() {
        Companion companion = companionOf(FLIPS).companion();
        double[] x = many(1_000_000);
        double[] dx = new double[x.length];
        assertThat(Allocations.bytes(() -> companion.call("valueAndGradient", x, dx)))
                .isLessThan(130_000);
        assertThat(Allocations.bytes(companion.gate(), (Object) x)).isLessThan(4_000);
    }

    @Test
    void areRight() {
        companionOf(FLIPS).at((Object) many(200)).agreesWithDifferences();
    }

    @Test
    void areRightOnTapesThatGrow() {
        Subject subject = companionOf("""
                static double grows(double x, double limit) {
                    double s = x;
                    double t = 0;
                    for (double k = 0; k < limit; k += 0.25) {
                        s = Math.max(s * 0.9, Math.sin(s + k));
                        t += s > 0.5 && t < 30 ? s * s : -s;
                    }
                    return t;
                }""");
        subject.at(0.3, 60.0).agreesWithDifferences();
        subject.at(0.7, 3.0).agreesWithDifferences();
        subject.at(0.2, 0.0).agreesWithDifferences();
    }

    @Test
    void areRightInLoopsOfLoops() {
        double[][] ragged = {many(70), many(3), {}, many(130)};
        companionOf("""
                static double ragged(double[][] x, double a) {
                    double s = a;
                    for (double[] row : x) {
                        for (int j = row.length - 1; j >= 0; j--) {
                            s = s * a + row[j];
                            if (s > 1 && j > 2 || s < -1) {
                                s = Math.tanh(s);
                            }
                        }
                    }
                    return s;
                }""").at(ragged, 0.7).agreesWithDifferences();
        companionOf("""
                static double flat(double[] x, int n, int m, double a) {
                    double s = a;
                    for (int i = 0; i < n; i++) {
                        for (int j = 0; j < m; j++) {
                            s = Math.max(s * a + x[i * m + j], 0.1 - s);
                        }
                    }
                    return s;
                }""").at(many(91), 7, 13, 0.7).agreesWithDifferences();
    }
}
