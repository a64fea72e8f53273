package org.backwire.processor.simplify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;

import org.backwire.processor.graph.GraphText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolynomialsTest {
    private static String run(String text) {
        return GraphText.of(Polynomials.run(GraphText.parse(text))).strip();
    }

    @Test
    void hornersRuleBringsItsSlope() {
        assertThat(run("""
                        f(double x) {
                          a = mul 4.0 x : double
                          b = add a 3.0 : double
                          c = mul b x : double
                          d = sub c 2.0 : double
                          e = mul d x : double
                          g = add e 5.0 : double
                          h = mul g x : double
                          y = add h 1.0 : double
                          yield y
                        }""")).isEqualTo("""
                        f(double x) {
                          a = mul 4.0 x : double
                          b = add a 3.0 : double
                          c = mul b x : double
                          d = sub c 2.0 : double
                          e = mul d x : double
                          g = add e 5.0 : double
                          h = mul g x : double
                          %1 = mul 4.0 x : double
                          %2 = add %1 b : double
                          %3 = mul %2 x : double
                          %4 = add %3 d : double
                          %5 = mul %4 x : double
                          %6 = add %5 g : double
                          y = add h 1.0 : double as polynomial(x, %6)
                          yield y
                        }""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = mul x x : double b = mul a x : double y = add b 1.0 : double", // two products
                "a = mul x z : double b = mul a x : double c = mul b x : double y = mul c x : double", // two variables
                "a = exp x : double b = mul a x : double c = mul b x : double y = mul c x : double", // exp is another
                // one
            })
    void othersStayAsTheyAre(String ops) {
        String text = "f(double x, double z) { " + ops + " yield y }";
        assertThat(run(text)).isEqualTo(GraphText.of(GraphText.parse(text)).strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return ((2 * x - 3) * x + 0.5) * x * x - 1;",
                "double z = Math.sin(y); return (((0.2 * z + 1) * z - 3) * z + x) * z;",
                "double p = ((x - 3) * x + 2) * (x * x - x); return p * y + p * p;",
                "double q = (x * x + 1) * (1 - x) * x / 4; return q * Math.exp(-q) + y;",
                "return Math.fma(Math.fma(Math.fma(0.3, x, 1), x, -2), x, y) * Math.fma(x, x * x, x);",
                "double s = -(-x * x * x) * x; return s + s * y;",
                "double a = x * x; double b = a * a; double c = b * b; return c * 1e-2 + b * y + a;",
                "double s = y; for (int i = 0; i < n; i++) { s = 0.1 * (((s - 1) * s + 2) * s - 0.5) * s + x * s; } return s;",
                "double s = 0; for (int i = 0; i < n; i++) { double t = x * i * 0.2; s += ((t - y) * t + y) * t * t; } return s;",
                "double t = x + 1; if (y > 0) { t = (((t * 0.5 + 1) * t + 2) * t + 3) * t; } return t * t * t * t;",
                "double c = 0.5 * 3; return (((c * x + c) * x + c) * x + c) * Math.max(x, (x * x - 1) * x * x);",
                "float f = (float) x; return ((f * f + 1) * f - 2) * f * f + y;",
                "return (((x * 1) * x * 1 - 0) * x - x * x) * x;",
            })
    void agreesWithDifferences(String body) {
        var companion = companionOf(
                "@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP, Derivative.HESSIAN}) static double f(double x, double y, int n) { "
                        + body + " }");
        double tolerance = body.contains("float") ? 1e-3 : 1e-8;
        companion.at(0.8, 1.3, 4).agreesWithDifferences(tolerance);
        companion.at(-0.7, -0.4, 3).agreesWithDifferences(tolerance);
        companion.at(0.0, 0.9, 2).agreesWithDifferences(tolerance);
    }
}
