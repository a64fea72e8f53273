package org.backwire.processor.source;

import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import org.junit.jupiter.api.Test;

/** {@code ?:} and {@code switch} as arguments. */
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

    /** The type is that of all sides, also where it is known which one is taken. */
    @Test
    void aSwitchOfAConstantHasAllItsTypes() {
        companionOf("""
                static double f(double x) {
                    double y = Math.log(Math.abs(switch ((short) 3) {
                        case 3 -> Math.max(7L, 9L);
                        default -> x + 1;
                    }) + 0.5);
                    var z = switch (3) { case 3 -> 7; default -> 2.5; };
                    return x * y + z / 2 * x + twice(switch (2) { case 1 -> x; default -> 5; } / 2);
                }
                static double twice(double x) { return 2 * x; }
                static int twice(int x) { return 3 * x; }""").at(0.75).agreesWithDifferences();
    }
}
