package org.backwire.sample;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Times companions against what an expert wrote by hand. Not a test: it wants a quiet machine.
 *
 * <p>All candidates of a group see the same points and run in turn, so that what disturbs the machine disturbs all alike.
 * The time is processor time, the median of the rounds; the ratio is the median of the ratios within a round.
 */
final class Measure {
    private static final int POINTS = 1_000;
    private static final int SWEEPS = 50;
    private static final int WARM_UP = 50;
    private static final int ROUNDS = 101;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static double sink;

    private Measure() {}

    /** Something to time: it goes over all points once, and returns a number that depends on all it computed. */
    private interface Sweep {
        double over(double[][] points);
    }

    private record Candidate(String name, Sweep sweep) {}

    /** Runs all groups. */
    public static void main(String[] args) {
        System.out.printf(
                "JDK %s, %d points, %d rounds of %d sweeps%n%n",
                System.getProperty("java.version"), POINTS, ROUNDS, SWEEPS);
        neuron();
        call();
        if (sink == 0.123) {
            System.out.println(); // so that nothing is in vain
        }
    }

    private static void neuron() {
        double[] mine = new double[5];
        double[] theirs = new double[5];
        NeuronFireGrad gate = new NeuronFireGrad();
        ExpertNeuron expert = new ExpertNeuron();
        double[][] points = points(new double[] {-2, -2, -2, -2, -2}, new double[] {2, 2, 2, 2, 2});
        compare(
                "neuron, valueAndGradient",
                points,
                new Candidate("expert", all -> {
                    double sum = 0;
                    for (double[] p : all) {
                        sum += ExpertNeuron.valueAndGradient(p[0], p[1], p[2], p[3], p[4], theirs) + total(theirs);
                    }
                    return sum;
                }),
                new Candidate("companion", all -> {
                    double sum = 0;
                    for (double[] p : all) {
                        sum += NeuronFireGrad.valueAndGradient(p[0], p[1], p[2], p[3], p[4], mine) + total(mine);
                    }
                    return sum;
                }));
        compare(
                "neuron, forward and backward",
                points,
                new Candidate("expert", all -> {
                    double sum = 0;
                    for (double[] p : all) {
                        sum += expert.forward(p[0], p[1], p[2], p[3], p[4]);
                        expert.backward(0.5);
                    }
                    return sum + expert.dw0 + expert.dx0 + expert.dw1 + expert.dx1 + expert.dw2;
                }),
                new Candidate("companion", all -> {
                    double sum = 0;
                    for (double[] p : all) {
                        sum += gate.forward(p[0], p[1], p[2], p[3], p[4]);
                        gate.backward(0.5);
                    }
                    return sum + gate.dw0() + gate.dx0() + gate.dw1() + gate.dx1() + gate.dw2();
                }));
    }

    private static void call() {
        double[] mine = new double[5];
        double[] theirs = new double[5];
        double[] others = new double[5];
        OptionsCallGrad gate = new OptionsCallGrad();
        ExpertCall expert = ExpertCall.gate();
        double[][] points = points(new double[] {80, 80, 0, 0.1, 0.2}, new double[] {120, 120, 0.06, 0.5, 2});
        compare(
                "Black-Scholes, valueAndGradient",
                points,
                new Candidate("expert, by program", all -> {
                    double sum = 0;
                    for (double[] p : all) {
                        sum += ExpertCall.byProgram(p[0], p[1], p[2], p[3], p[4], theirs) + total(theirs);
                    }
                    return sum;
                }),
                new Candidate("companion", all -> {
                    double sum = 0;
                    for (double[] p : all) {
                        sum += OptionsCallGrad.valueAndGradient(p[0], p[1], p[2], p[3], p[4], mine) + total(mine);
                    }
                    return sum;
                }),
                new Candidate("expert, by formula", all -> {
                    double sum = 0;
                    for (double[] p : all) {
                        sum += ExpertCall.byFormula(p[0], p[1], p[2], p[3], p[4], others) + total(others);
                    }
                    return sum;
                }),
                new Candidate("the value alone", all -> {
                    double sum = 0;
                    for (double[] p : all) {
                        sum += Options.call(p[0], p[1], p[2], p[3], p[4]);
                    }
                    return sum;
                }));
        compare(
                "Black-Scholes, forward and backward",
                points,
                new Candidate("expert, by program", all -> {
                    double sum = 0;
                    for (double[] p : all) {
                        sum += expert.forward(p[0], p[1], p[2], p[3], p[4]);
                        expert.backward(0.5);
                    }
                    return sum + expert.dspot + expert.dstrike + expert.drate + expert.dvolatility + expert.dmaturity;
                }),
                new Candidate("companion", all -> {
                    double sum = 0;
                    for (double[] p : all) {
                        sum += gate.forward(p[0], p[1], p[2], p[3], p[4]);
                        gate.backward(0.5);
                    }
                    return sum + gate.dspot() + gate.dstrike() + gate.drate() + gate.dvolatility() + gate.dmaturity();
                }));
    }

    private static double total(double[] partials) {
        return partials[0] + partials[1] + partials[2] + partials[3] + partials[4];
    }

    /** The first candidate is the measure of the others. */
    private static void compare(String title, double[][] points, Candidate... candidates) {
        double[][] times = new double[candidates.length][ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (int i = 0; i < candidates.length; i++) {
                double time = time(candidates[i].sweep(), points);
                if (round >= 0) {
                    times[i][round] = time;
                }
            }
        }
        System.out.println(title);
        for (int i = 0; i < candidates.length; i++) {
            double[] ratios = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                ratios[round] = times[i][round] / times[0][round];
            }
            System.out.printf(
                    Locale.ROOT,
                    "  %-20s %7.2f ns   x %.3f   %.3f bytes allocated%n",
                    candidates[i].name(),
                    median(times[i]),
                    median(ratios),
                    allocated(candidates[i].sweep(), points));
        }
        System.out.println();
    }

    private static double time(Sweep sweep, double[][] points) {
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < SWEEPS; i++) {
            sink += sweep.over(points);
        }
        return (double) (THREADS.getCurrentThreadCpuTime() - start) / SWEEPS / POINTS;
    }

    private static double allocated(Sweep sweep, double[][] points) {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < SWEEPS; i++) {
            sink += sweep.over(points);
        }
        long after = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        return (double) (after - before) / SWEEPS / POINTS;
    }

    private static double median(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double[][] points(double[] low, double[] high) {
        SplittableRandom random = new SplittableRandom(1);
        double[][] points = new double[POINTS][low.length];
        for (double[] point : points) {
            Arrays.setAll(point, i -> random.nextDouble(low[i], high[i]));
        }
        return points;
    }
}
