package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;

import org.backwire.processor.testing.Companion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops that are told to end at the smallest or the largest of all integers make no trip, and neither does their way back. */
class SmallestBoundTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (int i = 0; i < n; i++) s = Math.sin(s) * x;",
                "for (int i = 0; i < n; i++) s = s * 2;",
                "for (int i = 1; i < n; i++) s = Math.sin(s) * x;",
                "for (int i = k; i < n; i++) s = Math.sin(s) * x;",
                "for (int i = k; i <= n; i++) s = Math.sin(s) * x;",
                "for (int i = 5; i <= n; i++) s = Math.sin(s) * x;",
                "for (int i = k; i < n; i++) for (int j = i; j < n; j++) s = Math.sin(s) * x;",
                "for (int i = 0; i < n; i++) for (int j = 0; j < k; j++) s = Math.sin(s) * x;",
                "for (int i = 0; i < k; i++) for (int j = i; j < n; j++) s = Math.sin(s) * x;",
                "for (int i = k; i > -1 - n; i--) s = Math.sin(s) * x;",
                "int m = -1 - n; for (int i = n; i > k; i--) s = Math.sin(s) * x;",
            })
    void makesNoTrip(String loop) {
        assertThat(slope(loop, Integer.MIN_VALUE)).containsExactly(1.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (int i = 3; i > n; i--) s = Math.sin(s) * x;",
                "for (int i = k; i > n; i--) s = s * 2;",
                "for (int i = k; i >= n; i--) s = Math.sin(s) * x;",
            })
    void makesNoTripDown(String loop) {
        assertThat(slope(loop, Integer.MAX_VALUE)).containsExactly(1.0);
    }

    private static double[] slope(String loop, int n) {
        Companion companion = companionOf(
                        "static double f(double x, int k, int n) { double s = x; " + loop + " return s; }")
                .companion();
        return companion.numbers(companion.gradient(0.5, 3, n));
    }
}
