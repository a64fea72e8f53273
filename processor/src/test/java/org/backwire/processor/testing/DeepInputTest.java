package org.backwire.processor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Input as machines write it: compiled and right. Javac itself needs a large stack for it.
 */
class DeepInputTest {
    private static final long STACK = 1L << 30;

    @Test
    void sumOfFiveThousandTerms() {
        String sum = IntStream.range(0, 5000)
                .mapToObj(i -> i % 7 == 0 ? "x" : "y * " + i % 5)
                .collect(Collectors.joining(" + "));
        double dx = IntStream.range(0, 5000).filter(i -> i % 7 == 0).count();
        double dy = IntStream.range(0, 5000)
                .filter(i -> i % 7 != 0)
                .mapToDouble(i -> i % 5)
                .sum();
        isRight(compiled("return " + sum + ";"), dx, dy);
    }

    @Test
    void nestedParenthesesAndCalls() {
        String nested = "x";
        for (int i = 0; i < 400; i++) {
            nested = i % 2 == 0 ? "(y - " + nested + ")" : "Math.abs(" + nested + ")";
        }
        isRight(compiled("return " + nested + ";"), new double[0]);
    }

    @Test
    void productOfAThousandFactors() {
        String product = IntStream.range(0, 1000)
                .mapToObj(i -> i % 500 == 0 ? "x" : "1.001")
                .collect(Collectors.joining(" * "));
        isRight(compiled("return " + product + " + y;"), new double[0]);
    }

    @Test
    void twoThousandStatements() {
        String statements = IntStream.range(0, 1000)
                .mapToObj(i -> "double t" + i + " = x * 0.5 + y;\nx = t" + i + " - " + i % 3 + " * y;\n")
                .collect(Collectors.joining());
        isRight(compiled(statements + "return x;"), new double[0]);
    }

    @Test
    void twoThousandCallsOfMath() {
        String statements =
                IntStream.range(0, 2000).mapToObj(i -> "x = Math.sin(x) + y;\n").collect(Collectors.joining());
        isRight(compiled(statements + "return x;"), new double[0]);
    }

    @Test
    void fiftyNestedIfs() {
        StringBuilder text = new StringBuilder("double s = y;\n");
        for (int i = 0; i < 50; i++) {
            text.append("if (x > ")
                    .append(i - 30)
                    .append(") {\ns += x * ")
                    .append(i)
                    .append(";\n");
        }
        text.append("s *= y;\n");
        for (int i = 0; i < 50; i++) {
            text.append(i % 2 == 0 ? "} else {\ns -= x;\n}\n" : "}\n");
        }
        isRight(compiled(text + "return s;"), new double[0]);
    }

    @Test
    void fiftyNestedConditionals() {
        String nested = "x * y";
        for (int i = 0; i < 50; i++) {
            nested = "x > " + (i - 30) + " ? " + nested + " : x + " + i;
        }
        isRight(compiled("return " + nested + ";"), new double[0]);
    }

    @Test
    void fiveHundredCases() {
        String cases = IntStream.range(0, 500)
                .mapToObj(i -> "case " + i + ": s += x * " + i + ";" + (i % 3 == 0 ? " break;\n" : "\n"))
                .collect(Collectors.joining());
        isRight(compiled("double s = y;\nswitch ((int) (x * 100) & 511) {\n" + cases + "}\nreturn s;"), new double[0]);
    }

    private static void isRight(Compiled compiled, double... gradient) {
        assertThat(compiled.succeeded()).as(compiled.printed()).isTrue();
        Point point = new Point(Companion.of(compiled.load(), "Deep", "f"), 0.375, 0.625);
        if (gradient.length > 0) {
            point.hasGradient(gradient);
        } else {
            point.agreesWithDifferences();
        }
    }

    private static Compiled compiled(String body) {
        String text =
                "class Deep {\n@SuppressWarnings(\"backwire\") @org.backwire.Differentiable\nstatic double f(double x, double y) {\n"
                        + body + "\n}\n}\n";
        List<@Nullable Compiled> result = new ArrayList<>();
        Thread thread = new Thread(
                null,
                () -> result.add(Compiled.withBackwire(List.of("--release", "17"), Map.of("Deep", text))),
                "javac",
                STACK);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(result).as("javac came back").hasSize(1);
        return result.get(0);
    }
}
