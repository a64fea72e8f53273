package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.generatedFrom;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long chains of values, each of which is needed more than once: the processor takes time in proportion to their length. */
class ChainsTest {
    /** Each number is needed twice by the next: there are 2^60 ways to the first. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "q = q * q + q; s += v[0] * q;",
                "q = Math.sin(q) * q + q; s += q * y;",
                "a[1] = a[0] * a[0] + s; s = a[1] * a[1] + a[0] * s; a[0] = s * a[1];",
                "k = k * k + k; s += k % 7 * q;"
            })
    void aChainOfSharedProductsIsGoneThroughOnce(String step) {
        String code = """
                static double f(double x, double y, double[] v, int n) {
                    double s = x, q = y;
                    int k = n;
                    double[] a = v.clone();
                    for (int i = 0; i < n; i++) {
                        %s
                    }
                    return s * s + q;
                }""".formatted((step + "\n").repeat(60));
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> generatedFrom(code));
    }

    @Test
    void aLongMethodIsCalledInALoop() {
        String steps = "s = Math.sin(s) * b + a * Math.exp(-s * s);\n".repeat(120);
        String code = """
                static double f(double[] x, double k) {
                    double s = 0;
                    for (int i = 0; i < 20; i++) s += longest(x[i % x.length], s * k, x) * 0.1;
                    return s;
                }
                static double longest(double a, double b, double[] v) {
                    double s = v[1] * v[1];
                    STEPS
                    return s;
                }""".replace("STEPS", steps);
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> generatedFrom(code));
    }
}
