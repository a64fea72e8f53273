package org.backwire.processor.testing;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;

/**
 * Holds the members beyond the gradient against the gradient, at one point: the tangent by the dot-product test, the Jacobian
 * row by row, second derivatives by numerical differences of the gradient.
 */
public final class Modes {
    private static final double EXACT = 1e-12;
    private static final double FLOAT = 1e-4;
    private static final double NUMERICAL = 1e-6;

    private final Companion companion;
    private final Supplier<Object[]> arguments;
    private final List<String> faults = new ArrayList<>();
    private final double[] direction;
    private final double exact;

    private Modes(Companion companion, Supplier<Object[]> arguments, boolean rounds) {
        this.companion = companion;
        this.arguments = arguments;
        direction = new double[numbers(arguments.get()).length];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = 1 - 0.375 * (i % 6);
        }
        exact = rounds || hasFloats(arguments.get()) ? FLOAT : EXACT;
    }

    private boolean hasFloats(Object[] given) {
        return companion.hasFloats()
                || companion.wrt().stream()
                        .anyMatch(i -> Arrays.deepToString(new Object[] {given[i].getClass()})
                                .contains("[F"));
    }

    /**
     * What disagrees, in words; empty if all is well, or if there are no such members.
     *
     * @param arguments fresh ones for each call
     */
    public static List<String> faults(Companion companion, Supplier<Object[]> arguments) {
        return faults(companion, arguments, false);
    }

    /** The same of a method that may round to {@code float} on its way: tangents are rounded, too, where adjoints are not. */
    public static List<String> faults(Companion companion, Supplier<Object[]> arguments, boolean rounds) {
        Modes modes = new Modes(companion, arguments, rounds);
        try {
            companion.value(arguments.get());
        } catch (Throwable thrown) {
            return modes.faults;
        }
        try {
            if (companion.has("jacobian")) {
                modes.jacobian();
            }
            if (companion.has("hvp")) {
                modes.hvp();
            }
            if (companion.has("hessian")) {
                modes.hessian();
            }
            if (companion.has("jvp")) {
                modes.jvp();
            }
            if (companion.has("vjpTangent")) {
                modes.pullbackTangent();
            }
        } catch (Throwable thrown) {
            modes.faults.add("throws " + thrown);
        }
        return modes.faults;
    }

    private double[] numbers(Object[] given) {
        return Leaves.of(companion.wrt().stream().map(i -> given[i]).toArray());
    }

    private Object value() {
        return companion.value(arguments.get());
    }

    /** The arguments, and the direction in the shape of those that are differentiated. */
    private Object[] along(double[] flat) {
        Object[] given = arguments.get();
        List<Object> all = new ArrayList<>(Arrays.asList(given));
        int[] next = new int[1];
        companion.wrt().forEach(i -> all.add(Leaves.with(given[i], flat, next)));
        return all.toArray();
    }

    private Object call(String name, double[] flat) {
        return call(name, along(flat));
    }

    private Object call(String name, Object[] all) {
        double[] before = Leaves.of(all);
        Object result = companion.call(name, all);
        if (!Arrays.equals(before, Leaves.of(all))) {
            faults.add(name + " changes its arguments");
        }
        return result;
    }

    private double[] gradient(double[] cotangent) {
        Object seed = Leaves.with(value(), cotangent, new int[1]);
        return companion.numbers(companion.vjp(seed, arguments.get()));
    }

    private void sameValue(String form, Object record) {
        if (!Arrays.equals(Leaves.of(value()), Leaves.of(Companion.valueIn(record)))) {
            faults.add("value in " + form);
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double size(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] * b[i]);
        }
        return sum;
    }

    /** {@code <c, J t>} is {@code <Jᵀ c, t>}. */
    private void jvp() {
        Object tangent = call("jvp", direction);
        sameValue("jvp", tangent);
        double[] moved = Leaves.of(Reflected.component("dvalue", tangent));
        double[] cotangent = new double[moved.length];
        for (int i = 0; i < cotangent.length; i++) {
            cotangent[i] = 1 - 0.25 * (i % 7);
        }
        double[] gradient = gradient(cotangent);
        double there = dot(cotangent, moved);
        double back = dot(gradient, direction);
        double size = 1 + size(cotangent, moved) + size(gradient, direction) + size(cotangent, Leaves.of(value()));
        if (Double.isFinite(there) && Double.isFinite(back) && Math.abs(there - back) > exact * size) {
            faults.add("dot-product test: forward " + there + ", backward " + back);
        }
    }

    private void jacobian() {
        Object jacobian = companion.call("jacobian", arguments.get());
        sameValue("jacobian", jacobian);
        int outputs = Leaves.of(value()).length;
        Object[] components = companion.components(jacobian);
        for (int o = 0; o < outputs; o++) {
            double[] unit = new double[outputs];
            unit[o] = 1;
            int output = o;
            double[] row = companion.isScalar()
                    ? Leaves.of(components)
                    : Leaves.of(Arrays.stream(components)
                            .map(rows -> Array.get(rows, output))
                            .toArray());
            same("row " + o + " of the Jacobian", gradient(unit), row, exact);
        }
        for (Object component : companion.isScalar() ? new Object[0] : components) {
            if (Array.getLength(component) != outputs) {
                faults.add("the Jacobian has " + Array.getLength(component) + " rows for " + outputs + " outputs");
            }
        }
    }

    private void hvp() {
        Object product = call("hvp", direction);
        sameValue("hvp", product);
        same("gradient in hvp", gradient(new double[] {1}), companion.numbers(product), exact);
        sameAsDifferences(
                "hvp", companion.numbers("h", product), step -> companion.numbers(companion.gradient(moved(step))));
    }

    private void sameAsDifferences(String form, double[] analytic, DoubleFunction<double[]> gradient) {
        for (int i = 0; i < analytic.length && exact == EXACT; i++) {
            int component = i;
            Slope slope = Slope.of(step -> gradient.apply(step)[component], 0);
            boolean judged = slope.isSharp() && Double.isFinite(analytic[i]);
            if (judged && !slope.allows(analytic[i], NUMERICAL)) {
                faults.add(form + " component " + i + " is " + analytic[i] + ", numerically " + slope);
            }
        }
    }

    /** The arguments, and the gradient of the result, move. */
    private void pullbackTangent() {
        Object value = value();
        double[] cotangent = new double[Leaves.of(value).length];
        double[] tangent = new double[cotangent.length];
        for (int i = 0; i < cotangent.length; i++) {
            cotangent[i] = 1 - 0.25 * (i % 7);
            tangent[i] = 0.5 - 0.375 * (i % 5);
        }
        Object[] given = arguments.get();
        List<Object> all = new ArrayList<>(Arrays.asList(along(direction)));
        all.add(given.length, Leaves.with(value, cotangent, new int[1]));
        all.add(Leaves.with(value, tangent, new int[1]));
        Object both = call("vjpTangent", all.toArray());
        same("gradient in vjpTangent", gradient(cotangent), companion.numbers(both), exact);
        sameAsDifferences("vjpTangent", companion.numbers("h", both), step -> {
            double[] moved = cotangent.clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] += step * tangent[i];
            }
            return companion.numbers(companion.vjp(Leaves.with(value, moved, new int[1]), moved(step)));
        });
    }

    /** The arguments some way along the direction. */
    private Object[] moved(double step) {
        Object[] given = arguments.get();
        double[] numbers = numbers(given);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] += step * direction[i];
        }
        int[] next = new int[1];
        companion.wrt().forEach(i -> given[i] = Leaves.with(given[i], numbers, next));
        return given;
    }

    private void hessian() {
        double[][] hessian = (double[][]) companion.call("hessian", arguments.get());
        int n = direction.length;
        double[] product = new double[n];
        double largest = 0;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                largest = Math.max(largest, Math.abs(hessian[i][k]));
                if (Double.doubleToLongBits(hessian[i][k]) != Double.doubleToLongBits(hessian[k][i])) {
                    faults.add("the Hessian is not symmetric: " + hessian[i][k] + " and " + hessian[k][i]);
                }
            }
            product[i] = dot(hessian[i], direction);
        }
        if (companion.has("hvp") && Double.isFinite(largest)) {
            double[] expected = companion.numbers("h", call("hvp", direction));
            for (int i = 0; i < n; i++) {
                if (Math.abs(expected[i] - product[i]) > exact * 1e3 * (1 + n * largest)) {
                    faults.add(
                            "row " + i + " of the Hessian: " + product[i] + " along a direction, hvp " + expected[i]);
                }
            }
        }
    }

    private void same(String what, double[] expected, double[] actual, double tolerance) {
        double size = 1;
        for (double number : expected) {
            size = Double.isFinite(number) ? Math.max(size, Math.abs(number)) : size;
        }
        for (int i = 0; i < expected.length; i++) {
            boolean judged =
                    Double.isFinite(expected[i]) && actual.length == expected.length && Double.isFinite(actual[i]);
            if (actual.length != expected.length || judged && Math.abs(expected[i] - actual[i]) > tolerance * size) {
                faults.add(what + ": " + Arrays.toString(actual) + " instead of " + Arrays.toString(expected));
                return;
            }
        }
    }
}
