package org.backwire.benchmark.problem;

import java.util.Arrays;

/**
 * The gradient of the {@link Lstm} as an expert writes it: the loss of a step is linear in what comes after, so the output
 * layer goes back in the forward loop, and only the gates are remembered.
 */
final class LstmExpert {
    private static final int REMEMBERED = 7; // numbers for each unit, layer and step

    private final int layers;
    private final int b;
    private final double[] tape;
    private final double[][] du;
    private final double[] hidden;
    private final double[] cells;
    private final double[] u;
    private final double[] y;
    private final double[] exp;
    private final double[] dhidden;
    private final double[] dcells;

    LstmExpert(int layers, int b, int characters) {
        this.layers = layers;
        this.b = b;
        tape = new double[(characters - 1) * layers * b * REMEMBERED];
        du = new double[characters - 1][b];
        hidden = new double[layers * b];
        cells = new double[layers * b];
        u = new double[b];
        y = new double[b];
        exp = new double[b];
        dhidden = new double[layers * b];
        dcells = new double[layers * b];
    }

    double valueAndGradient(
            double[][] mainParams,
            double[][] extraParams,
            double[][] state,
            double[][] sequence,
            double[][] dmainParams,
            double[][] dextraParams) {
        for (double[] row : dmainParams) {
            Arrays.fill(row, 0);
        }
        for (double[] row : dextraParams) {
            Arrays.fill(row, 0);
        }
        double value = forward(mainParams, extraParams, state, sequence, dextraParams);
        backward(mainParams, extraParams[0], sequence, dmainParams, dextraParams[0]);
        return value;
    }

    private double forward(
            double[][] mainParams,
            double[][] extraParams,
            double[][] state,
            double[][] sequence,
            double[][] dextraParams) {
        for (int j = 0; j < layers; j++) {
            System.arraycopy(state[2 * j], 0, hidden, j * b, b);
            System.arraycopy(state[2 * j + 1], 0, cells, j * b, b);
        }
        double[] inWeight = extraParams[0];
        double[] outWeight = extraParams[1];
        double[] outBias = extraParams[2];
        double[] doutWeight = dextraParams[1];
        double[] doutBias = dextraParams[2];
        int steps = sequence.length - 1;
        double scale = -1.0 / (steps * b);
        double total = 0;
        int at = 0;
        for (int t = 0; t < steps; t++) {
            double[] now = sequence[t];
            for (int i = 0; i < b; i++) {
                u[i] = now[i] * inWeight[i];
            }
            for (int j = 0; j < layers; j++) {
                double[] weight = mainParams[2 * j];
                double[] bias = mainParams[2 * j + 1];
                for (int i = 0; i < b; i++) {
                    double input = u[i];
                    double h = hidden[j * b + i];
                    double c = cells[j * b + i];
                    double forget = sigmoid(input * weight[i] + bias[i]);
                    double in = sigmoid(h * weight[b + i] + bias[b + i]);
                    double out = sigmoid(input * weight[2 * b + i] + bias[2 * b + i]);
                    double change = Math.tanh(h * weight[3 * b + i] + bias[3 * b + i]);
                    tape[at] = h;
                    tape[at + 1] = c;
                    tape[at + 2] = forget;
                    tape[at + 3] = in;
                    tape[at + 4] = out;
                    tape[at + 5] = change;
                    c = c * forget + in * change;
                    double tanh = Math.tanh(c);
                    tape[at + 6] = tanh;
                    at += REMEMBERED;
                    cells[j * b + i] = c;
                    hidden[j * b + i] = out * tanh;
                    u[i] = out * tanh;
                }
            }
            double[] next = sequence[t + 1];
            double sum = 2;
            double bits = 0;
            for (int i = 0; i < b; i++) {
                y[i] = u[i] * outWeight[i] + outBias[i];
                exp[i] = Math.exp(y[i]);
                sum += exp[i];
                bits += next[i];
                total += next[i] * y[i];
            }
            total -= bits * Math.log(sum);
            double share = bits / sum;
            double[] duNow = du[t];
            for (int i = 0; i < b; i++) {
                double dy = (next[i] - exp[i] * share) * scale;
                doutBias[i] += dy;
                doutWeight[i] += u[i] * dy;
                duNow[i] = outWeight[i] * dy;
            }
        }
        return total * scale;
    }

    private void backward(
            double[][] mainParams, double[] inWeight, double[][] sequence, double[][] dmainParams, double[] dinWeight) {
        Arrays.fill(dhidden, 0);
        Arrays.fill(dcells, 0);
        int at = tape.length;
        for (int t = sequence.length - 2; t >= 0; t--) {
            double[] duNow = du[t];
            double[] now = sequence[t];
            for (int j = layers - 1; j >= 0; j--) {
                double[] weight = mainParams[2 * j];
                double[] dweight = dmainParams[2 * j];
                double[] dbias = dmainParams[2 * j + 1];
                at -= b * REMEMBERED;
                for (int i = 0; i < b; i++) {
                    int here = at + i * REMEMBERED;
                    double h = tape[here];
                    double forget = tape[here + 2];
                    double in = tape[here + 3];
                    double out = tape[here + 4];
                    double change = tape[here + 5];
                    double tanh = tape[here + 6];
                    double input; // what the layer below gave, which is not remembered twice
                    if (j == 0) {
                        input = now[i] * inWeight[i];
                    } else {
                        int below = here - b * REMEMBERED;
                        input = tape[below + 4] * tape[below + 6];
                    }
                    double dh = dhidden[j * b + i] + duNow[i];
                    double dc = dcells[j * b + i] + dh * out * (1 - tanh * tanh);
                    double df = dc * tape[here + 1] * forget * (1 - forget);
                    double di = dc * change * in * (1 - in);
                    double dout = dh * tanh * out * (1 - out);
                    double dchange = dc * in * (1 - change * change);
                    dbias[i] += df;
                    dbias[b + i] += di;
                    dbias[2 * b + i] += dout;
                    dbias[3 * b + i] += dchange;
                    dweight[i] += input * df;
                    dweight[b + i] += h * di;
                    dweight[2 * b + i] += input * dout;
                    dweight[3 * b + i] += h * dchange;
                    dcells[j * b + i] = dc * forget;
                    dhidden[j * b + i] = di * weight[b + i] + dchange * weight[3 * b + i];
                    duNow[i] = df * weight[i] + dout * weight[2 * b + i];
                }
            }
            for (int i = 0; i < b; i++) {
                dinWeight[i] += now[i] * duNow[i];
            }
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
