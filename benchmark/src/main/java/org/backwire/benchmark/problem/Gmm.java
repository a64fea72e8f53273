package org.backwire.benchmark.problem;

import org.backwire.Differentiable;

/** A Gaussian mixture with a Wishart prior, as in GradBench and ADBench. */
public final class Gmm {
    private Gmm() {}

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
        double[] beta = new double[k];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < k; c++) {
                for (int j = 0; j < d; j++) {
                    z[j] = x[i][j] - mu[c][j];
                }
                beta[c] = alpha[c] + logDeterminant[c] - 0.5 * squaredNorm(diagonal[c], l[c], z);
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

    /** The squared norm of a lower triangular matrix times a vector. */
    private static double squaredNorm(double[] diagonal, double[] below, double[] z) {
        int d = z.length;
        double squares = 0;
        for (int r = 0; r < d; r++) {
            double y = diagonal[r] * z[r];
            int at = r - 1; // of row r in column 0; column c has one row less than the one before
            for (int c = 0; c < r; c++) {
                y += below[at] * z[c];
                at += d - c - 2;
            }
            squares += y * y;
        }
        return squares;
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
}
