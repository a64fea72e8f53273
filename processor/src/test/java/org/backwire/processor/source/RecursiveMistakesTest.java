package org.backwire.processor.source;

import static org.backwire.processor.testing.TestKit.refuses;

import org.junit.jupiter.api.Test;

/** Helpers that call themselves are no mistake beside one, and are named for what they are where they hide a gradient. */
class RecursiveMistakesTest {
    @Test
    void anotherMistakeIsTheOnlyOne() {
        refuses("""
                static double f(double[] z) {
                    double[] y = z.clone();
                    scan(y, 1);
                    total = y[0];
                //  ^ AssignmentToField
                    return y[0];
                }

                static double total;

                static void scan(double[] y, int i) {
                    if (i < y.length) {
                        y[i] += y[i - 1];
                        scan(y, i + 1);
                    }
                }
                """);
    }

    @Test
    void numbersThatGoIntoObjects() {
        refuses("""
                static double f(double x, double[] z) {
                    java.util.List<Double> l = collect(z, 0, new java.util.ArrayList<>());
                    //                                 ^ Recursion
                    return l.size() * x;
                }

                static java.util.List<Double> collect(double[] y, int i, java.util.List<Double> to) {
                    if (i == y.length) {
                        return to;
                    }
                    to.add(y[i]);
                    return collect(y, i + 1, to);
                }
                """);
    }
}
