package org.backwire.benchmark.measure;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.backwire.benchmark.problem.LogisticRegression;
import org.backwire.benchmark.problem.LotkaVolterra;
import org.backwire.benchmark.problem.Lstm;
import org.backwire.benchmark.problem.Problem;

/** How time and memory of the static method of a companion grow with the size of its problem. */
final class Growth {
    private static final int[] SIZES = {10, 32, 100, 316, 1_000, 3_162, 10_000};
    private static final int ROUNDS = 15;
    private static final long ROUND = 5_000_000; // nanoseconds of processor time
    private static final long WARM_UP = 2_000_000_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static double sink;

    private Growth() {}

    /** Something measured at some sizes. */
    record Curve(String name, double[] sizes, double[] measured) {

        /** The slope of the straight line through the logarithms. */
        double exponent() {
            double[] x = Arrays.stream(sizes).map(Math::log).toArray();
            double[] y = Arrays.stream(measured).map(Math::log).toArray();
            double meanX = Arrays.stream(x).average().orElseThrow();
            double meanY = Arrays.stream(y).average().orElseThrow();
            double covariance = 0;
            double variance = 0;
            for (int i = 0; i < x.length; i++) {
                covariance += (x[i] - meanX) * (y[i] - meanY);
                variance += (x[i] - meanX) * (x[i] - meanX);
            }
            return covariance / variance;
        }
    }

    static void run(PrintStream out, Path directory) {
        List<Curve> times = new ArrayList<>();
        List<Curve> memory = new ArrayList<>();
        measure("logistic regression, 50 columns", rows -> new LogisticRegression(rows, 50), times, memory);
        measure("LSTM, 2 layers of 14", characters -> new Lstm(2, 14, characters), times, memory);
        measure("RK4 Lotka-Volterra", LotkaVolterra::new, times, memory);
        print(times, "nanoseconds", out);
        print(memory, "bytes", out);
        out.println(Charts.growth(times, directory, "growth-time.png", "How the time grows", "nanoseconds"));
        List<Curve> allocating = memory.stream()
                .filter(curve -> Arrays.stream(curve.measured()).allMatch(bytes -> bytes > 0))
                .toList();
        if (!allocating.isEmpty()) {
            out.println(Charts.growth(allocating, directory, "growth-memory.png", "How the tape grows", "bytes"));
        }
        if (sink == 0.123) {
            out.println(); // so that nothing is in vain
        }
    }

    private static void measure(String name, IntFunction<Problem> problem, List<Curve> times, List<Curve> memory) {
        double[] sizes = Arrays.stream(SIZES).asDoubleStream().toArray();
        double[] time = new double[SIZES.length];
        double[] bytes = new double[SIZES.length];
        warmUp(problem.apply(SIZES[SIZES.length / 2]));
        for (int i = 0; i < SIZES.length; i++) {
            Problem at = problem.apply(SIZES[i]);
            int calls = callsOfARound(at);
            double[] rounds = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                long start = THREADS.getCurrentThreadCpuTime();
                call(at, calls);
                rounds[round] = (double) (THREADS.getCurrentThreadCpuTime() - start) / calls;
            }
            Arrays.sort(rounds);
            time[i] = rounds[ROUNDS / 2];
            long before = THREADS.getCurrentThreadAllocatedBytes();
            call(at, 10);
            bytes[i] = (THREADS.getCurrentThreadAllocatedBytes() - before) / 10.0;
        }
        times.add(new Curve(name, sizes, time));
        memory.add(new Curve(name, sizes, bytes));
    }

    private static void warmUp(Problem problem) {
        long start = THREADS.getCurrentThreadCpuTime();
        while (THREADS.getCurrentThreadCpuTime() - start < WARM_UP) {
            call(problem, 10);
        }
    }

    private static int callsOfARound(Problem problem) {
        int calls = 1;
        while (true) {
            long start = THREADS.getCurrentThreadCpuTime();
            call(problem, calls);
            if (THREADS.getCurrentThreadCpuTime() - start >= ROUND) {
                return calls;
            }
            calls *= 2;
        }
    }

    private static void call(Problem problem, int times) {
        for (int i = 0; i < times; i++) {
            sink += problem.companion();
        }
    }

    private static void print(List<Curve> curves, String unit, PrintStream out) {
        StringBuilder head = new StringBuilder("| " + unit + " |");
        for (int size : SIZES) {
            head.append(' ').append(size).append(" |");
        }
        out.println(head + " exponent |");
        out.println("|---" + "|--:".repeat(SIZES.length + 1) + "|");
        for (Curve curve : curves) {
            StringBuilder row = new StringBuilder("| " + curve.name() + " |");
            for (double measured : curve.measured()) {
                row.append(String.format(Locale.ROOT, " %,.0f |", measured));
            }
            boolean grows = Arrays.stream(curve.measured()).allMatch(measured -> measured > 0);
            out.println(row + (grows ? String.format(Locale.ROOT, " %.2f |", curve.exponent()) : " |"));
        }
        out.println();
    }
}
