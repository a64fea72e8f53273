package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.warns;

import org.junit.jupiter.api.Test;

/** A gradient that is cut off is said, whatever is done to the whole number before it is a factor; not where it is a place. */
class LostThroughNumbersTest {
    @Test
    void throughFunctionsOfNumbers() {
        warns("""
                static double f(double x) {
                    return x * Math.floorMod((int) x, 3);
                //                           ^ GradientLost
                }""").at(2.5).hasGradient(2);
    }

    @Test
    void throughHelpersOfWholeNumbers() {
        warns("""
                static double f(double x, double[] table) {
                    double d = x / factorial((int) x, 1);
                //                           ^ GradientLost
                    int i = clamp((int) x, table.length);
                //                ^ GradientLost
                    return d + table[i] + (x - i) * Integers.half(Math.round(x));
                //                                                          ^ GradientLost
                }

                static double factorial(int n, double k) { return n < 2 ? k : n * factorial(n - 1, k); }

                static int clamp(int i, int n) { return Math.max(0, Math.min(n - 1, i)); }

                static class Integers {
                    static double half(long n) { return n / 2.0; }
                }
                """).at(2.5, new double[] {1, 2, 3});
    }

    @Test
    void throughBoxes() {
        warns("""
                static double f(double x) {
                    Integer k = (int) x;
                //              ^ GradientLost
                    return x * k;
                }""").at(2.5).hasGradient(2);
    }

    @Test
    void notAsAPlace() {
        companionOf("""
                static double f(double x, double[] a, java.util.List<Integer> l) {
                    return x * a[Math.floorMod((int) x, 2)] * l.get((int) x) * a[clamp((int) x, 2)];
                }

                static int clamp(int i, int n) { return Math.max(0, Math.min(n - 1, i)); }
                """).at(1.5, new double[] {2, 3}, java.util.List.of(4, 5)).hasGradient(45, 0, 45);
    }
}
