package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Helpers that call themselves, with names that are nearly the same. */
class RecursiveNamesTest {
    private static final String HELPERS = """

            static double sum(double x, int n) { return n == 0 ? 0 : x + sum(x, n - 1); }
            static double Sum(double x, int n) { return n == 0 ? 1 : x * Sum(x, n - 1); }
            static double suM(double x, int n) { return n == 0 ? 1 : x / suM(x, n - 1); }
            static double g(double x, int n) { return n == 0 ? x : x - g(x, n - 1) * n; }
            static double g(double x, double y, int n) { return n == 0 ? y : x * g(y, x, n - 1); }
            static double g2(double x, int n) { return n == 0 ? 2 : x * x + g2(x, n - 1); }
            static double F(double x, int n) { return n == 0 ? 1 : x * F(x, n - 1); }
            static double t(double x, int n) { return n == 0 ? 1 : x * U(x, n - 1) + 0.5 * t(x, n - 1); }
            static double u(double x, int n) { return n == 0 ? 2 : t(x, n - 1) - x * u(x, n - 1); }
            static double U(double x, int n) { return n == 0 ? 3 : x + u(x, n - 1) * U(x, n - 1); }
            static double K(double k, int n) { return n == 0 ? k : K(k * k / 2, n - 1); }
            static double k(double K, int n) { return n == 0 ? K : Math.sin(k(K * 0.5, n - 1)); }
            static double \u03b1(double x, int n) { return n == 0 ? x : x * \u03b1(x, n - 1); }
            static double \u0391(double x, int n) { return n == 0 ? x : x + \u0391(x, n - 1); }
            static final class Legendre {
                static double p(double x, int n) {
                    return n == 0 ? 1 : n == 1 ? x : ((2 * n - 1) * x * p(x, n - 1) - (n - 1) * p(x, n - 2)) / n;
                }
            }
            static double P(double x, int n) { return n == 0 ? 1 : n == 1 ? 2 * x : 2 * x * P(x, n - 1) - P(x, n - 2); }
            static void scan(double[] a, int i) { if (i < a.length) { a[i] += a[i - 1]; scan(a, i + 1); } }
            static void Scan(double[] a, int i) { if (i < a.length) { a[i] *= a[i - 1]; Scan(a, i + 1); } }
            static double q(double[] x, int n) { return n == 0 ? 1 : x[0] * q(x, n - 1); }
            static double Q(double[] x, int n) { return n == 0 ? 0 : x[1] + Q(x, n - 1); }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return sum(x, 3) + 100 * Sum(x, 3) + suM(x, 2);",
                "return g(x, 3) + 10 * g(x, y, 3) + 100 * g2(x, 3);",
                "return g2(x, 3) + 10 * g(x, y, 3) + 100 * g(x, 3);",
                "return x > 1 ? F(x, 2) : Math.sin(x) * f(x * 1.9, y);",
                "return t(x, 4) + u(x, 3) + U(y, 2);",
                "return k(K(x, 2), 2) + K(k(y, 2), 2);",
                "return \u03b1(x, 3) + 10 * \u0391(y, 3);",
                "return Legendre.p(x, 4) + P(y, 3);",
                "double[] a = {x, y}; double[] b = {y, x}; scan(a, 1); Scan(b, 1); return a[1] * b[1];",
                "double[] a = {x, y}; return q(a, 3) + 10 * Q(a, 3);",
            })
    void eachHasAClassOfItsOwn(String body) {
        companionOf("static double f(double x, double y) { %s }".formatted(body) + HELPERS)
                .at(0.8, 0.7)
                .agreesWithDifferences();
    }

    @Test
    void theirFilesDifferWhereverCaseIsNotTold() {
        String text = generatedFrom("""
                static double f(double x) { return sum(x, 3) + Sum(x, 3) + suM(x, 3); }""" + HELPERS).toString();
        assertThat(Pattern.compile("class Recursive(\\w+)")
                        .matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .map(name -> name.toLowerCase(Locale.ROOT)))
                .hasSize(3)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@Differentiable({Derivative.GRADIENT, Derivative.HVP})"})
    void alsoBesideOneThatIsDifferentiable(String annotation) {
        companionOf("""
                @Differentiable static double f(double[] x) { return h(x, 3) + 10 * H(x, 3); }
                %s
                static double h(double[] x, int n) { return n == 0 ? 1 : x[0] * h(x, n - 1); }
                static double H(double[] x, int n) { return n == 0 ? 0 : x[1] + H(x, n - 1); }
                """.formatted(annotation)).at((Object) new double[] {2, 3}).agreesWithDifferences();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "double Math, int n) { return n == 0 ? Math : java.lang.Math.sin(r(Math, n - 1)); }",
                "double x, int Math) { return Math == 0 ? x : java.lang.Math.sin(r(x, Math - 1)); }",
                "double RecursiveR, int n) { return n == 0 ? RecursiveR : Math.sin(r(RecursiveR, n - 1)); }",
                "double Frame, int Gradient) { return Gradient == 0 ? Frame : Math.sin(r(Frame, Gradient - 1)); }",
                "double x, int Workspace) { double[] a = {x}; return Workspace == 0 ? s(a, 1, 2) : s(a, 0, 0) * r(x * x, Workspace - 1); }",
            })
    void parametersAreCalledLikeClasses(String helper) {
        companionOf("""
                @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP, Derivative.HESSIAN})
                static double f(double x) { return r(x, 2); }
                static double s(double[] System, int Workspace, int Arrays) {
                    System[0] *= System[0];
                    return Workspace == 0 ? System[0] + Arrays : s(System, Workspace - 1, Arrays);
                }
                static double r(""" + helper).at(0.7).agreesWithDifferences();
    }
}
