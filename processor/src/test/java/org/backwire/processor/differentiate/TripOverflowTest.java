package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where no memory bounds them, the iterations of a loop are counted so that their number cannot overflow in silence. */
class TripOverflowTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "double k = 0; while (k < n) { s = s * .5 + x; k++; }",
                "for (long i = 0; i < n; i++) { if (s > 0) s = s * .5 - x; else s = s * .5 + x * 1.5; }",
            })
    void isAnException(String loop) {
        assertThat(text(loop)).contains("trips = Math.addExact(trips, 1)");
    }

    @Test
    void isNotAskedForWhereATapeGrows() {
        assertThat(text("for (long i = 0; i < n; i++) s = Math.sin(s);"))
                .contains("trips++")
                .doesNotContain("addExact");
    }

    private static String text(String loop) {
        return generatedFrom("static double f(double x, long n) { double s = x; " + loop + " return s; }")
                .text();
    }

    @Test
    void endsTheRun() {
        var companion = companionOf("""
                static double f(double x, long n) {
                    double s = x;
                    for (long i = 0; i < n; i++) s = s * .5 + x;
                    return s;
                }""");
        companion.at(0.5, 60L).hasValue(1).hasGradient(2);
        assertThatThrownBy(() -> companion.at(0.5, 2_200_000_000L).hasGradient(2))
                .hasStackTraceContaining("java.lang.ArithmeticException: integer overflow");
    }
}
