package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.backwire.processor.testing.TestKit.companionOf;

import java.lang.reflect.Field;
import java.util.Arrays;
import org.backwire.processor.testing.Companion;
import org.backwire.processor.testing.TestKit.Subject;
import org.junit.jupiter.api.Test;

/** The members of a companion share the derivative of a long method of numbers, and say what those of a short one say. */
class LongBodiesTest {
    private static final String LINES = """
                double u = a * b + c;
                double v = Math.sin(u) * a;
                double w = u * v - a / (1 + b * b);
                double y = Math.exp(-w * w) * v + Math.tanh(w);
                double z = y > 0 ? y * c : -y;
                if (z > 2 && n > 0) {
                    z = Math.log(z) + n;
                } else {
                    z *= 0.5;
                }
                double q = Math.max(z * u + w, y);
                double r = 1 / (1 + Math.exp(-q));
                double t = Math.pow(r, 3) + Math.hypot(z, q);
                t -= v * w;
            """;
    private static final Object[] ARGUMENTS = {0.7, -1.25, 0.4f, 3};

    private static Subject subject(String result, String expression) {
        return companionOf("static %s f(double a, double b, float c, int n) {\n%s    return %s; }"
                .formatted(result, LINES, expression));
    }

    private static boolean isShared(Companion companion) {
        Field[] fields =
                companion.gradient(ARGUMENTS).getClass().getEnclosingClass().getDeclaredFields();
        return Arrays.stream(fields).anyMatch(field -> field.getName().equals("unitPartials"));
    }

    @Test
    void allMembersAgree() {
        Subject subject = subject("double", "t * r / (2 + y * y)");
        Companion companion = subject.companion();
        assertThat(isShared(companion)).isTrue();
        subject.at(ARGUMENTS).agreesWithDifferences();
        subject.at(-0.3, 2.0, 5f, 1).agreesWithDifferences();
        double[] gradient = companion.numbers(companion.gradient(ARGUMENTS));
        Companion.Gate gate = companion.gate();
        assertThat(gate.forward(ARGUMENTS)).isEqualTo(companion.value(ARGUMENTS));
        gate.backward(1.0);
        assertThat(gate.numbers()).containsExactly(gradient);
        double[] scaled = companion.numbers(companion.vjp(-2.0, ARGUMENTS));
        gate.clear();
        gate.backward(-2.0);
        for (int i = 0; i < gradient.length; i++) {
            assertThat(scaled[i]).isEqualTo(-2 * gradient[i], within(1e-15));
            assertThat(gate.numbers()[i]).isEqualTo(scaled[i], within(1e-15));
        }
    }

    @Test
    void anIncomingGradientOfZeroStaysZero() {
        Companion companion = subject("double", "t + Math.sqrt(a - 0.7)").companion();
        assertThat(companion.numbers(companion.gradient(ARGUMENTS))[0]).isInfinite();
        assertThat(companion.numbers(companion.vjp(0.0, ARGUMENTS))).containsOnly(0);
        Companion.Gate gate = companion.gate();
        gate.forward(ARGUMENTS);
        gate.backward(0.0);
        assertThat(gate.numbers()).containsOnly(0);
    }

    @Test
    void partialDerivativesThatAreWiderThanTheResultAreNotPassedThroughItsType() {
        Subject subject = subject("float", "(float) (t * r)");
        assertThat(isShared(subject.companion())).isFalse();
        subject.at(ARGUMENTS).agreesWithDifferences();
    }

    @Test
    void aShortBodyIsNotShared() {
        assertThat(isShared(companionOf(
                                "static double f(double a, double b, float c, int n) { return a * Math.sin(b * c); }")
                        .companion()))
                .isFalse();
    }
}
