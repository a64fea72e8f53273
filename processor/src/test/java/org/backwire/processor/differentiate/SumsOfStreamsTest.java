package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import org.junit.jupiter.api.Test;

/** The sum of a stream gives its gradient to all it adds up, without an array of ones. */
class SumsOfStreamsTest {
    private static final String CODE = """
            import static org.backwire.Derivative.*;
            import java.util.Arrays;
            import org.backwire.*;

            class Model {
                @Differentiable({GRADIENT, JVP, JACOBIAN, HVP, HESSIAN})
                static double f(double[] x, double[] w) {
                    double s = Arrays.stream(x).sum() * 0.5;
                    for (int i = 0; i < x.length; i++) {
                        x[i] = Math.sin(x[i] * s);
                        if (i != 1) s += Arrays.stream(x).map(e -> e * e).sum() * w[i];
                    }
                    return s * Arrays.stream(new double[] {x[0], w[1], s}).sum();
                }
            }
            """;

    @Test
    void amongWritesInEveryMode() {
        companionOf(CODE)
                .at(new double[] {0.3, 0.7, -0.4}, new double[] {0.9, 0.2, 0.5})
                .agreesWithDifferences();
        companionOf(CODE).at(new double[] {0.3}, new double[] {0.9, 0.2}).agreesWithDifferences();
    }

    @Test
    void readsAsALoop() {
        assertThat(generatedFrom("""
                static double f(double[] x) {
                    double sum = java.util.Arrays.stream(x).sum();
                    return Math.sin(sum);
                }""").text())
                .contains("double sum = StreamSum.sum(x);")
                .contains("dx[k] = dsum;")
                .doesNotContain("StreamSum.Gradient");
    }
}
