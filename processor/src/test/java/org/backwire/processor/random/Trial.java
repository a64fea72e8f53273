package org.backwire.processor.random;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.backwire.processor.testing.Companion;
import org.backwire.processor.testing.Forms;
import org.backwire.processor.testing.Leaves;
import org.backwire.processor.testing.Modes;
import org.backwire.processor.testing.Slope;
import org.jspecify.annotations.Nullable;

/** Runs one program that compiled. */
final class Trial {
    private static final double LARGE = 1e4;
    private static final double DOUBLE_TOLERANCE = 1e-5;
    /** Of sums in another order. */
    private static final double ROUNDING = 1e-9;

    private static final double FLOAT_TOLERANCE = 1e-2;

    private final Program program;
    private final Companion companion;
    private final @Nullable Method twin;
    private final @Nullable Companion other;
    private final Counts counts;

    /**
     * @param twin the method that is differentiated by numbers, if that is not the method itself; null if there is none
     * @param other a companion of the same method whose gradient must be the same up to rounding; null if there is none
     */
    Trial(Program program, Companion companion, @Nullable Method twin, @Nullable Companion other, Counts counts) {
        this.other = other;
        this.program = program;
        this.companion = companion;
        this.twin = twin;
        this.counts = counts;
    }

    /** The first failure, or null. */
    @Nullable
    Failure run() {
        counts.programs.increment();
        int index = 0;
        for (List<Object> row : program.rows()) {
            Failure failure = at(row, index++ < Program.SPECIAL);
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    private @Nullable Failure at(List<Object> row, boolean ordinary) {
        counts.points.increment();
        Class<?>[] types = companion.method().getParameterTypes();
        Supplier<Object[]> arguments = () -> Inputs.arguments(row, types);
        List<String> faults = Forms.faults(companion, arguments, ordinary);
        if (!faults.isEmpty()) {
            String first = faults.get(0);
            String kind = first.startsWith("the method throws")
                    ? "does not throw"
                    : first.startsWith("value is") ? "throws" : first.replaceFirst(":.*", "");
            return new Failure(program, "forms: " + kind, String.join("\n", faults), row);
        }
        List<String> wrong =
                ordinary && !cancels() ? Modes.faults(companion, arguments, program.hasFloats()) : List.of();
        if (!wrong.isEmpty()) {
            return new Failure(
                    program, "modes: " + wrong.get(0).replaceAll("[:0-9].*", ""), String.join("\n", wrong), row);
        }
        if (ordinary && !cancels() && other != null) {
            String differs = difference(other, row);
            if (differs != null) {
                return new Failure(program, "differs from the usual gradient", differs, row);
            }
        }
        if (!ordinary || twin == null || cancels()) {
            return null;
        }
        try {
            return slopes(row, arguments);
        } catch (Throwable thrown) {
            counts.thrown.increment();
            return null;
        }
    }

    /** Whether of 16 digits 10 may go, and with them agreement to 12 or a sharp difference. */
    private boolean cancels() {
        return program.print(false).contains("BIG");
    }

    private @Nullable String difference(Companion usual, List<Object> row) {
        double[] here;
        double[] there;
        try {
            here = gradient(companion, row);
            there = gradient(usual, row);
        } catch (Throwable thrown) {
            return null; // the method throws, and both do what it does
        }
        double size = 1;
        for (double number : there) {
            size = Double.isFinite(number) ? Math.max(size, Math.abs(number)) : size;
        }
        double tolerance = program.hasFloats() ? FLOAT_TOLERANCE : ROUNDING;
        for (int i = 0; i < there.length; i++) {
            boolean same = Double.compare(here[i] + 0.0, there[i] + 0.0) == 0
                    || Math.abs(here[i] - there[i]) <= tolerance * size;
            if (!same) {
                return Arrays.toString(here) + " instead of " + Arrays.toString(there);
            }
        }
        return null;
    }

    private @Nullable Failure slopes(List<Object> row, Supplier<Object[]> arguments) throws Throwable {
        double value = sum(companion.value(arguments.get()));
        double reference = sum(twin().invoke(null, twinArguments(row)));
        boolean tame = Math.abs(value) < LARGE && Math.abs(value - reference) <= 1e-4 * Math.max(1, Math.abs(value));
        if (!tame) {
            counts.wild.increment();
            return null;
        }
        double[] gradient = gradient(companion, row);
        int component = 0;
        List<String> wrong = new ArrayList<>();
        for (int parameter : companion.wrt()) {
            double[] numbers = Leaves.of(twinArguments(row)[parameter]);
            for (int i = 0; i < numbers.length; i++, component++) {
                DoubleUnaryOperator along = along(row, parameter, i);
                Slope slope = Slope.of(along, numbers[i]);
                counts.slopes.increment();
                if (!Double.isFinite(gradient[component])) {
                    counts.infinite.increment();
                } else if (slope.isSharp()) {
                    counts.compared.increment();
                    if (!agrees(slope, gradient[component], value)
                            && !slope.isDoubtful(along, numbers[i], gradient[component])) {
                        wrong.add("component " + component + " is " + gradient[component] + ", numerically " + slope);
                    }
                }
            }
        }
        return wrong.isEmpty()
                ? null
                : new Failure(program, "gradient", Arrays.toString(gradient) + ": " + String.join("; ", wrong), row);
    }

    private boolean agrees(Slope slope, double derivative, double value) {
        if (!program.hasFloats()) {
            return slope.allows(derivative, DOUBLE_TOLERANCE);
        }
        double scale = Math.max(Math.max(1, Math.abs(value)), Math.abs(slope.derivative()));
        return Math.abs(slope.derivative() - derivative) <= 20 * slope.uncertainty() + FLOAT_TOLERANCE * scale;
    }

    private static double[] gradient(Companion companion, List<Object> row) {
        Supplier<Object[]> arguments =
                () -> Inputs.arguments(row, companion.method().getParameterTypes());
        if (companion.isScalar()) {
            return companion.numbers(companion.gradient(arguments.get()));
        }
        Object value = companion.value(arguments.get());
        double[] weights = new double[Leaves.of(value).length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = weight(i);
        }
        return companion.numbers(companion.vjp(Leaves.with(value, weights, new int[1]), arguments.get()));
    }

    private static double weight(int index) {
        return 1 - 0.375 * (index % 5);
    }

    static double sum(Object value) {
        double[] numbers = Leaves.of(value);
        double sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            sum += weight(i) * numbers[i];
        }
        return sum;
    }

    private Object[] twinArguments(List<Object> row) {
        return Inputs.arguments(row, twin().getParameterTypes());
    }

    private Method twin() {
        if (twin == null) {
            throw new AssertionError();
        }
        return twin;
    }

    /** The twin as a function of one number. */
    private DoubleUnaryOperator along(List<Object> row, int parameter, int index) {
        return x -> {
            Object[] moved = twinArguments(row);
            double[] numbers = Leaves.of(moved[parameter]);
            numbers[index] = x;
            moved[parameter] = Leaves.with(moved[parameter], numbers, new int[1]);
            try {
                return sum(twin().invoke(null, moved));
            } catch (ReflectiveOperationException e) {
                return Double.NaN;
            }
        };
    }
}
