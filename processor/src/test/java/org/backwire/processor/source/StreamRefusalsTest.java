package org.backwire.processor.source;

import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import org.junit.jupiter.api.Test;

/** One mistake in a stream is one error, where the stream goes a way that we do not. */
class StreamRefusalsTest {
    @Test
    void theCallThatIsUnknown() {
        refuses("""
                @Differentiable
                static double f(double[] x) {
                    return java.util.Arrays.stream(x)
                            .sorted()
                            .limit(2)
                //          ^ Stream
                            .sum();
                }""");
        refuses("""
                @Differentiable
                static double f(double[] x) {
                    java.util.stream.DoubleStream stream = java.util.Arrays.stream(x);
                //                                                         ^ Stream
                    return stream.sum();
                }""");
    }

    @Test
    void whereTheFirstStageIsThatWeDoNotKnow() {
        refuses("""
                import java.util.Arrays;
                import org.backwire.Differentiable;

                class C {
                    @Differentiable
                    static double f(double[] x, double k) {
                        double scale = k * 2;
                        return Arrays.stream(x)
                                .map(v -> v * scale)
                                .filter(v -> v > 0.5)
                //              ^ Stream
                                .sum();
                    }

                    @Differentiable
                    static double g(double[] x) {
                        return Arrays.stream(x).map(Math::sin).limit(2).sum();
                //                                            ^ Stream
                    }

                    @Differentiable
                    static double h(double[] x) {
                        return Arrays.stream(x).map(v -> v * v).reduce(x[0], (a, b) -> a + b);
                //                                             ^ Stream
                    }

                    @Differentiable
                    static double k(double[] x) {
                        return Arrays.stream(x).findFirst().getAsDouble();
                //                             ^ Stream
                    }
                }
                """);
    }

    @Test
    void streamsOfDataWithoutFunctionsAreJustCalls() {
        companionOf("""
                import java.util.Arrays;
                import org.backwire.Differentiable;

                class C {
                    @Differentiable(wrt = "x")
                    static double f(double x, double[] data) {
                        return x * Arrays.stream(data).max().getAsDouble();
                    }
                }
                """).at(0.5, new double[] {1, 3, 2}).hasGradient(3);
    }
}
