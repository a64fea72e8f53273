package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.backwire.processor.testing.TestKit.companionOf;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.backwire.processor.testing.Point;
import org.junit.jupiter.api.Test;

/** Recursive algorithms as textbooks have them, against gradients in closed form. */
class TextbookRecursionsTest {
    private static final String ALL =
            "@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN, Derivative.HVP, Derivative.HESSIAN})\n";

    private static final double[] SIGNAL = {0.3, -0.7, 1.1, 0.4, -1.2, 0.8, 0.1, 0.6};

    /** By Parseval's theorem the energy of the transform is n times that of the signal. */
    private static void hasGradientOfEnergy(Point point) {
        assertClose(
                point.gradient(),
                Arrays.stream(SIGNAL).map(x -> 2 * SIGNAL.length * x).toArray());
        point.agreesWithDifferences();
    }

    private static void assertClose(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected).containsExactly(expected, within(1e-12));
    }

    @Test
    void theFastFourierTransformByHalves() {
        hasGradientOfEnergy(companionOf(ALL + """
                static double energy(double[] x) {
                    Signal f = transform(new Signal(x, new double[x.length]));
                    double e = 0;
                    for (int k = 0; k < x.length; k++) e += f.re[k] * f.re[k] + f.im[k] * f.im[k];
                    return e;
                }
                private static Signal transform(Signal x) {
                    int n = x.re.length;
                    if (n == 1) return x;
                    Signal even = transform(x.half(0)), odd = transform(x.half(1));
                    double[] re = new double[n], im = new double[n];
                    for (int k = 0; k < n / 2; k++) {
                        double c = Math.cos(2 * Math.PI * k / n), s = -Math.sin(2 * Math.PI * k / n);
                        double tr = c * odd.re[k] - s * odd.im[k], ti = c * odd.im[k] + s * odd.re[k];
                        re[k] = even.re[k] + tr;
                        im[k] = even.im[k] + ti;
                        re[k + n / 2] = even.re[k] - tr;
                        im[k + n / 2] = even.im[k] - ti;
                    }
                    return new Signal(re, im);
                }
                 record Signal(double[] re, double[] im) {
                    Signal half(int from) {
                        double[] r = new double[re.length / 2], i = new double[re.length / 2];
                        for (int k = 0; k < r.length; k++) {
                            r[k] = re[2 * k + from];
                            i[k] = im[2 * k + from];
                        }
                        return new Signal(r, i);
                    }
                }""").at(new Object[] {SIGNAL}));
    }

    @Test
    void theFastFourierTransformInPlace() {
        hasGradientOfEnergy(companionOf(ALL + """
                static double energy(double[] x) {
                    double[] re = x.clone(), im = new double[x.length];
                    transform(re, im, new double[x.length], new double[x.length], 0, x.length);
                    double e = 0;
                    for (int k = 0; k < x.length; k++) e += re[k] * re[k] + im[k] * im[k];
                    return e;
                }
                private static void transform(double[] re, double[] im, double[] r, double[] i, int from, int n) {
                    if (n == 1) return;
                    int h = n / 2;
                    for (int k = 0; k < h; k++) {
                        r[from + k] = re[from + 2 * k];
                        i[from + k] = im[from + 2 * k];
                        r[from + h + k] = re[from + 2 * k + 1];
                        i[from + h + k] = im[from + 2 * k + 1];
                    }
                    System.arraycopy(r, from, re, from, n);
                    System.arraycopy(i, from, im, from, n);
                    transform(re, im, r, i, from, h);
                    transform(re, im, r, i, from + h, h);
                    for (int k = from; k < from + h; k++) {
                        double c = Math.cos(2 * Math.PI * (k - from) / n), s = -Math.sin(2 * Math.PI * (k - from) / n);
                        double tr = c * re[k + h] - s * im[k + h], ti = c * im[k + h] + s * re[k + h];
                        re[k + h] = re[k] - tr;
                        im[k + h] = im[k] - ti;
                        re[k] += tr;
                        im[k] += ti;
                    }
                }""").at(new Object[] {SIGNAL}));
    }

    @Test
    void squaresThatAreSummedByHalvesIntoAnArray() {
        Point point = companionOf(ALL + """
                static double sum(double[] x) {
                    double[] sums = new double[2 * x.length];
                    squares(x, sums, 1, 0, x.length);
                    return sums[1];
                }
                static void squares(double[] x, double[] sums, int node, int low, int high) {
                    if (high - low == 1) {
                        sums[node] = x[low] * x[low];
                        return;
                    }
                    int middle = (low + high) >>> 1;
                    squares(x, sums, 2 * node, low, middle);
                    squares(x, sums, 2 * node + 1, middle, high);
                    sums[node] = sums[2 * node] + sums[2 * node + 1];
                }""").at(new Object[] {SIGNAL});
        assertClose(point.gradient(), Arrays.stream(SIGNAL).map(x -> 2 * x).toArray());
        point.agreesWithDifferences();
    }

    /** Where the intervals are halved depends on the parameters; the integral does so smoothly. */
    @Test
    void simpsonsRuleWhoseIntervalsFollowTheFunction() {
        double a = 1.5;
        double b = 2.5;
        Point point = companionOf(ALL + """
                static double integral(double a, double b) {
                    return simpson(a, b, 0, 1, new double[] {g(a, b, 0), g(a, b, 0.5), g(a, b, 1)}, 1e-9);
                }
                private static double g(double a, double b, double t) { return a * Math.exp(-b * t); }
                private static double simpson(double a, double b, double low, double high, double[] values, double tolerance) {
                    double h = high - low, middle = (low + high) / 2;
                    double left = g(a, b, low + h / 4), right = g(a, b, low + 3 * h / 4);
                    double whole = h / 6 * (values[0] + 4 * values[1] + values[2]);
                    double halves = h / 12 * (values[0] + 4 * left + 2 * values[1] + 4 * right + values[2]);
                    if (Math.abs(halves - whole) < 15 * tolerance) return halves + (halves - whole) / 15;
                    return simpson(a, b, low, middle, new double[] {values[0], left, values[1]}, tolerance / 2)
                            + simpson(a, b, middle, high, new double[] {values[1], right, values[2]}, tolerance / 2);
                }""").at(a, b);
        double decay = Math.exp(-b);
        assertThat(point.gradient())
                .containsExactly(new double[] {(1 - decay) / b, a * (decay * (1 + b) - 1) / (b * b)}, within(1e-8));
        point.agreesWithDifferences();
    }

    /** The derivative with respect to a coefficient of a Chebyshev series is its polynomial. */
    @Test
    void clenshawsRecurrence() {
        double[] c = {0.3, -0.7, 1.1, 0.4, -0.2};
        double x = 0.6;
        double angle = Math.acos(x);
        Point point = companionOf(ALL + """
                static double series(double[] c, double x) {
                    Pair b = clenshaw(c, x, 1);
                    return c[0] + x * b.first - b.second;
                }
                private static Pair clenshaw(double[] c, double x, int k) {
                    if (k == c.length) return new Pair(0, 0);
                    Pair next = clenshaw(c, x, k + 1);
                    return new Pair(c[k] + 2 * x * next.first - next.second, next.first);
                }
                 record Pair(double first, double second) {}""").at(c, x);
        double[] expected = IntStream.rangeClosed(0, c.length)
                .mapToDouble(k -> k < c.length
                        ? Math.cos(k * angle)
                        : IntStream.range(1, c.length)
                                .mapToDouble(i -> c[i] * i * Math.sin(i * angle) / Math.sin(angle))
                                .sum())
                .toArray();
        assertClose(point.gradient(), expected);
        point.agreesWithDifferences();
    }

    /** The gradient of a determinant is its cofactors. */
    @Test
    void aDeterminantByMinorsThatAreCrossedOut() {
        double[][] m = {{2, 1, 0.5}, {0.3, 3, 1}, {1, 0.2, 2}};
        Point point = companionOf(ALL + """
                static double determinant(double[][] a) { return expand(a, new boolean[a.length], 0, new double[1]); }
                private static double expand(double[][] a, boolean[] crossed, int row, double[] terms) {
                    if (row == a.length) return 1;
                    double sum = 0;
                    double sign = 1;
                    for (int j = 0; j < a.length; j++) {
                        if (crossed[j]) continue;
                        crossed[j] = true;
                        sum += sign * a[row][j] * expand(a, crossed, row + 1, terms);
                        crossed[j] = false;
                        sign = -sign;
                    }
                    terms[0] += sum;
                    return sum;
                }""").at(new Object[] {m});
        double[] cofactors = new double[9];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                int r = (i + 1) % 3, s = (i + 2) % 3, p = (j + 1) % 3, q = (j + 2) % 3;
                cofactors[3 * i + j] = m[r][p] * m[s][q] - m[r][q] * m[s][p];
            }
        }
        assertClose(point.gradient(), cofactors);
        point.agreesWithDifferences();
    }
}
