package org.backwire.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.backwire.GradientCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdsorptionTest {
    /** The two starts that the data come with. */
    @ParameterizedTest
    @CsvSource({"500, 0.0001", "250, 0.0005"})
    void theFitIsTheCertifiedOne(double first, double second) {
        var fit = Adsorption.fit(new double[] {first, second});
        double[] deviations = Adsorption.deviations(fit);
        for (int i = 0; i < 2; i++) {
            assertThat(fit.getPoint().getEntry(i) / Adsorption.CERTIFIED[i]).isCloseTo(1, within(1e-9));
            assertThat(deviations[i] / Adsorption.CERTIFIED_DEVIATIONS[i]).isCloseTo(1, within(1e-6));
        }
        assertThat(fit.getCost() * fit.getCost()).isCloseTo(0.12455138894, within(1e-11));
    }

    @Test
    void theGradientIsRight() {
        GradientCheck.check(AdsorptionVolumesGrad.class, Adsorption.CERTIFIED, Adsorption.PRESSURE)
                .orThrow();
    }

    @Test
    void theReportHasAPicture(@TempDir Path directory) {
        var bytes = new ByteArrayOutputStream();
        Adsorption.print(new PrintStream(bytes, true, StandardCharsets.UTF_8), directory);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("2.38942129", "5.50156431");
        assertThat(directory.resolve("adsorption.png")).isNotEmptyFile();
    }
}
