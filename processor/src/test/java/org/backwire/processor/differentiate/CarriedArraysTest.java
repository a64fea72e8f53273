package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import java.util.Arrays;
import org.backwire.processor.testing.Companion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays that are made anew in each iteration and go round: the array is remembered, not its elements. */
class CarriedArraysTest {
    private static final double[] H = {0.4, 0.6, -0.3};
    private static final double[][] W = {{0.9, 0.3, 0.2}, {0.1, 0.8, 0.2}, {-0.2, 0.3, 1.1}};

    private static final String HELPERS = """

            static double[] step(double[] h, double[][] w) {
                double[] z = new double[h.length];
                for (int i = 0; i < h.length; i++) {
                    double s = 0;
                    for (int k = 0; k < h.length; k++) s += w[i][k] * h[k];
                    z[i] = Math.tanh(s);
                }
                return z;
            }
            static double[][] product(double[][] x, double[][] y) {
                int n = x.length;
                double[][] z = new double[n][n];
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        double s = 0;
                        for (int k = 0; k < n; k++) s += x[i][k] * y[k][j];
                        z[i][j] = s;
                    }
                }
                return z;
            }""";

    @Test
    void areRememberedWhole() {
        String code = """
                static double f(double[][] a, int n) {
                    double[][] t = a;
                    for (int q = 0; q < n; q++) t = product(t, a);
                    double s = 0;
                    for (int i = 0; i < t.length; i++) s += t[i][i] * t[i][0];
                    return s;
                }""" + HELPERS;
        companionOf(code).at(W, 3).agreesWithDifferences();
        assertThat(generatedFrom(code).text()).contains("tTape[q] = t;").doesNotContain("TapesTape");
    }

    @Test
    void areCopiedWhereTheyAreTheCallers() {
        Companion companion = companionOf("""
                static double[] f(double[] h, double[][] w, int n) {
                    for (int q = 0; q < n; q++) h = step(h, w);
                    return h;
                }""" + HELPERS).companion();
        for (int n = 0; n < 3; n++) {
            double[] seed = {1, 2, 3};
            double[] expected = companion.numbers(companion.vjp(seed, H, W, n));
            Companion.Gate gate = companion.gate();
            double[] h = H.clone();
            double[] result = (double[]) gate.forward(h, W, n);
            Arrays.fill(h, 99);
            Arrays.fill(result, 77);
            gate.backward(seed);
            assertThat(gate.numbers()).containsExactly(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (int q = 0; q < n; q++) h = step(h, w); for (double v : h) s += v * v; return s;",
                "double[] o = h; for (int q = 0; q < n; q++) { double[] m = step(h, w); m[0] += 0.1 * o[1]; o = h; h = m; h[1] *= o[0]; s += h[1] * o[1]; } return s;",
                "double[] b = new double[3]; for (int q = 0; q < n; q++) { double[] m = q % 2 == 0 ? step(h, w) : b; for (int i = 0; i < 3; i++) m[i] = m[i] * 0.5 + h[i] * h[0]; b = h; h = m; s += h[0] * b[1]; } return s;",
                "double[][] t = w; for (int q = 0; q < n; q++) { double[][] u = t; t = product(t, w); if (q == 1) t = u; t[0][1] *= 2; s += t[0][1] * u[1][0]; } return s * h[0];",
                "double[][] t = product(w, w); for (int q = 0; q < n; q++) { double[][] z = product(t, w); z[q % 3] = t[1]; z[1][0] *= h[0]; t = z; s += t[0][1] * t[1][0] * t[2][0]; } return s;",
                "for (int q = 0; q < n; q++) { double[] z = new double[3]; double[] v = z; for (int i = 0; i < 3; i++) { s += v[0] * h[i]; z[0] += h[i] * h[i]; v = i == 1 ? h : z; z[i] = s; } h = z; } return s + h[2];",
                "for (int q = 0; q < n; q++) { double[] z = h.clone(); for (int r = 0; r < 2; r++) { double[] y = step(z, w); y[r] += z[0] * h[1]; z = y; s += z[r] * y[0]; } h = z; } return s;"
            })
    void inOneWayOrAnother(String body) {
        companionOf("static double f(double[] h, double[][] w, int n) { double s = 0; " + body + " }" + HELPERS)
                .at(H, W, 4)
                .agreesWithDifferences();
    }
}
