package org.backwire.processor.testing;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scalars, arrays and records of them, looked at as one row of numbers. */
public final class Leaves {
    private Leaves() {}

    /** The numbers in order; booleans are 0 and 1, what is no number is left out. */
    public static double[] of(@Nullable Object value) {
        List<Double> all = new ArrayList<>();
        collect(value, all);
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void collect(@Nullable Object value, List<Double> all) {
        if (value instanceof Number number) {
            all.add(number.doubleValue());
        } else if (value instanceof Boolean truth) {
            all.add(truth ? 1.0 : 0.0);
        } else if (value instanceof Character character) {
            all.add((double) character);
        } else if (value != null && value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                collect(Array.get(value, i), all);
            }
        } else if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                collect(Reflected.component(component, value), all);
            }
        }
    }

    /** A deep copy with other numbers, taken in order from an index on; data stays as it is. */
    public static Object with(Object value, double[] numbers, int[] next) {
        if (value instanceof Double) {
            return numbers[next[0]++];
        } else if (value instanceof Float) {
            return (float) numbers[next[0]++];
        } else if (value.getClass().isArray()) {
            int n = Array.getLength(value);
            Object copy = Array.newInstance(value.getClass().getComponentType(), n);
            for (int i = 0; i < n; i++) {
                Object element = Array.get(value, i);
                Array.set(copy, i, element == null ? null : with(element, numbers, next));
            }
            return copy;
        } else if (value instanceof Record) {
            RecordComponent[] components = value.getClass().getRecordComponents();
            Object[] values = new Object[components.length];
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                values[i] = with(Reflected.component(components[i], value), numbers, next);
                types[i] = components[i].getType();
            }
            return Reflected.construct(value.getClass(), types, values);
        }
        next[0] += of(value).length;
        return value;
    }

    /** A deep copy. */
    public static Object copy(Object value) {
        return with(value, of(value), new int[1]);
    }

    /** A deep copy full of numbers that nobody expects. */
    static Object garbage(Object value) {
        double[] numbers = of(value);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i % 2 == 0 ? Double.NaN : 1e30 + i;
        }
        return with(value, numbers, new int[1]);
    }

    /** Writes numbers that nobody expects into all arrays, as who owns them may. */
    static void spoil(@Nullable Object value) {
        if (value instanceof double[] numbers) {
            Arrays.fill(numbers, 7e77);
        } else if (value instanceof float[] numbers) {
            Arrays.fill(numbers, 7e33f);
        } else if (value instanceof Object[] rows) {
            for (Object row : rows) {
                spoil(row);
            }
        } else if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                spoil(Reflected.component(component, value));
            }
        }
    }
}
