package org.backwire.processor.rules;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.backwire.processor.testing.TestKit.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of numerical conventions: gates whose slope is infinite somewhere. */
class SteepGatesTest {
    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @ParameterizedTest
    @CsvSource({
        "sqrt, 0.0, Infinity",
        "sqrt, -0.0, Infinity",
        "sqrt, -1, NaN",
        "cbrt, 0.0, Infinity",
        "cbrt, -0.0, Infinity",
        "cbrt, -8, 0.08333333333333333",
        "log, 0.0, Infinity",
        "log, -0.0, Infinity",
        "log10, 0.0, Infinity",
        "log10, -0.0, Infinity",
        "log1p, -1, Infinity",
        "log1p, -0.0, 1",
        "asin, 1, Infinity",
        "asin, -1, Infinity",
        "asin, 0, 1",
        "acos, 1, -Infinity",
        "acos, -1, -Infinity",
        "acos, 2, NaN",
        "exp, 710, Infinity",
        "exp, -800, 0",
        "expm1, 710, Infinity",
        "expm1, -800, 0",
        "expm1, -50, 1.9287498479639178e-22",
        "sinh, 711, Infinity",
        "cosh, 711, Infinity",
        "cosh, -711, -Infinity",
        "tanh, 800, 0",
        "tanh, -1e300, 0",
        "atan, 1e300, 0",
    })
    void theSlopeIsTheLimit(String gate, double x, double slope) {
        companionOf("static double f(double x) { return Math.%s(x); }".formatted(gate))
                .at(x)
                .hasGradient(slope);
    }

    @ParameterizedTest
    @CsvSource({
        "Math.sqrt(x), 0.0",
        "Math.sqrt(x), -0.0",
        "Math.cbrt(x), 0.0",
        "Math.log(x), 0.0",
        "Math.log10(x), -0.0",
        "Math.log1p(x), -1",
        "Math.asin(x), 1",
        "Math.acos(x), -1",
        "Math.exp(x), 1000",
        "Math.expm1(x), 1000",
        "Math.sinh(x), 1000",
        "Math.cosh(x), -1000",
        "'Math.pow(x, 2)', Infinity",
        "'Math.pow(x, 3)', Infinity",
        "'Math.pow(x, 0.5)', 0.0",
        "'Math.pow(x, -1)', 0.0",
        "'Math.pow(2, x)', 2000",
        "'Math.pow(x, x)', 0.0",
        "1 / x, 0.0",
        "x / x, 0.0",
    })
    void anIncomingZeroStaysZero(String formula, double x) {
        Subject routed = companionOf(
                "static double f(double x, double y) { return x > 5e9 ? y : y + 0 * (%s); }".formatted(formula));
        double slope = routed.at(x, 2).gradient()[0];
        if (slope != 0) {
            throw new AssertionError(formula + " at " + x + " passes " + slope);
        }
    }

    @Test
    void saturationBlocksWhatIsInfiniteInside() {
        companionOf("static double f(double x) { return Math.min(Math.pow(Math.exp(x), 2), 5); }")
                .at(800)
                .hasGradient(0);
        companionOf("static double f(double x) { double p = Math.pow(Math.exp(x), 2); return x > 0 ? x : p; }")
                .at(800)
                .hasGradient(1);
        companionOf("static double f(double x) { double k = Math.exp(x); return Math.min(k / (1 + Math.exp(-k)), 6); }")
                .at(800)
                .hasGradient(0);
    }

    @Test
    void saturationBlocksAnOverflow() {
        companionOf("static double f(double x) { return Math.min(Math.exp(1000 * x), 1); }")
                .at(1)
                .hasValue(1)
                .hasGradient(0);
    }

    @Test
    void theSquareOfANormIsFlatAtTheOrigin() {
        companionOf("static double f(double x, double y) { double n = Math.sqrt(x * x + y * y); return n * n; }")
                .at(0, 0)
                .hasGradient(0, 0);
    }

    @Test
    void anInfiniteGradientTimesNothingIsNotKnown() {
        companionOf("static double f(double x) { return Math.sqrt(Math.exp(x)); }")
                .at(-1000)
                .hasValue(0)
                .hasGradient(NAN);
        companionOf("static double f(double x) { return Math.sqrt(x * x); }")
                .at(0)
                .hasGradient(NAN);
    }

    @Test
    void divisionByAnActiveValue() {
        Subject quotient = companionOf("static double f(double x, double y) { return x / y; }");
        quotient.at(1, 0).hasGradient(INFINITY, -INFINITY);
        quotient.at(6, 3).hasGradient(1 / 3.0, -2 / 3.0).agreesWithDifferences();
        companionOf("static double f(double x, double y) { return Math.min(x / y, 1); }")
                .at(1, 0)
                .hasGradient(0, 0);
    }

    @Test
    void powersOfTheBase() {
        Subject power = companionOf("static double f(double x, double y) { return Math.pow(x, y); }");
        power.at(3, 0).hasGradient(0, Math.log(3));
        power.at(0, 2).hasGradient(0, 0);
        power.at(0, 1).hasGradient(1, 0);
        power.at(0, 0.5).hasGradient(INFINITY, 0);
        power.at(0, 0).hasValue(1).hasGradient(0, -INFINITY);
        power.at(-2, 3).hasGradient(12, NAN);
        power.at(-2, 0).hasGradient(0, NAN);
        power.at(2.5, 1.5).agreesWithDifferences();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, -4", "3, 12", "4, -32", "5, 80", "-1, -0.25", "-2, 0.25", "-3, -0.1875", "10, -5120"
    })
    void constantIntegerExponentsOfNegativeBases(int exponent, double slope) {
        Subject power = companionOf("static double f(double x) { return Math.pow(x, %d); }".formatted(exponent));
        power.at(-2).hasGradient(slope).agreesWithDifferences();
        if (exponent >= 0) {
            power.at(0).hasGradient(exponent == 1 ? 1 : 0);
            power.at(-0.0).hasGradient(exponent == 1 ? 1 : 0);
        }
    }

    @Test
    void constantBases() {
        companionOf("static double f(double x) { return Math.pow(2, x); }")
                .at(3)
                .hasGradient(8 * Math.log(2))
                .agreesWithDifferences();
        companionOf("static double f(double x) { return Math.pow(0, x); }")
                .at(3)
                .hasGradient(0);
    }

    @Test
    void integerExponentsThatAreData() {
        companionOf("static double f(double x, int n) { return Math.pow(x, n); }")
                .at(-2, 3)
                .hasGradient(12)
                .agreesWithDifferences();
        companionOf("static double f(double x, int n) { return Math.pow(x, n); }")
                .at(0, 0)
                .hasGradient(0);
    }

    @ParameterizedTest
    @CsvSource({
        "1 / (1 + Math.exp(-x)), 0, 0",
        "Math.exp(x) / (1 + Math.exp(x)), 0, 0",
        "1 / (1 + Math.exp(3 - x)), 0, 0",
        "Math.log(1 + Math.exp(x)), 0, 1",
        "Math.log1p(Math.exp(x)), 0, 1",
        "x / (1 + Math.exp(-x)), 0, 1",
        "Math.tanh(x), 0, 0",
    })
    void sigmoidsFarOut(String formula, double left, double right) {
        Subject gate = companionOf("static double f(double x) { return %s; }".formatted(formula));
        for (double x : new double[] {800, 1e300}) {
            gate.at(-x).hasGradient(left);
            gate.at(x).hasGradient(right);
        }
        gate.at(0.7).agreesWithDifferences();
        gate.at(-30).agreesWithDifferences();
    }

    @Test
    void sigmoidThroughLocals() {
        companionOf("""
                static double f(double x) {
                    double e = Math.exp(-x);
                    double d = 1 + e;
                    double s = 1 / d;
                    return s;
                }""").at(-800).hasGradient(0);
    }

    @Test
    void expm1FarToTheLeft() {
        companionOf("static double f(double x) { return Math.expm1(x); }")
                .at(-40)
                .hasGradient(Math.exp(-40));
    }
}
