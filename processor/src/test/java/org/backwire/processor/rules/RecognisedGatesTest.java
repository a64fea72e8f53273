package org.backwire.processor.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The flows of the gates that are recognised in what the user wrote. */
class RecognisedGatesTest {
    private static final String SIGMOID =
            "f(double x) { n = neg x : double e = exp n : double d = add 1.0 e : double y = div 1.0 d : double%s yield y }";
    private static final String SOFTPLUS = "f(double x) { n = neg x : double e = exp n : double d = add 1.0 e : double"
            + " s = div 1.0 d : double p = exp x : double q = add 1.0 p : double y = log q : double%s yield y }";
    private static final String LOG_SIGMOID =
            "f(double x) { n = neg x : double e = exp n : double d = add 1.0 e : double"
                    + " p = exp x : double q = add 1.0 p : double t = div 1.0 q : double"
                    + " s = div 1.0 d : double y = log s : double%s yield y }";
    private static final String SWISH = "f(double x) { n = neg x : double e = exp n : double d = add 1.0 e : double"
            + " s = div 1.0 d : double y = mul x s : double%s yield y }";
    private static final String LOGISTIC = "f(double x) { l = 3.0 : double n = neg x : double e = exp n : double"
            + " d = add 1.0 e : double s = div 1.0 d : double y = div l d : double%s yield y }";
    private static final String TANH = "f(double x) { t = tanh x : double p = exp x : double n = neg x : double"
            + " m = exp n : double a = sub p m : double b = add p m : double y = div a b : double%s yield y }";

    static Stream<Arguments> gates() {
        return Stream.of(
                Arguments.of(SIGMOID, " as sigmoid(x)", 0, 0),
                Arguments.of(SOFTPLUS, " as softplus(x, s)", 0, 1),
                Arguments.of(LOG_SIGMOID, " as logSigmoid(x, t)", 1, 0),
                Arguments.of(SWISH, " as swish(x, s)", 0, 1),
                Arguments.of(LOGISTIC, " as logistic(l, s)", 0, 0),
                Arguments.of(TANH, " as tanh(x, t)", 0, 0));
    }

    @ParameterizedTest
    @MethodSource("gates")
    void agreeWithTheGatesTheyAreMadeOf(String text, String view) {
        OneGate plain = OneGate.of(text.formatted(""));
        OneGate viewed = OneGate.of(text.formatted(view));
        for (double x = -6; x <= 6; x += 0.375) {
            double slope = plain.slopes(x)[0];
            assertThat(viewed.slopes(x)[0]).isCloseTo(slope, within(1e-11));
            assertThat(plain.difference(0, x).allows(slope, 1e-7)).isTrue();
        }
    }

    @Test
    void theCubeOfARoot() {
        String text = "f(double x) { r = sqrt x : double y = mul x r : double%s yield y }";
        OneGate plain = OneGate.of(text.formatted(""));
        OneGate viewed = OneGate.of(text.formatted(" as power(x, r)"));
        for (double x : new double[] {1e-9, 0.25, 1, 3, 1e6}) {
            double slope = plain.slopes(x)[0];
            assertThat(viewed.slopes(x)[0]).isCloseTo(slope, within(1e-15 * slope));
        }
        assertThat(viewed.slopes(0)[0]).isEqualTo(0);
        assertThat(viewed.slopes(4)[0]).isEqualTo(3);
        assertThat(viewed.slopes(-1)[0]).isNaN();
        assertThat(viewed.slopes(Double.POSITIVE_INFINITY)[0]).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @MethodSource("gates")
    void areFiniteFarOut(String text, String view, double left, double right) {
        OneGate viewed = OneGate.of(text.formatted(view));
        for (double x : new double[] {800, 1e5, 1e300, Double.MAX_VALUE}) {
            assertThat(viewed.slopes(-x)[0] + 0.0).as("at " + -x).isEqualTo(left);
            assertThat(viewed.slopes(x)[0] + 0.0).as("at " + x).isEqualTo(right);
        }
    }
}
