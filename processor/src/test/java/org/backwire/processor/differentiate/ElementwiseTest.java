package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;

import org.backwire.processor.testing.TestKit;
import org.junit.jupiter.api.Test;

/** A Jacobian is diagonal only where that is certain. */
class ElementwiseTest {
    private static final String FIRST = "@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN})\n";

    private static boolean isElementwise(String parameters, String body) {
        String code = FIRST + "static double[] f(" + parameters + ") {\n    double[] y = new double[a.length];\n" + body
                + "    return y;\n}";
        boolean isDiagonal = TestKit.generatedFrom(code).toString().contains("diagonal");
        Object[] arguments = parameters.contains(" b")
                ? new Object[] {new double[] {1, 2, 4}, new double[] {3, 0.5, 0.25}}
                : new Object[] {new double[] {1, 2, 4}};
        TestKit.companionOf(code).at(arguments); // whichever it is, it must be right
        return isDiagonal;
    }

    private static boolean isElementwise(String body) {
        return isElementwise("double[] a, double[] b", body);
    }

    @Test
    void oneIndexForAll() {
        assertThat(isElementwise("for (int i = 0; i < a.length; i++) { y[i] = Math.max(a[i], b[i]); }"))
                .isTrue();
        assertThat(isElementwise("double[] a", "for (int i = 0; i < a.length; i++) { y[i] = a[i] > 1 ? a[i] : 0; }"))
                .isTrue();
    }

    @Test
    void elementsThatOnlyDecide() {
        assertThat(isElementwise("for (int i = 1; i < a.length; i++) { y[i] = b[i - 1] > 1 ? a[i] : b[i]; }"))
                .isTrue();
    }

    @Test
    void anInnerLoopOverOneElement() {
        assertThat(isElementwise("""
                for (int i = 0; i < a.length; i++) {
                    double p = 1;
                    for (int k = 0; k < 3; k++) {
                        p = p * a[i] + b[i];
                    }
                    y[i] = p;
                }
                """)).isTrue();
    }

    @Test
    void severalPasses() {
        assertThat(isElementwise("""
                for (int i = 0; i < a.length; i++) {
                    y[i] = a[i];
                }
                for (int i = 0; i < a.length; i++) {
                    y[i] *= y[i] * b[i];
                }
                """)).isTrue();
    }

    @Test
    void neighboursSumsAndPermutations() {
        assertThat(isElementwise("for (int i = 1; i < a.length; i++) { y[i] = a[i] * b[i - 1]; }"))
                .isFalse();
        assertThat(isElementwise("double s = 0; for (int i = 0; i < a.length; i++) { s += a[i] * b[i]; y[i] = s; }"))
                .isFalse();
        assertThat(isElementwise("for (int i = 0; i < a.length; i++) { y[a.length - 1 - i] = a[i] * b[i]; }"))
                .isFalse();
        assertThat(isElementwise("for (int i = 1; i < a.length; i++) { y[i] = a[i] * b[i] + y[i - 1]; }"))
                .isFalse();
        assertThat(isElementwise("System.arraycopy(a, 0, y, 1, a.length - 1); y[0] = b[0];"))
                .isFalse();
        assertThat(isElementwise("""
                double last = 0;
                for (int i = 0; i < a.length; i++) {
                    y[i] = last * b[i];
                    last = a[i];
                }
                """)).isFalse();
    }

    @Test
    void theFirstElementForAll() {
        assertThat(isElementwise("for (int i = 0; i < a.length; i++) { y[i] = a[0] * b[i]; }"))
                .isFalse();
    }

    /** The array is made from numbers elsewhere, in an order that nobody knows here. */
    @Test
    void theArrayOfACall() {
        companionOf("""
                @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN})
                static double[] f(double[] x) {
                    return Other.mixed(x[0], x[1]);
                }""", """
                import org.backwire.*;

                class Other {
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    static double[] mixed(double a, double b) {
                        return new double[] {a * b, b + a};
                    }
                }
                """).at(new double[] {0.3, 0.7}).agreesWithDifferences();
        companionOf("""
                @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.JACOBIAN})
                static double[] f(double[] x, int n) {
                    return powers(x[0] * x[1], n);
                }
                private static double[] powers(double s, int n) {
                    if (n <= 0) return new double[] {Math.cos(s), s * s};
                    double[] below = powers(s * s, n - 1);
                    return new double[] {below[0] * s, below[1] + s};
                }""").at(new double[] {0.3, 0.7}, 3).agreesWithDifferences();
    }
}
