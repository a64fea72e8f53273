package org.backwire.sample;

import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The numbers of a {@link Perceptron}: its weights, or the gradient of them, or how fast they change. */
record Network(double[][] weights1, double[] bias1, double[][] weights2, double[] bias2) {

    static Network zero(int inputs, int hidden, int outputs) {
        return new Network(
                new double[hidden][inputs], new double[hidden], new double[outputs][hidden], new double[outputs]);
    }

    /** Weights such that a sum of inputs around 1 is around 1. */
    static Network random(int inputs, int hidden, int outputs, long seed) {
        var random = new SplittableRandom(seed);
        Network network = zero(inputs, hidden, outputs);
        for (double[][] weights : new double[][][] {network.weights1, network.weights2}) {
            for (double[] row : weights) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = random.nextGaussian() / Math.sqrt(row.length);
                }
            }
        }
        return network;
    }

    /** What a gate has added up. */
    static Network gradientOf(PerceptronLossGrad gate) {
        return new Network(gate.dweights1(), gate.dbias1(), gate.dweights2(), gate.dbias2());
    }

    /** All the numbers, in one order for networks of one shape. */
    double[][] rows() {
        return Stream.of(weights1, new double[][] {bias1}, weights2, new double[][] {bias2})
                .flatMap(Stream::of)
                .toArray(double[][]::new);
    }

    int answer(double[] example) {
        double[] scores = Perceptron.scores(weights1, bias1, weights2, bias2, example);
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }

    /** The part of the digits that it reads right. */
    double accuracy(Digits digits) {
        int right = 0;
        for (int i = 0; i < digits.size(); i++) {
            if (answer(digits.images()[i]) == digits.labels()[i]) {
                right++;
            }
        }
        return (double) right / digits.size();
    }

    double meanLoss(Digits digits) {
        return Perceptron.loss(weights1, bias1, weights2, bias2, digits.images(), digits.labels(), 0, digits.size())
                / digits.size();
    }
}
