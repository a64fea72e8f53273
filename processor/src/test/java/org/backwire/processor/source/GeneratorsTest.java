package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backwire.processor.source.SameAsJava.sameAsJava;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import java.util.NoSuchElementException;
import org.backwire.processor.testing.TestKit.Subject;
import org.junit.jupiter.api.Test;

/** Arrays whose elements a lambda gives, and the sums of streams, are those of Java, and have gradients. */
class GeneratorsTest {
    @Test
    void setAllIsALoop() {
        sameAsJava("f", """
                @Differentiable static double f(double[] a, int k) {
                    double[] y = a.clone();
                    Arrays.setAll(y, (int j) -> {
                        if (j == 0) return k;
                        double t = y[j - 1];
                        for (int q = 0; q < j; q++) t += a[q] * q;
                        return t;
                    });
                    int[] p = new int[3];
                    Arrays.setAll(p, i -> (i + k * k) % 3);
                    double[][] rows = new double[2][];
                    Arrays.setAll(rows, i -> new double[] {i, k});
                    double s = p[0] + rows[1][0];
                    for (double v : y) s = s * 0.5 + v;
                    return s;
                }
                """);
    }

    @Test
    void setAllHasGradients() {
        companionOf("""
                static double[] f(double[] x) {
                    double[] e = new double[x.length];
                    java.util.Arrays.setAll(e, i -> Math.exp(x[i]));
                    double s = java.util.Arrays.stream(e).sum();
                    java.util.Arrays.setAll(e, i -> e[i] / s);
                    return e;
                }""").at(new double[] {1, 2.5, 0.3}).agreesWithDifferences();
    }

    @Test
    void aSumKeepsTheBitsOfTheStream() {
        companionOf("""
                static double f(double[] x) { return java.util.Arrays.stream(x).sum(); }""").at(new double[] {1, 1e100, 1, -1e100, 0.1}).hasGradient(1, 1, 1, 1, 1);
    }

    @Test
    void anAverageOfNoneIsWhatTheUserSays() {
        Subject average = companionOf("""
                static double f(double[] x, double y) {
                    return java.util.Arrays.stream(x).map(v -> v * v).average().orElse(3 * y) * y;
                }""");
        average.at(new double[0], 0.5).hasValue(0.75).hasGradient(3);
        average.at(new double[] {1, 2, 3}, 0.5).agreesWithDifferences();
        companionOf("""
                static double f(double[] a, int k) {
                    double[] none = new double[0];
                    double nan = java.util.Arrays.stream(none).average().orElse(Double.NaN);
                    return java.util.Arrays.stream(a).average().orElse(k) + (nan != nan ? 1 : 0) + java.util.Arrays.stream(none).average().orElse(k);
                }""").at(new double[] {3, 5}, 7).hasValue(12).hasGradient(0.5, 0.5);
    }

    @Test
    void rangesOpenAndClosed() {
        companionOf("""
                static double f(double[] a, int k) {
                    int big = Integer.MAX_VALUE;
                    return a[0] * java.util.stream.IntStream.rangeClosed(1, k).mapToDouble(i -> a[0] / i).sum()
                            + java.util.stream.IntStream.rangeClosed(3, k - 5).mapToDouble(i -> i + a[0]).sum()
                            + java.util.stream.IntStream.range(big, -big).mapToDouble(i -> i * a[0]).sum()
                            + java.util.stream.IntStream.rangeClosed(big, -big).mapToDouble(i -> i * a[0]).sum()
                            + java.util.stream.IntStream.rangeClosed(7, 7).mapToDouble(i -> i * a[0]).sum()
                            + java.util.stream.IntStream.range(-1, 2).mapToDouble(i -> i * a[0] + k).sum();
                }""")
                .at(new double[] {0.5}, 2)
                .hasValue(0.25 * 1.5 + 3.5 + 6)
                .hasGradient(1.5 + 7);
        companionOf("""
                static double f(double x, int n) {
                    return java.util.stream.IntStream.rangeClosed(1, n).mapToDouble(k -> Math.pow(x, k) / k).sum();
                }""").at(0.4, 5).hasGradient((1 - Math.pow(0.4, 5)) / 0.6);
    }

    @Test
    void sumsOfRangesAndOfWhatIsMapped() {
        companionOf("""
                @Differentiable static double f(double[] x, double[] y) {
                    double dot = java.util.stream.IntStream.range(0, x.length).mapToDouble(i -> x[i] * y[i]).sum();
                    double norm = java.util.Arrays.stream(y).map(v -> v * v).map(v -> Math.sqrt(v)).sum();
                    return dot * norm + java.util.stream.IntStream.range(5, 2).mapToDouble(i -> i).sum();
                }""").at(new double[] {1, 2.5, 0.3}, new double[] {2, 3, 4}).agreesWithDifferences();
    }

    @Test
    void streamsOfNumbers() {
        companionOf("""
                static double f(double x, float y, int k) {
                    double squares = java.util.stream.DoubleStream.of(x, y, k, x * y).map(v -> v * v).sum();
                    return squares * java.util.stream.DoubleStream.of(x).sum();
                }""").at(0.5, 2f, 3).hasValue(0.5 * (0.25 + 4 + 9 + 1)).agreesWithDifferences();
    }

    @Test
    void sumsInEveryMode() {
        companionOf("""
                @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN, Derivative.HVP, Derivative.HESSIAN})
                static double f(double[] x, double t) {
                    double norm = java.util.Arrays.stream(x).map(v -> v * v * t).sum();
                    return norm * Math.log(norm) * java.util.Arrays.stream(x).average().getAsDouble();
                }""").at(new double[] {1, 2.5, 0.3}, 0.5).agreesWithDifferences();
    }

    @Test
    void anAverageOfNothingIsAskedForInVain() {
        Subject subject = companionOf("""
                static double f(double[] x) { return java.util.Arrays.stream(x).average().getAsDouble(); }""");
        subject.at(new double[] {1, 2, 4, 5}).hasValue(3).hasGradient(0.25, 0.25, 0.25, 0.25);
        assertThatThrownBy(() -> subject.companion().gradient(new double[0]))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("No value present");
    }

    @Test
    void otherStreamsAreRefused() {
        refuses("""
                static double f(double[] x) {
                    double rest = java.util.Arrays.stream(x).skip(1).sum();
                    //                                      ^ Stream
                    return rest;
                }""");
    }

    /** The function is fine, and would be read if the stream were another one. */
    @Test
    void whatIsNotKnownOfAStreamIsNamedBeforeItsFunctions() {
        refuses("""
                static double f(double[] x, double y) {
                    double a = java.util.stream.IntStream.range(0, x.length).parallel().mapToDouble(i -> x[i]).sum();
                    //                                                      ^ Stream
                    double b = java.util.stream.Stream.of(y, y * y).mapToDouble(Double::doubleValue).sum();
                    //                                ^ Stream
                    double c = java.util.stream.IntStream.iterate(0, i -> i + 1).limit(3).mapToDouble(i -> x[i]).sum();
                    //                                   ^ Stream
                    java.util.stream.IntStream.range(0, x.length).forEach(i -> System.out.println(x[i]));
                    //                                           ^ Stream
                    return a + b + c;
                }""");
    }
}
