package org.backwire.benchmark.problem;

import java.util.Arrays;

/**
 * The gradient of the {@link Gmm} as an expert writes it: one pass over the points, the vectors of all components of one
 * point kept in scratch, which stays in the first cache.
 */
final class GmmExpert {
    private final int d;
    private final int k;
    private final double[][] diagonal;
    private final double[] offset;
    private final double[][] z;
    private final double[][] y;
    private final double[] beta;

    GmmExpert(int d, int k) {
        this.d = d;
        this.k = k;
        diagonal = new double[k][d];
        offset = new double[k];
        z = new double[k][d];
        y = new double[k][d];
        beta = new double[k];
    }

    double valueAndGradient(
            double[][] x,
            int m,
            double gamma,
            double[] alpha,
            double[][] mu,
            double[][] q,
            double[][] l,
            double[] dalpha,
            double[][] dmu,
            double[][] dq,
            double[][] dl) {
        Arrays.fill(dalpha, 0);
        double prior = 0;
        for (int c = 0; c < k; c++) {
            Arrays.fill(dmu[c], 0);
            Arrays.fill(dq[c], 0);
            Arrays.fill(dl[c], 0);
            double logDeterminant = 0;
            double squares = 0;
            for (int j = 0; j < d; j++) {
                diagonal[c][j] = Math.exp(q[c][j]);
                logDeterminant += q[c][j];
                squares += diagonal[c][j] * diagonal[c][j];
            }
            for (double below : l[c]) {
                squares += below * below;
            }
            offset[c] = alpha[c] + logDeterminant;
            prior += m * logDeterminant - 0.5 * gamma * gamma * squares;
        }

        double sum = 0;
        for (double[] point : x) {
            for (int c = 0; c < k; c++) {
                beta[c] = offset[c] - 0.5 * squares(point, mu[c], diagonal[c], l[c], z[c], y[c]);
            }
            sum += softmax(beta);
            for (int c = 0; c < k; c++) {
                dalpha[c] += beta[c];
                spread(beta[c], diagonal[c], l[c], z[c], y[c], dmu[c], dq[c], dl[c]);
            }
        }

        // dq has the adjoint of the diagonal so far; the log determinant has that of beta
        int n = x.length;
        double square = gamma * gamma;
        for (int c = 0; c < k; c++) {
            for (int j = 0; j < d; j++) {
                double exp = diagonal[c][j];
                dq[c][j] = (dq[c][j] - square * exp) * exp + dalpha[c] + m;
            }
            for (int j = 0; j < l[c].length; j++) {
                dl[c][j] -= square * l[c][j];
            }
        }
        System.arraycopy(alpha, 0, beta, 0, k);
        double norm = softmax(beta);
        for (int c = 0; c < k; c++) {
            dalpha[c] -= n * beta[c];
        }
        return sum - n * norm + prior + Gmm.constant(n, d, k, m, gamma);
    }

    private static double squares(double[] point, double[] mu, double[] diagonal, double[] l, double[] z, double[] y) {
        int d = mu.length;
        for (int j = 0; j < d; j++) {
            z[j] = point[j] - mu[j];
            y[j] = diagonal[j] * z[j];
        }
        int at = -1; // of row j in column j, if it were stored
        for (int j = 0; j < d; j++) {
            double factor = z[j];
            int column = at - j;
            for (int r = j + 1; r < d; r++) {
                y[r] += l[column + r] * factor;
            }
            at += d - j - 1;
        }
        double squares = 0;
        for (int j = 0; j < d; j++) {
            squares += y[j] * y[j];
        }
        return squares;
    }

    private static void spread(
            double weight,
            double[] diagonal,
            double[] l,
            double[] z,
            double[] y,
            double[] dmu,
            double[] ddiagonal,
            double[] dl) {
        int d = dmu.length;
        for (int j = 0; j < d; j++) {
            y[j] *= weight;
        }
        int at = -1;
        for (int j = 0; j < d; j++) {
            double factor = z[j];
            double back = diagonal[j] * y[j];
            ddiagonal[j] -= factor * y[j];
            int column = at - j;
            for (int r = j + 1; r < d; r++) {
                back += l[column + r] * y[r];
                dl[column + r] -= factor * y[r];
            }
            dmu[j] += back;
            at += d - j - 1;
        }
    }

    /** Replaces numbers by their softmax and returns the logarithm of the sum of their exponentials. */
    private static double softmax(double[] x) {
        double max = x[0];
        for (int i = 1; i < x.length; i++) {
            max = Math.max(max, x[i]);
        }
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.exp(x[i] - max);
            sum += x[i];
        }
        double scale = 1 / sum;
        for (int i = 0; i < x.length; i++) {
            x[i] *= scale;
        }
        return max + Math.log(sum);
    }
}
