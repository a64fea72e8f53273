package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;

import org.backwire.processor.testing.Companion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gate adds up over several calls. */
class GateSumsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x[0] *= x[1]; return x;",
                "double[] t = x[0] > 0 ? x : y; t[0] *= t[1]; return new double[] {x[0] * y[0], t[0]};",
                "double[][] m = {x, y}; m[1][0] = m[0][1] * m[1][0]; return y;",
                "for (int i = 0; i < 3; i++) { double[] t = x; x = y; y = t; x[0] *= y[1]; } return y;",
                "return x[0] > 0 ? x : y;",
                "double[] r = new double[2]; double[] e = x; r[0] = e[0] * y[1]; return r;",
                "double[] t = x[0] > 0 ? x : new double[3]; double[] r = new double[2]; r[0] = t[0] * t[1]; return r;",
                "double[][] q = {x, y, x}; double[] r = new double[2]; r[0] = q[0][0] * q[1][1] * q[2][1]; return r;",
                "double[] w = x; double s = 0; for (int i = 0; i < 2; i++) { s += w[i] * x[0]; w = y; } return new double[] {s, w[0]};",
                "double[] t = x.clone(); t[0] *= x[0]; return t;",
            })
    void backwardTwiceIsTwiceTheGradient(String body) {
        Companion companion = companionOf("static double[] f(double[] x, double[] y) { %s }".formatted(body))
                .companion();
        double[] x = {0.7, 1.3};
        double[] y = {-0.5, 2};
        double[] dvalue = {0.3, 1.7};
        double[] once = companion.numbers(companion.vjp(dvalue, x, y));
        Companion.Gate gate = companion.gate();
        gate.forward(x, y);
        gate.backward(dvalue);
        gate.forward(x, y);
        gate.backward(dvalue);
        double[] twice = gate.numbers();
        for (int i = 0; i < once.length; i++) {
            assertThat(twice[i]).isEqualTo(2 * once[i]);
        }
    }

    @Test
    void aRowInALocal() {
        companionOf("""
                static double[] f(double[][] m) {
                    double[] r = new double[2];
                    double[] row = m[1];
                    r[0] = row[0] * row[1];
                    double[] copy = m[0].clone();
                    r[1] = copy[0] * copy[1];
                    return r;
                }""")
                .at((Object) new double[][] {{1, 2}, {3, 4}})
                .hasValue(12, 2)
                .agreesWithDifferences();
    }

    @Test
    void aRowThatIsReplacedLater() {
        companionOf("""
                static double[] f(double[][] a) {
                    double[] r = a[0];
                    a[0] = a[1];
                    r[1] = r[0] * a[0][1];
                    double[] q = {1};
                    q[0] *= r[1] * a[0][0];
                    return q;
                }""").at((Object) new double[][] {{0.7, 1.3}, {0.4, 0.9}}).agreesWithDifferences();
    }

    @Test
    void matricesWithRowsThatMove() {
        Companion companion = companionOf("""
                static double[][] f(double[][] m, double k) {
                    double[] t = m[0];
                    m[0] = m[1];
                    m[1] = t;
                    m[0][0] *= k;
                    return m;
                }""").companion();
        double[][] m = {{1, 2}, {3, 4}};
        double[][] dvalue = {{1, 2}, {3, 4}};
        Companion.Gate gate = companion.gate();
        gate.forward(m, 2.0);
        gate.backward(dvalue);
        gate.backward(dvalue);
        assertThat(gate.numbers()).containsExactly(6, 8, 4, 4, 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"double", "double[]"})
    void sequencesOfDifferentLengths(String result) {
        String value = result.equals("double") ? "s" : "new double[] {s}";
        Companion companion = companionOf("""
                static %s f(double w, double[] b, double[] xs) {
                    double s = b[0];
                    for (double x : xs) {
                        s += w * x * b[1];
                    }
                    return %s;
                }""".formatted(result, value)).companion();
        Companion.Gate gate = companion.gate();
        for (double[] xs : new double[][] {{1}, {1, 1}, {1, 1, 1}}) {
            gate.forward(2.0, new double[] {1, 1}, xs);
            gate.backward(companion.isScalar() ? (Object) 1.0 : new double[] {1});
        }
        assertThat(gate.numbers()).containsExactly(6, 3, 12, 2, 2, 2);
    }

    /** A gate keeps the gradient of an array that it makes in a branch or a loop from one backward to the next. */
    @Test
    void copiesThatAreMadeInside() {
        goesBackTwice("""
                static double[] f(double q, double[] x, int n) {
                    if (n > 9) {
                        double[] r = x.clone();
                        r[0] = q;
                        return r;
                    }
                    double[] r = x.clone();
                    r[1] *= q;
                    return r;
                }""");
        goesBackTwice("""
                static double[][] f(double q, double[] x, int n) {
                    double[][] rows = new double[n][];
                    for (int i = 0; i < n; i++) {
                        rows[i] = x.clone();
                        rows[i][0] *= q;
                    }
                    return rows;
                }""");
        goesBackTwice("""
                static double[][] f(double q, double[] x, int n) {
                    if (n > 9) {
                        return new double[][] {x.clone(), {q, q * q, 2}};
                    }
                    return new double[][] {x.clone(), {q, q * q, 1}};
                }""");
    }

    private static void goesBackTwice(String code) {
        companionOf(code).at(2.0, new double[] {1, 2, 3}, 2).agreesWithDifferences();
    }

    @Test
    void arraysOfDataThatAreReadInside() {
        companionOf("""
                static double[] f(double q, java.util.List<double[]> data) {
                    double[] y = new double[2];
                    for (int i = 0; i < 2; i++) {
                        double[] x = data.get(i).clone();
                        double first = x[0] * q;
                        x[0] = first * q;
                        y[i] = first + x[0] * x[1];
                    }
                    return y;
                }""")
                .at(2.0, java.util.List.of(new double[] {1, 2}, new double[] {3, 4}))
                .agreesWithDifferences();
    }
}
