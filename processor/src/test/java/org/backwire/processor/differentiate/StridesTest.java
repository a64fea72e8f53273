package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counters that go on in loops inside of loops: what they are follows from the numbers of the trips. */
class StridesTest {
    private static final double[] W = new double[42];

    static {
        for (int i = 0; i < W.length; i++) {
            W[i] = Math.sin(i + 1.0);
        }
    }

    private static String method(String body) {
        return "static double f(double[] w, double y, int n, int m) { double s = y; int k = 0; " + body
                + " return s; }";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (int i = 0; i < n; i++) { for (int j = 0; j < m; j++) { s = Math.sin(s) * w[k++]; } }",
                "for (int i = 0; i < n; i++) { s *= w[k++]; for (int j = 0; j < m; j++) { s = Math.sin(s) * w[k++]; } }",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < m; j++) { s = Math.sin(s) * w[k++]; } s *= w[k]; k += 2; }",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < i; j++) { s = Math.sin(s) * w[k++]; } }",
                "for (int i = 0; i < n; i++) { for (int j = 0; j <= i; j++) { s = Math.sin(s) * w[k]; k += 3; } s += w[k++]; }",
                "for (int i = 0; i < n; i++) { for (int j = i + 1; j < n; j++) { s = Math.sin(s) * w[k++]; } }",
                "for (int i = n - 1; i >= 0; i--) { for (int j = i; j < n; j++) { s = Math.sin(s) * w[k++]; } }",
                "k = 40; for (int i = n; i > 0; i--) { for (int j = 0; j < i; j++) { s = Math.sin(s) * w[k--]; } }",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < m; j++) { for (int l = 0; l < 2; l++) { s = Math.sin(s) * w[k++]; } } }",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < m; j++) { s = Math.sin(s) * w[k++]; } for (int j = 0; j < i; j++) { s += s * w[k++]; } }",
                "for (int i = 0; i < n; i++) { for (int j = m - 1; j >= 0; j--) { s = Math.sin(s) * w[k++]; } }",
            })
    void noTapeForWhatFollowsFromTheTrips(String body) {
        String text = generatedFrom(method(body)).text();
        assertThat(text).doesNotContain("int[]").doesNotContain("intTape");
        agrees(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (int i = 0; i < n; i++) { for (int j = 0; j < m; j++) { s = Math.sin(s) * w[k++]; } if (s > 0.2) { k++; } }",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < m; j++) { s = Math.sin(s) * w[k++]; if (s > 0.5) { break; } } }",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < m; j++) { s = Math.sin(s) * w[k]; k += 2; } k -= m; }",
                "for (int i = 0; i < n; i++) { for (int j = i; j < i + 2; j++) { s = Math.sin(s) * w[k++]; } }",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < i - 1; j++) { s = Math.sin(s) * w[k++]; } }",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < i * i; j++) { s = Math.sin(s) * w[k++]; } }",
                "for (int i = 0; i < n; i++) { m = (m + 1) % 4; for (int j = 0; j < m; j++) { s = Math.sin(s) * w[k++]; } }",
                "for (int i = 0; i < n; i++) { int b = (i * 7) % 3; for (int j = 0; j < b; j++) { s = Math.sin(s) * w[k++]; } }",
                "for (int i = 0; i < n; i++) { for (int j = i; j < m; j++) { s = Math.sin(s) * w[k++]; } }",
                "for (int i = 0; i < n; i += 2) { for (int j = 0; j < i; j++) { s = Math.sin(s) * w[k++]; } }",
                "int i = 0; while (i < n) { for (int j = 0; j < m; j++) { s = Math.sin(s) * w[k++]; } i += 1 + (k & 1); }",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < m; j++) { s = Math.sin(s) * w[k++]; } k = k * 2 % 17; }",
                "for (int i = 0; i < n; i++) { for (int j = 0; j < k % 3; j++) { s = Math.sin(s) * w[k + j]; } k++; }",
                "for (int i = 0; i < n; i++) { int[] b = {i & 1, m}; for (int j = 0; j < b[0]; j++) { s = Math.sin(s) * w[k++]; } b[0] = 5; }",
            })
    void otherCountersAreRight(String body) {
        agrees(body);
    }

    private static void agrees(String body) {
        var companion = companionOf(method(body));
        for (int n : new int[] {0, 1, 4}) {
            for (int m : new int[] {-1, 3}) {
                companion.at(W, 0.7, n, m).agreesWithDifferences();
            }
        }
    }

    /** What a counter begins with, or how often it goes on, may be known no more on the way back. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (int i = 0; i < n; i++) { k = q[0]; for (int j = 0; j < 2; j++) { k++; } s = Math.sin(s) * w[k]; q[0] = i + 1; }",
                "for (int i = 0; i < n; i++) { int b = q[0]; k = 0; for (int j = 0; j < b; j++) { k++; } s = Math.sin(s) * w[k]; q[0] = i + 1; }",
                "for (int i = 0; i < n; i++) { int b = q[1]; k = 0; for (int j = b; j < 4; j++) { k += 2; } s = Math.sin(s) * w[k]; q[1]++; }",
                "for (int i = 0; i < n; i++) { int b = q[0]; k = 0; for (int j = 0; j < b; j++) { k++; } q[0] = i + 1; s = Math.sin(s) * w[k]; }",
                "for (int i = 0; i < n; i++) { int b = q[0]; for (int j = 0; j < 2; j++) { k = b; for (int l = 0; l < b; l++) { k++; } s = Math.sin(s) * w[k]; }"
                        + " q[0] = i + 1; }",
                "for (int i = 0; i < n; i++) { int b = q[0]; k = 0; for (int j = 0; j < m; j++) { for (int l = 0; l < b; l++) { s = Math.sin(s) * w[k++]; } }"
                        + " q[0] = i & 1; }",
                "for (int i = 0; i < n; i++) { int a = q[0]; k = a; for (int j = 0; j < 3; j++) { for (int l = 0; l < j; l++) { k++; } s = Math.sin(s) * w[k]; }"
                        + " q[0] = 2 * i; }",
            })
    void countersThatFollowFromWhatChanges(String body) {
        var companion = companionOf(
                "static double f(double[] w, double y, int[] p, int n, int m) { double s = y; int k = 0; int[] q = p.clone(); "
                        + body + " return s; }");
        for (int n : new int[] {0, 2, 4}) {
            companion.at(W, 0.7, new int[] {1, 2}, n, 2).agreesWithDifferences();
        }
    }

    @Test
    void countersThatOverflowDoSoInTheSameWay() {
        String text = generatedFrom(
                        method("for (int i = 0; i < n; i++) { for (int j = 0; j < i; j++) { k++; } s *= w[k & 7]; }"))
                .text();
        assertThat(text).contains("(int) (i * (long) (i - 1) / 2)");
    }
}
