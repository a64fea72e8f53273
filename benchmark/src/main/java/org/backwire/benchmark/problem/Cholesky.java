package org.backwire.benchmark.problem;

import java.util.SplittableRandom;
import org.backwire.Differentiable;

/** The determinant of a symmetric positive definite matrix. */
public final class Cholesky extends Problem {
    private final double[][] matrix;
    private final double[][] dmatrix;
    private final double[][] factor;
    private final double[][] inverse;
    private final CholeskyLogDeterminantGrad gate = new CholeskyLogDeterminantGrad();

    /** Of a matrix with {@code n} rows. */
    public Cholesky(int n) {
        double[][] random = Data.uniform(new SplittableRandom(7), n, n, -1, 1);
        matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    matrix[i][j] += random[i][k] * random[j][k];
                }
            }
            matrix[i][i] += n;
        }
        dmatrix = new double[n][n];
        factor = new double[n][n];
        inverse = new double[n][n];
    }

    /** The logarithm of the determinant; reads the lower triangle only. */
    @Differentiable
    public static double logDeterminant(double[][] matrix) {
        int n = matrix.length;
        double[][] factor = new double[n][n];
        double logDeterminant = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = sum / factor[j][j];
            }
            double sum = matrix[i][i];
            for (int k = 0; k < i; k++) {
                sum -= factor[i][k] * factor[i][k];
            }
            factor[i][i] = Math.sqrt(sum);
            logDeterminant += Math.log(sum);
        }
        return logDeterminant;
    }

    /** Knows that the gradient is the inverse, and takes it from the inverse of the factor. */
    private double byHand() {
        int n = matrix.length;
        double logDeterminant = 0;
        for (int i = 0; i < n; i++) {
            double[] row = factor[i];
            for (int j = 0; j < i; j++) {
                double[] other = factor[j];
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= row[k] * other[k];
                }
                row[j] = sum * other[j]; // the diagonal has reciprocals
            }
            double sum = matrix[i][i];
            for (int k = 0; k < i; k++) {
                sum -= row[k] * row[k];
            }
            logDeterminant += Math.log(sum);
            row[i] = 1 / Math.sqrt(sum);

            double[] inverseRow = inverse[i];
            for (int j = 0; j < i; j++) {
                inverseRow[j] = 0;
            }
            for (int k = 0; k < i; k++) {
                double[] other = inverse[k];
                double scale = -row[k] * row[i];
                for (int j = 0; j <= k; j++) {
                    inverseRow[j] += scale * other[j];
                }
            }
            inverseRow[i] = row[i];
        }
        for (int i = 0; i < n; i++) {
            double[] target = dmatrix[i];
            for (int j = 0; j < n; j++) {
                target[j] = 0;
            }
            for (int k = i; k < n; k++) {
                double[] row = inverse[k];
                double twice = 2 * row[i];
                for (int j = 0; j <= i; j++) {
                    target[j] += twice * row[j];
                }
            }
            target[i] *= 0.5;
        }
        return logDeterminant;
    }

    @Override
    public <T> T generic(Algebra<T> a, T[] x) {
        int n = matrix.length;
        T[] l = a.array(n * n);
        T result = a.constant(0);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                T sum = x[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum = a.subtract(sum, a.multiply(l[i * n + k], l[j * n + k]));
                }
                l[i * n + j] = a.divide(sum, l[j * n + j]);
            }
            T sum = x[i * n + i];
            for (int k = 0; k < i; k++) {
                sum = a.subtract(sum, a.square(l[i * n + k]));
            }
            l[i * n + i] = a.sqrt(sum);
            result = a.add(result, a.log(sum));
        }
        return result;
    }

    @Override
    public double primal() {
        return logDeterminant(matrix);
    }

    @Override
    public double expert() {
        return byHand();
    }

    @Override
    public double companion() {
        return CholeskyLogDeterminantGrad.valueAndGradient(matrix, dmatrix);
    }

    @Override
    public double gate() {
        gate.clear();
        double value = gate.forward(matrix);
        gate.backward(1);
        return value;
    }

    @Override
    public Object[] variables() {
        return new Object[] {matrix};
    }

    @Override
    public Object[] gradient() {
        return new Object[] {dmatrix};
    }

    @Override
    public Object[] gateGradient() {
        return new Object[] {gate.dmatrix()};
    }
}
