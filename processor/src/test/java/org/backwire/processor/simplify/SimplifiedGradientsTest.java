package org.backwire.processor.simplify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.backwire.processor.differentiate.Reverse;
import org.backwire.processor.differentiate.UnitSeed;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Interpreter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What recognition is for: gradients that agree with differences, also at kinks of the way of writing, and far out. */
class SimplifiedGradientsTest {
    private static final double[] NEAR = {-40, -5, -1, -0.1, 0, 1e-3, 0.5, 2, 10, 37};
    private static final double[] FAR = {-1e5, -800, -720, 720, 800, 1e5};
    private static final double[] WEIGHTS = {1 / 12.0, -8 / 12.0, 0, 8 / 12.0, -1 / 12.0};
    private static final double STEP = 1e-4;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 / (1 + exp(-x))",
                "exp(x) / (1 + exp(x))",
                "exp(x) * (1 / (1 + exp(x)))",
                "1 - 1 / (1 + exp(x))",
                "0.5 * (1 + tanh(x / 2))",
                "pow(1 + exp(-x), -1)",
                "1 / (1 + exp(y - x))",
                "e = exp(-abs(x)); x >= 0 ? 1 / (1 + e) : e / (1 + e)",
                "e = exp(-abs(x)); x > 0 ? 1 / (1 + e) : e / (1 + e)",
                "x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x))",
                "(exp(x) - exp(-x)) / (exp(x) + exp(-x))",
                "(exp(2 * x) - 1) / (exp(2 * x) + 1)",
                "(exp(x) - 1) / (exp(x) + 1)",
                "1 - 2 / (exp(2 * x) + 1)",
                "sinh(x) / cosh(x)",
                "log(1 + exp(x))",
                "log1p(exp(-y * x))",
                "max(x, 0) + log1p(exp(-abs(x)))",
                "max(-x, 0) + log1p(exp(-abs(x)))",
                "max(x, 0) - x * y + log1p(exp(-abs(x)))",
                "log(1 / (1 + exp(-x)))",
                "min(x, 0) - log1p(exp(-abs(x)))",
                "x - log1p(exp(x))",
                "x / (1 + exp(-x))",
                "x * (1 / (1 + exp(-x)))",
                "2 / (1 + exp(-x))",
                "x / (1 + exp(y - x))"
            })
    void agreeWithDifferencesAndStayFinite(String formula) {
        Function written = Formula.of(formula);
        Function gradient = gradient(written);
        for (double x : NEAR) {
            agreesWithDifferences(formula, written, gradient, x);
        }
        for (double x : FAR) {
            List<Object> results = Interpreter.run(gradient, arguments(written, x));
            for (Object component : results.subList(1, results.size())) {
                assertThat((double) component).as(formula + " at " + x).isFinite();
            }
        }
    }

    private static Function gradient(Function written) {
        List<Integer> wrt =
                IntStream.range(0, written.parameters().size()).boxed().toList();
        Function joint = Reverse.run(Simplifier.beforeDifferentiation(written), wrt);
        return Simplifier.afterDifferentiation(UnitSeed.run(joint));
    }

    /** The first parameter is the point, the others are 0.75. */
    private static Object[] arguments(Function function, double x) {
        return IntStream.range(0, function.parameters().size())
                .mapToObj(i -> i == 0 ? (Object) x : (Object) 0.75)
                .toArray();
    }

    private static void agreesWithDifferences(String formula, Function written, Function gradient, double x) {
        List<Object> results = Interpreter.run(gradient, arguments(written, x));
        assertThat(results.get(0))
                .isEqualTo(Interpreter.run(written, arguments(written, x)).get(0));
        for (int i = 0; i < written.parameters().size(); i++) {
            double[] slopes = new double[WEIGHTS.length];
            for (int k = 0; k < slopes.length; k++) {
                Object[] moved = arguments(written, x);
                moved[i] = (double) moved[i] + (k - 2) * STEP;
                slopes[k] =
                        WEIGHTS[k] * (double) Interpreter.run(written, moved).get(0) / STEP;
            }
            double expected = DoubleStream.of(slopes).sum();
            if (Double.isFinite(expected)) {
                assertThat((double) results.get(i + 1))
                        .as(formula + " at " + x)
                        .isCloseTo(expected, within(1e-8 * Math.max(1, Math.abs(expected))));
            }
        }
    }
}
