package org.backwire.processor.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Holds every form of a companion against the method and against the other forms, at one point. */
public final class Forms {
    /** Of multiples of a gradient; a {@code float} on the way rounds each of them anew. */
    private static final double ROUNDING = 1e-5;

    private final Companion companion;
    private final Supplier<Object[]> arguments;
    private final List<String> faults = new ArrayList<>();
    private boolean isTame;

    private Forms(Companion companion, Supplier<Object[]> arguments, boolean isTame) {
        this.companion = companion;
        this.arguments = arguments;
        this.isTame = isTame;
    }

    /**
     * What disagrees, in words; empty if all is well.
     *
     * @param arguments fresh ones for each call, so that data with a state begins anew
     * @param isTame if no number overflows on the way, so that a multiple of a gradient is the gradient of the multiple
     */
    public static List<String> faults(Companion companion, Supplier<Object[]> arguments, boolean isTame) {
        Forms forms = new Forms(companion, arguments, isTame);
        Object value;
        try {
            value = companion.value(arguments.get());
        } catch (Throwable thrown) {
            forms.allThrow(thrown);
            return forms.faults;
        }
        try {
            forms.isTame &= !isHuge(value);
            forms.compare(value);
        } catch (Throwable thrown) {
            forms.faults.add("value is " + value + ", but the companion throws " + thrown);
        }
        return forms.faults;
    }

    /** Where values are that large, terms may have cancelled, and what is left of a gradient be rounding. */
    private static boolean isHuge(Object value) {
        return Arrays.stream(Leaves.of(value)).anyMatch(leaf -> Math.abs(leaf) > 1e9);
    }

    private void allThrow(Throwable thrown) {
        Object one = companion.isScalar() ? unit(1) : null;
        if (one != null) {
            throwsSame("gradient", thrown, () -> companion.gradient(arguments.get()));
            throwsSame("vjp", thrown, () -> companion.vjp(one, arguments.get()));
        }
        if (companion.hasValueAndGradient()) {
            throwsSame("valueAndGradient", thrown, () -> companion.valueAndGradient(arguments.get()));
        }
        Companion.Gate gate = companion.gate();
        throwsSame("forward", thrown, () -> gate.forward(arguments.get()));
        if (one != null) {
            throwsSame("backward after a failed forward", new IllegalStateException(), () -> gate.backward(one));
        }
    }

    private void throwsSame(String form, Throwable expected, Runnable call) {
        try {
            call.run();
            faults.add("the method throws " + expected + ", but " + form + " returns");
        } catch (Throwable thrown) {
            if (thrown.getClass() != expected.getClass()) {
                faults.add("the method throws " + expected + ", but " + form + " throws " + thrown);
            }
        }
    }

    private void compare(Object value) {
        Object one = cotangent(value, 1);
        Object gradient = companion.isScalar()
                ? call("gradient", companion::gradient)
                : call("vjp", given -> companion.vjp(one, given));
        sameBits("value in gradient", value, Companion.valueIn(gradient));
        double[] expected = companion.numbers(gradient);
        for (double factor : new double[] {1, 2, -0.5, 0.3}) {
            Object vjp = call("vjp", given -> companion.vjp(cotangent(value, factor), given));
            sameBits("value in vjp", value, Companion.valueIn(vjp));
            boolean exact = factor == 1;
            scaled("vjp of " + factor, expected, factor, companion.numbers(vjp), exact ? 0 : ROUNDING);
        }
        if (companion.hasValueAndGradient()) {
            Object[] both = (Object[]) call("valueAndGradient", companion::valueAndGradient);
            sameBits("valueAndGradient", value, both[0]);
            boolean rounded = companion.method().getReturnType() == float.class; // its partials are float then
            scaled("valueAndGradient", expected, 1, (double[]) both[1], rounded ? ROUNDING : 0);
        }
        gate(value, one, expected);
        Object again = companion.isScalar() ? companion.gradient(arguments.get()) : companion.vjp(one, arguments.get());
        scaled("gradient called again", expected, 1, companion.numbers(again), 0);
    }

    private void gate(Object value, Object one, double[] expected) {
        Companion.Gate gate = companion.gate();
        throwsSame("backward before forward", new IllegalStateException(), () -> gate.backward(one));
        Object returned = call("forward", gate::forward);
        sameBits("forward", value, returned);
        Leaves.spoil(returned); // it is the caller's
        gate.backward(one);
        double tolerance = companion.isScalar()
                ? 0
                : companion.hasFloats() ? ROUNDING : 1e-9; // a gate in two halves may add up in another order
        scaled("backward", expected, 1, gate.numbers(), tolerance);
        gate.backward(cotangent(value, 0.5));
        scaled("backward again with 0.5", expected, 1.5, gate.numbers(), ROUNDING);
        double[] spoiled = Leaves.of(returned);
        sameBits("forward again", value, call("forward", gate::forward));
        if (!Arrays.equals(spoiled, Leaves.of(returned))) {
            faults.add("forward changes what it returned before");
        }
        gate.backward(one);
        scaled("backward after a second forward", expected, 2.5, gate.numbers(), ROUNDING);
        gate.clear();
        scaled("clear", new double[expected.length], 1, gate.numbers(), 0);
        gate.backward(one);
        scaled("backward after clear", expected, 1, gate.numbers(), tolerance);
    }

    private Object call(String form, java.util.function.Function<Object[], Object> call) {
        Object[] given = arguments.get();
        long[] before = bits(Leaves.of(given));
        Object result = call.apply(given);
        if (!Arrays.equals(before, bits(Leaves.of(given)))) {
            faults.add(form + " changes its arguments");
        }
        return result;
    }

    private void sameBits(String form, Object expected, @Nullable Object actual) {
        if (!Arrays.equals(bits(Leaves.of(expected)), bits(Leaves.of(actual)))) {
            faults.add(form + ": " + text(actual) + " instead of " + text(expected));
        }
    }

    private void scaled(String form, double[] gradient, double factor, double[] actual, double tolerance) {
        if (!isTame && factor != 1) {
            return;
        }
        double size = Arrays.stream(gradient)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        for (int i = 0; i < gradient.length; i++) {
            double expected = gradient[i] * factor;
            boolean same = actual.length == gradient.length
                    && (Double.compare(expected + 0.0, actual[i] + 0.0) == 0
                            || tolerance > 0 && Math.abs(expected - actual[i]) <= tolerance * Math.max(1, size)
                            || tolerance > 0 && (float) expected == actual[i]
                            || tolerance > 0 && size > 1e100);
            if (!same) {
                faults.add(form + ": " + Arrays.toString(actual) + " where gradient is " + Arrays.toString(gradient));
                return;
            }
        }
    }

    private static long[] bits(double[] numbers) {
        return Arrays.stream(numbers).mapToLong(Double::doubleToLongBits).toArray();
    }

    /** The cotangent of a scalar, or one for a larger result in which every number differs. */
    private Object cotangent(Object value, double factor) {
        if (companion.isScalar()) {
            return unit(factor);
        }
        double[] numbers = Leaves.of(value);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = factor * (1 - 0.375 * (i % 5));
        }
        return Leaves.with(value, numbers, new int[1]);
    }

    private Object unit(double factor) {
        return companion.method().getReturnType() == float.class ? (Object) (float) factor : (Object) factor;
    }

    private static String text(@Nullable Object value) {
        return Arrays.toString(Leaves.of(value));
    }
}
