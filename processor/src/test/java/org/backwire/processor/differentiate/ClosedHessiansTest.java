package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.backwire.processor.testing.TestKit.companionOf;

import java.util.Arrays;
import java.util.Random;
import org.backwire.processor.testing.Leaves;
import org.backwire.processor.testing.TestKit;
import org.junit.jupiter.api.Test;

/**
 * Hessians against the formulas of the textbook. Each {@code at} compares them with {@code hvp}, and that with differences of the
 * gradient; gradients are compared with differences, too.
 */
class ClosedHessiansTest {
    private static final double CLOSE = 1e-12;

    private static TestKit.Subject subject(String wrt, String method) {
        return companionOf(
                "@Differentiable(value = {Derivative.GRADIENT, Derivative.HVP, Derivative.HESSIAN}, wrt = {%s})\n%s"
                        .formatted(wrt, method));
    }

    private static void check(TestKit.Subject subject, double[][] expected, Object... arguments) {
        subject.at(arguments).agreesWithDifferences();
        double[][] actual = (double[][]) subject.companion()
                .call("hessian", Arrays.stream(arguments).map(Leaves::copy).toArray());
        double largest = 1;
        for (double[] row : expected) {
            for (double number : row) {
                largest = Math.max(largest, Math.abs(number));
            }
        }
        assertThat(actual).hasDimensions(expected.length, expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("row %s", i).containsExactly(expected[i], within(CLOSE * largest));
        }
    }

    private static double[] some(int count, long seed) {
        return new Random(seed).doubles(count, -1.5, 1.5).toArray();
    }

    private static double[][] rosenbrock(double... x) {
        int n = x.length;
        double[][] hessian = new double[n][n];
        for (int i = 0; i + 1 < n; i++) {
            hessian[i][i] += 1200 * x[i] * x[i] - 400 * x[i + 1] + 2;
            hessian[i][i + 1] = hessian[i + 1][i] = -400 * x[i];
            hessian[i + 1][i + 1] += 200;
        }
        return hessian;
    }

    @Test
    void theMethodRunsEvenWhereThereIsNothingToDifferentiateBy() {
        TestKit.Subject first = subject("", "static double f(double[] x) { return x[0] * x[0]; }");
        assertThatThrownBy(() -> first.companion().call("hessian", new double[0]))
                .isInstanceOf(ArrayIndexOutOfBoundsException.class);
        TestKit.Subject sum =
                subject("", "static double f(double[] x) { double s = 0; for (double v : x) s += v * v; return s; }");
        assertThat((double[][]) sum.companion().call("hessian", new double[0])).isEmpty();
    }

    /** A slope of y * x^(y - 1) is 0 where y is, but changes there by 1 / x. */
    @Test
    void powersOfWhatIsZero() {
        double log = Math.log(3);
        TestKit.Subject power = subject("", "static double f(double x, double y) { return Math.pow(x, y); }");
        check(power, new double[][] {{0, 1.0 / 3}, {1.0 / 3, log * log}}, 3.0, 0.0);
        check(power, new double[][] {{0, 1}, {1, 0}}, 1.0, -0.0);
        TestKit.Subject other = subject("", "static double f(double y, double[] x) { return Math.pow(x[0], y); }");
        check(other, new double[][] {{log * log, 1.0 / 3}, {1.0 / 3, 0}}, 0.0, new double[] {3});
        check(
                subject("", "static double f(double r, double t) { return Math.pow(1 + r, -t); }"),
                new double[][] {{0, -1 / 1.05}, {-1 / 1.05, Math.pow(Math.log(1.05), 2)}},
                0.05,
                0.0);
        check(power, new double[][] {{2, 0}, {0, 0}}, 0.0, 2.0);
    }

    @Test
    void rosenbrockOfAnArray() {
        var f = subject("\"x\"", """
                static double f(double[] x) {
                    double sum = 0;
                    for (int i = 0; i + 1 < x.length; i++) {
                        double valley = x[i + 1] - x[i] * x[i];
                        sum += 100 * valley * valley + (1 - x[i]) * (1 - x[i]);
                    }
                    return sum;
                }""");
        for (int n : new int[] {2, 3, 4, 5, 8, 21}) {
            double[] x = some(n, n);
            check(f, rosenbrock(x), (Object) x);
        }
        double[] bottom = {1, 1, 1, 1, 1};
        check(f, rosenbrock(bottom), (Object) bottom);
    }

    @Test
    void rosenbrockOfNumbers() {
        var f = subject("\"x\", \"y\"", """
                static double f(double x, double y) {
                    return 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x);
                }""");
        check(f, rosenbrock(-1.2, 1), -1.2, 1.0);
        check(f, rosenbrock(0, 0), 0.0, 0.0);
    }

    /** More numbers than share one sweep along all axes. */
    @Test
    void rosenbrockOfManyNumbers() {
        var f = subject("\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\"", """
                static double f(double a, double b, double c, double d, double e, double f, double g) {
                    return fold(a, b) + fold(b, c) + fold(c, d) + fold(d, e) + fold(e, f) + fold(f, g);
                }

                private static double fold(double x, double y) {
                    return 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x);
                }""");
        double[] x = some(7, 1);
        check(f, rosenbrock(x), x[0], x[1], x[2], x[3], x[4], x[5], x[6]);
    }

    private static double[][] himmelblau(double x, double y) {
        return new double[][] {{12 * x * x + 4 * y - 42, 4 * (x + y)}, {4 * (x + y), 12 * y * y + 4 * x - 26}};
    }

    @Test
    void himmelblau() {
        var f = subject("\"x\", \"y\"", """
                static double f(double x, double y) {
                    double a = x * x + y - 11;
                    double b = x + y * y - 7;
                    return a * a + b * b;
                }""");
        for (double[] at : new double[][] {{3, 2}, {-2.805118, 3.131312}, {0, 0}, {-0.270845, -0.923039}}) {
            check(f, himmelblau(at[0], at[1]), at[0], at[1]);
        }
        var array = subject("\"x\"", """
                static double f(double[] x) {
                    return Math.pow(x[0] * x[0] + x[1] - 11, 2) + Math.pow(x[0] + x[1] * x[1] - 7, 2);
                }""");
        check(array, himmelblau(0.5, -1.25), (Object) new double[] {0.5, -1.25});
    }

    @Test
    void logSumExp() {
        var f = subject("\"x\"", """
                static double f(double[] x) {
                    double top = x[0];
                    for (int i = 1; i < x.length; i++) {
                        top = Math.max(top, x[i]);
                    }
                    double sum = 0;
                    for (int i = 0; i < x.length; i++) {
                        sum += Math.exp(x[i] - top);
                    }
                    return top + Math.log(sum);
                }""");
        for (int n : new int[] {1, 2, 6, 9}) {
            double[] x = some(n, n);
            double sum = Arrays.stream(x).map(Math::exp).sum();
            double[][] hessian = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < n; k++) {
                    double p = Math.exp(x[i]) / sum;
                    hessian[i][k] = (i == k ? p : 0) - p * Math.exp(x[k]) / sum;
                }
            }
            check(f, hessian, (Object) x);
        }
    }

    @Test
    void logisticLossOf50Parameters() {
        var f = subject("\"weights\", \"bias\"", """
                static double f(double[] weights, double bias, double[][] x, double[] y) {
                    double loss = 0;
                    for (int i = 0; i < x.length; i++) {
                        double score = bias;
                        for (int j = 0; j < weights.length; j++) {
                            score += weights[j] * x[i][j];
                        }
                        loss += Math.log1p(Math.exp(-y[i] * score));
                    }
                    return loss / x.length;
                }""");
        for (int columns : new int[] {1, 2, 3, 49}) {
            double[] weights = some(columns, 1);
            double[][] x = new double[20][];
            Arrays.setAll(x, i -> some(columns, i));
            double[] y = new double[20];
            Arrays.setAll(y, i -> i % 3 == 0 ? 1 : -1);
            double[][] hessian = new double[columns + 1][columns + 1];
            for (int i = 0; i < x.length; i++) {
                double[] row = Arrays.copyOf(x[i], columns + 1);
                row[columns] = 1;
                double score = 0.3;
                for (int j = 0; j < columns; j++) {
                    score += weights[j] * x[i][j];
                }
                double s = 1 / (1 + Math.exp(-score));
                for (int j = 0; j <= columns; j++) {
                    for (int k = 0; k <= columns; k++) {
                        hessian[j][k] += s * (1 - s) * row[j] * row[k] / x.length;
                    }
                }
            }
            check(f, hessian, weights, 0.3, x, y);
        }
    }

    @Test
    void logDensityOfAGaussianInMeanAndVariance() {
        var one = subject("\"mean\", \"variance\"", """
                static double f(double mean, double variance, double x) {
                    return -0.5 * Math.log(2 * Math.PI * variance) - (x - mean) * (x - mean) / (2 * variance);
                }""");
        var sample = subject("\"mean\", \"variance\"", """
                static double f(double mean, double variance, double[] x) {
                    double sum = 0;
                    for (double v : x) {
                        sum -= 0.5 * Math.log(2 * Math.PI * variance) + (v - mean) * (v - mean) / (2 * variance);
                    }
                    return sum;
                }""");
        double v = 0.7;
        double[] data = some(10, 3);
        double[][] all = new double[2][2];
        for (double x : data) {
            double r = x - 0.2;
            double[][] hessian = {{-1 / v, -r / (v * v)}, {-r / (v * v), 0.5 / (v * v) - r * r / (v * v * v)}};
            check(one, hessian, 0.2, v, x);
            for (int i = 0; i < 4; i++) {
                all[i / 2][i % 2] += hessian[i / 2][i % 2];
            }
        }
        check(sample, all, 0.2, v, data);
    }

    /** The precision is a matrix of nine parameters: ∂²/∂P∂P of log det P / 2 is -P⁻¹ ⊗ P⁻¹ / 2. */
    @Test
    void logDensityOfAGaussianInMeanAndPrecision() {
        var f = subject("\"mean\", \"precision\"", """
                static double f(double[] mean, double[][] precision, double[] x) {
                    int n = x.length;
                    double square = 0;
                    for (int i = 0; i < n; i++) {
                        for (int j = 0; j < n; j++) {
                            square += (x[i] - mean[i]) * precision[i][j] * (x[j] - mean[j]);
                        }
                    }
                    double logDet = 0;
                    for (int k = 0; k < n; k++) {
                        logDet += Math.log(precision[k][k]);
                        for (int i = k + 1; i < n; i++) {
                            double factor = precision[i][k] / precision[k][k];
                            for (int j = k; j < n; j++) {
                                precision[i][j] -= factor * precision[k][j];
                            }
                        }
                    }
                    return 0.5 * (logDet - square - n * Math.log(2 * Math.PI));
                }""");
        double[] mean = {0.1, -0.4, 0.3};
        double[] x = {0.7, 0.2, -0.6};
        double[][] p = {{2, 0.3, -0.4}, {0.3, 1.5, 0.2}, {-0.4, 0.2, 1.8}};
        double[][] inverse = inverse(p);
        double[][] hessian = new double[12][12];
        for (int a = 0; a < 12; a++) {
            for (int b = 0; b < 12; b++) {
                hessian[a][b] = a < 3 && b < 3
                        ? -p[a][b]
                        : a >= 3 && b >= 3
                                ? -0.5 * inverse[(a - 3) % 3][(b - 3) / 3] * inverse[(b - 3) % 3][(a - 3) / 3]
                                : mixed(Math.min(a, b), Math.max(a, b) - 3, mean, x);
            }
        }
        check(f, hessian, mean, p, x);
    }

    private static double mixed(int i, int element, double[] mean, double[] x) {
        int j = element / 3;
        int k = element % 3;
        return 0.5 * ((i == j ? x[k] - mean[k] : 0) + (i == k ? x[j] - mean[j] : 0));
    }

    /**
     * By Cholesky's method, which reads the lower triangle. With K = Σ⁻¹ and r = x - mean: ½ tr(KAKB) - rᵀKAKBKr along two directions
     * of Σ, -uᵀKAKr along one of each, -K in the mean.
     */
    @Test
    void logDensityOfAGaussianInMeanAndCovariance() {
        var f = subject("\"mean\", \"a\"", """
                static double f(double[] mean, double[][] a, double[] x) {
                    int n = x.length;
                    double[][] l = new double[n][n];
                    double logDet = 0;
                    double square = 0;
                    double[] z = new double[n];
                    for (int i = 0; i < n; i++) {
                        for (int j = 0; j <= i; j++) {
                            double sum = a[i][j];
                            for (int k = 0; k < j; k++) {
                                sum -= l[i][k] * l[j][k];
                            }
                            l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
                        }
                        logDet += Math.log(l[i][i]);
                        double rest = x[i] - mean[i];
                        for (int k = 0; k < i; k++) {
                            rest -= l[i][k] * z[k];
                        }
                        z[i] = rest / l[i][i];
                        square += z[i] * z[i];
                    }
                    return -0.5 * square - logDet - 0.5 * n * Math.log(2 * Math.PI);
                }""");
        double[] mean = {0.1, -0.4, 0.3};
        double[][] r = {{0.6}, {0.6}, {-0.9}};
        double[][] covariance = {{2, 0.3, -0.4}, {0.3, 1.5, 0.2}, {-0.4, 0.2, 1.8}};
        double[][] k = inverse(covariance);
        double[][] kr = times(k, r);
        double[][] hessian = new double[12][12];
        for (int i = 0; i < 3; i++) {
            System.arraycopy(times(new double[][] {{-1, 0, 0}, {0, -1, 0}, {0, 0, -1}}, k)[i], 0, hessian[i], 0, 3);
        }
        for (int a = 0; a < 9; a++) {
            double[][] alongA = times(k, direction(a));
            for (int i = 0; i < 3; i++) {
                hessian[i][3 + a] = hessian[3 + a][i] = -times(alongA, kr)[i][0];
            }
            for (int b = 0; b < 9; b++) {
                double[][] both = times(alongA, times(k, direction(b)));
                double trace = both[0][0] + both[1][1] + both[2][2];
                double[][] square = times(new double[][] {{r[0][0], r[1][0], r[2][0]}}, times(both, kr));
                hessian[3 + a][3 + b] = 0.5 * trace - square[0][0];
            }
        }
        check(f, hessian, mean, covariance, new double[] {0.7, 0.2, -0.6});
    }

    /** How the matrix moves with an element of its lower triangle; the upper one is not read. */
    private static double[][] direction(int element) {
        double[][] direction = new double[3][3];
        int i = element / 3;
        int j = element % 3;
        if (j <= i) {
            direction[i][j] = direction[j][i] = 1;
        }
        return direction;
    }

    private static double[][] times(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    /** Of three rows, by cofactors. */
    private static double[][] inverse(double[][] m) {
        double[][] inverse = new double[3][3];
        double det = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                int p = (j + 1) % 3;
                int q = (j + 2) % 3;
                inverse[i][j] = m[p][(i + 1) % 3] * m[q][(i + 2) % 3] - m[p][(i + 2) % 3] * m[q][(i + 1) % 3];
            }
            det += m[0][i] * inverse[i][0];
        }
        for (double[] row : inverse) {
            for (int j = 0; j < 3; j++) {
                row[j] /= det;
            }
        }
        return inverse;
    }
}
