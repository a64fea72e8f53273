package org.backwire.processor.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.backwire.processor.testing.CodeLengths;
import org.backwire.processor.testing.Companion;
import org.backwire.processor.testing.Compiled;
import org.backwire.processor.testing.Modes;
import org.backwire.processor.testing.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods whose derivatives are too long for HotSpot: in parts, none of which is, with the numbers of the whole. */
class LongMethodsTest {
    private static final int HUGE = 8000;
    private static final String ALL = "@Differentiable({GRADIENT, JVP, HVP, HESSIAN, JACOBIAN})\n";

    @Test
    void manyStatementsInEveryMode() {
        String statements = IntStream.range(0, 150)
                .mapToObj(i -> "double t%d = Math.sin(%s) * Math.exp(-y * 0.0%d) + x / %d;\n"
                        .formatted(i, i == 0 ? "x" : "t" + (i - 1), i, i + 3))
                .collect(Collectors.joining());
        Compiled compiled =
                compiled(ALL + "static double f(double x, double y) {\n" + statements + "return t149 * x;\n}");
        assertThat(text(compiled)).contains(" valueAndGradient1(", "jvp1(", "hvp1(");
        Companion companion = companion(compiled);
        new Point(companion, 0.75, 1.25).agreesWithDifferences();
        assertThat(Modes.faults(companion, () -> new Object[] {0.75, 1.25})).isEmpty();
        assertThat(text(compiled))
                .contains(
                        "private final ValueAndGradientFrame frame = new ValueAndGradientFrame();",
                        "value = valueAndGradient(x, y, unitPartials, frame);");
    }

    @Test
    void aLoopWithALongBody() {
        String body = IntStream.range(0, 120)
                .mapToObj(i -> "s += Math.sin(a[i] * %d.5 + s) * w;\na[i] = s * 0.%d;\n".formatted(i % 7, i % 9 + 1))
                .collect(Collectors.joining());
        Compiled compiled = compiled(
                "@Differentiable static double f(double[] a, double w) {\ndouble s = 0;\nfor (int i = 0; i < a.length; i++) {\n"
                        + body + "s *= 0.01;\n}\nreturn s;\n}");
        assertThat(text(compiled)).contains("private final Frame frame = new Frame();");
        new Point(companion(compiled), new double[] {0.5, -0.25, 0.125}, 0.75).agreesWithDifferences(1e-5);
    }

    @Test
    void aClassOfTheUsersThatIsCalledFrame() {
        String body = IntStream.range(0, 120)
                .mapToObj(i -> "s += Math.sin(a[i] * %d.5 + s) * w;\na[i] = s * 0.%d;\n".formatted(i % 7, i % 9 + 1))
                .collect(Collectors.joining());
        Compiled compiled = compiledWith(
                "@Differentiable static double f(double[] a, double w) {\ndouble s = 0;\nfor (int i = 0; i < a.length; i++) {\n"
                        + "s += new Frame().weight() + Frame.WEIGHT;\n" + body + "s *= 0.01;\n}\nreturn s;\n}",
                "Frame",
                "class Frame { static final double WEIGHT = Double.parseDouble(\"0.5\"); int weight() { return 2; } }");
        assertThat(text(compiled)).contains("private final Frame2 frame = new Frame2();");
        new Point(companion(compiled), new double[] {0.5, -0.25, 0.125}, 0.75).agreesWithDifferences(1e-5);
    }

    @Test
    void aLongBranchInALoop() {
        String side = IntStream.range(0, 150)
                .mapToObj(i -> "s = Math.cos(s * %d) + x * t;\nt -= s / %d;\n".formatted(i % 3 + 1, i + 9))
                .collect(Collectors.joining());
        Compiled compiled =
                compiled("@Differentiable static double f(double x, double y, int n) {\ndouble s = x;\ndouble t = y;\n"
                        + "for (int i = 0; i < n; i++) {\nif (s > t) {\n" + side
                        + "} else {\nt *= 0.5;\n}\n}\nreturn s + t;\n}");
        new Point(companion(compiled), 1.5, 0.25, 2).agreesWithDifferences(1e-4);
        new Point(companion(compiled), 0.5, 0.75, 3).agreesWithDifferences(1e-4);
    }

    @Test
    void arraysWithoutALoop() {
        String statements = IntStream.range(0, 300)
                .mapToObj(
                        i -> "a[%d] = Math.tanh(a[%d]) * a[%d] + y;\n".formatted(i % 16, i * 7 % 16, (i * 3 + 1) % 16))
                .collect(Collectors.joining());
        Compiled compiled = compiled("@Differentiable static double[] f(double[] a, double y) {\n" + statements
                + "return new double[] {a[3], a[5]};\n}");
        double[] a = IntStream.range(0, 16).mapToDouble(i -> 0.25 + i / 32.0).toArray();
        new Point(companion(compiled), a, 0.375).agreesWithDifferences(1e-5);
    }

    @Test
    void exceptionsComeInTheirOrder() {
        String statements = IntStream.range(0, 200)
                .mapToObj(
                        i -> "s += Math.sin(x * %1$d);\nif (x > %1$d) { throw new IllegalStateException(\"%1$d\"); }\n"
                                .formatted(i + 5))
                .collect(Collectors.joining());
        Companion companion = companion(
                compiled("@Differentiable static double f(double x) {\ndouble s = 0;\n" + statements + "return s;\n}"));
        new Point(companion, 1.5).agreesWithDifferences(1e-4);
        assertThatThrownBy(() -> companion.gradient(7.5)).hasMessage("5");
        assertThatThrownBy(() -> companion.gate().forward(203.5)).hasMessage("5");
    }

    @Test
    void anArgumentForEverySlot() {
        String parameters =
                IntStream.range(0, 124).mapToObj(i -> "double p" + i).collect(Collectors.joining(", "));
        String statements = IntStream.range(0, 124 * 6)
                .mapToObj(i -> "s = s * 0.5 + p%d * Math.sin(p%d);\n".formatted(i % 124, i * 5 % 124))
                .collect(Collectors.joining());
        Compiled compiled = compiled(
                "@Differentiable static double f(" + parameters + ") {\ndouble s = 1;\n" + statements + "return s;\n}");
        Object[] at = IntStream.range(0, 124).mapToObj(i -> 1 + i / 64.0).toArray();
        new Point(companion(compiled), at).agreesWithDifferences();
    }

    /** The trips of the inner loop are counted in the header of a for, and handed on after it. */
    @ParameterizedTest
    @ValueSource(ints = {160, 200, 250})
    void theLastValueOfALoopIsHandedOn(int limit) {
        Compiled compiled = compiled("""
                @Differentiable static double f(double t, int n) {
                    t--;
                    for (int power = 0; power < n; power++) {
                        int sum = 2;
                        do {
                            t *= -power;
                        } while (--sum > 0);
                        t--;
                    }
                    return t;
                }
                """, "-Abackwire.split=" + limit);
        new Point(companion(compiled), 0.75, 3).agreesWithDifferences();
    }

    @Test
    void whatIsShortEnoughStaysWhole() {
        String statements =
                IntStream.range(0, 60).mapToObj(i -> "x = Math.sin(x) * y;\n").collect(Collectors.joining());
        Compiled compiled =
                compiled("@Differentiable static double f(double x, double y) {\n" + statements + "return x;\n}");
        assertThat(text(compiled)).doesNotContain("Frame", "A part of");
    }

    private static Compiled compiled(String method, String... options) {
        return compiled(method, Map.of(), options);
    }

    private static Compiled compiledWith(String method, String name, String other) {
        return compiled(method, Map.of(name, other));
    }

    private static Compiled compiled(String method, Map<String, String> others, String... options) {
        String text = "import org.backwire.Differentiable;\nimport static org.backwire.Derivative.*;\nclass Long {\n"
                + method + "\n}\n";
        Map<String, String> sources = new TreeMap<>(others);
        sources.put("Long", text);
        List<String> all = new ArrayList<>(List.of("--release", "17", "-Xlint:all", "-Werror"));
        all.addAll(List.of(options));
        Compiled compiled = Compiled.withBackwire(all, sources);
        assertThat(compiled.printed()).isEmpty();
        Map<String, Integer> huge = new TreeMap<>();
        compiled.classes().forEach((name, bytes) -> {
            if (name.startsWith("LongFGrad")) {
                CodeLengths.of(bytes).forEach((code, length) -> huge.merge(name + "." + code, length, Math::max));
            }
        });
        huge.values().removeIf(length -> length <= HUGE);
        assertThat(huge).as("methods that HotSpot does not compile").isEmpty();
        return compiled;
    }

    private static String text(Compiled compiled) {
        return compiled.generated().getOrDefault("LongFGrad", "");
    }

    private static Companion companion(Compiled compiled) {
        return Companion.of(compiled.load(), "Long", "f");
    }
}
