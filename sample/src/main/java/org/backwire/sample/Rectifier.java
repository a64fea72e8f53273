package org.backwire.sample;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.backwire.Differentiable;

/**
 * The lecture's wide gate: the maximum with 0 of each of 4096 numbers, for a batch of 100.
 *
 * <p>Its Jacobian has 409,600 rows and as many columns, and is 0 off its diagonal. Going backward never forms it: each number
 * passes its gradient on or stops it.
 */
final class Rectifier {
    private static final int WIDTH = 4096;
    private static final int BATCH = 100;
    private static final int ROUNDS = 60;

    private Rectifier() {}

    /** What is above 0 of each number. */
    @Differentiable
    static double[][] rectify(double[][] batch) {
        double[][] positive = new double[batch.length][];
        for (int i = 0; i < batch.length; i++) {
            positive[i] = rectify(batch[i]);
        }
        return positive;
    }

    private static double[] rectify(double[] x) {
        double[] positive = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            positive[i] = Math.max(0, x[i]);
        }
        return positive;
    }

    /** How long something took at best, in milliseconds, and what it allocated then, in megabytes. */
    record Cost(double time, double memory) {
        static Cost of(Runnable run) {
            double time = Double.POSITIVE_INFINITY;
            double memory = Double.POSITIVE_INFINITY;
            for (int round = 0; round < ROUNDS; round++) {
                long allocated = THREADS.getCurrentThreadAllocatedBytes();
                long start = System.nanoTime();
                run.run();
                time = Math.min(time, (System.nanoTime() - start) / 1e6);
                memory = Math.min(memory, (THREADS.getCurrentThreadAllocatedBytes() - allocated) / 1e6);
            }
            return new Cost(time, memory);
        }

        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    }

    static void print(PrintStream out) {
        double[][] batch = random(BATCH, WIDTH, 1);
        double[][] incoming = random(BATCH, WIDTH, 2);
        var gate = new RectifierRectifyGrad();
        double size = (double) BATCH * WIDTH;
        out.printf(Locale.ROOT, "max(0, x) of %d x %d numbers%n", BATCH, WIDTH);
        print(out, "the method itself", Cost.of(() -> rectify(batch)));
        print(out, "forward of the gate", Cost.of(() -> gate.forward(batch)));
        print(out, "backward of the gate", Cost.of(() -> gate.backward(incoming)));
        print(out, "vjp: value and gradient", Cost.of(() -> RectifierRectifyGrad.vjp(batch, incoming)));
        out.printf(
                Locale.ROOT,
                "%-24s%9s   %,9.0f MB, for %,.0f x %,.0f numbers: never formed%n",
                "the Jacobian",
                "",
                size * size * Double.BYTES / 1e6,
                size,
                size);
    }

    private static void print(PrintStream out, String what, Cost cost) {
        out.printf(Locale.ROOT, "%-24s%9.2f ms%9.1f MB%n", what, cost.time(), cost.memory());
    }

    static double[][] random(int rows, int columns, long seed) {
        var random = new SplittableRandom(seed);
        double[][] numbers = new double[rows][columns];
        for (double[] row : numbers) {
            Arrays.setAll(row, i -> random.nextDouble(-1, 1));
        }
        return numbers;
    }
}
