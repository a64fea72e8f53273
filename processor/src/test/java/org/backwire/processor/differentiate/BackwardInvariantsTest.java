package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import org.backwire.processor.testing.Companion;
import org.junit.jupiter.api.Test;

class BackwardInvariantsTest {
    /** The triangle of a mixture of Gaussians: rows, and what the loop around has recorded. */
    private static final String TRIANGLE = """
            static double f(double[] x, double[][] l, int n, int d) {
                double[] z = new double[d];
                double s = 0;
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < d; j++) {
                        z[j] = Math.sin(x[j] * (i + 1));
                    }
                    for (int j = 0; j < d; j++) {
                        for (int r = j + 1; r < d; r++) {
                            z[r] += l[i][r] * z[j] * l[i][j];
                        }
                        s += z[j] * z[j];
                    }
                }
                return s;
            }""";

    private static final double[] X = {0.4, -0.7, 1.1};
    private static final double[][] L = {{0.3, -0.2, 0.5}, {0.7, 0.1, -0.6}};

    @Test
    void rowsAndTapesAreReadBeforeTheLoop() {
        String text = generatedFrom(TRIANGLE).text();
        assertThat(text).containsPattern("double\\[] dli = dl\\[i];\\s+(double.*;\\s+)*for \\(int r2 = ");
        companionOf(TRIANGLE).at(X, L, 2, 3).agreesWithDifferences(1e-9);
    }

    @Test
    void aRowThatIsNotThereIsNotReadIfTheLoopDoesNotRun() {
        // with d = 1 no element of l is ever read
        companionOf(TRIANGLE).at(X, new double[0][], 2, 1).agreesWithDifferences(1e-9);
    }

    @Test
    void aRowThatIsNotThereThrowsAsTheMethodDoes() {
        Companion companion = companionOf(TRIANGLE).companion();
        assertThatThrownBy(() -> companion.gradient(X, new double[1][3], 2, 3))
                .isInstanceOf(ArrayIndexOutOfBoundsException.class);
    }

    @Test
    void whatTheLoopWritesIsReadInTheLoop() {
        companionOf("""
                static double f(double[] x, int n) {
                    double[] a = x.clone();
                    for (int i = 1; i < n; i++) {
                        for (int k = 0; k < n; k++) {
                            a[k] = Math.sin(a[k] * a[i] + a[0] * a[i - 1]);
                        }
                    }
                    double s = 0;
                    for (int i = 0; i < n; i++) {
                        s += a[i] * a[i];
                    }
                    return s;
                }""").at(new double[] {0.5, 0.25, -0.7}, 3).agreesWithDifferences(1e-9);
    }

    @Test
    void rowsThatMayBeOneAndTheSame() {
        companionOf("""
                static double f(double[] x, int n) {
                    double[][] a = new double[n][];
                    for (int i = 0; i < n; i++) {
                        a[i] = i % 2 == 0 ? x.clone() : a[i - 1];
                    }
                    double s = 0;
                    for (int i = 1; i < n; i++) {
                        for (int k = 0; k < x.length; k++) {
                            a[i][k] = a[i - 1][0] * a[i][k] + a[i - 1][k] * a[i][1];
                        }
                        s += a[i][0] * a[i - 1][1];
                    }
                    return s;
                }""").at(new double[] {0.5, 0.25, -0.7}, 4).agreesWithDifferences(1e-9);
    }

    @Test
    void swappedRows() {
        companionOf("""
                static double f(double[][] w, double[] x, int n) {
                    double[][] a = {w[0].clone(), w[1].clone()};
                    for (int t = 0; t < n; t++) {
                        for (int k = 0; k < x.length; k++) {
                            a[1][k] = Math.tanh(a[0][k] * x[k] + a[0][0] * w[t][k]);
                        }
                        double[] swapped = a[0];
                        a[0] = a[1];
                        a[1] = swapped;
                    }
                    double s = 0;
                    for (double v : a[0]) {
                        s += v * v;
                    }
                    return s;
                }""")
                .at(new double[][] {{0.3, 0.6}, {-0.4, 0.8}}, new double[] {0.7, -0.3}, 2)
                .agreesWithDifferences(1e-9);
    }
}
