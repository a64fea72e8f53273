package org.backwire.sample;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The gradient of a mini-batch, by several threads.
 *
 * <p>A gate is for one thread at a time. The batch is cut into parts, each part has its gate, and whichever thread is free
 * takes the next part. Where the cuts are does not depend on the number of threads, and the gradients of the parts are added
 * in their order: so the sum is the same to the last bit, with one thread or with many.
 */
final class BatchGradient implements AutoCloseable {
    private static final int PARTS = 4;

    private final List<PerceptronLossGrad> gates =
            Stream.generate(PerceptronLossGrad::new).limit(PARTS).toList();
    private final ExecutorService threads;

    BatchGradient(int threads) {
        this.threads = Executors.newFixedThreadPool(threads);
    }

    /** Returns the loss of the examples {@code from} to {@code to}, added up, and sets {@code gradient} to that of its mean. */
    double compute(Network network, Digits digits, int from, int to, Network gradient) {
        List<Callable<Double>> parts = IntStream.range(0, PARTS)
                .<Callable<Double>>mapToObj(part -> () -> {
                    PerceptronLossGrad gate = gates.get(part);
                    gate.clear();
                    double loss = gate.forward(
                            network.weights1(),
                            network.bias1(),
                            network.weights2(),
                            network.bias2(),
                            digits.images(),
                            digits.labels(),
                            from + (to - from) * part / PARTS,
                            from + (to - from) * (part + 1) / PARTS);
                    gate.backward(1.0 / (to - from)); // the gradient is that of the mean
                    return loss;
                })
                .toList();
        double loss = 0;
        try {
            for (Future<Double> part : threads.invokeAll(parts)) {
                loss += part.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        addUp(gradient.rows());
        return loss;
    }

    private void addUp(double[][] sum) {
        for (int part = 0; part < PARTS; part++) {
            double[][] rows = Network.gradientOf(gates.get(part)).rows();
            for (int i = 0; i < sum.length; i++) {
                for (int j = 0; j < sum[i].length; j++) {
                    sum[i][j] = part == 0 ? rows[i][j] : sum[i][j] + rows[i][j];
                }
            }
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
