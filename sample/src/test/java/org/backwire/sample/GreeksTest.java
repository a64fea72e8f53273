package org.backwire.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GreeksTest {
    @Test
    void greeksOfManyOptionsAreThoseOfTheClosedForms() {
        assertThat(Greeks.largestDifference(100_000, 2)).isLessThan(1e-12);
    }

    @Test
    void farFromTheMoneyToo() {
        for (double spot : new double[] {1, 10, 20, 500, 5000}) {
            double[] computed = Greeks.byGradient(spot, 100, 0.03, 0.2, 0.75).numbers();
            double[] expected = Greeks.byFormula(spot, 100, 0.03, 0.2, 0.75).numbers();
            assertThat(computed).usingComparatorWithPrecision(1e-12 * spot).containsExactly(expected);
        }
    }

    /** There {@code d1} is exactly 0, where {@code Math.abs} would have lost the slope. */
    @Test
    void whereD1IsZero() {
        Greeks computed = Greeks.byGradient(100, 100, -0.02, 0.2, 1);
        Greeks expected = Greeks.byFormula(100, 100, -0.02, 0.2, 1);
        assertThat(computed.numbers()).usingComparatorWithPrecision(1e-10).containsExactly(expected.numbers());
    }

    @Test
    void normalIsTheNormalDistribution() {
        assertThat(Options.normal(0)).isEqualTo(0.5, within(1e-16));
        assertThat(Options.normal(1)).isEqualTo(0.8413447460685429, within(2e-16));
        assertThat(Options.normal(-1)).isEqualTo(0.15865525393145705, within(1e-16));
        assertThat(Options.normal(-8)).isEqualTo(6.220960574271785e-16, within(1e-23));
        assertThat(Options.normal(8)).isEqualTo(1, within(1e-15));
    }

    /** The hand-written gradients that {@link Measure} times must be right to be worth timing. */
    @Test
    void theExpertsAgree() {
        SplittableRandom random = new SplittableRandom(3);
        double[] byProgram = new double[5];
        double[] byFormula = new double[5];
        double[] companion = new double[5];
        for (int i = 0; i < 10_000; i++) {
            double spot = random.nextDouble(50, 150);
            double strike = random.nextDouble(50, 150);
            double rate = random.nextDouble(-0.01, 0.1);
            double volatility = random.nextDouble(0.05, 0.8);
            double maturity = random.nextDouble(0.05, 5);
            ExpertCall.byProgram(spot, strike, rate, volatility, maturity, byProgram);
            ExpertCall.byFormula(spot, strike, rate, volatility, maturity, byFormula);
            OptionsCallGrad.valueAndGradient(spot, strike, rate, volatility, maturity, companion);
            assertThat(companion).usingComparatorWithPrecision(1e-10).containsExactly(byProgram);
            assertThat(companion).usingComparatorWithPrecision(1e-10).containsExactly(byFormula);
        }
    }
}
