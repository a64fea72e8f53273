package org.backwire.benchmark.problem;

import java.util.SplittableRandom;
import org.backwire.Differentiable;

/** A recurrent network with diagonal weight matrices that predicts the next character, as in GradBench and ADBench. */
public final class Lstm extends Problem {
    private final double[][] mainParams;
    private final double[][] extraParams;
    private final double[][] state;
    private final double[][] sequence;
    private final double[][] dmainParams;
    private final double[][] dextraParams;
    private final LstmExpert expert;
    private final LstmLossGrad gate = new LstmLossGrad();

    /** With so many layers of {@code b} units, on a text of so many characters. */
    public Lstm(int layers, int b, int characters) {
        SplittableRandom random = new SplittableRandom(10);
        mainParams = Data.uniform(random, 2 * layers, 4 * b, -1, 1);
        extraParams = Data.uniform(random, 3, b, -1, 1);
        state = Data.uniform(random, 2 * layers, b, -1, 1);
        sequence = Data.uniform(random, characters, b, 0, 1);
        dmainParams = new double[2 * layers][4 * b];
        dextraParams = new double[3][b];
        expert = new LstmExpert(layers, b, characters);
    }

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
        for (int t = 0; t < sequence.length - 1; t++) {
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

    @Override
    public <T> T generic(Algebra<T> a, T[] v) {
        int layers = state.length / 2;
        int b = state[0].length;
        int extra = 8 * layers * b;
        T[] hidden = a.array(layers * b);
        T[] cells = a.array(layers * b);
        for (int j = 0; j < layers; j++) {
            for (int i = 0; i < b; i++) {
                hidden[j * b + i] = a.constant(state[2 * j][i]);
                cells[j * b + i] = a.constant(state[2 * j + 1][i]);
            }
        }
        T[] u = a.array(b);
        T[] y = a.array(b);
        T total = a.constant(0);
        for (int t = 0; t < sequence.length - 1; t++) {
            for (int i = 0; i < b; i++) {
                u[i] = a.multiply(v[extra + i], sequence[t][i]);
            }
            for (int j = 0; j < layers; j++) {
                int weight = 8 * j * b;
                int bias = weight + 4 * b;
                for (int i = 0; i < b; i++) {
                    int at = j * b + i;
                    T h = hidden[at];
                    T forget = sigmoid(a, affine(a, u[i], v[weight + i], v[bias + i]));
                    T in = sigmoid(a, affine(a, h, v[weight + b + i], v[bias + b + i]));
                    T out = sigmoid(a, affine(a, u[i], v[weight + 2 * b + i], v[bias + 2 * b + i]));
                    T change = a.tanh(affine(a, h, v[weight + 3 * b + i], v[bias + 3 * b + i]));
                    cells[at] = a.add(a.multiply(cells[at], forget), a.multiply(in, change));
                    hidden[at] = a.multiply(out, a.tanh(cells[at]));
                    u[i] = hidden[at];
                }
            }
            T sum = a.constant(2);
            for (int i = 0; i < b; i++) {
                y[i] = affine(a, u[i], v[extra + b + i], v[extra + 2 * b + i]);
                sum = a.add(sum, a.exp(y[i]));
            }
            T normalisation = a.log(sum);
            for (int i = 0; i < b; i++) {
                total = a.add(total, a.multiply(a.subtract(y[i], normalisation), sequence[t + 1][i]));
            }
        }
        return a.divide(total, -(sequence.length - 1.0) * b);
    }

    private static <T> T affine(Algebra<T> a, T x, T weight, T bias) {
        return a.add(a.multiply(x, weight), bias);
    }

    private static <T> T sigmoid(Algebra<T> a, T x) {
        return a.divide(1, a.add(a.exp(a.negate(x)), 1));
    }

    @Override
    public double primal() {
        return loss(mainParams, extraParams, state, sequence);
    }

    @Override
    public double expert() {
        return expert.valueAndGradient(mainParams, extraParams, state, sequence, dmainParams, dextraParams);
    }

    @Override
    public double companion() {
        return LstmLossGrad.valueAndGradient(mainParams, extraParams, state, sequence, dmainParams, dextraParams);
    }

    @Override
    public double gate() {
        gate.clear();
        double value = gate.forward(mainParams, extraParams, state, sequence);
        gate.backward(1);
        return value;
    }

    @Override
    public Object[] variables() {
        return new Object[] {mainParams, extraParams};
    }

    @Override
    public Object[] gradient() {
        return new Object[] {dmainParams, dextraParams};
    }

    @Override
    public Object[] gateGradient() {
        return new Object[] {gate.dmainParams(), gate.dextraParams()};
    }
}
