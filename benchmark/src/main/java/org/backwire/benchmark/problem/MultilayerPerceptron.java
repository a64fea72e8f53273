package org.backwire.benchmark.problem;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.backwire.Differentiable;

/** A network with one hidden layer that tells classes apart. */
public final class MultilayerPerceptron extends Problem {
    private final double[][] w1;
    private final double[] b1;
    private final double[][] w2;
    private final double[] b2;
    private final double[][] x;
    private final int[] labels;
    private final double[][] dw1;
    private final double[] db1;
    private final double[][] dw2;
    private final double[] db2;
    private final double[] hidden;
    private final double[] dhidden;
    private final double[] scores;
    private final MultilayerPerceptronLossGrad gate = new MultilayerPerceptronLossGrad();

    /** With layers of these sizes, and a batch of examples. */
    public MultilayerPerceptron(int inputs, int units, int classes, int batch) {
        SplittableRandom random = new SplittableRandom(6);
        w1 = Data.uniform(random, units, inputs, -0.2, 0.2);
        b1 = Data.uniform(random, units, -0.1, 0.1);
        w2 = Data.uniform(random, classes, units, -0.3, 0.3);
        b2 = Data.uniform(random, classes, -0.1, 0.1);
        x = Data.uniform(random, batch, inputs, 0, 1);
        labels = new int[batch];
        Arrays.setAll(labels, i -> random.nextInt(classes));
        dw1 = new double[units][inputs];
        db1 = new double[units];
        dw2 = new double[classes][units];
        db2 = new double[classes];
        hidden = new double[units];
        dhidden = new double[units];
        scores = new double[classes];
    }

    /** The mean cross-entropy of the softmax of the scores. */
    @Differentiable(wrt = {"w1", "b1", "w2", "b2"})
    public static double loss(double[][] w1, double[] b1, double[][] w2, double[] b2, double[][] x, int[] labels) {
        double[] hidden = new double[b1.length];
        double[] scores = new double[b2.length];
        double loss = 0;
        for (int k = 0; k < x.length; k++) {
            for (int i = 0; i < b1.length; i++) {
                double sum = b1[i];
                for (int j = 0; j < x[k].length; j++) {
                    sum += w1[i][j] * x[k][j];
                }
                hidden[i] = Math.tanh(sum);
            }
            for (int i = 0; i < b2.length; i++) {
                double sum = b2[i];
                for (int j = 0; j < b1.length; j++) {
                    sum += w2[i][j] * hidden[j];
                }
                scores[i] = sum;
            }
            double total = 0;
            for (int i = 0; i < b2.length; i++) {
                total += Math.exp(scores[i]);
            }
            loss += Math.log(total) - scores[labels[k]];
        }
        return loss / x.length;
    }

    private double byHand() {
        for (double[] row : dw1) {
            Arrays.fill(row, 0);
        }
        Arrays.fill(db1, 0);
        for (double[] row : dw2) {
            Arrays.fill(row, 0);
        }
        Arrays.fill(db2, 0);
        double share = 1.0 / x.length;
        double loss = 0;
        for (int k = 0; k < x.length; k++) {
            loss += byHand(x[k], labels[k], share);
        }
        return loss * share;
    }

    private double byHand(double[] example, int label, double share) {
        for (int i = 0; i < b1.length; i++) {
            double[] row = w1[i];
            double sum = b1[i];
            for (int j = 0; j < example.length; j++) {
                sum += row[j] * example[j];
            }
            hidden[i] = Math.tanh(sum);
        }
        double score = 0;
        double total = 0;
        for (int i = 0; i < b2.length; i++) {
            double[] row = w2[i];
            double sum = b2[i];
            for (int j = 0; j < hidden.length; j++) {
                sum += row[j] * hidden[j];
            }
            if (i == label) {
                score = sum;
            }
            scores[i] = Math.exp(sum);
            total += scores[i];
        }

        Arrays.fill(dhidden, 0);
        double scale = share / total;
        for (int i = 0; i < b2.length; i++) {
            double dscore = scores[i] * scale - (i == label ? share : 0);
            db2[i] += dscore;
            double[] row = w2[i];
            double[] drow = dw2[i];
            for (int j = 0; j < hidden.length; j++) {
                drow[j] += dscore * hidden[j];
                dhidden[j] += dscore * row[j];
            }
        }
        for (int i = 0; i < b1.length; i++) {
            double dsum = dhidden[i] * (1 - hidden[i] * hidden[i]);
            db1[i] += dsum;
            double[] drow = dw1[i];
            for (int j = 0; j < example.length; j++) {
                drow[j] += dsum * example[j];
            }
        }
        return Math.log(total) - score;
    }

    @Override
    public <T> T generic(Algebra<T> a, T[] v) {
        int inputs = x[0].length;
        int units = b1.length;
        int classes = b2.length;
        int atB1 = units * inputs;
        int atW2 = atB1 + units;
        int atB2 = atW2 + classes * units;
        T[] h = a.array(units);
        T loss = a.constant(0);
        for (int k = 0; k < x.length; k++) {
            for (int i = 0; i < units; i++) {
                T sum = v[atB1 + i];
                for (int j = 0; j < inputs; j++) {
                    sum = a.add(sum, a.multiply(v[i * inputs + j], x[k][j]));
                }
                h[i] = a.tanh(sum);
            }
            T[] s = a.array(classes);
            T total = a.constant(0);
            for (int i = 0; i < classes; i++) {
                T sum = v[atB2 + i];
                for (int j = 0; j < units; j++) {
                    sum = a.add(sum, a.multiply(v[atW2 + i * units + j], h[j]));
                }
                s[i] = sum;
                total = a.add(total, a.exp(sum));
            }
            loss = a.add(loss, a.subtract(a.log(total), s[labels[k]]));
        }
        return a.divide(loss, x.length);
    }

    @Override
    public double primal() {
        return loss(w1, b1, w2, b2, x, labels);
    }

    @Override
    public double expert() {
        return byHand();
    }

    @Override
    public double companion() {
        return MultilayerPerceptronLossGrad.valueAndGradient(w1, b1, w2, b2, x, labels, dw1, db1, dw2, db2);
    }

    @Override
    public double gate() {
        gate.clear();
        double value = gate.forward(w1, b1, w2, b2, x, labels);
        gate.backward(1);
        return value;
    }

    @Override
    public Object[] variables() {
        return new Object[] {w1, b1, w2, b2};
    }

    @Override
    public Object[] gradient() {
        return new Object[] {dw1, db1, dw2, db2};
    }

    @Override
    public Object[] gateGradient() {
        return new Object[] {gate.dw1(), gate.db1(), gate.dw2(), gate.db2()};
    }
}
