package org.backwire.benchmark.measure;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.backwire.benchmark.measure.Comparison.Settings;
import org.backwire.benchmark.problem.Moving;
import org.backwire.benchmark.problem.MovingCatalogue;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** Times {@code jvp} against an expert, {@code hvp} against the gradient, and {@code hessian} against its rows. */
final class Modes {
    private static final double EXACT = 1e-11;
    private static final double NUMERICAL = 1e-6;
    private static final double STEP = 1e-5;

    private Modes() {}

    /** Throws an exception unless jvp is the expert's, and gradient, hvp, hessian and differences agree. */
    static void check(String title, Moving moving) {
        double[] tangent = moving.tangent();
        double[] direction = moving.direction();
        double[] gradient = moving.gradient(0);
        double[] product = moving.product();
        same(title + ", jvp", moving.tangentByHand(), tangent, EXACT);
        same(title + ", tangent", new double[] {tangent[0], dot(gradient, direction)}, tangent, EXACT);
        double[][] hessian = moving.hessian();
        double[] rows = new double[hessian.length];
        double[] slopes = new double[hessian.length];
        double[] above = moving.gradient(STEP);
        double[] below = moving.gradient(-STEP);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = dot(hessian[i], direction);
            slopes[i] = (above[i] - below[i]) / (2 * STEP);
        }
        same(title + ", rows of the Hessian", rows, product, EXACT);
        same(title + ", differences of the gradient", slopes, product, NUMERICAL);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void same(String what, double[] expected, double[] actual, double tolerance) {
        double largest = 0;
        for (double number : expected) {
            largest = Math.max(largest, Math.abs(number));
        }
        for (int i = 0; i < expected.length; i++) {
            if (actual.length != expected.length || !(Math.abs(expected[i] - actual[i]) <= tolerance * largest)) {
                throw new IllegalStateException(what + ": number " + i + " is " + actual[i] + ", not " + expected[i]);
            }
        }
    }

    static void run(boolean quick, PrintStream out) {
        for (MovingCatalogue moving : MovingCatalogue.values()) {
            check(moving.title(), moving.small());
            check(moving.title(), moving.full());
        }
        print(measure(quick ? Settings.QUICK : Settings.THOROUGH), out);
    }

    /** Nanoseconds of processor time for each method of {@link ModeBenchmarks}. */
    static Map<MovingCatalogue, Map<String, Double>> measure(Settings settings) {
        Map<MovingCatalogue, Map<String, Double>> times = new EnumMap<>(MovingCatalogue.class);
        ChainedOptionsBuilder options = Comparison.options(settings, settings.warmups(), settings.iterations());
        options.include("\\b" + ModeBenchmarks.class.getSimpleName() + "\\.");
        try {
            for (RunResult result : new Runner(options.build()).run()) {
                times.computeIfAbsent(
                                MovingCatalogue.valueOf(result.getParams().getParam("moving")), m -> new HashMap<>())
                        .put(result.getPrimaryResult().getLabel(), Comparison.secondary(result, ProcessorTime.LABEL));
            }
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
        return times;
    }

    static void print(Map<MovingCatalogue, Map<String, Double>> times, PrintStream out) {
        out.println(
                "| method | tangent by hand | `jvp` | **`jvp` / by hand** | `gradient` | `hvp` | **`hvp` / `gradient`**"
                        + " | `hessian` | **`hessian` / rows by `hvp`** |");
        out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        times.forEach((moving, time) -> out.printf(
                Locale.ROOT,
                "| %s | %s | %s | **%.2f** | %s | %s | **%.2f** | %s | **%.2f** |%n",
                moving.title(),
                Table.time(of(time, "expert")),
                Table.time(of(time, "jvp")),
                of(time, "jvp") / of(time, "expert"),
                Table.time(of(time, "gradient")),
                Table.time(of(time, "hvp")),
                of(time, "hvp") / of(time, "gradient"),
                Table.time(of(time, "hessian")),
                of(time, "hessian") / of(time, "products")));
    }

    private static double of(Map<String, Double> times, String name) {
        return Objects.requireNonNull(times.get(name));
    }
}
