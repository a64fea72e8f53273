package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.backwire.processor.testing.Companion;
import org.backwire.processor.testing.Compiled;
import org.backwire.processor.testing.Forms;
import org.backwire.processor.testing.Leaves;
import org.backwire.processor.testing.Modes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is recorded, and whatever is switched off, the companions of {@code Textbook.java} compute the same. */
class TextbookTest {
    private static final String NAME = "textbook.Textbook";
    private static final Map<String, Object[]> POINTS = points();
    private static final ClassLoader USUAL = compiled(List.of());

    private static Map<String, Object[]> points() {
        double[][] matrix = {{2, 0.5, -0.25}, {0.5, 3, 0.75}, {-0.25, 0.75, 1.5}};
        double[] vector = {0.5, -1.25, 2};
        Map<String, Object[]> points = new LinkedHashMap<>();
        points.put("neuron", new Object[] {2.0, -1.0, 0.75});
        points.put("logistic", new Object[] {vector, matrix, new int[] {1, -1, 1}});
        points.put("logSumExp", new Object[] {vector});
        points.put("nearest", new Object[] {matrix, new double[][] {{1, 0, 0}, {0, 2, 1}}});
        points.put("softmax", new Object[] {vector});
        points.put("rectifier", new Object[] {vector, 0.75});
        points.put("perceptron", new Object[] {
            matrix, vector, new double[][] {{1, 0.5, -0.5}, {0.25, -1, 1}}, new double[] {0.5, -0.5}
        });
        points.put("pendulum", new Object[] {1.25, 0.5, 0.125, 7});
        points.put("logDeterminant", new Object[] {matrix});
        points.put("newton", new Object[] {3.0, 1.0});
        points.put("diffuse", new Object[] {vector, 0.25, 3});
        points.put("median", new Object[] {new double[] {0.5, -1.25, 2, 0.75, -0.5}});
        points.put(
                "histogram",
                new Object[] {new double[] {0.5, 1.25, 0.75, -1}, new int[] {0, 2, 0, 1}, new double[] {1, 0.5, 2}});
        points.put("horner", new Object[] {new double[] {1, -0.5, 0, 2, 0.25}, 0.75});
        points.put("turn", new Object[] {new double[] {1, -0.5}, 0.75, vector});
        points.put("continuedFraction", new Object[] {1.5, 3});
        points.put("streams", new Object[] {vector, 0.75});
        points.put("narrow", new Object[] {new float[] {0.5f, -1.25f, 2}, 0.75f});
        return points;
    }

    private static ClassLoader compiled(List<String> options) {
        try (InputStream file = TextbookTest.class.getResourceAsStream("/textbook/Textbook.java")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            Compiled compiled = Compiled.withBackwire(options, Map.of(NAME, text));
            assertThat(compiled.printed()).isEmpty();
            return compiled.load();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("org.backwire.processor.testing.Settings#all")
    void theGradientIsTheSame(String setting) {
        ClassLoader loader = compiled(List.of("-Xlint:all", "-Werror", setting));
        POINTS.forEach((method, given) -> {
            Companion companion = Companion.of(loader, NAME, method);
            Class<?>[] types = companion.method().getParameterTypes();
            Supplier<Object[]> arguments = () -> arguments(given, types);
            assertThat(Forms.faults(companion, arguments, true)).as(method).isEmpty();
            assertThat(Modes.faults(companion, arguments)).as(method).isEmpty();
            Companion other = Companion.of(USUAL, NAME, method);
            double[] usual =
                    gradient(other, () -> arguments(given, other.method().getParameterTypes()));
            double[] here = gradient(companion, arguments);
            double tolerance = method.equals("narrow") ? 1e-6 : 1e-13;
            assertThat(here).as(method).hasSameSizeAs(usual).isNotEmpty();
            for (int i = 0; i < usual.length; i++) {
                assertThat(here[i]).as(method).isCloseTo(usual[i], within(tolerance * Math.max(1, Math.abs(usual[i]))));
            }
        });
    }

    /** Fresh ones; the components of a record are given as an array. */
    private static Object[] arguments(Object[] given, Class<?>[] types) {
        Object[] arguments = new Object[given.length];
        for (int i = 0; i < given.length; i++) {
            arguments[i] = types[i].isRecord() ? point(types[i], (double[]) given[i]) : Leaves.copy(given[i]);
        }
        return arguments;
    }

    private static Object point(Class<?> type, double[] components) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(double.class, double.class);
            constructor.setAccessible(true);
            return constructor.newInstance(components[0], components[1]);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the result, or of a sum of its numbers. */
    private static double[] gradient(Companion companion, Supplier<Object[]> arguments) {
        Object value = companion.value(arguments.get());
        double[] ones = new double[Leaves.of(value).length];
        Arrays.fill(ones, 1);
        return companion.numbers(companion.vjp(Leaves.with(value, ones, new int[1]), arguments.get()));
    }
}
