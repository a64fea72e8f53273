package org.backwire.processor.rules;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.api.Test;

/** The table of numerical conventions: where a gate has an edge or a jump in its slope. */
class KinksTest {
    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void maxGoesToTheWinnerAndATieToTheFirst() {
        var max = companionOf("static double f(double x, double y) { return Math.max(x, y); }");
        max.at(4, 4).hasValue(4).hasGradient(1, 0);
        max.at(5, 4).hasGradient(1, 0).agreesWithDifferences();
        max.at(4, 5).hasGradient(0, 1).agreesWithDifferences();
        max.at(-INFINITY, -INFINITY).hasGradient(1, 0);
        max.at(0.0, -0.0).hasGradient(1, 0);
        max.at(-0.0, 0.0).hasGradient(1, 0);
    }

    @Test
    void minGoesToTheWinnerAndATieToTheFirst() {
        var min = companionOf("static double f(double x, double y) { return Math.min(x, y); }");
        min.at(4, 4).hasValue(4).hasGradient(1, 0);
        min.at(3, 4).hasGradient(1, 0);
        min.at(4, 3).hasGradient(0, 1);
    }

    @Test
    void aNaNThatWinsTakesTheGradient() {
        for (String gate : new String[] {"max", "min"}) {
            var both = companionOf("static double f(double x, double y) { return Math.%s(x, y); }".formatted(gate));
            both.at(NAN, 1).hasValue(NAN).hasGradient(1, 0);
            both.at(1, NAN).hasValue(NAN).hasGradient(0, 1);
            both.at(NAN, NAN).hasGradient(1, 0);
            companionOf("static double f(double x) { return Math.%s(x, 1); }".formatted(gate))
                    .at(NAN)
                    .hasGradient(1);
            companionOf("static double f(double x) { return Math.%s(1, x); }".formatted(gate))
                    .at(NAN)
                    .hasGradient(1);
        }
    }

    @Test
    void reluByThreeWaysOfWritingIt() {
        companionOf("static double f(double x) { return Math.max(x, 0); }")
                .at(0)
                .hasGradient(1);
        companionOf("static double f(double x) { return Math.max(0, x); }")
                .at(0)
                .hasGradient(0);
        companionOf("static double f(double x) { return x > 0 ? x : 0; }").at(0).hasGradient(0);
    }

    @Test
    void bothSidesOfOneValueAddUp() {
        companionOf("static double f(double x) { return Math.max(x, x) + Math.min(x, x); }")
                .at(3)
                .hasGradient(2)
                .agreesWithDifferences();
        companionOf("static double f(double x) { return x * x - x / x; }")
                .at(3)
                .hasGradient(6)
                .agreesWithDifferences();
    }

    @Test
    void maxOfFloats() {
        companionOf("static float f(float x, float y) { return Math.max(x, y); }")
                .at(4, 4)
                .hasGradient(1, 0);
    }

    @Test
    void absIsFlatAtZero() {
        var abs = companionOf("static double f(double x) { return Math.abs(x); }");
        abs.at(0.0).hasGradient(0);
        abs.at(-0.0).hasValue(0).hasGradient(0);
        abs.at(-2).hasGradient(-1);
        abs.at(2).hasGradient(1);
    }

    @Test
    void aHypotenuseOfNothingIsFlat() {
        var hypot = companionOf("static double f(double x, double y) { return Math.hypot(x, y); }");
        hypot.at(0, 0).hasGradient(0, 0);
        hypot.at(-0.0, 0).hasGradient(0, 0);
        hypot.at(3, 4).hasGradient(0.6, 0.8);
        hypot.at(3e200, 4e200).hasGradient(0.6, 0.8);
        hypot.at(3e-300, 4e-300).hasGradient(0.6, 0.8);
    }

    @Test
    void theAngleOfTheOriginIsFlat() {
        var angle = companionOf("static double f(double y, double x) { return Math.atan2(y, x); }");
        angle.at(0, 0).hasGradient(0, 0);
        angle.at(-0.0, -0.0).hasGradient(0, 0);
        angle.at(3, 4).hasGradient(4 / 25.0, -3 / 25.0);
        angle.at(1, 0).hasGradient(0, -1);
        angle.at(3e200, 4e200).hasGradient(0.16e-200, -0.12e-200);
        angle.at(3e-200, 4e-200).hasGradient(0.16e200, -0.12e200);
    }

    @Test
    void aBranchThatIsNotTakenContributesNothing() {
        companionOf("static double f(double x) { return x < 1 ? x : Math.sqrt(x); }")
                .at(0)
                .hasGradient(1);
        companionOf("static double f(double x) { return x > 0 ? x * Math.log(x) : 0; }")
                .at(0)
                .hasValue(0)
                .hasGradient(0);
    }

    @Test
    void signsAreTakenFromDataOnly() {
        var copy = companionOf("static double f(double x, double y) { return Math.copySign(x, y); }");
        copy.at(2, -1).hasValue(-2).hasGradient(-1, 0).agreesWithDifferences();
        copy.at(-2, -0.0).hasValue(-2).hasGradient(1, 0);
        copy.at(0, 1).hasGradient(0, 0);
    }
}
