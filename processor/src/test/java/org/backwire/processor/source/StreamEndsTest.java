package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import java.util.NoSuchElementException;
import org.backwire.processor.testing.TestKit.Subject;
import org.junit.jupiter.api.Test;

/** Maxima, folds and arrays of streams are those of Java, and have gradients; functions may be lambdas or names of methods. */
class StreamEndsTest {
    @Test
    void maximaAndMinima() {
        companionOf("""
                static double f(double[] x) {
                    return java.util.Arrays.stream(x).max().getAsDouble()
                            + 2 * java.util.Arrays.stream(x).map(v -> v * v).min().orElseThrow();
                }""").at(new double[] {1, 3, 0.5, 3}).hasValue(3.5).hasGradient(0, 1, 2, 0);
    }

    @Test
    void aMaximumOfNothing() {
        Subject subject = companionOf("""
                static double f(double[] x, double t) {
                    return java.util.Arrays.stream(x).max().orElse(3 * t) * java.util.Arrays.stream(x).map(v -> -v).min().getAsDouble();
                }""");
        subject.at(new double[] {2, 5}, 1.0).hasValue(-25).hasGradient(0, -10, 0);
        assertThatThrownBy(() -> subject.companion().gradient(new double[0], 1.0))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("No value present");
        companionOf("""
                static double f(double[] x, double t) {
                    return java.util.Arrays.stream(x).max().orElse(3 * t) * t;
                }""").at(new double[0], 2.0).hasValue(12).hasGradient(12);
    }

    @Test
    void foldsInOrder() {
        companionOf("""
                static double f(double[] x, double t) {
                    double product = java.util.Arrays.stream(x).reduce(1, (a, b) -> a * b);
                    double horner = java.util.Arrays.stream(x).map(v -> v + 1).reduce((a, b) -> a * t + b).getAsDouble();
                    return product + horner + java.util.Arrays.stream(x).reduce(t, Double::sum);
                }""").at(new double[] {1, 2.5, 0.3}, 0.5).agreesWithDifferences();
    }

    @Test
    void wholeNumbersAreMappedBefore() {
        companionOf("""
                static double f(double[] x, int[] order, long[] weights) {
                    int n = x.length;
                    double back = java.util.stream.IntStream.range(0, n).map(i -> n - 1 - i).mapToDouble(i -> x[i] * i).sum();
                    double odd = java.util.stream.IntStream.rangeClosed(1, 3).map(i -> i * i).map(Math::abs)
                            .mapToDouble(i -> x[0] / i).map(Math::sin).max().getAsDouble();
                    double chosen = java.util.Arrays.stream(order).map(i -> { int k = i + 1; return k % n; }).mapToDouble(i -> x[i] * x[i]).sum();
                    return back * odd + chosen * java.util.Arrays.stream(weights).map(w -> w << 33).mapToDouble(w -> w * x[1]).sum();
                }""")
                .at(new double[] {1, 2.5, 0.3}, new int[] {2, 0, 0}, new long[] {1, 3})
                .agreesWithDifferences();
        refuses("""
                static double f(double[] x) {
                    return java.util.stream.IntStream.range(0, 4).mapToObj(i -> x[i]).mapToDouble(v -> v).sum();
                    //                                           ^ Stream
                }""");
    }

    @Test
    void arraysOfElements() {
        companionOf("""
                static double[] f(double[] x) {
                    double[] own = java.util.Arrays.stream(x).toArray();
                    own[0] = own[1] * x[0];
                    double[] y = java.util.stream.IntStream.range(0, x.length).mapToDouble(i -> own[i] * i + x[0]).toArray();
                    y[1] *= own[0];
                    return y;
                }""").at(new double[] {1, 2.5, 0.3}).agreesWithDifferences();
    }

    @Test
    void namesOfMethods() {
        companionOf("""
                static double f(double[] x, double[][] m) {
                    return java.util.Arrays.stream(x).map(Math::exp).map(Sample::half).sum()
                            + java.util.Arrays.stream(m).mapToDouble(Sample::half).reduce(Math::max).getAsDouble()
                            + java.util.stream.IntStream.range(1, 4).mapToDouble(Math::sqrt).map(v -> v * x[0]).sum();
                }

                static double half(double v) { return v * v / 2; }
                static double half(double[] v) { return v[0] * v[1] / 2; }
                """)
                .at(new double[] {1, 0.3}, new double[][] {{1, 2}, {3, 4}})
                .agreesWithDifferences();
    }

    @Test
    void rowsAndNumbersOfAnArray() {
        companionOf("""
                static double f(double[] x, int[] chosen, double[][] m) {
                    return java.util.Arrays.stream(chosen).mapToDouble(i -> x[i] * x[0]).sum()
                            + java.util.Arrays.stream(m).mapToDouble(row -> java.util.Arrays.stream(row).max().getAsDouble()).sum();
                }""")
                .at(new double[] {1, 2, 3}, new int[] {0, 2, 2}, new double[][] {{1, 5}, {7}})
                .agreesWithDifferences();
    }

    /** A stream takes an element through all functions before the next: what they call is called in that order. */
    @Test
    void eachElementGoesAllTheWay() {
        companionOf("""
                static double f(double[] a, int k) {
                    java.util.Random random = new java.util.Random(k);
                    return java.util.Arrays.stream(a).map(v -> v * random.nextDouble()).map(v -> v + random.nextDouble()).sum()
                            + java.util.Arrays.stream(a).map(v -> v * random.nextDouble()).reduce(0, (s, v) -> s + v * random.nextDouble())
                            + java.util.Arrays.stream(a).map(v -> v * random.nextDouble()).reduce((s, v) -> s + v * random.nextDouble()).getAsDouble();
                }""").at(new double[] {1, 2.5, 0.3}, 7).agreesWithDifferences();
    }

    @Test
    void everyMode() {
        companionOf("""
                @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN, Derivative.HVP, Derivative.HESSIAN})
                static double f(double[] x) {
                    double max = java.util.Arrays.stream(x).max().getAsDouble();
                    return max + Math.log(java.util.Arrays.stream(x).map(v -> Math.exp(v - max)).sum())
                            + java.util.Arrays.stream(x).reduce(1, (a, b) -> a * b);
                }""").at(new double[] {1, 2.5, 0.3}).agreesWithDifferences();
    }

    @Test
    void methodsOfObjects() {
        refuses("""
                static double f(double[] x, Sample other) {
                    return java.util.Arrays.stream(x).map(other::twice).sum();
                    //                                    ^ MethodReference
                }

                double twice(double v) { return 2 * v; }
                """);
    }

    @Test
    void streamsOfData() {
        companionOf("""
                @Differentiable(wrt = "x")
                static double f(double x, double[] t) {
                    return x * java.util.Arrays.stream(t).filter(v -> v > 1).sum()
                            + x * x * java.util.Arrays.stream(t).map(Math::abs).boxed().mapToInt(Double::intValue).max().getAsInt();
                }""").at(0.5, new double[] {1, 3, -2}).hasValue(2.25).hasGradient(6);
    }

    @Test
    void whatMustBeComputedBefore() {
        refuses("""
                static double f(double[] x, double t) {
                    return java.util.Arrays.stream(x).reduce(Math.sin(t), (a, b) -> a * b);
                    //                               ^ Stream
                }""");
    }

    @Test
    void functionsWithLoops() {
        companionOf("""
                @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP, Derivative.HESSIAN})
                static double f(double[] x, double y) {
                    double cubes = java.util.Arrays.stream(x).reduce(1, (a, b) -> a + cube(b));
                    double steps = java.util.Arrays.stream(x).reduce(y, (a, b) -> { for (int i = 0; i < 2; i++) a *= b; return a + b; });
                    double named = java.util.Arrays.stream(x).reduce(y, Sample::comb);
                    double nested = java.util.Arrays.stream(x).reduce(1, (a, b) -> java.util.Arrays.stream(x).reduce(a, (p, q) -> p + q * b));
                    double first = java.util.Arrays.stream(x).reduce((a, b) -> { for (int i = 0; i < 3; i++) a += b; return a; }).getAsDouble();
                    return cubes + 10 * steps + 100 * named + 1000 * nested + first;
                }
                static double cube(double v) {
                    double r = 1;
                    for (int i = 0; i < 3; i++) r *= v;
                    return r;
                }
                static double comb(double a, double b) {
                    while (true) {
                        a = a * 0.5 + b;
                        if (a > 2) return a;
                    }
                }""")
                .at(new double[] {2, 3}, 0.5)
                .hasValue(36 + 10 * 39 + 100 * 4.125 + 1000 * 26 + 11)
                .agreesWithDifferences();
    }

    @Test
    void partsOfArrays() {
        Subject subject = companionOf("""
                @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP, Derivative.HESSIAN})
                static double f(double[] x, double[][] rows, int[] order, int width) {
                    double s = 0;
                    for (int i = 0; i + width <= x.length; i++) {
                        double mean = java.util.Arrays.stream(x, i, i + width).average().getAsDouble();
                        s += mean * mean * x[i];
                    }
                    double sorted = java.util.Arrays.stream(x, 1, x.length).map(Math::sin).sorted().reduce(1, (a, b) -> a * 0.5 + b);
                    double sums = java.util.Arrays.stream(rows, 0, width).mapToDouble(row -> row[0] * row[1]).sum();
                    return s + sorted * sums + java.util.Arrays.stream(order, 1, 3).mapToDouble(i -> x[i] * x[i]).max().getAsDouble();
                }""");
        double[][] rows = {{1, 2}, {0.5, 3}, {4, 1}};
        subject.at(new double[] {1, 2.5, 0.3, 2}, rows, new int[] {3, 0, 1}, 2).agreesWithDifferences();
    }

    @Test
    void partsThatAreNone() {
        Subject subject = companionOf("""
                static double f(double[] x, int from, int to) {
                    return java.util.Arrays.stream(x, from, to).sum();
                }""");
        subject.at(new double[] {1, 2, 3}, 1, 1).hasValue(0).hasGradient(0, 0, 0);
        for (int[] part : new int[][] {{2, 1}, {-1, 2}, {1, 4}}) {
            Throwable javas = catchThrowable(() -> java.util.Arrays.stream(new double[3], part[0], part[1]));
            assertThatThrownBy(() -> subject.companion().gradient(new double[3], part[0], part[1]))
                    .isInstanceOf(javas.getClass())
                    .hasMessage(javas.getMessage());
        }
    }
}
