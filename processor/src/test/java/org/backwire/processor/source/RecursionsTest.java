package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;
import static org.backwire.processor.testing.TestKit.refuses;

import org.backwire.processor.testing.TestKit.Subject;
import org.junit.jupiter.api.Test;

/** Helpers that call themselves. */
class RecursionsTest {
    @Test
    void aPower() {
        Subject subject = companionOf("""
                @Differentiable static double f(double x, int n) { return power(x, n) + power(2, n) * x; }
                private static double power(double x, int n) {
                    if (n < 0) throw new IllegalArgumentException("n");
                    if (n == 0) return 1;
                    double half = power(x, n / 2);
                    return n % 2 == 0 ? half * half : half * half * x;
                }""");
        subject.at(1.5, 5).agreesWithDifferences();
        subject.at(1.5, 0).hasGradient(1);
        assertThatThrownBy(() -> subject.companion().gradient(1.5, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void halvesOfAnArray() {
        companionOf("""
                @Differentiable static double f(double[] x) { return sum(x, 0, x.length); }
                static double sum(double[] a, int low, int high) {
                    if (high - low == 1) return a[low] * a[low];
                    int middle = (low + high) >>> 1;
                    return sum(a, low, middle) * 0.5 + sum(a, middle, high);
                }""").at(new double[] {1, 2, 3, 4, 5}).agreesWithDifferences();
    }

    @Test
    void byWayOfOthers() {
        companionOf("""
                @Differentiable static double f(double x, int n) { return a(x, n) + b(2 * x, 3) * c(x, 2); }
                static double a(double x, int n) { return n <= 0 ? x : 1 + b(x * 1.1, n - 1) + c(x, n - 3); }
                private static double b(double x, int n) { return n <= 0 ? 2 * x : c(x, n - 1) * 0.5; }
                private static double c(double x, int n) { return n <= 0 ? x * x : a(x * 0.9, n - 1) + b(x, n - 2); }""").at(1.5, 7).agreesWithDifferences();
    }

    @Test
    void aDeterminantByMinors() {
        companionOf("""
                @Differentiable static double f(double[][] a) { return determinant(a); }
                static double determinant(double[][] a) {
                    if (a.length == 1) return a[0][0];
                    double s = 0;
                    for (int k = 0; k < a.length; k++) {
                        s += (k % 2 == 0 ? 1 : -1) * a[0][k] * determinant(minor(a, k));
                    }
                    return s;
                }
                private static double[][] minor(double[][] a, int k) {
                    double[][] m = new double[a.length - 1][a.length - 1];
                    for (int i = 1; i < a.length; i++) {
                        for (int j = 0, q = 0; j < a.length; j++) {
                            if (j == k) continue;
                            m[i - 1][q++] = a[i][j];
                        }
                    }
                    return m;
                }""")
                .at(new Object[] {new double[][] {{2, 1, 0.5}, {0.3, 3, 1}, {1, 0.2, 2}}})
                .agreesWithDifferences();
    }

    @Test
    void inEveryMode() {
        companionOf("""
                @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN, Derivative.HVP, Derivative.HESSIAN})
                static double f(double x, double[] w) {
                    return horner(w, 0, x) * horner(w, 1, x * x) + even(x, 3);
                }
                private static double horner(double[] w, int from, double x) {
                    return from == w.length ? 0 : w[from] + x * horner(w, from + 1, x);
                }
                static double even(double x, int n) { return n == 0 ? x * x : Math.sin(odd(x, n - 1)) * x; }
                static double odd(double x, int n) { return n == 0 ? x * x * x : Math.cos(even(x, n - 1)); }""").at(0.7, new double[] {1, -2, 3}).agreesWithDifferences();
    }

    @Test
    void recordsAreTakenApart() {
        companionOf("""
                 record Ball(double height, int bounces) {
                    Ball next() { return new Ball(height * 0.5, bounces + 1); }
                    static double way(Ball ball, double o, int n) {
                        return n == 0 ? ball.height * o : ball.height + ball.bounces * way(ball.next(), o * o, n - 1);
                    }
                 }
                @Differentiable static double f(double x, double y, int n) { return Ball.way(new Ball(x, 1), y, n); }""").at(1.5, 0.9, 3).agreesWithDifferences();
    }

    @Test
    void onDataThatTheCompanionCannotCall() {
        companionOf("""
                @Differentiable static double f(double x) { return fibonacci(7) * x; }
                private static int fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }""").at(1.5).hasGradient(13);
    }

    @Test
    void aNameThatOnlyLooksLikeItIsWrittenOut() {
        assertThat(generatedFrom("""
                @Differentiable static double f(double[] x) { return sum(x) * x[0]; }
                static double sum(double[] a) { return sum(a, 0); }
                static double sum(double[] a, int from) {
                    double s = 0;
                    for (int i = from; i < a.length; i++) s += a[i];
                    return s;
                }""").text()).doesNotContain("Recursive");
    }

    @Test
    void theAnnotatedMethodCallsItself() {
        companionOf("""
                @Differentiable static double f(double[] x, int n) {
                    if (n == 0) return x[0];
                    x[n - 1] += x[n] * x[n];
                    return f(x, n - 1) * x[n];
                }""").at(new double[] {0.3, -0.7, 1.1}, 2).agreesWithDifferences();
        companionOf("""
                @Differentiable static double[] f(double[] x) {
                    if (x.length == 1) return x;
                    double[] half = new double[x.length / 2];
                    for (int i = 0; i < half.length; i++) half[i] = x[2 * i] * x[2 * i + 1];
                    double[] y = f(half);
                    y[0] += x[0];
                    return y;
                }""").at(new Object[] {new double[] {0.3, -0.7, 1.1, 2}}).agreesWithDifferences();
    }

    @Test
    void anArrayThatHasTwoNames() {
        refuses("""
                @Differentiable static double f(double[] x, int n) {
                    double[] y = x.clone();
                    add(y, n > 2 ? y : x, n);
                    //  ^ SharedArgument
                    double[][] rows = {y, y};
                    both(rows, rows[0], n);
                    //   ^ SharedArgument
                    both(new double[][] {x.clone(), x.clone()}, y, n);
                    return y[0];
                }
                static void add(double[] to, double[] from, int n) {
                    if (n == 0) return;
                    to[n] += from[n];
                    add(to, from, n - 1);
                }
                static void both(double[][] to, double[] from, int n) {
                    if (n == 0) return;
                    to[0][n] += from[n];
                    to[1][n] -= from[n];
                    both(to, from, n - 1);
                }""");
    }

    @Test
    void anArrayThatAnObjectRemembers() {
        refuses("""
                @Differentiable static double f(double x, int n) {
                    int[] counts = new int[n + 1];
                    java.nio.IntBuffer view = java.nio.IntBuffer.wrap(counts);
                    return count(x, counts, n) * view.get(0);
                    //              ^ SharedArgument
                }
                static double count(double x, int[] counts, int n) {
                    counts[0]++;
                    return n == 0 ? x : count(x * x, counts, n - 1);
                }""");
    }

    @Test
    void anArrayOfAField() {
        refuses("""
                static final int[] COUNTS = {1};
                @Differentiable static double f(double x, int n) {
                    return count(x, COUNTS, n);
                }
                static double count(double x, int[] counts, int n) {
                    counts[0]++;
                    //       ^ WriteToOuterArray
                    return n == 0 ? x : count(x * x, counts, n - 1);
                }""");
    }

    @Test
    void rowsThatMove() {
        refuses("""
                @Differentiable static double f(double[][] x, int n) {
                    turn(x, n);
                    //   ^ Recursion
                    return x[0][0];
                }
                static void turn(double[][] x, int n) {
                    if (n == 0) return;
                    double[] row = x[0];
                    x[0] = x[n];
                    x[n] = row;
                    turn(x, n - 1);
                }""");
    }

    @Test
    void nullInThePlaceOfAnArray() {
        refuses("""
                @Differentiable static double f(double x, int n) { return known(x, n, null); }
                //                                                                    ^ NullArray
                static double known(double x, int n, double[] known) {
                    if (n == 0) return x;
                    double y = known(x * x, n - 1, known);
                    if (known != null) known[n] = y;
                    return y;
                }""");
    }

    @Test
    void aRowThatComesBackAndIsWritten() {
        refuses("""
                @Differentiable static double f(double[][] x, int n) {
                    double[] y = row(x, n);
                    //              ^ CalleeShares
                    y[0] *= 2;
                    return y[0] * x[0][0];
                }
                static double[] row(double[][] x, int n) { return n == 0 ? x[0] : row(x, n - 1); }""");
    }

    @Test
    void aRowThatComesBackAndIsRead() {
        companionOf("""
                @Differentiable static double f(double[][] x, int n) {
                    double[] y = row(x, n);
                    return y[0] * x[0][0];
                }
                static double[] row(double[][] x, int n) { return n == 0 ? x[0] : row(x, n - 1); }""").at(new double[][] {{2, 1, 0.5}, {0.3, 3, 1}}, 2).agreesWithDifferences();
    }

    @Test
    void aPlaceIsFoundByComparing() {
        companionOf("""
                @Differentiable static double f(double[] x, double y) { return x[place(x, y, 0, x.length - 1)] * y; }
                static int place(double[] x, double y, int low, int high) {
                    if (low == high) return low;
                    int middle = (low + high) >>> 1;
                    return x[middle] < y ? place(x, y, middle + 1, high) : place(x, y, low, middle);
                }""").at(new double[] {1, 2, 3, 4}, 2.5).agreesWithDifferences();
    }

    @Test
    void aNumberThatGetsLostInAnObject() {
        refuses("""
                @Differentiable static double f(double x, int n) {
                    java.util.List<Double> all = new java.util.ArrayList<>();
                    collect(x, all, n);
                    //      ^ Recursion
                    return all.get(0) * x;
                }
                private static void collect(double x, java.util.List<Double> all, int n) {
                    all.add(x);
                    if (n > 0) collect(x * x, all, n - 1);
                }""");
    }

    @Test
    void nothingIsReturnedOrWritten() {
        Subject subject = companionOf("""
                @Differentiable static double f(double x, int n) {
                    check(x, n);
                    return x * x;
                }
                private static void check(double x, int n) {
                    if (x < n) throw new IllegalArgumentException("x");
                    if (n > 0) check(x, n - 1);
                }""");
        subject.at(3.5, 3).agreesWithDifferences();
        assertThatThrownBy(() -> subject.companion().gradient(1.5, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aGateGoesOnAfterAnException() {
        Subject subject = companionOf("""
                @Differentiable static double f(double[] x, int n) {
                    double[] y = x.clone();
                    scale(y, n);
                    return y[0] * y[1];
                }
                private static void scale(double[] y, int n) {
                    if (n < 0) throw new IllegalArgumentException("n");
                    y[0] *= y[1];
                    if (n != 3) scale(y, n - 1);
                }""");
        assertThatThrownBy(() -> subject.companion().gradient(new double[] {2, 3}, 2))
                .isInstanceOf(IllegalArgumentException.class);
        subject.at(new double[] {2, 3}, 5).agreesWithDifferences();
    }
}
