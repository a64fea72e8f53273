package org.backwire.processor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** A companion at one point: what is claimed there is checked at once. */
public final class Point {
    private final Companion companion;
    private final Object[] arguments;
    private final String place;

    public Point(Companion companion, Object... given) {
        this.companion = companion;
        Class<?>[] types = companion.method().getParameterTypes();
        assertThat(given).as("arguments").hasSameSizeAs(types);
        this.arguments = new Object[given.length];
        for (int i = 0; i < given.length; i++) {
            arguments[i] = converted(given[i], types[i]);
        }
        this.place = companion.method().getName() + Arrays.deepToString(arguments);
        assertThat(Forms.faults(companion, this::fresh, isTame())).as(place).isEmpty();
        assertThat(Modes.faults(companion, this::fresh)).as(place).isEmpty();
    }

    private static Object converted(Object given, Class<?> type) {
        if (given instanceof Number number) {
            if (type == double.class) {
                return number.doubleValue();
            } else if (type == float.class) {
                return number.floatValue();
            } else if (type == long.class) {
                return number.longValue();
            } else if (type == short.class) {
                return number.shortValue();
            } else if (type == byte.class) {
                return number.byteValue();
            }
        }
        return given;
    }

    private boolean isTame() {
        return Arrays.stream(Leaves.of(arguments)).allMatch(x -> Math.abs(x) < 1e6);
    }

    private Object[] fresh() {
        return Arrays.stream(arguments).map(Leaves::copy).toArray();
    }

    /** The value, bit for bit; arrays and records as one row of numbers. */
    public Point hasValue(double... expected) {
        assertThat(Leaves.of(companion.value(fresh()))).as("value of " + place).containsExactly(expected);
        return this;
    }

    /** The gradient as one row of numbers: equal, or different in the last digits only; zero means zero. */
    public Point hasGradient(double... expected) {
        double[] actual = gradient();
        assertThat(actual).as("gradient at " + place).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            boolean same = Double.compare(actual[i] + 0.0, expected[i] + 0.0) == 0
                    || Math.abs(actual[i] - expected[i]) <= tolerance() * Math.abs(expected[i]);
            assertThat(same)
                    .as("gradient at %s: %s instead of %s", place, Arrays.toString(actual), Arrays.toString(expected))
                    .isTrue();
        }
        return this;
    }

    /** The gradient agrees with a numerical one; not for kinks. */
    public Point agreesWithDifferences() {
        return agreesWithDifferences(tolerance() * 1e6);
    }

    /** The gradient agrees with a numerical one to a relative tolerance, as far as that one is sure. */
    public Point agreesWithDifferences(double tolerance) {
        double[] actual = gradient();
        int component = 0;
        for (int parameter : companion.wrt()) {
            double[] numbers = Leaves.of(arguments[parameter]);
            for (int i = 0; i < numbers.length; i++, component++) {
                Slope slope = Slope.of(along(parameter, i), numbers[i]);
                assertThat(slope.allows(actual[component], tolerance))
                        .as(
                                "gradient at %s: %s, where component %s is %s",
                                place, Arrays.toString(actual), component, slope)
                        .isTrue();
            }
        }
        return this;
    }

    /** The numbers of the gradient; for a larger result, of the cotangent 1, 0.625, 0.25, ... */
    public double[] gradient() {
        if (companion.isScalar()) {
            return companion.numbers(companion.gradient(fresh()));
        }
        Object value = companion.value(fresh());
        double[] weights = weights(Leaves.of(value).length);
        return companion.numbers(companion.vjp(Leaves.with(value, weights, new int[1]), fresh()));
    }

    private double tolerance() {
        return companion.hasFloats() ? 1e-6 : 1e-13;
    }

    private static double[] weights(int count) {
        double[] weights = new double[count];
        Arrays.setAll(weights, i -> 1 - 0.375 * (i % 5));
        return weights;
    }

    /** The Hessian, row by row, up to the last digits. */
    public Point hasHessian(double[]... expected) {
        double[][] actual = (double[][]) companion.call("hessian", fresh());
        assertThat(actual).as("Hessian at " + place).hasDimensions(expected.length, expected[0].length);
        for (int i = 0; i < expected.length; i++) {
            for (int k = 0; k < expected.length; k++) {
                assertThat(actual[i][k])
                        .as("Hessian at " + place + " in row " + i + ", column " + k)
                        .isCloseTo(expected[i][k], within(1e-12 * Math.max(1, Math.abs(expected[i][k]))));
            }
        }
        return this;
    }

    private DoubleUnaryOperator along(int parameter, int index) {
        return x -> {
            Object[] moved = fresh();
            double[] numbers = Leaves.of(moved[parameter]);
            numbers[index] = x;
            moved[parameter] = Leaves.with(moved[parameter], numbers, new int[1]);
            double[] values = Leaves.of(companion.value(moved));
            double[] weights = weights(values.length);
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[i] * weights[i];
            }
            return sum;
        };
    }
}
