package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nests of loops whose rows become longer or shorter by one, and what they record. */
class TriangleTest {
    private static String method(String outer, String inner) {
        return "static double f(double y, int n, int m) { double s = y; for (" + outer + ") { for (" + inner
                + ") { s = Math.sin(s) + 0.1 * i + 0.01 * j; } } return s; }";
    }

    private static boolean hasExactTape(String text) {
        return text.contains(" >>> 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    int i = 0; i < n; i++           | int j = 0; j < i; j++               | true
                    int i = 0; i < n; i++           | int j = 0; j <= i; j++              | true
                    int i = 1; i <= n; i++          | int j = 0; j < i; j++               | true
                    int i = 0; i < n; i++           | int j = i; j < n; j++               | true
                    int i = 0; i < n; i++           | int j = i + 1; j < n; j++           | true
                    int i = 0; i < n - 1; i++       | int j = i + 1; j < n; j++           | true
                    int i = 0; i + 1 < n; i++       | int j = n - 1; j > i; j--           | true
                    int i = n - 1; i >= 0; i--      | int j = 0; j < i; j++               | true
                    int i = n - 1; i >= 0; i--      | int j = i; j < n; j++               | true
                    int i = n - 1; i >= 0; i--      | int j = n - 1; j >= i; j--          | true
                    int i = n; i > 0; i--           | int j = i; j > 0; j--               | true
                    int i = 2; i < n; i++           | int j = 1; j < i; j++               | true
                    int i = 0; i < n; i++           | int j = 0; j < n - i; j++           | true
                    int i = 0; i < n; i++           | int j = 0; j < i + 3; j++           | true
                    int i = 0; i < n; i++           | int j = i; j < i + 2; j++           | false
                    int i = 0; i < n; i++           | int j = 1; j < i; j++               | false
                    int i = 0; i < n; i++           | int j = i + 2; j < n; j++           | false
                    int i = 0; i <= n; i++          | int j = i + 2; j <= n; j++          | false
                    int i = -2; i < n; i++          | int j = 0; j < i; j++               | false
                    int i = m; i < n; i++           | int j = 0; j < i; j++               | false
                    int i = 0; i < n; i++           | int j = i; j < m; j++               | false
                    int i = 0; i < n; i++           | int j = 0; j < i + i; j++           | false
                    """)
    void theTapeIsAsLongAsThereAreTrips(String outer, String inner, boolean isExact) {
        String code = method(outer, inner);
        assertThat(hasExactTape(generatedFrom(code).text()))
                .as(generatedFrom(code).text())
                .isEqualTo(isExact);
        var companion = companionOf(code);
        for (int n = -1; n < 5; n++) {
            for (int m : isExact ? new int[] {0} : new int[] {-2, 0, 3, 7}) {
                companion.at(0.7, n, m).agreesWithDifferences();
            }
        }
    }

    @Test
    void loopsAroundAndInsideOfATriangle() {
        companionOf(
                        "static double f(double y, int n) { double s = y; for (int k = 0; k < 3; k++) { for (int i = 0; i < n; i++) {"
                                + " for (int j = i + 1; j < n; j++) { for (int l = 0; l < 2; l++) { s = Math.sin(s) + 0.1 * k * i + 0.01 * j * l; }"
                                + " } } } return s; }")
                .at(0.7, 4)
                .agreesWithDifferences();
        companionOf(
                        "static double f(double y, int n) { double s = y; for (int i = 0; i < n; i++) { for (int l = 0; l < 2; l++) {"
                                + " for (int j = 0; j <= i; j++) { s = Math.sin(s) + 0.1 * i + 0.01 * j * l; } } } return s; }")
                .at(0.7, 4)
                .agreesWithDifferences();
        companionOf(
                        "static double f(double[] x) { double s = x[0]; for (int k = 0; k < 2; k++) { for (int i = 0; i < x.length; i++) {"
                                + " for (int j = i; j < x.length; j++) { s = Math.sin(s * x[i]) + x[j] * k; } s *= x[i]; } } return s; }")
                .at(new double[] {0.3, 1.7, -0.4})
                .agreesWithDifferences();
    }
}
