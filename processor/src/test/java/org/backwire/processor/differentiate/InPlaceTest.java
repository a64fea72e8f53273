package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays that are written in place between reads. */
class InPlaceTest {
    private static final double[] X = {0.3, 0.7, -0.4, 1.1};
    private static final double[][] W = {
        {2.2, 0.5, 0.8, -0.6}, {0.5, 1.9, 0.4, 0.7}, {0.8, 0.4, 2.25, 0.45}, {-0.6, 0.7, 0.45, 3.15}
    };
    private static final String PAIRS =
            "for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) s += b[i] * b[i] * b[j] * b[j];";

    /** {@code b}, {@code a}: copies of {@code x}, {@code w}; {@code s}: a sum. */
    private static String method(String body) {
        return "static double f(double[] x, double[][] w, double y, int n) {"
                + " double[] b = x.clone(); double[][] a = new double[n][];"
                + " for (int i = 0; i < n; i++) a[i] = w[i].clone(); double s = 0; " + body.replace("PAIRS", PAIRS)
                + " } static void halve(double[] c, int k) { c[k] *= 0.5; }";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (int t = 0; t < 3; t++) { PAIRS for (int i = 0; i < n; i++) b[i] += 0.1 * w[t][i] * y; } return s;",
                "for (int t = 0; t < 3; t++) { PAIRS for (int i = 0; i < n; i++) b[i] *= 0.9; } return s;",
                "for (int t = 0; t < 3; t++) { PAIRS for (int i = 0; i < n; i++) b[i] = y * t + w[i][t]; } return s;",
                "for (int t = 0; t < 3; t++) { PAIRS b[t] = y; } return s;",
                "for (int t = 0; t < 3; t++) { PAIRS for (int i = 0; i < n; i++) if (b[i] > 0.2) b[i] *= 0.5; else b[i] = y; } return s;",
                "for (int t = 0; t < 3; t++) { PAIRS double[] c = b; for (int i = 0; i < n; i++) c[i] += 0.1 * y; } return s;",
                "for (int t = 0; t < 3; t++) { PAIRS for (int i = 0; i < n; i++) halve(b, i); } return s;",
                "int t = 0; while (t < 3 && s < 100) { PAIRS for (int i = 0; i < n; i++) b[i] *= y; t++; } return s;",
                // more in place than what is read
                "for (int t = 0; t < 3; t++) for (int i = 1; i < n - 1; i++) b[i] = b[i] + 0.1 * b[i] * (b[i - 1] - 2 * b[i] + b[i + 1]) * b[i + 1];"
                        + " for (int i = 0; i < n; i++) s += b[i] * b[i]; return s;",
                "for (int t = 0; t < 3; t++) { for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) s += a[i][j] * a[j][k] * a[i][k] * y;"
                        + " for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) a[i][j] *= 0.7; } return s;",
                // two arrays that change places
                "double[] c = new double[n]; for (int t = 0; t < 3; t++) { for (int i = 0; i < n; i++) { double f = 0;"
                        + " for (int j = 0; j < n; j++) f += b[i] * b[i] * b[j] * b[j]; c[i] = b[i] + 0.1 * f * y; } double[] d = b; b = c; c = d; }"
                        + " for (int i = 0; i < n; i++) s += b[i] * b[i]; return s;",
                // what was read is wanted after its element has been overwritten
                "for (int t = 0; t < 3; t++) { PAIRS for (int i = 0; i < n; i++) { double u = b[i]; b[i] = y; s += u * u * b[i] * b[(i + 1) % n]; b[i] += u * u; } } return s;",
                "for (int t = 0; t < 3; t++) { double u = b[t]; b[t] = y; PAIRS s += u * u; b[0] = u * u * s * 0.01; } return s;",
                "for (int t = 0; t < 3; t++) { double u = b[0] * b[1]; for (int i = 0; i < n; i++) { s += u * b[i] * b[i]; b[i] += 0.1; } PAIRS } return s;",
                // the place is read from the array itself
                "for (int t = 0; t < 3; t++) { PAIRS int k = (int) Math.abs(3 * b[t]) % n; b[k] = b[k] * y; b[t] *= 0.8; s += b[k]; } return s;",
                "for (int t = 0; t < 3; t++) { PAIRS int from = b[0] > 1 ? 1 : 0; for (int i = from; i < n; i++) b[i] += 0.1 * i; b[0] += 0.9; } return s;",
                "for (int t = 0; t < 3; t++) { PAIRS int m = (int) (2 + b[1]); for (int i = 0; i < m; i++) { b[i] += 0.5; s += b[1] * b[i] * b[i]; } } return s;",
                // the place is read from another array that changes
                "int[] at = {0, 2, 1, 3}; for (int t = 0; t < 3; t++) { PAIRS for (int i = 0; i < n; i++) { b[at[i]] *= y; s += b[at[i]] * b[i]; at[i] = (at[i] + 1) % n; } } return s;",
                // ways out
                "for (int t = 0; t < 3; t++) { PAIRS for (int i = 0; i < n; i++) { b[i] += 0.3; if (b[i] > 1.15) break; s += b[i] * b[i]; } } return s;",
                "for (int t = 0; t < 3; t++) { PAIRS for (int i = 0; i < n; i++) { b[i] += 0.3; if (s > 20) return s * b[i] * b[0]; s += b[i] * b[i]; } } return s;",
                "for (int t = 0; t < 3; t++) { PAIRS for (int i = 0; i < n; i++) { if (b[i] < 0) continue; b[i] = b[i] * b[i] * y; } } return s;",
                // what one of two sides computes and is stored
                "for (int t = 0; t < 3; t++) for (int i = 0; i < n; i++) { double u = b[i] * b[i] + y; b[i] = i == t ? Math.sqrt(u) : u / (1 + b[t] * b[t]); s += b[i]; } return s;",
                "for (int j = 0; j < n; j++) { for (int i = j; i < n; i++) { double u = a[i][j]; for (int k = 0; k < j; k++) u -= a[i][k] * a[j][k];"
                        + " a[i][j] = i == j ? Math.sqrt(u) : u / a[j][j]; } s += 2 * Math.log(a[j][j]); } return s;",
                // by chance
                "for (int t = 0; t < 3; t++) { PAIRS java.util.Arrays.fill(b, y * t); } return s;",
                "for (int t = 0; t < 3; t++) { PAIRS System.arraycopy(w[t], 0, b, 0, n); b[t] *= y; } return s;",
                "for (int t = 0; t < 3; t++) { PAIRS double[] c = b.clone(); for (int i = 0; i < n; i++) { b[i] = c[n - 1 - i] * c[i] * y; c[i] += b[i]; s += c[i] * c[i]; } } return s;",
                "for (int t = 0; t < 3; t++) { double[] c = new double[n]; for (int r = 0; r < 2; r++) { for (int i = 0; i < n; i++) c[i] += b[i] * y; for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) s += c[i] * c[i] * c[j] * c[j]; } b[t] = s * 0.01; } return s;",
                "for (int t = 0; t < 3; t++) { PAIRS double u = b[t] > 0 ? b[t] * b[0] : b[0]; b[t] = u * y; b[0] += u * u; } return s;",
                "PAIRS b[0] = y; PAIRS b[1] = y * y; PAIRS return s * b[0];",
                "for (int i = 0; i < n; i++) b[i] = x[i] * y; for (int t = 0; t < 3; t++) { PAIRS for (int i = 0; i < n; i++) b[i] *= y; } for (int i = 0; i < n; i++) b[i] = 0; return s;",
                // rows
                "for (int t = 0; t < 3; t++) { double[] r = a[t]; a[t] = a[(t + 1) % n]; a[(t + 1) % n] = r; for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) s += a[i][j] * a[j][i] * r[j];"
                        + " for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) a[i][j] *= 0.9; } return s;",
                "a[1] = a[0]; for (int t = 0; t < 3; t++) { for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) s += a[i][j] * a[j][i] * a[0][j];"
                        + " for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) a[i][j] *= 0.9; } return s;",
                "a[1] = b; for (int t = 0; t < 3; t++) { PAIRS for (int j = 0; j < n; j++) a[1][j] = b[j] * 0.9 + a[0][j] * b[(j + 1) % n]; } return s;",
                // what was stored in a row is wanted when the row is elsewhere
                "if (n > 1) a[n - 2][1] = Math.sqrt(1 + y * y); double[] r = a[2]; a[2] = a[0]; a[0] = r; return a[0][1] * y + a[2][1];",
                "for (int t = 0; t < 3; t++) a[t][1] = Math.sqrt(1 + y * y * a[t][0]); double[] r = a[2]; a[2] = a[0]; a[0] = r; return a[0][1] * y + a[2][1];",
                "int[] at = {0, 2, 1, 3}; if (n > 1) b[at[1]] = Math.sqrt(1 + y * y); at[1] = 0; return y + b[2] * b[0];",
                // elimination in place
                "double det = 1; for (int k = 0; k < n; k++) { det *= a[k][k]; for (int i = k + 1; i < n; i++) { a[i][k] /= a[k][k];"
                        + " for (int j = k + 1; j < n; j++) a[i][j] -= a[i][k] * a[k][j]; } } return det;",
                "for (int k = 0; k < n; k++) { a[k][k] = Math.sqrt(a[k][k]); s += Math.log(a[k][k]); for (int i = k + 1; i < n; i++) a[i][k] /= a[k][k];"
                        + " for (int j = k + 1; j < n; j++) for (int i = j; i < n; i++) a[i][j] -= a[i][k] * a[j][k]; } return s;",
                // parameters
                "for (int t = 0; t < 3; t++) { for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) s += x[i] * x[i] * x[j]; for (int i = 0; i < n; i++) x[i] *= y; } return s;",
                "for (int t = 0; t < 3; t++) { for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) s += w[i][j] * w[j][i] * w[0][j]; for (int i = 0; i < n; i++) w[i][t] *= y; } return s;",
                // the place where a loop begins is read from an array that changes
                "int[] at = {0, 2, 1, 3}; for (int t = 0; t < 3; t++) { int i = at[t]; while (i < n && s < 100) { s += b[i] * b[i] * (1 + s) * y; i++; } at[t] = 7; } return s;",
                "int[] at = {0, 2, 1, 3}; for (int t = 0; t < 3; t++) { int k = at[t]; for (int i = k; i < n; i++) { s += b[i] * s * y + b[i]; } at[t] = 7; } return s;",
                "int[] at = {0, 2, 1, 3}; for (int t = 0; t < 3; t++) { int k = at[t]; for (int i = 0; i < n - k; i++, k++) { s += b[k] * s * y + b[k]; } at[t] = 7; } return s;",
                "int[] at = {0, 2, 1, 3}; int j = at[1]; for (int t = 0; t < 3 && s < 50; t++) { s += b[j] * s * y + b[j]; j = (j + 1) % n; } at[1] = 9; return s * b[at[0]];",
                "int[] at = {0, 1, 0, 3}; for (int t = 0; t < 3; t++) { int k = at[t]; for (int i = 0; i < 2; i++) { s = Math.sin(s * b[k + i] + y); k++; } at[t] = 7; } return s;",
                // an index is stored where it says itself, or where another one says that is stored where it says
                "int[] at = new int[n]; if (y > 0.1) { int k = (int) Math.abs(3 * b[1]) % n; at[k] = k; b[k] = b[k] * b[k] * y; b[k] = Math.sin(b[k]) * b[k]; } PAIRS return s * b[at[1]] * b[at[2]];",
                "int[] at = new int[n]; for (int t = 0; t < 3; t++) { int k = (int) Math.abs(3 * b[t]) % n; at[k] = k; b[k] = b[k] * b[k] * y; } PAIRS return s * b[at[1]] * b[at[2]];",
                "int[] at = new int[n]; int[] to = new int[n]; if (y > 0.1) { int k = (int) Math.abs(3 * b[1]) % n; int l = (int) Math.abs(4 * b[2]) % n; at[l] = k; to[k] = l;"
                        + " b[k] = b[k] * b[l] * y; b[l] = Math.sin(b[k]) * b[l]; } PAIRS return s * b[at[1]] * b[to[2]];",
            })
    void isRight(String body) {
        companionOf(method(body)).at(X, W, 0.6, 4).agreesWithDifferences();
    }
}
