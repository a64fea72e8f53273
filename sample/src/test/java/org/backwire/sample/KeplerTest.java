package org.backwire.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.backwire.GradientCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeplerTest {
    @ParameterizedTest
    @CsvSource({"1, 0.2056", "0.1, 0.9671", "3, 0.5", "0.5, 0"})
    void theAnomalyIsTheRoot(double mean, double eccentricity) {
        double anomaly = Kepler.anomaly(mean, eccentricity);
        assertThat(Kepler.residual(anomaly, mean, eccentricity)).isEqualTo(0, within(1e-15));
    }

    @Test
    void theLoopAndTheImplicitFunctionTheoremAgreeWithTheClosedForm() {
        assertThat(Kepler.largestDifference(2_000, 2)).isLessThan(1e-12);
    }

    @Test
    void theGradients() {
        GradientCheck.check(KeplerResidualGrad.class, 1.2, 1.0, 0.2).orThrow();
        GradientCheck.check(KeplerAnomalyGrad.class, 1.0, 0.2056).orThrow();
        GradientCheck.check(KeplerAnomalyGrad.class, 0.1, 0.9671).orThrow();
    }
}
