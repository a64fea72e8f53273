package org.backwire.processor.simplify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.GraphText;
import org.backwire.processor.graph.Interpreter;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type.Primitive;
import org.backwire.processor.graph.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateRecognitionTest {
    private static final double[] POINTS = {
        -1e5, -800, -710, -100, -40, -20, -3, -0.7, -1e-9, -0.0, 0, 1e-9, 0.3, 1, 2.5, 17, 36, 40, 90, 600, 709.9, 800,
        1e5
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 / (1 + exp(-x))",
                "1.0 / (exp(-x) + 1.0)",
                "1 / (1 + exp(y - x))",
                "1 / (1 + exp(-(x * y + 1)))",
                "e = exp(-x); d = 1 + e; 1 / d",
                "1 / (1 + exp(-1 * x))",
                "1 / (1 + exp(0 - x))",
                "exp(x) / (1 + exp(x))",
                "exp(x) / (exp(x) + 1)",
                "e = exp(x); e / (1 + e)",
                "e = Sexp(x); e / (1 + e)",
                "exp(x) * (1 / (1 + exp(x)))",
                "1 / (1 + 1 / exp(x))",
                "1 - 1 / (1 + exp(x))",
                "1 - exp(x) / (1 + exp(x))",
                "0.5 * (1 + tanh(x / 2))",
                "0.5 * (tanh(0.5 * x) + 1)",
                "(1 + tanh(x / 2)) / 2",
                "0.5 + 0.5 * tanh(x * 0.5)",
                "tanh(x / 2) / 2 + 0.5",
                "0.5 * (1 - tanh(x / 2))",
                "pow(1 + exp(-x), -1)",
                "2 / (2 + 2 * exp(-x))",
                "0.1 / (exp(-x) * 0.1 + 0.1)",
                "-1 / (-1 - exp(-x))",
                "3 / (3 - -3 * exp(-x))",
                "1 / (2 + expm1(-x))",
                "1 / (1 + pow(2.718281828459045, -x))",
                "1f / (1f + (float) exp(-f))",
                "1 / (1 + (float) exp(-f))",
                "1 / (1 + exp(-f))",
                "(float) exp(f) / (1 + (float) exp(f))",
                "0.5f * (1 + (float) tanh(f / 2))"
            })
    void sigmoids(String formula) {
        isSeenAs(Gate.SIGMOID, formula);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(exp(x) - exp(-x)) / (exp(x) + exp(-x))",
                "(exp(-x) - exp(x)) / (exp(x) + exp(-x))",
                "a = exp(x); b = 1 / a; (a - b) / (a + b)",
                "(0.5 * (exp(x) - exp(-x))) / (0.5 * (exp(x) + exp(-x)))",
                "((exp(x) - exp(-x)) / 2) / ((exp(-x) + exp(x)) / 2)",
                "(exp(2 * x) - 1) / (exp(2 * x) + 1)",
                "(exp(x) - 1) / (1 + exp(x))",
                "(1 - exp(-2 * x)) / (1 + exp(-2 * x))",
                "(exp(x + x) - 1) / (exp(x + x) + 1)",
                "expm1(2 * x) / (expm1(2 * x) + 2)",
                "1 - 2 / (exp(2 * x) + 1)",
                "2 / (1 + exp(-2 * x)) - 1",
                "2 * (1 / (1 + exp(-2 * x))) - 1",
                "e = exp(2 * x); 2 * (e / (1 + e)) - 1",
                "1 - 2 * (1 / (1 + exp(2 * x)))",
                "sinh(x) / cosh(x)",
                "Ssinh(x) / Scosh(x)",
                "(float) sinh(f) / (float) cosh(f)",
                "e = (float) exp(2 * f); (e - 1) / (e + 1)"
            })
    void tanhs(String formula) {
        isSeenAs(Gate.TANH, formula);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log(1 + exp(x))",
                "log(exp(x) + 1)",
                "log(1 + exp(-y * x))",
                "log1p(exp(x))",
                "log1p(exp(-x))",
                "max(x, 0) + log1p(exp(-abs(x)))",
                "log1p(exp(-abs(x))) + max(0, x)",
                "max(-x, 0) + log1p(exp(-abs(x)))",
                "max(x, 0) + log(1 + exp(-abs(x)))",
                "log1p(exp(-abs(x))) - min(x, 0)",
                "log1p((float) exp(f))",
                "max(f, 0f) + (float) log1p(exp(-abs(f)))",
                "max(f, 0) + log1p(exp(-abs(f)))",
                "log1p(exp(-abs(f))) - min(f, 0)"
            })
    void softpluses(String formula) {
        isSeenAs(Gate.SOFTPLUS, formula);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log(1 / (1 + exp(-x)))",
                "log(exp(x) / (1 + exp(x)))",
                "log(1 - 1 / (1 + exp(-x)))",
                "s = 1 / (1 + exp(-x)); log(1 - s) + 0 * s",
                "log(0.5 * (1 + tanh(x / 2)))",
                "log1p(-(1 / (1 + exp(-x))))",
                "-log1p(exp(-x))",
                "-log(1 + exp(-x))",
                "-log(1 + exp(x))",
                "min(x, 0) - log1p(exp(-abs(x)))",
                "-(max(x, 0) + log1p(exp(-abs(x))))",
                "x - log1p(exp(x))",
                "x - (max(x, 0) + log1p(exp(-abs(x))))",
                "log(1 / (1 + (float) exp(-f)))",
                "log((float) (1 / (1 + exp(-x))))"
            })
    void logSigmoids(String formula) {
        isSeenAs(Gate.LOG_SIGMOID, formula.replace(" + 0 * s", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = x * x + 0.5; a * sqrt(a)",
                "a = x * x + 0.5; r = sqrt(a); r * a",
                "a = f * f + 0.5f; a * (float) sqrt(a)",
                "a = f * f + 0.5f; sqrt(a) * a"
            })
    void cubesOfRoots(String formula) {
        isSeenAs(Gate.ROOT_CUBED, formula);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x / (1 + exp(-x))",
                "x * (1 / (1 + exp(-x)))",
                "exp(x) / (1 + exp(x)) * x",
                "x * exp(x) / (1 + exp(x))",
                "x * (0.5 * (1 + tanh(x / 2)))",
                "-x / (1 + exp(x))",
                "f / (1 + (float) exp(-f))",
                "f * (float) (1 / (1 + exp(-f)))",
                "(x - y) / (1 + exp(-(x - y)))"
            })
    void swishes(String formula) {
        isSeenAs(Gate.SWISH, formula);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2 / (1 + exp(-x))",
                "exp(y) / (1 + exp(x))",
                "exp(2 * x) / (1 + exp(x))",
                "exp(-x) / (1 + exp(x))",
                "Sexp(x) / (1 + exp(x))",
                "(exp(x) - 1) / (exp(y) + 1)",
                "x / (1 + exp(x))",
                "x / (1 + exp(-y))"
            })
    void logisticCurves(String formula) {
        Function function = recognised(formula);
        assertThat(GraphText.of(function)).containsPattern("as logistic\\([^ ]+, sigmoid\\)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 / (2 + exp(-x))",
                "1 / (1 - exp(-x))",
                "1 / (1.0000001 + exp(-x))",
                "exp(x) / (2 + exp(x))",
                "1.0 / (1f + (float) exp(-f))", // the sum is rounded to float, the quotient is not
                "1.0 / (float) (1 + exp(-x))",
                "1 / (1 + (double) (float) exp(-x))",
                "1 / (1 + pow(2, -x))",
                "0.5 * (1 + tanh(x))",
                "0.5 * (1 + tanh(x / 3))",
                "0.6 * (1 + tanh(x / 2))",
                "0.5 * (0.5 + tanh(x / 2))",
                "pow(1 + exp(-x), -2)",
                "(exp(x) - exp(-y)) / (exp(x) + exp(-y))",
                "(exp(x) + exp(-x)) / (exp(x) - exp(-x))",
                "(exp(x) - exp(-2 * x)) / (exp(x) + exp(-2 * x))",
                "(exp(x) - 1) / (exp(x) + 2)",
                "1 - 3 / (exp(2 * x) + 1)",
                "2 * (1 / (1 + exp(-2 * x))) - 2",
                "sinh(x) / cosh(y)",
                "sinh(x) / cosh(2 * x)",
                "cosh(x) / sinh(x)",
                "log(2 + exp(x))",
                "log(1 - exp(x))",
                "log1p(-exp(x))",
                "log10(1 + exp(x))",
                "max(x, 0) + log1p(exp(-abs(y)))",
                "max(x, 1) + log1p(exp(-abs(x)))",
                "max(x, 0) - log1p(exp(-abs(x)))",
                "min(x, 0) + log1p(exp(-abs(x)))",
                "max(x, 0) + log1p(exp(abs(x)))",
                "max(x, 0) + log1p(exp(-abs(2 * x)))",
                "x / (2 + exp(-x))",
                "x - log1p(exp(-x))",
                "x + log(x)"
            })
    void nearMisses(String formula) {
        Function function = recognised(formula);
        Op.Apply apply = Definitions.of(function).apply(function.results().get(0));
        if (apply != null) {
            assertThat(apply.view()).as(GraphText.of(function)).isNull();
        }
    }

    @Test
    void crossEntropyPutsTheSoftplusTogether() {
        Function function = recognised("max(x, 0) - x * y + log1p(exp(-abs(x)))");
        assertThat(GraphText.of(function)).contains("as softplus(x, ").contains("as sub(");
    }

    @Test
    void crossEntropyInAnotherOrder() {
        Function function = recognised("-x * y + max(x, 0) + log1p(exp(-abs(x)))");
        assertThat(GraphText.of(function)).contains("as softplus(x, ").contains("as add(");
    }

    @Test
    void stableFormNeedsNoHelp() {
        Function function = recognised("x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x))");
        assertThat(GraphText.of(function)).contains("as sigmoid(x)").doesNotContain("as sigmoid(x, ");
    }

    /** The slope of abs at 0 is 0, that of the sigmoid is not. */
    @Test
    void knownSignSeesThroughAbs() {
        Function function = recognised("e = exp(-abs(x)); x >= 0 ? 1 / (1 + e) : e / (1 + e)");
        assertThat(GraphText.of(function).split("as sigmoid\\(x\\)", -1)).hasSize(3);
    }

    @Test
    void sharedComplementStays() {
        Function function = recognised("s = 1 / (1 + exp(-x)); s * y + (1 - s) * y");
        assertThat(GraphText.of(function).split("as sigmoid", -1)).hasSize(2);
    }

    private static Function recognised(String formula) {
        Function written = Formula.of(formula);
        Function seen = Simplifier.beforeDifferentiation(written);
        new Graph(written, seen).computesTheSame();
        return seen;
    }

    private static void isSeenAs(Gate gate, String formula) {
        Function function = recognised(formula);
        Op.Apply apply = Definitions.of(function).apply(function.results().get(0));
        String text = GraphText.of(function);
        assertThat(apply).as(text).isNotNull();
        while (apply.gate() == Gate.CAST) {
            apply = Definitions.of(function).apply(apply.operands().get(0));
        }
        assertThat(apply.view()).as(text).isNotNull();
        assertThat(apply.view().gate()).as(text).isEqualTo(gate);
        List<Value> observed = new ArrayList<>(apply.view().operands());
        observed.add(0, apply.result());
        Function probe = new Function(
                "probe", function.parameters(), new Region(function.body().ops(), observed, true));
        for (double point : POINTS) {
            check(gate, probe, point, text);
        }
    }

    private static void check(Gate gate, Function probe, double point, String text) {
        boolean isFloat =
                probe.parameters().stream().anyMatch(v -> v.type() == Primitive.FLOAT) || text.contains("float");
        List<Object> arguments = new ArrayList<>();
        for (Value parameter : probe.parameters()) {
            double argument = arguments.isEmpty() ? point : 0.75;
            arguments.add(parameter.type() == Primitive.FLOAT ? (Object) (float) argument : (Object) argument);
        }
        List<Object> results = Interpreter.run(probe, arguments.toArray());
        double y = ((Number) results.get(0)).doubleValue();
        double x = ((Number) results.get(1)).doubleValue();
        double precision = isFloat ? 1e-6 : 1e-14;
        double expected = switch (gate) {
            case SIGMOID -> sigmoid(x);
            case TANH -> Math.tanh(x);
            case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
            case LOG_SIGMOID -> Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)));
            case SWISH -> x * sigmoid(x);
            case ROOT_CUBED -> Math.pow(x, 1.5);
            default -> throw new AssertionError(gate);
        };
        String place = text + " at " + point;
        boolean hasLostDigits = gate == Gate.LOG_SIGMOID && (x < -15 || y == 0);
        if (Double.isFinite(y) && !hasLostDigits) {
            assertThat(y).as(place).isCloseTo(expected, within(precision * Math.max(1, Math.abs(expected))));
        }
        if (results.size() == 2) {
            assertThat(y).as(place).isFinite();
            return;
        }
        double auxiliary = ((Number) results.get(2)).doubleValue();
        double wanted = switch (gate) {
            case TANH -> Math.tanh(x);
            case LOG_SIGMOID -> sigmoid(-x);
            case ROOT_CUBED -> Math.sqrt(x);
            default -> sigmoid(x);
        };
        boolean isUsers = gate == Gate.SWISH && (text.contains("tanh") || text.contains("sub 1.0"));
        double tiny = isUsers ? 1e-15 : isFloat ? 1e-37 : 1e-300;
        assertThat(auxiliary).as(place).isCloseTo(wanted, within(precision * 10 * Math.abs(wanted) + tiny));
    }

    private static double sigmoid(double x) {
        return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
    }
}
