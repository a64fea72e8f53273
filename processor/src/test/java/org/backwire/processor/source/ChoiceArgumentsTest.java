package org.backwire.processor.source;

import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import org.junit.jupiter.api.Test;

/** {@code ?:} as an argument. */
class ChoiceArgumentsTest {
    @Test
    void neverIsJustItsFirstSide() {
        refuses("""
                static double length(Object o) { return o.toString().length(); }
                @Differentiable
                static double f(double x, boolean b) {
                    return length(b ? true : 1) * x;
                //                  ^ Misread
                }""");
        refuses("""
                static double twice(double x) { return 2 * x; }
                @Differentiable
                static double f(double x, boolean b, int n) {
                    return twice(b ? 1.5f : n) * x;
                //                          ^ LossyChoice
                }""");
    }

    @Test
    void inParenthesesIsOfItsOwnType() {
        companionOf("""
                static double f(double x, boolean b, int n) { return twice((b ? 1.5f : n)) * Math.abs(b ? 1.5f : (float) n) * x; }
                static double twice(double x) { return 2 * x; }""").at(0.75, false, 2147483647).agreesWithDifferences();
    }
}
