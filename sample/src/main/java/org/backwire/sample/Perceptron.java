package org.backwire.sample;

import org.backwire.Differentiable;

/**
 * A perceptron with one hidden layer: weighted sums, tanh, weighted sums again, and the softmax of these is how likely it
 * thinks each class. Row {@code i} of a matrix holds the weights of unit {@code i}.
 */
final class Perceptron {
    private Perceptron() {}

    /** The cross-entropy of the examples {@code from} to {@code to}, added up: how surprised it is by their labels. */
    @Differentiable(wrt = {"weights1", "bias1", "weights2", "bias2"})
    static double loss(
            double[][] weights1,
            double[] bias1,
            double[][] weights2,
            double[] bias2,
            double[][] examples,
            int[] labels,
            int from,
            int to) {
        double loss = 0;
        for (int n = from; n < to; n++) {
            double[] scores = scores(weights1, bias1, weights2, bias2, examples[n]);
            loss += logSumExp(scores) - scores[labels[n]];
        }
        return loss;
    }

    /** What goes into the softmax: the class with the largest score is the answer. */
    static double[] scores(double[][] weights1, double[] bias1, double[][] weights2, double[] bias2, double[] example) {
        double[] hidden = layer(weights1, bias1, example);
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = Math.tanh(hidden[i]);
        }
        return layer(weights2, bias2, hidden);
    }

    private static double[] layer(double[][] weights, double[] bias, double[] x) {
        double[] sums = bias.clone();
        for (int i = 0; i < sums.length; i++) {
            double sum = sums[i];
            double[] row = weights[i];
            for (int j = 0; j < x.length; j++) {
                sum += row[j] * x[j];
            }
            sums[i] = sum;
        }
        return sums;
    }

    private static double logSumExp(double[] scores) {
        double largest = scores[0];
        for (double score : scores) {
            largest = Math.max(largest, score);
        }
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score - largest);
        }
        return largest + Math.log(sum);
    }
}
