package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Helpers that call themselves, read one array and write to another: neither is copied at each level. */
class MemosTest {
    @ParameterizedTest
    @ValueSource(strings = {"""
                static double f(double[] w) {
                    double[] m = java.util.Arrays.copyOf(w, w.length + 1);
                    fold(w, m, w.length - 1);
                    return m[0];
                }
                static void fold(double[] w, double[] m, int i) {
                    if (i < 0) return;
                    m[i] = m[i + 1] * 0.99 + m[i] * w[i];
                    fold(w, m, i - 1);
                }""", """
                static double f(double[] w) {
                    return memo(w, w.length - 1, new double[w.length], new boolean[w.length]);
                }
                static double memo(double[] w, int i, double[] m, boolean[] done) {
                    if (i <= 1) return w[i];
                    if (done[i]) return m[i];
                    double v = memo(w, i - 1, m, done) * w[i] + memo(w, i - 2, m, done) * 0.5;
                    m[i] = v;
                    done[i] = true;
                    return v;
                }""", """
                static double f(double[] w) {
                    double[] a = w.clone();
                    double[] b = new double[w.length];
                    java.util.Arrays.fill(b, 0.7);
                    both(a, b, w, w.length - 1);
                    return a[1] + b[2] * a[2];
                }
                static void both(double[] a, double[] b, double[] w, int i) {
                    if (i < 1) return;
                    a[i] = a[i - 1] * w[i] + b[i];
                    b[i] *= a[i];
                    both(b, a, w, i - 1);
                }"""})
    void areChangedWhereTheyAre(String code) {
        companionOf(code).at(new double[] {0.5, 0.8, 1.1, 0.9, 1.2}).agreesWithDifferences();
        String text = generatedFrom(code).text();
        assertThat(text.substring(text.indexOf("private static final class Recursive")))
                .doesNotContain("copyOf(m)", "copyOf(a)", "copyOf(b)");
    }
}
