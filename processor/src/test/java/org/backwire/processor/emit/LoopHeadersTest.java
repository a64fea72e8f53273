package org.backwire.processor.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import org.junit.jupiter.api.Test;

/** What stands in the header of a {@code for} runs last of all, so only what nobody waits for may stand there. */
class LoopHeadersTest {
    @Test
    void aStepByWhatTheLoopChangesStaysInTheBody() {
        companionOf("""
                static double f(int n, double x) {
                    int total = 0;
                    int c = n;
                    while (c * x < 100) {
                        int old = c;
                        c = c + 3;
                        total += old;
                    }
                    return x * total;
                }""").at(7, 2.0).hasValue(840).hasGradient(420);
    }

    @Test
    void aStrideThatGrowsGrowsBeforeTheStep() {
        companionOf("""
                static double f(double x, double[] a) {
                    double sum = 0;
                    int stride = 1;
                    for (int i = 0; i < a.length; i += stride) {
                        sum += a[i] * x;
                        stride++;
                    }
                    return sum;
                }""")
                .at(2.0, new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9})
                .hasValue(20)
                .agreesWithDifferences();
    }

    @Test
    void aStepThatAnotherVariableTakesStaysInTheBody() {
        companionOf("""
                static double f(int n, double x) {
                    int k = n;
                    int last = 0;
                    while (k * x < 100) {
                        k = k + 3;
                        last = k;
                    }
                    return x * last;
                }""").at(7, 2.0).hasValue(104).hasGradient(52);
    }

    @Test
    void aStepByAChoiceOfTheBodyStaysInTheBody() {
        companionOf("""
                static double f(int n, double x) {
                    for (int i = 0; i < 2; i++) {
                        for (int c = n - 1; c >= 0; c--) {
                            n -= 0.3 <= i ? i : c;
                            if (x > 100) {
                                break;
                            }
                        }
                    }
                    return x * n;
                }""").at(5, 2.0).hasValue(-10).hasGradient(-5);
    }

    @Test
    void aFixedStepStandsInTheHeader() {
        assertThat(generatedFrom("""
                static double f(double x, double[] a, int stride) {
                    double sum = 0;
                    for (int i = 0; i < a.length; i += stride) {
                        sum += a[i] * x;
                    }
                    return sum;
                }""").text()).contains("for (int i = 0; i < a.length; i += stride) {");
    }

    @Test
    void aTestThatReadsAnArrayAndThenCallsIsOneExpression() {
        companionOf("""
                static double f(double x, int[] n, int k) {
                    double s = x;
                    for (int i = 0; i < (n[k] + Math.floorMod(5, 3)) % 4; i++) s *= x;
                    for (int i = 0; n[i] < Math.floorMod(n[k + 1], 3) + n[0]; i++) s += Math.sin(x * s);
                    return s;
                }""").at(0.7, new int[] {1, 5, 9}, 0).agreesWithDifferences();
    }
}
