package org.backwire.benchmark.problem;

import org.backwire.Differentiable;

/** A recurrent network with diagonal weight matrices that predicts the next character, as in GradBench and ADBench. */
public final class Lstm {
    private Lstm() {}

    /**
     * The mean loss of the predictions.
     *
     * @param mainParams two rows for each layer, weights and biases: blocks for the gates forget, in, out, and change
     * @param extraParams three rows: input weight, output weight, output bias
     * @param state two rows for each layer, the hidden vector and the cells at the start
     * @param sequence characters, a row of bits each
     */
    @Differentiable(wrt = {"mainParams", "extraParams"})
    public static double loss(double[][] mainParams, double[][] extraParams, double[][] state, double[][] sequence) {
        int layers = state.length / 2;
        int b = state[0].length;
        double[][] hidden = new double[layers][b];
        double[][] cells = new double[layers][b];
        for (int j = 0; j < layers; j++) {
            for (int i = 0; i < b; i++) {
                hidden[j][i] = state[2 * j][i];
                cells[j][i] = state[2 * j + 1][i];
            }
        }
        double[] u = new double[b];
        double[] y = new double[b];
        double total = 0;
        for (int t = 0; t + 1 < sequence.length; t++) {
            for (int i = 0; i < b; i++) {
                u[i] = sequence[t][i] * extraParams[0][i];
            }
            for (int j = 0; j < layers; j++) {
                double[] weight = mainParams[2 * j];
                double[] bias = mainParams[2 * j + 1];
                for (int i = 0; i < b; i++) {
                    double forget = sigmoid(u[i] * weight[i] + bias[i]);
                    double in = sigmoid(hidden[j][i] * weight[b + i] + bias[b + i]);
                    double out = sigmoid(u[i] * weight[2 * b + i] + bias[2 * b + i]);
                    double change = Math.tanh(hidden[j][i] * weight[3 * b + i] + bias[3 * b + i]);
                    cells[j][i] = cells[j][i] * forget + in * change;
                    hidden[j][i] = out * Math.tanh(cells[j][i]);
                    u[i] = hidden[j][i];
                }
            }
            double sum = 2;
            for (int i = 0; i < b; i++) {
                y[i] = u[i] * extraParams[1][i] + extraParams[2][i];
                sum += Math.exp(y[i]);
            }
            double normalisation = Math.log(sum);
            for (int i = 0; i < b; i++) {
                total += sequence[t + 1][i] * (y[i] - normalisation);
            }
        }
        return -total / ((sequence.length - 1) * b);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
