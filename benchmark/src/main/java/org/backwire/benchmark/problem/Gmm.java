package org.backwire.benchmark.problem;

import java.util.SplittableRandom;
import org.backwire.Differentiable;

/** A Gaussian mixture with a Wishart prior, as in GradBench and ADBench. */
public final class Gmm extends Problem {
    private static final int M = 0;
    private static final double GAMMA = 1;

    private final double[][] x;
    private final double[] alpha;
    private final double[][] mu;
    private final double[][] q;
    private final double[][] l;
    private final double[] dalpha;
    private final double[][] dmu;
    private final double[][] dq;
    private final double[][] dl;
    private final GmmExpert expert;
    private final GmmLogPosteriorGrad gate = new GmmLogPosteriorGrad();

    /** With {@code n} points in {@code d} dimensions and {@code k} components. */
    public Gmm(int d, int k, int n) {
        SplittableRandom random = new SplittableRandom(9);
        x = Data.uniform(random, n, d, -1, 1);
        alpha = Data.uniform(random, k, -1, 1);
        mu = Data.uniform(random, k, d, -1, 1);
        q = Data.uniform(random, k, d, -0.5, 0.5);
        l = Data.uniform(random, k, d * (d - 1) / 2, -0.5, 0.5);
        dalpha = new double[k];
        dmu = new double[k][d];
        dq = new double[k][d];
        dl = new double[k][d * (d - 1) / 2];
        expert = new GmmExpert(d, k);
    }

    /**
     * The log posterior.
     *
     * @param x points, a row each
     * @param m degrees of freedom of the prior, above the dimension
     * @param gamma precision of the prior
     * @param alpha logarithms of the weights of the components, up to a constant
     * @param mu means, a row for each component
     * @param q logarithms of the diagonals of the factors of the precision matrices
     * @param l what is below these diagonals, column by column
     */
    @Differentiable(wrt = {"alpha", "mu", "q", "l"})
    public static double logPosterior(
            double[][] x, int m, double gamma, double[] alpha, double[][] mu, double[][] q, double[][] l) {
        int n = x.length;
        int k = alpha.length;
        int d = mu[0].length;
        double[][] diagonal = new double[k][d];
        double[] logDeterminant = new double[k];
        for (int c = 0; c < k; c++) {
            for (int j = 0; j < d; j++) {
                diagonal[c][j] = Math.exp(q[c][j]);
                logDeterminant[c] += q[c][j];
            }
        }

        double sum = 0;
        double[] z = new double[d];
        double[] y = new double[d];
        double[] beta = new double[k];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < k; c++) {
                for (int j = 0; j < d; j++) {
                    z[j] = x[i][j] - mu[c][j];
                    y[j] = diagonal[c][j] * z[j];
                }
                int at = 0;
                for (int j = 0; j < d; j++) {
                    for (int r = j + 1; r < d; r++) {
                        y[r] += l[c][at] * z[j];
                        at++;
                    }
                }
                double squares = 0;
                for (int j = 0; j < d; j++) {
                    squares += y[j] * y[j];
                }
                beta[c] = alpha[c] + logDeterminant[c] - 0.5 * squares;
            }
            sum += logSumExp(beta);
        }

        double prior = 0;
        for (int c = 0; c < k; c++) {
            double squares = 0;
            for (int j = 0; j < d; j++) {
                squares += diagonal[c][j] * diagonal[c][j];
            }
            for (int j = 0; j < l[c].length; j++) {
                squares += l[c][j] * l[c][j];
            }
            prior += m * logDeterminant[c] - 0.5 * gamma * gamma * squares;
        }
        return sum - n * logSumExp(alpha) + prior + constant(n, d, k, m, gamma);
    }

    private static double logSumExp(double[] x) {
        double max = x[0];
        for (int i = 1; i < x.length; i++) {
            max = Math.max(max, x[i]);
        }
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += Math.exp(x[i] - max);
        }
        return max + Math.log(sum);
    }

    /** What depends on no variable. */
    static double constant(int n, int d, int k, int m, double gamma) {
        int p = d + m + 1;
        double logGamma = 0.25 * d * (d - 1) * Math.log(Math.PI);
        for (int j = 1; j <= d; j++) {
            logGamma += logGammaOfHalf(p + 1 - j);
        }
        double wishart = p * d * Math.log(gamma) - 0.5 * p * d * Math.log(2) - logGamma;
        return -0.5 * n * d * Math.log(2 * Math.PI) + k * wishart;
    }

    /** The logarithm of the gamma function at {@code twice / 2}. */
    private static double logGammaOfHalf(int twice) {
        double result = twice % 2 == 0 ? 0 : 0.5 * Math.log(Math.PI);
        for (int a = twice - 2; a > 0; a -= 2) {
            result += Math.log(a / 2.0);
        }
        return result;
    }

    @Override
    public <T> T generic(Algebra<T> a, T[] v) {
        int n = x.length;
        int k = alpha.length;
        int d = mu[0].length;
        int atQ = k + k * d;
        int below = d * (d - 1) / 2;
        int atL = atQ + k * d;
        T[] diagonal = a.array(k * d);
        T[] logDeterminant = a.array(k);
        T prior = a.constant(constant(n, d, k, M, GAMMA));
        for (int c = 0; c < k; c++) {
            T squares = a.constant(0);
            for (int j = 0; j < d; j++) {
                diagonal[c * d + j] = a.exp(v[atQ + c * d + j]);
                logDeterminant[c] = a.add(logDeterminant[c], v[atQ + c * d + j]);
                squares = a.add(squares, a.square(diagonal[c * d + j]));
            }
            for (int j = 0; j < below; j++) {
                squares = a.add(squares, a.square(v[atL + c * below + j]));
            }
            T rest = a.multiply(squares, 0.5 * GAMMA * GAMMA);
            prior = a.add(prior, a.subtract(a.multiply(logDeterminant[c], M), rest));
        }

        T sum = a.constant(0);
        T[] z = a.array(d);
        T[] y = a.array(d);
        T[] beta = a.array(k);
        for (double[] point : x) {
            for (int c = 0; c < k; c++) {
                for (int j = 0; j < d; j++) {
                    z[j] = a.subtract(point[j], v[k + c * d + j]);
                    y[j] = a.multiply(diagonal[c * d + j], z[j]);
                }
                int at = atL + c * below;
                for (int j = 0; j < d; j++) {
                    for (int r = j + 1; r < d; r++) {
                        y[r] = a.add(y[r], a.multiply(v[at], z[j]));
                        at++;
                    }
                }
                T squares = a.constant(0);
                for (int j = 0; j < d; j++) {
                    squares = a.add(squares, a.square(y[j]));
                }
                beta[c] = a.subtract(a.add(v[c], logDeterminant[c]), a.multiply(squares, 0.5));
            }
            sum = a.add(sum, LogSumExp.logSumExp(a, beta));
        }
        T[] weights = a.array(k);
        System.arraycopy(v, 0, weights, 0, k);
        return a.add(a.subtract(sum, a.multiply(LogSumExp.logSumExp(a, weights), n)), prior);
    }

    @Override
    public double primal() {
        return logPosterior(x, M, GAMMA, alpha, mu, q, l);
    }

    @Override
    public double expert() {
        return expert.valueAndGradient(x, M, GAMMA, alpha, mu, q, l, dalpha, dmu, dq, dl);
    }

    @Override
    public double companion() {
        return GmmLogPosteriorGrad.valueAndGradient(x, M, GAMMA, alpha, mu, q, l, dalpha, dmu, dq, dl);
    }

    @Override
    public double gate() {
        gate.clear();
        double value = gate.forward(x, M, GAMMA, alpha, mu, q, l);
        gate.backward(1);
        return value;
    }

    @Override
    public Object[] variables() {
        return new Object[] {alpha, mu, q, l};
    }

    @Override
    public Object[] gradient() {
        return new Object[] {dalpha, dmu, dq, dl};
    }

    @Override
    public Object[] gateGradient() {
        return new Object[] {gate.dalpha(), gate.dmu(), gate.dq(), gate.dl()};
    }
}
