package org.backwire.hipparchus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.backwire.GradientCheck;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;

/** Every rule against numerical derivatives, and in second order against those of the gradient. */
class HipparchusRulesTest {

    private static double slope(DoubleUnaryOperator f, double x) {
        double h = 1e-3 * Math.max(1, Math.abs(x));
        return (8 * (f.applyAsDouble(x + h) - f.applyAsDouble(x - h))
                        - (f.applyAsDouble(x + 2 * h) - f.applyAsDouble(x - 2 * h)))
                / (12 * h);
    }

    private static void check(DoubleUnaryOperator gradient, DoubleUnaryOperator second, double x) {
        double expected = slope(gradient, x);
        assertThat(second.applyAsDouble(x)).isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
    }

    @Test
    void errorFunctions() {
        DoubleStream.of(-1.5, 0, 0.3, 2).forEach(x -> {
            GradientCheck.check(FunctionsErfGrad.class, x).orThrow();
            GradientCheck.check(FunctionsErfcGrad.class, x).orThrow();
            check(
                    t -> FunctionsErfGrad.gradient(t).dx(),
                    t -> FunctionsErfGrad.hvp(t, 1).hx(),
                    x);
            check(
                    t -> FunctionsErfcGrad.gradient(t).dx(),
                    t -> FunctionsErfcGrad.hvp(t, 1).hx(),
                    x);
        });
        DoubleStream.of(-0.7, 0, 0.4).forEach(x -> {
            GradientCheck.check(FunctionsErfInvGrad.class, x).orThrow();
            check(
                    t -> FunctionsErfInvGrad.gradient(t).dx(),
                    t -> FunctionsErfInvGrad.hvp(t, 1).hx(),
                    x);
        });
    }

    @Test
    void gammaFunctions() {
        DoubleStream.of(0.6, 1.5, 4.25, 30).forEach(x -> {
            if (x < 20) {
                GradientCheck.check(FunctionsGammaGrad.class, x).orThrow();
                check(
                        t -> FunctionsGammaGrad.gradient(t).dx(),
                        t -> FunctionsGammaGrad.hvp(t, 1).hx(),
                        x);
            }
            GradientCheck.check(FunctionsLogGammaGrad.class, x).orThrow();
            check(
                    t -> FunctionsLogGammaGrad.gradient(t).dx(),
                    t -> FunctionsLogGammaGrad.hvp(t, 1).hx(),
                    x);
            check(Gamma::digamma, t -> FunctionsDigammaGrad.gradient(t).dx(), x);
            check(
                    t -> FunctionsDigammaGrad.gradient(t).dx(),
                    t -> FunctionsDigammaGrad.hvp(t, 1).hx(),
                    x);
            check(Gamma::trigamma, t -> FunctionsTrigammaGrad.gradient(t).dx(), x);
            check(
                    t -> FunctionsTrigammaGrad.gradient(t).dx(),
                    t -> FunctionsTrigammaGrad.hvp(t, 1).hx(),
                    x);
        });
        check(Gamma::trigamma, t -> FunctionsTrigammaGrad.gradient(t).dx(), -1.5);
    }

    @Test
    void polygamma() {
        double zeta3 = 1.2020569031595942;
        assertThat(Polygamma.of(2, 1)).isCloseTo(-2 * zeta3, within(1e-14));
        assertThat(Polygamma.of(3, 1)).isCloseTo(Math.pow(Math.PI, 4) / 15, within(1e-14));
        assertThat(Polygamma.of(2, 0.5)).isCloseTo(-14 * zeta3, within(1e-13));
        assertThat(Polygamma.of(2, -2)).isNaN();
    }

    @Test
    void incompleteGammaFunctions() {
        DoubleStream.of(0.5, 1.5, 6).forEach(x -> {
            GradientCheck.check(FunctionsGammaPGrad.class, 2.5, x).orThrow();
            GradientCheck.check(FunctionsGammaQGrad.class, 2.5, x).orThrow();
            check(
                    t -> FunctionsGammaPGrad.gradient(2.5, t).dx(),
                    t -> FunctionsGammaPGrad.hvp(2.5, t, 1).hx(),
                    x);
            check(
                    t -> FunctionsGammaQGrad.gradient(2.5, t).dx(),
                    t -> FunctionsGammaQGrad.hvp(2.5, t, 1).hx(),
                    x);
        });
        assertThat(FunctionsGammaPGrad.gradient(1, 0).dx()).isEqualTo(1);
    }

    @Test
    void betaFunctions() {
        GradientCheck.check(FunctionsLogBetaGrad.class, 1.5, 3.25).orThrow();
        check(
                t -> FunctionsLogBetaGrad.gradient(t, 3.25).dp(),
                t -> FunctionsLogBetaGrad.hvp(t, 3.25, 1, 0).hp(),
                1.5);
        check(
                t -> FunctionsLogBetaGrad.gradient(t, 3.25).dq(),
                t -> FunctionsLogBetaGrad.hvp(t, 3.25, 1, 0).hq(),
                1.5);
        check(
                t -> FunctionsLogBetaGrad.gradient(1.5, t).dq(),
                t -> FunctionsLogBetaGrad.hvp(1.5, t, 0, 1).hq(),
                3.25);
        DoubleStream.of(0.25, 0.5, 0.875).forEach(x -> {
            GradientCheck.check(FunctionsBetaOfGrad.class, x, 1.5, 2.5).orThrow();
            check(
                    t -> FunctionsBetaOfGrad.gradient(t, 1.5, 2.5).dx(),
                    t -> FunctionsBetaOfGrad.hvp(t, 1.5, 2.5, 1).hx(),
                    x);
        });
    }

    @Test
    void besselFunctions() {
        for (double order : new double[] {0, 0.5, 1, 2.25}) {
            DoubleStream.of(0.5, 3, 12).forEach(x -> {
                GradientCheck.check(FunctionsBesselJGrad.class, order, x).orThrow();
                check(
                        t -> FunctionsBesselJGrad.gradient(order, t).dx(),
                        t -> FunctionsBesselJGrad.hvp(order, t, 1).hx(),
                        x);
            });
        }
        assertThat(FunctionsBesselJGrad.hvp(0, 0, 1).hx()).isEqualTo(-0.5);
        assertThat(FunctionsBesselJGrad.gradient(1, 0).dx()).isEqualTo(0.5);
    }
}
