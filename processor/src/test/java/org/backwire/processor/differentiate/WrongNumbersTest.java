package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.warns;

import java.util.List;
import org.backwire.processor.testing.Companion;
import org.backwire.processor.testing.TestKit.Subject;
import org.junit.jupiter.api.Test;

/** Wrong gradients of other tools, each named after the thread that reported it. */
class WrongNumbersTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void clad1865DivisorPushedAgain() {
        Subject inline = companionOf("""
                static double f(double x, double a, int n) {
                    double s = 0;
                    for (int i = 0; i < n; i++) {
                        s += 1.0 / (x + a * a);
                        a += 0.1;
                    }
                    return s;
                }""");
        Subject named = companionOf("""
                static double f(double x, double a, int n) {
                    double s = 0;
                    for (int i = 0; i < n; i++) {
                        double divisor = x + a * a;
                        s += 1.0 / divisor;
                        a += 0.1;
                    }
                    return s;
                }""");
        double[] gradient = inline.at(1.5, 0.3, 4).agreesWithDifferences().gradient();
        named.at(1.5, 0.3, 4).hasGradient(gradient).agreesWithDifferences();
    }

    @Test
    void clad710Continue() {
        companionOf("""
                static double f(double x, int n) {
                    double s = 0;
                    for (int i = 0; i < n; i++) {
                        if (i % 2 == 0) {
                            continue;
                        }
                        s += i * x * x;
                    }
                    return s;
                }""").at(3, 6).hasGradient(2 * 3 * (1 + 3 + 5)).agreesWithDifferences();
    }

    @Test
    void clad833Break() {
        companionOf("""
                static double f(double x, int n) {
                    double s = 1;
                    for (int i = 0; i < n; i++) {
                        s *= x;
                        if (s > 10) {
                            break;
                        }
                    }
                    return s;
                }""").at(2, 9).hasValue(16).hasGradient(32).agreesWithDifferences();
    }

    @Test
    void clad710LabelledBreakAndContinue() {
        companionOf("""
                static double f(double x, int n) {
                    double s = 0;
                    outer:
                    for (int i = 0; i < n; i++) {
                        for (int j = 0; j < n; j++) {
                            if (j > i) {
                                continue outer;
                            }
                            if (i == 4) {
                                break outer;
                            }
                            s += Math.sin(x * (i + 1)) * j;
                        }
                    }
                    return s;
                }""").at(0.7, 7).agreesWithDifferences();
    }

    @Test
    void clad710EarlyReturn() {
        Subject early = companionOf("""
                static double f(double x, int n) {
                    for (int i = 1; i <= n; i++) {
                        x = x * i + Math.cos(x);
                        if (x > 20) {
                            return x * x;
                        }
                    }
                    return x;
                }""");
        early.at(1.3, 9).agreesWithDifferences();
        early.at(1.3, 2).agreesWithDifferences();
    }

    @Test
    void warp1552ArgMaxByBreakAndByMemory() {
        companionOf("""
                static double f(double[] x) {
                    int best = 0;
                    for (int i = 1; i < x.length; i++) {
                        if (x[i] > x[best]) {
                            best = i;
                        }
                    }
                    return x[best] * x[best];
                }""").at(new double[] {1, 5, 3, 4}).hasValue(25).hasGradient(0, 10, 0, 0);
        companionOf("""
                static double f(double[] x) {
                    double best = Double.NEGATIVE_INFINITY;
                    for (double v : x) {
                        if (v > best) {
                            best = v;
                        }
                    }
                    return best;
                }""").at(new double[] {1, 5, 3, 5}).hasGradient(0, 1, 0, 0);
    }

    @Test
    void clad746AssignmentsInConditions() {
        companionOf("""
                static double f(double x, double y) {
                    double t;
                    if ((t = x * y) > 1) {
                        t *= t;
                    }
                    return t + x;
                }""").at(2, 3).hasValue(38).hasGradient(37, 24).agreesWithDifferences();
        companionOf("""
                static double f(double x) {
                    double s = 0;
                    double t = x;
                    while ((t = t / 2) > 0.1) {
                        s += t * t;
                    }
                    return s;
                }""").at(1).hasGradient(2 * (1 / 4.0 + 1 / 16.0 + 1 / 64.0)).agreesWithDifferences();
    }

    @Test
    void clad650ChainedAssignments() {
        companionOf("""
                static double f(double x) {
                    double u;
                    double v;
                    u = v = x * x;
                    u += v *= 3;
                    return u * v;
                }""").at(2).hasGradient(4 * 12 * 8).agreesWithDifferences();
    }

    @Test
    void clad474ActiveBounds() {
        Subject integral = companionOf("""
                static double f(double lower, double upper, double h) {
                    double s = 0;
                    for (double x = lower; x <= upper; x += h) {
                        s += x * x * h;
                    }
                    return s;
                }""");
        // x = lower + k * h for k = 0, 1, 2, 3: the count is constant between jumps
        integral.at(1, 2.7, 0.5).hasGradient(7, 0, 13.5 + 13).agreesWithDifferences();
    }

    @Test
    void warp1694VariablesBeforeInAndAfterALoop() {
        companionOf("""
                static double f(double x, double y, int n) {
                    double before = x * y;
                    double inside = 1;
                    for (int i = 0; i < n; i++) {
                        inside = inside * 0.5 + before * Math.sin(inside);
                    }
                    return inside * before + before;
                }""").at(0.7, 1.1, 5).agreesWithDifferences(1e-9);
    }

    @Test
    void warp1697ReadAndWriteOfTheSameElement() {
        companionOf("""
                static double f(double[] v, double x, int n) {
                    for (int k = 0; k < n; k++) {
                        for (int i = 0; i < v.length; i++) {
                            v[i] = v[i] + x * v[(i + 1) % v.length];
                        }
                    }
                    return v[0] * v[1] + v[2];
                }""").at(new double[] {0.5, -1.2, 2}, 0.3, 3).agreesWithDifferences(1e-9);
    }

    @Test
    void warp1293NestedLoopsWithBoundsKnownAtRunTime() {
        companionOf("""
                static double f(double[] v, int n, int m) {
                    double s = 1;
                    for (int i = 0; i < n; i++) {
                        double row = 0;
                        for (int j = i; j < m; j++) {
                            row += v[j] * s;
                        }
                        s = Math.tanh(row + s);
                    }
                    return s;
                }""").at(new double[] {0.1, 0.2, -0.3, 0.4}, 3, 4).agreesWithDifferences(1e-9);
    }

    @Test
    void warp1350BackwardAfterTheCallerChangedTheArray() {
        for (String body : new String[] {
            "return x[0] * x[0] * x[1];", // a scalar
            "double[] y = x.clone(); y[0] *= x[1]; return y[0] * y[0];"
        }) {
            Companion companion = companionOf("static double f(double[] x) { %s }".formatted(body))
                    .companion();
            double[] x = {3, 2};
            double[] expected = companion.numbers(companion.gradient((Object) x.clone()));
            Companion.Gate gate = companion.gate();
            gate.forward((Object) x);
            x[0] = 1e6;
            x[1] = -7;
            gate.backward(1.0);
            assertThat(gate.numbers()).containsExactly(expected);
        }
    }

    @Test
    void warp1350WithAnArrayResult() {
        Companion companion = companionOf("""
                        static double[] f(double[] x) {
                            double[] y = new double[2];
                            y[0] = x[0] * x[0];
                            y[1] = x[0] * x[1];
                            return y;
                        }""").companion();
        double[] x = {3, 2};
        Companion.Gate gate = companion.gate();
        double[] y = (double[]) gate.forward((Object) x);
        x[0] = 1e6;
        y[1] = 1e9;
        gate.backward(new double[] {1, 1});
        assertThat(gate.numbers()).containsExactly(6 + 2, 3);
    }

    @Test
    void warp1350WithArraysOfDataObjects() {
        Companion companion = companionOf("""
                        static double[] f(double[] x, java.util.List<double[]> weights, java.util.List<int[]> places) {
                            double[] s = {1};
                            for (int place : places.get(0)) {
                                s[0] = s[0] * x[place] * weights.get(0)[0] + 1;
                            }
                            return s;
                        }""").companion();
        double[] weights = {0.5};
        int[] places = {0, 1};
        Companion.Gate gate = companion.gate();
        gate.forward(new double[] {2, 3}, List.of(weights), List.of(places));
        weights[0] = 99;
        places[0] = 1;
        gate.backward(new double[] {1});
        assertThat(gate.numbers()).containsExactly(0.75, 1);
    }

    @Test
    void warp1728OverwrittenElements() {
        companionOf("""
                static double f(double[] x, double a) {
                    x[0] = x[0] * 100;
                    x[0] = a;
                    x[1] = x[0] * x[1];
                    x[1] = 3;
                    return x[0] * a + x[1];
                }""").at(new double[] {5, 6}, 2).hasValue(7).hasGradient(0, 0, 4);
    }

    @Test
    void warp1062CopiesMoveGradients() {
        companionOf("""
                static double f(double[] x) {
                    double[] y = new double[x.length];
                    System.arraycopy(x, 0, y, 1, x.length - 1);
                    System.arraycopy(y, 0, y, 1, x.length - 1);
                    return y[2] * y[2] * 3 + y[3] + x[3];
                }""").at(new double[] {2, 7, 1, 4}).hasGradient(12, 1, 0, 1);
    }

    @Test
    void zygote822EqualityWithInfinity() {
        Subject logAdd = companionOf("""
                static double f(double a, double b) {
                    return a == Double.NEGATIVE_INFINITY
                            ? b
                            : b == Double.NEGATIVE_INFINITY
                                    ? a
                                    : a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b));
                }""");
        logAdd.at(-INFINITY, 1).hasGradient(0, 1);
        logAdd.at(1, -INFINITY).hasGradient(1, 0);
        logAdd.at(1, 1).hasGradient(0.5, 0.5);
        logAdd.at(1, 2.5).agreesWithDifferences();
    }

    @Test
    void enzyme1601TheBranchThatIsTaken() {
        Subject xlogy = companionOf("""
                static double f(double x, double y) {
                    if (x == 0) {
                        return 0;
                    }
                    return x * Math.log(y);
                }""");
        xlogy.at(0, 2).hasValue(0).hasGradient(0, 0);
        xlogy.at(3, 2).hasGradient(Math.log(2), 1.5);
    }

    @Test
    void tensorflow897FloorPassesNothingAndSaysSo() {
        warns("""
                static double f(double x) {
                    return x * Math.floor(x);
                //                       ^ GradientLost
                }""").at(2.5).hasGradient(2);
    }
}
