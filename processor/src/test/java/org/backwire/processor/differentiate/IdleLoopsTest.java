package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;

import java.util.Map;
import org.backwire.processor.testing.Companion;
import org.backwire.processor.testing.TestKit.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is moved out of a loop that makes no trip is computed, but the way back must not go through it: its slope may be infinite. */
class IdleLoopsTest {
    private static final String ALL =
            "@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN, Derivative.HVP, Derivative.HESSIAN})\n";

    private static final Map<String, Object[]> POINTS = Map.of(
            "large", new Object[] {1000.0, 2.0, 0.0, new double[0]},
            "zero", new Object[] {0.3, 2.0, 0.0, new double[] {1, 2, 3}},
            "infinite", new Object[] {Double.POSITIVE_INFINITY, 2.0, 0.0, new double[0]});

    /** All of them give 0, or 1, whatever the parameters; x, y and z are differentiated, and a. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            large    | for (double v : a) s += 1.0 / a.length * y * v;
            large    | for (double v : a) s += y / a.length * v;
            large    | for (int i = 0; i < a.length; i++) s += Math.exp(x) * y * i;
            large    | for (int i = 0; i < a.length; i++) s += y * (1 / (x - 1000)) * i;
            large    | int i = 0; while (i < a.length) { for (int k = 0; k < i; k++) s += Math.exp(x) * y * a[k]; i++; }
            large    | for (int i = 0; i < a.length; i++) s = i * s / (1 + y * Math.exp(x)) + s * x;
            infinite | for (int i = 0; i < a.length; i++) s = i * s / (1 + x * x) + s * x;
            infinite | for (int i = 0; i < a.length; i++) s += x * y * z + Math.sin(x) + Math.fma(x, y, z);
            infinite | for (int i = 0; i < a.length; i++) s += x / (1 + Math.exp(-x)) * a[i];
            zero     | for (int i = 0; i < a.length && z != 0; i++) s += y * (1 / z) * a[i];
            zero     | int i = 0; while (z > 0 && i < a.length) s += y / z * a[i++];
            zero     | for (double v : a) { for (int k = 0; k < z; k++) s += y / z * v; }
            """)
    void handNothingBack(String point, String loop) {
        String code = ALL + "static double f(double x, double y, double z, double[] a) { double s = 0; " + loop
                + " return s; }";
        Subject subject = companionOf(code);
        Object[] arguments = POINTS.get(point);
        subject.at(arguments).hasValue(0);
        Companion companion = subject.companion();
        assertThat(companion.numbers(companion.gradient(arguments))).containsOnly(0);
        for (double[] row : (double[][]) companion.call("hessian", arguments)) {
            assertThat(row).containsOnly(0);
        }
    }

    @Test
    void leaveTheOtherRowsAlone() {
        companionOf("""
                static double mean(double scale, double[][] m) {
                    double s = 0;
                    for (double[] row : m) {
                        for (double v : row) {
                            s += 1.0 / row.length * scale * v;
                        }
                    }
                    return s;
                }""").at(2.0, new double[][] {{1, 2}, {}, {3}}).hasGradient(4.5, 1, 1, 2);
    }
}
