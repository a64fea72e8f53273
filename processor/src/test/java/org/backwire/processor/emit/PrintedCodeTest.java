package org.backwire.processor.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forward part of a companion is what the user wrote: no parenthesis too many, and none too few. */
class PrintedCodeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a - (b - c)",
                "a - b - c",
                "a / (b * c)",
                "a / b * c",
                "a * (b / c)",
                "a * (b + c)",
                "(a + b) * (b - c)",
                "a + (b + c)",
                "-(a + b)",
                "-a * b",
                "-Math.exp(-a)",
                "a - (-b)",
                "a % (b - c)",
                "(a - b) % c",
                "a > b ? b : a * c",
                "(a > b ? b : c) * a",
                "a > b && b > c ? a * c : b",
                "a > b || b > c && a > c ? a * c : b",
                "(a > b || b > c) && a > c ? a * c : b",
                "!(a > b) ? a * c : b",
                "a * n / 2",
                "a * (n / 2)",
                "a * (n % 3 + 1)",
                "a * (1 << n)",
                "a * (n & 6 | 1)",
                "a * 1e-300",
                "a * 0x1.8p3",
                "a * 1_000L",
                "a + Double.MAX_VALUE",
                "a + Math.PI",
                "a * (int) 'c'",
            })
    void expressionsAreThoseOfTheUser(String expression) {
        String program = "static double f(double a, double b, double c, int n) { return %s; }".formatted(expression);
        var companion = companionOf(program);
        for (double[] at : new double[][] {{1.5, 0.75, -2.25}, {-3, 2, 0.5}, {0.1, 7, 3.3}}) {
            companion.at(at[0], at[1], at[2], 5).agreesWithDifferences();
            companion.at(at[0], at[1], at[2], -3).agreesWithDifferences();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a - (b - c)", "a + (b + c)", "-(a + b)", "a * 0x1.8p3", "a * Math.PI", "a - 1_000.50"})
    void spellingIsKept(String expression) {
        String program = "static double f(double a, double b, double c, int n) { return %s; }".formatted(expression);
        assertThat(generatedFrom(program).text()).contains("double value = " + expression + ";");
    }

    @Test
    void conversionsToFloatStayWhereTheyWere() {
        companionOf("static double f(double a, double b) { return a * (float) b; }")
                .at(3, 0.1)
                .hasGradient(0.1f, 3);
    }

    @Test
    void twoSignsDoNotBecomeADecrement() {
        companionOf("static double f(double x) { double y = -x; return -(-y) - -y; }")
                .at(3)
                .hasValue(-6)
                .hasGradient(-2);
        companionOf("static double f(double x) { return - -x + +(+x); }").at(3).hasGradient(2);
        companionOf("static double f(double x, int n) { return x * -(-n) - -n; }")
                .at(3, 2)
                .hasGradient(2);
        companionOf("static double f(double x) { return x * -(-1) - (-2.5); }")
                .at(3)
                .hasGradient(1);
    }

    @Test
    void integerDivisionStaysInteger() {
        companionOf("static double f(double x, int n) { return x * (n / 2) * (n / 2.0); }")
                .at(3, 5)
                .hasValue(15)
                .hasGradient(5);
        companionOf("static double f(double x) { return x * (7 / 2) + x * (7L / 2) + x * (7f / 2); }")
                .at(1)
                .hasGradient(9.5);
    }

    @Test
    void charactersAreNumbers() {
        companionOf("static double f(double x, char c) { c += 1; return x * c + x * (c - 'a'); }")
                .at(2, 'b')
                .hasGradient(99 + 2);
    }

    @Test
    void narrowIntegersWrapAround() {
        companionOf(
                        "@SuppressWarnings(\"lossy-conversions\")\nstatic double f(double x, byte b) { b++; b += 200; return x * b; }")
                .at(1, (byte) 127)
                .hasGradient(72);
        companionOf("static double f(double x, int n) { return x * (n * n) + x * (byte) n + x * (n >>> 28); }")
                .at(1, -65537)
                .hasGradient(131073.0 - 1 + 15);
    }

    @Test
    void longLiteralsAndConstants() {
        companionOf("static double f(double x) { return x * 9007199254740993L + x * Long.MIN_VALUE; }")
                .at(1)
                .hasGradient(9007199254740992.0 - 0x1p63);
        companionOf("static double f(double x, long n) { return x * (n + Integer.MAX_VALUE + 1L); }")
                .at(1, 1)
                .hasGradient(0x1p31 + 1);
    }

    @Test
    void floatsStayFloats() {
        companionOf("static float f(float x, float y) { return x * 0.1f + y / 3 - 1e-45f * x; }")
                .at(1.1, 2.2)
                .agreesWithDifferences();
        companionOf("static double f(double x) { return x * 0.1f; }").at(1).hasGradient(0.1f);
        companionOf("static double f(double x) { return x * (1 / 3f); }").at(1).hasGradient(1 / 3f);
    }

    @Test
    void numbersThatHaveNoLiteral() {
        companionOf("static double f(double x) { return x > 0 ? x : 0.0 / 0.0; }")
                .at(-1)
                .hasValue(Double.NaN)
                .hasGradient(0);
        companionOf("static double f(double x) { return Math.max(x, Double.NEGATIVE_INFINITY); }")
                .at(-1)
                .hasGradient(1);
        companionOf("static float f(float x) { return Math.min(x, 1f / 0); }")
                .at(-1)
                .hasGradient(1);
        companionOf("static double f(double x) { return Math.copySign(x, -0.0); }")
                .at(1)
                .hasValue(-1)
                .hasGradient(-1);
        companionOf("static double f(double x) { return x + 1e300 * 1e300; }")
                .at(1)
                .hasValue(Double.POSITIVE_INFINITY)
                .hasGradient(1);
    }

    /** A whole number would choose {@code nextAfter(float, double)}. */
    @Test
    void aWholeNumberChoosesNoOtherMethod() {
        companionOf("static double f(double x) { return Math.nextAfter(-3., 0.0) * x; }")
                .at(1)
                .hasValue(Math.nextAfter(-3., 0.0));
        companionOf("static double f(double x) { return (Math.ulp(3 * 1.0) + Math.scalb(2 + 1.0, 1)) * x; }")
                .at(1)
                .hasValue(Math.ulp(3.0) + 6);
    }

    @Test
    void bothSidesAreEvaluatedOnlyWhereJavaDoes() {
        companionOf("""
                static double f(double[] x, int i) {
                    return i < x.length && x[i] > 0 || i > 5 ? x[0] * i : x[0];
                }""").at(new double[] {2, 3}, 9).hasGradient(9, 0);
        companionOf("""
                static double f(double x, String s) {
                    return s != null && s.length() > 1 ? x * s.length() : -x;
                }""").at(2, "abc").hasGradient(3);
    }
}
