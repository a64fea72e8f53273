package org.backwire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.backwire.GradientCheck.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinks, edges, infinities, noise: where numerical derivatives are hard to come by. */
class GradientCheckLimitsTest {

    /** A companion of any function, with any slope. Tests run one after the other. */
    static final class AnyGrad {
        static DoubleUnaryOperator function = x -> x;
        static double slope;

        public double forward(double x) {
            return function.applyAsDouble(x);
        }

        static Gradient gradient(double x) {
            return new Gradient(function.applyAsDouble(x), slope);
        }

        record Gradient(double value, double dx) {}
    }

    private static Report check(DoubleUnaryOperator function, double x, double slope) {
        AnyGrad.function = function;
        AnyGrad.slope = slope;
        return GradientCheck.check(AnyGrad.class, x);
    }

    private static void accepts(DoubleUnaryOperator function, double x, double slope) {
        check(function, x, slope).orThrow();
    }

    private static void refuses(DoubleUnaryOperator function, double x, double slope) {
        Report report = check(function, x, slope);
        assertThat(report.correct()).as(report.toString()).isFalse();
    }

    @Test
    void atAKinkBothSlopesAndAllBetweenAreRight() {
        for (double slope : new double[] {-1, 0, 0.3, 1}) {
            accepts(Math::abs, 0, slope);
        }
        refuses(Math::abs, 0, 1.01);
        refuses(Math::abs, 0, Double.NaN);
        for (double slope : new double[] {0, 1}) {
            accepts(x -> Math.max(x, 4), 4, slope);
        }
        refuses(x -> Math.max(x, 4), 4, -0.1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-2, 1e-4, 1e-6, 1e-8, 1e-10})
    void besideAKinkOnlyTheSlopeOfThisSideIsRight(double x) {
        accepts(Math::abs, x, 1);
        accepts(Math::abs, -x, -1);
        refuses(Math::abs, x, -1);
        refuses(Math::abs, x, 0);
    }

    @Test
    void jumpsHaveTheSlopesOfTheirSides() {
        accepts(Math::floor, 3, 0);
        accepts(Math::floor, 3.4, 0);
        accepts(x -> Math.floor(x) + x / 2, 3 + 1e-7, 0.5);
        refuses(x -> Math.floor(x) + x / 2, 3 + 1e-7, 0.4);
        refuses(Math::floor, 3, 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1e-8, 1e-3, 0.1, 1, 1e3, 1e8, 1e12})
    void scaleOfTheVariableDoesNotMatter(double x) {
        accepts(Math::log, x, 1 / x);
        refuses(Math::log, x, 1.0001 / x);
        accepts(Math::sqrt, x, 0.5 / Math.sqrt(x));
        accepts(t -> 1 / t, x, -1 / (x * x));
        refuses(t -> 1 / t, x, 1 / (x * x));
        accepts(t -> t * t * t, x, 3 * x * x);
    }

    @Test
    void oscillationFasterThanTheVariableIsSeen() {
        accepts(Math::sin, 1e8, Math.cos(1e8));
        refuses(Math::sin, 1e8, 0);
        accepts(x -> Math.cos(1e4 * x), 1.3, -1e4 * Math.sin(1.3e4));
    }

    @Test
    void atTheEdgeOfTheDomainTheOtherSideCounts() {
        accepts(x -> Math.pow(x, 1.5), 0, 0);
        refuses(x -> Math.pow(x, 1.5), 0, 1);
        accepts(x -> Math.asin(x) * Math.sqrt(1 - x * x), 1, Double.NEGATIVE_INFINITY);
        accepts(x -> x * Math.sqrt(x), 0, 0);
    }

    @Test
    void methodsMayThrowBeyondTheEdge() {
        DoubleUnaryOperator function = x -> {
            if (x < 2) {
                throw new IllegalArgumentException("too small");
            }
            return x * x;
        };
        accepts(function, 2, 4);
        refuses(function, 2, 3);
    }

    @Test
    void verticalTangentsAreInfinite() {
        accepts(Math::sqrt, 0, Double.POSITIVE_INFINITY);
        accepts(Math::cbrt, 0, Double.POSITIVE_INFINITY);
        accepts(x -> -Math.cbrt(x), 0, Double.NEGATIVE_INFINITY);
        accepts(Math::acos, 1, Double.NEGATIVE_INFINITY);
        accepts(x -> Math.sqrt(x - 3), 3, Double.POSITIVE_INFINITY);
        refuses(Math::sqrt, 0, 0);
        refuses(Math::sqrt, 0, Double.NEGATIVE_INFINITY);
        refuses(Math::cbrt, 0, 1e6);
        refuses(Math::sin, 0.5, Double.POSITIVE_INFINITY);
    }

    @Test
    void notANumberAgreesWithNotANumberOnly() {
        accepts(Math::log, -1, Double.NaN);
        refuses(Math::log, -1, -1);
        refuses(Math::sin, 0.5, Double.NaN);
        accepts(Math::sin, Double.NaN, Double.NaN);
        assertThat(check(Math::log, -1, -1).toString()).contains("1 cannot be judged");
    }

    @Test
    void zeroIsSeenAsZero() {
        accepts(x -> x * x, 0, 0);
        accepts(x -> 1e6 + 0 * x, 2, 0);
        accepts(x -> (x - 1) * (x - 1) + 7, 1 + 1e-9, 2e-9);
        refuses(x -> 1e6 + x, 2, 0);
        refuses(x -> 7 + 1e-6 * x, 2, 0);
    }

    @Test
    void noisyValuesNeitherCondemnNorAbsolve() {
        DoubleUnaryOperator noisy = x -> Math.sin(x) + 1e-9 * noise(x);
        for (double x = -3; x < 3; x += 0.011) {
            accepts(noisy, x, Math.cos(x));
            refuses(noisy, x, Math.cos(x) + 1e-3);
        }
    }

    /** Between -1 and 1, without any order. */
    private static double noise(double x) {
        return new SplittableRandom(Double.doubleToLongBits(x)).nextDouble(-1, 1);
    }

    @Test
    void whatIsTooRoughToJudgeIsNotCalledRight() {
        Report report = check(x -> Math.sin(x) + 0.1 * noise(x), 1, Math.cos(1));

        assertThat(report.correct()).isFalse();
        assertThat(report.toString()).contains("1 cannot be judged");
    }

    @Test
    void steepPlacesAreSeen() {
        for (double x = -0.02; x < 0.02; x += 0.0007) {
            double s = 1 / (1 + Math.exp(-1000 * x));
            accepts(t -> 1 / (1 + Math.exp(-1000 * t)), x, 1000 * s * (1 - s));
            refuses(t -> 1 / (1 + Math.exp(-1000 * t)), x, 1001 * s * (1 - s));
        }
    }

    @Test
    void manyKinksNearby() {
        for (double x = -3; x < 3; x += 0.0531) {
            double slope = 0;
            for (int i = 0; i < 50; i++) {
                slope += Math.sin(i * 7.3) * x > Math.cos(i * 3.1) ? Math.sin(i * 7.3) : 0;
            }
            accepts(GradientCheckLimitsTest::layer, x, slope);
            refuses(GradientCheckLimitsTest::layer, x, slope * 1.0001);
        }
    }

    private static double layer(double x) {
        double sum = 0;
        for (int i = 0; i < 50; i++) {
            sum += Math.max(0, Math.sin(i * 7.3) * x - Math.cos(i * 3.1));
        }
        return sum;
    }
}
