package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.api.Test;

class LearningTest {
    @Test
    void logSumExp() {
        var logSumExp = companionOf("""
                static double f(double[] x) {
                    double max = Double.NEGATIVE_INFINITY;
                    for (double v : x) {
                        max = Math.max(max, v);
                    }
                    double sum = 0;
                    for (double v : x) {
                        sum += Math.exp(v - max);
                    }
                    return max + Math.log(sum);
                }""");
        double e = Math.exp(1);
        logSumExp.at(new double[] {0, 1, 0}).hasGradient(1 / (2 + e), e / (2 + e), 1 / (2 + e));
        logSumExp.at(new double[] {1000, 1001, 998}).agreesWithDifferences();
    }

    @Test
    void softmaxAttention() {
        companionOf("""
                static double[] f(double[] query, double[][] keys, double[][] values) {
                    double[] weights = new double[keys.length];
                    double total = 0;
                    for (int i = 0; i < keys.length; i++) {
                        double score = 0;
                        for (int j = 0; j < query.length; j++) {
                            score += query[j] * keys[i][j];
                        }
                        weights[i] = Math.exp(score / Math.sqrt(query.length));
                        total += weights[i];
                    }
                    double[] mixed = new double[values[0].length];
                    for (int i = 0; i < keys.length; i++) {
                        weights[i] /= total;
                        for (int j = 0; j < mixed.length; j++) {
                            mixed[j] += weights[i] * values[i][j];
                        }
                    }
                    return mixed;
                }""")
                .at(new double[] {0.5, -1}, new double[][] {{1, 2}, {-0.3, 0.4}, {0.7, 0.2}}, new double[][] {
                    {1, 0}, {0.5, -2}, {3, 1}
                })
                .agreesWithDifferences(1e-9);
    }

    @Test
    void cellOfAnLstm() {
        companionOf("""
                static double f(double[] x, double[][] w, double[] b, double h, double c) {
                    for (int t = 0; t < x.length; t++) {
                        double in = sigmoid(w[0][0] * x[t] + w[0][1] * h + b[0]);
                        double forget = sigmoid(w[1][0] * x[t] + w[1][1] * h + b[1]);
                        double out = sigmoid(w[2][0] * x[t] + w[2][1] * h + b[2]);
                        double candidate = Math.tanh(w[3][0] * x[t] + w[3][1] * h + b[3]);
                        c = forget * c + in * candidate;
                        h = out * Math.tanh(c);
                    }
                    return h;
                }

                private static double sigmoid(double z) {
                    return 1 / (1 + Math.exp(-z));
                }""")
                .at(
                        new double[] {1, -0.5, 2},
                        new double[][] {{0.1, 0.2}, {-0.3, 0.4}, {0.5, -0.6}, {0.7, 0.8}},
                        new double[] {0.01, 0.9, -0.2, 0.3},
                        0.2,
                        -0.1)
                .agreesWithDifferences(1e-9);
    }

    @Test
    void forwardAlgorithmOfAHiddenMarkovModel() {
        companionOf("""
                static double f(double[] start, double[][] move, double[][] emit, int[] seen) {
                    int n = start.length;
                    double[] alpha = new double[n];
                    for (int i = 0; i < n; i++) {
                        alpha[i] = start[i] * emit[i][seen[0]];
                    }
                    double logLikelihood = 0;
                    for (int t = 1; t < seen.length; t++) {
                        double[] next = new double[n];
                        double scale = 0;
                        for (int j = 0; j < n; j++) {
                            for (int i = 0; i < n; i++) {
                                next[j] += alpha[i] * move[i][j];
                            }
                            next[j] *= emit[j][seen[t]];
                            scale += next[j];
                        }
                        for (int j = 0; j < n; j++) {
                            next[j] /= scale;
                        }
                        logLikelihood += Math.log(scale);
                        alpha = next;
                    }
                    return logLikelihood;
                }""")
                .at(
                        new double[] {0.6, 0.4},
                        new double[][] {{0.7, 0.3}, {0.4, 0.6}},
                        new double[][] {{0.1, 0.4, 0.5}, {0.7, 0.2, 0.1}},
                        new int[] {0, 1, 2, 1})
                .agreesWithDifferences(1e-9);
    }

    @Test
    void scalarKalmanFilter() {
        companionOf("""
                static double f(double[] measured, double q, double r, double x, double p) {
                    double logLikelihood = 0;
                    for (double z : measured) {
                        p += q;
                        double innovation = z - x;
                        double s = p + r;
                        double gain = p / s;
                        x += gain * innovation;
                        p *= 1 - gain;
                        logLikelihood -= 0.5 * (Math.log(2 * Math.PI * s) + innovation * innovation / s);
                    }
                    return logLikelihood;
                }""").at(new double[] {1.1, 0.9, 1.3, 0.7}, 0.1, 0.5, 0, 2).agreesWithDifferences(1e-9);
    }

    @Test
    void convolution() {
        companionOf("""
                static double[] f(double[] signal, double[] kernel) {
                    double[] out = new double[signal.length - kernel.length + 1];
                    for (int i = 0; i < out.length; i++) {
                        for (int k = 0; k < kernel.length; k++) {
                            out[i] += signal[i + k] * kernel[k];
                        }
                        out[i] = Math.max(0.1 * out[i], out[i]);
                    }
                    return out;
                }""")
                .at(new double[] {1, -2, 3, 0.5, 1.5}, new double[] {0.5, -0.25})
                .agreesWithDifferences(1e-9);
    }

    @Test
    void prefixSumsInPlace() {
        companionOf("""
                static double f(double[] x) {
                    for (int i = 1; i < x.length; i++) {
                        x[i] += x[i - 1];
                    }
                    double product = 1;
                    for (double v : x) {
                        product *= v;
                    }
                    return product;
                }""")
                .at(new double[] {1, 2, 3})
                .hasValue(18)
                .hasGradient(18 + 6 + 3, 6 + 3, 3)
                .agreesWithDifferences(1e-9);
    }

    @Test
    void prefixProductsReturned() {
        companionOf("""
                static double[] f(double[] x) {
                    for (int i = 1; i < x.length; i++) {
                        x[i] *= x[i - 1];
                    }
                    return x;
                }""").at(new double[] {1.5, -2, 3, 0.5}).agreesWithDifferences(1e-9);
    }

    @Test
    void perceptronOfTwoLayers() {
        companionOf("""
                static double f(double[][] w, double[] v, double[][] x, double[] y) {
                    double loss = 0;
                    double[] hidden = new double[v.length];
                    for (int n = 0; n < x.length; n++) {
                        double out = 0;
                        for (int i = 0; i < v.length; i++) {
                            hidden[i] = 0;
                            for (int j = 0; j < x[n].length; j++) {
                                hidden[i] += w[i][j] * x[n][j];
                            }
                            hidden[i] = Math.tanh(hidden[i]);
                            out += v[i] * hidden[i];
                        }
                        loss += Math.pow(out - y[n], 2);
                    }
                    return loss / x.length;
                }""")
                .at(
                        new double[][] {{0.1, 0.2}, {-0.3, 0.4}, {0.5, -0.6}},
                        new double[] {1, -1, 0.5},
                        new double[][] {{1, 2}, {-1, 0.5}},
                        new double[] {0.3, -0.7})
                .agreesWithDifferences(1e-9);
    }
}
