package org.backwire.sample;

import java.util.Optional;

/** A positive definite matrix as the product of a lower triangle and its transpose. */
record Cholesky(double[][] lower) {

    /** Nothing if the matrix is not positive definite. */
    static Optional<Cholesky> of(double[][] matrix) {
        double[][] lower = new double[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            lower[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double rest = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                if (i != j) {
                    lower[i][j] = rest / lower[j][j];
                } else if (rest > 0) {
                    lower[i][i] = Math.sqrt(rest);
                } else {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new Cholesky(lower));
    }

    /** What the matrix turns into {@code right}. */
    double[] solve(double[] right) {
        double[] x = right.clone();
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < i; j++) {
                x[i] -= lower[i][j] * x[j];
            }
            x[i] /= lower[i][i];
        }
        for (int i = x.length - 1; i >= 0; i--) {
            for (int j = i + 1; j < x.length; j++) {
                x[i] -= lower[j][i] * x[j];
            }
            x[i] /= lower[i][i];
        }
        return x;
    }
}
