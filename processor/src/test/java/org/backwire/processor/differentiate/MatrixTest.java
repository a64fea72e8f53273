package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** References to rows on the move: the shadows must move with them. */
class MatrixTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "double[][] m = new double[2][2]; m[0][1] = x * x; return m[0][1] * y + m[1][0];",
                "double[][] m = new double[2][2]; double[] row = m[1]; row[0] = x; return m[1][0] * y;",
                "double[] row = {x, y}; double[][] m = {row, row}; m[1][0] *= 3; return m[0][0] * row[1];",
                "double[] row = {x, y}; double[][] m = new double[2][]; m[0] = row; return row[0] * row[1];",
                "double[] row = {x, y}; double[][] m = new double[2][]; m[0] = row; m[0][0] += y; return row[0] * x;",
                "double[][] a = new double[2][2]; double[][] b = new double[2][]; System.arraycopy(a, 0, b, 0, 2);"
                        + " b[0][0] = x; return a[0][0] * y;",
                "double[][] a = {{x, y}, {y, x}}; double[][] b = a.clone(); b[0][0] *= x; b[1] = new double[] {x, 1};"
                        + " return a[0][0] * a[1][0] * b[1][0];",
                "double[][] a = {{x, y}, {y, x}}; double[] t = a[0]; a[0] = a[1]; a[1] = t; t[0] *= y; return a[1][0] * a[0][1];",
                "double[][] a = {{x, y}, {y, x * x}}; double[] t = x > 0 ? a[0] : a[1]; t[1] *= x; return a[0][1] + a[1][1];",
                "double[][] a = {{x, y}, {y, x}}; double s = 0; for (double[] r : a) { r[0] *= r[1]; s += r[0]; } return s * a[1][0];",
                "double[][] a = new double[3][]; for (int i = 0; i < 3; i++) { a[i] = new double[] {x * i, y}; }"
                        + " double s = 0; for (double[] r : a) { s += r[0] * r[1]; } return s;",
                "double[][][] c = new double[2][2][2]; c[1][0][1] = x; double[][] p = c[1]; p[0][1] *= y; return c[1][0][1] * x;",
                "double[][] a = new double[2][2]; for (double[] r : a) { java.util.Arrays.fill(r, x); } a[0][0] = y;"
                        + " return a[0][0] * a[0][1] * a[1][1];",
                "double[] p = {x}; double[] q = {y}; for (int i = 0; i < 3; i++) { double[] t = p; p = q; q = t; p[0] *= x; }"
                        + " return p[0] + 2 * q[0];",
                "double[] p = {x, y}; double[] q = y > 1 ? p : new double[] {y, x}; q[0] *= q[1]; return p[0] * x + q[0];",
            })
    void agreesWithDifferences(String body) {
        var companion = companionOf("static double f(double x, double y) { %s }".formatted(body));
        companion.at(0.8, 1.7).agreesWithDifferences(1e-9);
        companion.at(-0.8, 0.7).agreesWithDifferences(1e-9);
    }
}
