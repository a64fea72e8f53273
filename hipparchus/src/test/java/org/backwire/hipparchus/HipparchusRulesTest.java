package org.backwire.hipparchus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.backwire.GradientCheck;
import org.hipparchus.exception.MathRuntimeException;
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

    /** Where the logarithm of a power is infinite, or the power itself is. */
    @Test
    void incompleteFunctionsAtTheirEdges() {
        assertThat(HipparchusRules.regularizedBetaDx(0.5, 514, 514)).isCloseTo(25.57590455009, within(1e-10));
        assertThat(HipparchusRules.regularizedBetaDx(0.5, 1000, 1000)).isCloseTo(35.67802229171, within(1e-9));
        assertThat(HipparchusRules.regularizedBetaDx(0.45, 600, 600)).isCloseTo(0.067130791918, within(1e-11));
        assertThat(HipparchusRules.regularizedBetaDx(0, 1, 3)).isCloseTo(3, within(1e-14));
        assertThat(HipparchusRules.regularizedBetaDx(0, 0.5, 3)).isInfinite();
        assertThat(HipparchusRules.regularizedBetaDx(1, 0.5, 3)).isZero();
        double[][] betas = {
            {0, 2, 2, 6},
            {1, 2, 2, -6},
            {0, 1, 1, 0},
            {1, 1, 1, 0},
            {0, 2, 1, 2},
            {1, 1, 2, -2},
            {0, 3, 1, 0},
            {1, 1, 3, 0},
            {0, 0.5, 0.5, Double.NEGATIVE_INFINITY},
            {1, 0.5, 0.5, Double.POSITIVE_INFINITY}
        };
        for (double[] at : betas) {
            assertThat(HipparchusRules.regularizedBetaDxDx(at[0], at[1], at[2])).isCloseTo(at[3], within(1e-13));
        }
        double[][] gammas = {
            {2, 0, 1},
            {1, 0, -1},
            {2.5, 0, 0},
            {100, 0, 0},
            {1.5, 0, Double.POSITIVE_INFINITY},
            {0.3, 0, Double.NEGATIVE_INFINITY},
            {0.3, -0.0, Double.NEGATIVE_INFINITY},
            {2, Double.POSITIVE_INFINITY, 0}
        };
        for (double[] at : gammas) {
            assertThat(HipparchusRules.regularizedGammaPDxDx(at[0], at[1])).isCloseTo(at[2], within(1e-14));
        }
        assertThat(HipparchusRules.erfDxDx(Double.POSITIVE_INFINITY)).isZero();
    }

    /** Hipparchus recurs once for each 1 below 0. */
    @Test
    void gammaFunctionsFarBelowZero() {
        assertThat(HipparchusRules.gammaDx(-5000.5)).isNaN();
        assertThat(HipparchusRules.gammaDxDx(-1e9)).isNaN();
        assertThat(HipparchusRules.logGammaDx(-10000.5)).isCloseTo(Math.log(10001), within(1e-8));
        assertThat(Polygamma.digamma(-20.25)).isCloseTo(6.17423563361448, within(1e-13));
        assertThat(Polygamma.digamma(-19.25)).isCloseTo(6.17423563361448 - 1 / 20.25, within(1e-13));
        assertThat(Polygamma.trigamma(-20.25)).isCloseTo(19.6910253510087, within(1e-12));
        assertThat(Polygamma.trigamma(-25)).isNaN();
    }

    /** The difference of two values that are nearly the same, of which digits would be lost. */
    @Test
    void betaFunctionsOfVeryDifferentArguments() {
        assertThat(HipparchusRules.logBetaDp(1e12, 0.5)).isCloseTo(-5e-13, within(1e-24));
        assertThat(HipparchusRules.logBetaDp(1e16, 1)).isCloseTo(-1e-16, within(1e-30));
        assertThat(HipparchusRules.logBetaDpDp(1e16, 1)).isCloseTo(1e-32, within(1e-46));
        assertThat(HipparchusRules.logBetaDp(1, 1e-10)).isCloseTo(-1e-10 * Math.PI * Math.PI / 6, within(1e-19));
        for (double p : new double[] {0.01, 0.5, 3, 19.5, 21, 400}) {
            for (double q : new double[] {0.25, 7, 50, 1e6}) {
                double first = Polygamma.digamma(p) - Polygamma.digamma(p + q);
                double second = Polygamma.trigamma(p) - Polygamma.trigamma(p + q);
                assertThat(Polygamma.digammaDifference(p, q)).isCloseTo(first, within(1e-11 * Math.abs(first)));
                assertThat(Polygamma.trigammaDifference(p, q)).isCloseTo(second, within(1e-11 * Math.abs(second)));
            }
        }
        assertThat(HipparchusRules.logBetaDp(-1e9, 1)).isNaN();
    }

    @Test
    void besselFunctionsNearZero() {
        for (double x : new double[] {1e-3, 1e-6, 1e-8, 1e-9, 1e-160}) {
            assertThat(HipparchusRules.besselJDxDx(1, x)).isCloseTo(-0.375 * x, within(1e-6 * x));
            assertThat(HipparchusRules.besselJDx(0, x)).isCloseTo(-0.5 * x, within(1e-6 * x));
            assertThat(HipparchusRules.besselJDxDx(2, x)).isCloseTo(0.25, within(1e-6));
        }
        for (double order : new double[] {2.5, 3, 10, 50}) {
            assertThat(HipparchusRules.besselJDxDx(order, 0)).isZero();
        }
        assertThatThrownBy(() -> HipparchusRules.besselJDxDx(0, -3)).isInstanceOf(MathRuntimeException.class);
        assertThat(HipparchusRules.besselJDxDx(1.5, 0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(HipparchusRules.besselJDxDx(0.5, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
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
