package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import org.backwire.processor.testing.Companion;
import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void helpersThrowWhatTellsNumbers() {
        String code = """
                import org.backwire.Derivative;
                import org.backwire.Differentiable;

                class Checked {
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP})
                    static double f(double x, double[] y) {
                        require(x > 0, "x is " + x + ", and y has " + y.length);
                        if (y[0] > 3) fail(String.format("y is %s", y[0]));
                        if (y[1] > 3) throw tooLarge("y is " + y[1]);
                        return Math.sqrt(x) * y[0] * y[1];
                    }

                    private static void require(boolean isMet, String otherwise) {
                        if (!isMet) throw new IllegalArgumentException(otherwise);
                    }

                    static void fail(String reason) {
                        throw new IllegalStateException(reason);
                    }

                    static RuntimeException tooLarge(String reason) {
                        return new ArithmeticException(reason);
                    }
                }
                """;
        var subject = companionOf(code);
        subject.at(0.5, new double[] {2, 1.5}).agreesWithDifferences();
        Companion companion = subject.companion();
        assertThatThrownBy(() -> companion.gradient(-0.5, new double[] {2, 1.5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x is -0.5, and y has 2");
        assertThatThrownBy(() -> companion.gate().forward(0.5, new double[] {4, 1.5}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("y is 4.0");
        assertThatThrownBy(() -> companion.gradient(0.5, new double[] {2, 3.5}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("y is 3.5");
    }

    @Test
    void whatIsComputedFromTextsHasNoGradient() {
        refuses("""
                import org.backwire.Differentiable;

                class Parsed {
                    @Differentiable
                    static double f(double x) {
                        return x * digits("x" + x);
                //                            ^ ThroughObject
                    }

                    static double digits(String text) {
                        if (text.isEmpty()) throw new IllegalArgumentException(text);
                        return text.length();
                    }
                }
                """);
    }
}
