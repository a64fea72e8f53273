package org.backwire.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescentTest {
    @Test
    void newtonFindsTheMinimumIn20Dimensions() {
        Descent descent = Descent.byHessian(Rosenbrock.start(20, 1));
        isAtTheMinimum(descent);
        assertThat(descent.steps()).isLessThan(25);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 20, 1_000, 10_000})
    void conjugateGradientsFindItWithoutAHessian(int dimensions) {
        Descent descent = Descent.byProducts(Rosenbrock.start(dimensions, 1));
        isAtTheMinimum(descent);
        assertThat(descent.steps()).isLessThan(120);
    }

    /** From the usual start there is a hill in the way, and the other minimum near it. */
    @Test
    void whereTheValleyBendsTheOtherWayBothStillGoDown() {
        double[] start = new double[20];
        Arrays.setAll(start, i -> i % 2 == 0 ? -1.2 : 1);
        assertThat(Cholesky.of(RosenbrockBananaGrad.hessian(new double[] {0, 1})))
                .isEmpty();
        assertThat(last(Descent.byHessian(start))).isLessThanOrEqualTo(1e-10);
        assertThat(last(Descent.byProducts(start))).isLessThanOrEqualTo(1e-10);
    }

    @Test
    void theHessianIsThatOfTheTextbook() {
        double[][] hessian = RosenbrockBananaGrad.hessian(new double[] {-1.2, 1, 0.5});
        assertThat(hessian).isDeepEqualTo(new double[][] {
            {1200 * 1.44 - 400 + 2, 480, 0}, {480, 1200 - 200 + 2 + 200, -400}, {0, -400, 200}
        });
    }

    @Test
    void choleskySolves() {
        double[][] matrix = {{4, 2, -2}, {2, 10, 2}, {-2, 2, 6}};
        double[] x = Cholesky.of(matrix).orElseThrow().solve(new double[] {2, 28, 20});
        assertThat(x).containsExactly(new double[] {1, 2, 3}, within(1e-15));
    }

    @Test
    void thePictureIsWritten(@TempDir Path directory) throws IOException {
        var text = new ByteArrayOutputStream();
        DescentReport.print(new PrintStream(text, false, StandardCharsets.UTF_8), directory.resolve("new"));
        assertThat(ImageIO.read(directory.resolve("new/newton-convergence.png").toFile())
                        .getWidth())
                .isEqualTo(1720);
        assertThat(text.toString(StandardCharsets.UTF_8)).contains("10,000 dimensions");
    }

    private static void isAtTheMinimum(Descent descent) {
        assertThat(last(descent)).isLessThanOrEqualTo(1e-10);
        assertThat(descent.value()).isEqualTo(0, within(1e-20));
        assertThat(descent.minimum()).usingComparatorWithPrecision(1e-9).containsOnly(1);
    }

    private static double last(Descent descent) {
        return descent.gradients().get(descent.steps());
    }
}
