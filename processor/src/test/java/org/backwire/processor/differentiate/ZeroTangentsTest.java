package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;

import java.lang.reflect.Method;
import org.backwire.processor.testing.Companion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In second derivatives, too, a tangent of exactly 0 stays 0 at a slope of infinity: elements that do not move do not matter. */
class ZeroTangentsTest {
    /** Element 1 is at a pole, or so near that its second derivative overflows. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Math.log(x[i])                        | 1e-200
            Math.log10(x[i])                      | 1e-200
            Math.sqrt(x[i])                       | 0
            Math.cbrt(x[i])                       | 0
            1 / x[i]                              | 1e-200
            x[i] == 0 ? 0 : x[i] * Math.log(x[i]) | 1e-310
            Math.pow(x[i], 0.3)                   | 0
            Math.asin(1 - x[i])                   | 0
            """)
    void stayZero(String summand, double pole) throws ReflectiveOperationException {
        Companion companion = companionOf("@Differentiable({Derivative.GRADIENT, Derivative.HVP, Derivative.HESSIAN})\n"
                        + "static double f(double[] x) { double s = 0;"
                        + " for (int i = 0; i < x.length; i++) s += " + summand + "; return s; }")
                .companion();
        double[] x = {0.5, pole, 0.25};
        double[] apart = {0.5, 0.75, 0.25};
        double[][] hessian = (double[][]) companion.call("hessian", (Object) x);
        double[][] elsewhere = (double[][]) companion.call("hessian", (Object) apart);
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 3; k++) {
                if (i != 1 || k != 1) {
                    assertThat(hessian[i][k]).as("%s, %s", i, k).isEqualTo(elsewhere[i][k]);
                }
            }
        }
        assertThat(along(companion.call("hvp", x, new double[] {1, 0, 1}))[1]).isZero();
    }

    private static double[] along(Object product) throws ReflectiveOperationException {
        Method component = product.getClass().getMethod("hx");
        component.setAccessible(true);
        return (double[]) component.invoke(product);
    }
}
