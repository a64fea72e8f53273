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
                    return x * a[Math.floorMod((int) x, 2)] * l.get((int) x);
                }""").at(1.5, new double[] {2, 3}, java.util.List.of(4, 5)).hasGradient(15, 0, 7.5);
    }
}
