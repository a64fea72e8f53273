package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import org.backwire.processor.testing.TestKit.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A quotient by 1 + exp(-x) is a number times a sigmoid, in every direction and order, also where the exponential overflows. */
class LogisticCurvesTest {
    @ParameterizedTest
    @ValueSource(doubles = {-800, 800})
    void isFlatFarOutInEveryMode(double x) {
        companionOf("""
                @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP, Derivative.HESSIAN})
                static double f(double x) { return 2 / (1 + Math.exp(-x)); }""").at(x).hasGradient(0).agreesWithDifferences();
    }

    @Test
    void keepsItsTail() {
        double tail = Math.exp(-400);
        companionOf("static double f(double x) { return 2 / (1 + Math.exp(-x)); }")
                .at(-400)
                .hasGradient(2 * tail);
    }

    @Test
    void growthInEveryMode() {
        Subject growth = companionOf("""
                @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN, Derivative.HVP, Derivative.HESSIAN})
                static double f(double t, double l, double k, double t0) { return l / (1 + Math.exp(-k * (t - t0))); }""");
        growth.at(1.0, 2.0, 3.0, 0.5).agreesWithDifferences();
        growth.at(1.0, 0.0, 3.0, 0.5).agreesWithDifferences();
        growth.at(1.0, 2.0, 3.0, 400).hasGradient(0, 0, 0, 0);
    }

    @Test
    void aQuotientKeepsItsStrongZero() {
        companionOf("static double f(double x) { return Math.min(Math.exp(x) / (1 + Math.exp(-2 * x)), 5); }")
                .at(800)
                .hasGradient(0);
    }

    @Test
    void isReadAsASigmoid() {
        assertThat(generatedFrom("static double f(double x, double l) { return l / (1 + Math.exp(-x)); }")
                        .text())
                .contains("(1 - sigmoid) * sigmoid * l");
    }
}
