package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.backwire.processor.testing.Allocations;
import org.backwire.processor.testing.Companion;
import org.junit.jupiter.api.Test;

/** A gate uses the frames of recursive calls again, and all that they keep. */
class PooledFramesTest {
    /** More than reflection takes for a call, less than an object for each element. */
    private static final long BYTES = 4_000;

    private static final double[] MANY =
            IntStream.range(0, 256).mapToDouble(Math::sin).toArray();

    private static void allocatesNothing(String code, Object... arguments) {
        Companion companion = companionOf(code).companion();
        Companion.Gate gate = companion.gate();
        assertThat(Allocations.bytes(gate, arguments)).isLessThan(BYTES);
    }

    private static final String MERGE = """
            static void sort(double[] a, int low, int high) {
                if (high - low < 2) return;
                int middle = (low + high) >>> 1;
                sort(a, low, middle);
                sort(a, middle, high);
                double[] b = new double[high - low];
                for (int k = 0, i = low, j = middle; k < b.length; k++) b[k] = j == high || i < middle && a[i] <= a[j] ? a[i++] : a[j++];
                for (int k = 0; k < b.length; k++) a[low + k] = b[k];
            }""";

    @Test
    void inTheArraysOfItsCallers() {
        allocatesNothing("""
                static double sorted(double[] x) {
                    double[] a = x.clone();
                    sort(a, 0, a.length);
                    double s = 0;
                    for (int i = 0; i < a.length; i++) s += i * a[i] * a[i];
                    return s;
                }
                """ + MERGE, (Object) MANY);
    }

    @Test
    void inALoop() {
        String sums = """
                static double sums(double[] x) {
                    double s = 0;
                    for (int from = 0; from + 4 <= x.length; from += 4) {
                        double[] a = {x[from], x[from + 1], x[from + 2], x[from + 3]};
                        sort(a, 0, 4);
                        s += a[0] * a[3] + a[1] * a[2] * a[2];
                    }
                    return s;
                }
                """ + MERGE;
        allocatesNothing(sums, (Object) MANY);
        companionOf(sums).at((Object) Arrays.copyOf(MANY, 12)).agreesWithDifferences();
    }

    @Test
    void inCopies() {
        String code = """
                static double energy(double[] x) {
                    double[] y = mixed(x, 8);
                    double s = 0;
                    for (double yi : y) s += yi * yi * yi;
                    return s;
                }
                static double[] mixed(double[] x, int n) {
                    if (n == 0) return x;
                    double[] y = mixed(x, n - 1);
                    double[] z = new double[x.length];
                    for (int i = 0; i < z.length; i++) z[i] = Math.sin(y[i]) * y[(i + n) % y.length];
                    return z;
                }""";
        allocatesNothing(code, (Object) MANY);
        companionOf(code).at((Object) Arrays.copyOf(MANY, 7)).agreesWithDifferences();
    }

    @Test
    void ofNumbers() {
        String code = """
                static double walk(double x, int n) {
                    Pair p = step(x, n);
                    return p.a() * p.b();
                }
                 record Pair(double a, double b) {}
                static Pair step(double x, int n) {
                    if (n == 0) return new Pair(x, 1);
                    Pair p = step(x * 0.99, n - 1);
                    return new Pair(Math.sin(p.a()) + p.b(), p.b() * Math.cos(x));
                }""";
        companionOf(code).at(0.3, 9).agreesWithDifferences();
        allocatesNothing(code, 0.3, 1000);
    }

    @Test
    void ofSeveralGradients() {
        String code = """
                static double walk(double[] x, double y) {
                    return step(x, y, 1 - y, x.length - 1);
                }
                static double step(double[] x, double a, double b, int n) {
                    return n < 0 ? a * b : x[n] * a + step(x, a * 0.99, Math.sin(b) + x[n], n - 1);
                }""";
        companionOf(code).at(new double[] {0.3, 0.7, -0.4}, 0.6).agreesWithDifferences();
        allocatesNothing(code, MANY, 0.6);
    }

    @Test
    void whatIsReturnedIsTheCallers() {
        companionOf("""
                static double[] mixed(double[] x, int n) {
                    return again(x, n);
                }
                static double[] again(double[] x, int n) {
                    if (n == 0) return x.clone();
                    double[] y = again(x, n - 1);
                    for (int i = 0; i < y.length; i++) y[i] = Math.sin(y[i]) * x[i];
                    return y;
                }""").at(new double[] {0.3, 0.7}, 3).agreesWithDifferences();
    }
}
