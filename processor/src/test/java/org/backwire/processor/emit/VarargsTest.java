package org.backwire.processor.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import org.junit.jupiter.api.Test;

class VarargsTest {
    @Test
    void membersThatTakeNothingElseAreCalledAsTheMethodIs() {
        String text = generatedFrom("""
                @Differentiable({Derivative.GRADIENT, Derivative.JACOBIAN, Derivative.HESSIAN})
                static double norm(double p, double... xs) {
                    double sum = 0;
                    for (double x : xs) sum += Math.pow(x, p);
                    return sum;
                }
                """).text();
        assertThat(text)
                .contains(" gradient(double p, double... xs) {")
                .contains(" jacobian(double p, double... xs) {")
                .contains(" hessian(double p, double... xs) {")
                .contains(" forward(double p, double... xs) {")
                .contains(" vjp(double p, double[] xs, double dvalue) {")
                .contains(" valueAndGradient(double p, double[] xs, ");
    }

    /** Of which javac warns in each declaration. */
    @Test
    void arraysOfGenericTypesStayArrays() {
        assertThat(generatedFrom("""
                @SafeVarargs
                @Differentiable
                static double f(double x, java.util.List<String>... lists) {
                    return x * lists.length;
                }
                """).text()).contains(" gradient(double x, List<String>[] lists) {");
        assertThat(generatedFrom("""
                @Differentiable
                static double f(double x, Class<?>... types) {
                    return x * types.length;
                }
                """).text()).contains(" gradient(double x, Class<?>... types) {");
    }
}
