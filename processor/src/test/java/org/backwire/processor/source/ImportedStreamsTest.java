package org.backwire.processor.source;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.api.Test;

/** Sources of streams, and {@code setAll}, by static imports. */
class ImportedStreamsTest {
    private static final String HEAD = """
            import static java.util.Arrays.*;
            import static java.util.stream.DoubleStream.of;
            import static java.util.stream.IntStream.range;
            import static java.util.stream.IntStream.rangeClosed;
            import org.backwire.*;

            """;

    @Test
    void sums() {
        companionOf(HEAD + """
                class Sums {
                    @Differentiable
                    static double f(double[] x, double y) {
                        return stream(x).sum() + stream(x).map(v -> v * v).average().orElse(0) + of(x[0], y, 2).sum()
                                + range(0, 3).mapToDouble(i -> i * y).sum() + rangeClosed(1, 3).mapToDouble(i -> i * y * y).sum();
                    }
                }
                """).at(new double[] {2, 4}, 0.5).hasGradient(4, 5, 10);
    }

    @Test
    void setAll() {
        companionOf(HEAD + """
                class Sets {
                    @Differentiable
                    static double f(double[] x) {
                        double[] y = new double[x.length];
                        setAll(y, i -> x[i] * i);
                        return y[1] * y[2];
                    }
                }
                """).at((Object) new double[] {1, 2, 3}).hasGradient(0, 6, 4);
    }

    @Test
    void theUsersOwnMethodOfThatNameIsMeant() {
        companionOf(HEAD + """
                class Own {
                    @Differentiable
                    static double f(double[] x) {
                        return x[0] * stream(x.length).sum();
                    }

                    static Own stream(int n) {
                        return new Own();
                    }

                    double sum() {
                        return 3;
                    }
                }
                """).at((Object) new double[] {1, 2}).hasGradient(3, 0);
    }
}
