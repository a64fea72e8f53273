package org.backwire;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a differentiable value is made of, in order: array elements row by row, record components as
 * declared.
 */
final class Leaves {
    private Leaves() {}

    /**
     * One number: where it stands, such as {@code w[2][0]} or {@code line.slope}, and whether it is a {@code float}.
     */
    record Leaf(String path, double value, boolean single) {}

    /** Gives each leaf its new value. */
    @FunctionalInterface
    interface Change {
        double apply(int index, double value);
    }

    static boolean areIn(Class<?> type) {
        if (type == double.class || type == float.class) {
            return true;
        }
        if (type.isArray()) {
            Class<?> element = type.getComponentType();
            return !element.isRecord() && areIn(element);
        }
        return type.isRecord()
                && Arrays.stream(type.getRecordComponents()).allMatch(component -> areIn(component.getType()));
    }

    static List<Leaf> of(String name, Object value) {
        List<Leaf> leaves = new ArrayList<>();
        collect(name, value, leaves);
        return leaves;
    }

    private static void collect(String path, @Nullable Object value, List<Leaf> leaves) {
        if (value instanceof Double number) {
            leaves.add(new Leaf(path, number, false));
        } else if (value instanceof Float number) {
            leaves.add(new Leaf(path, number, true));
        } else if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                collect(path + "." + component.getName(), read(component, value), leaves);
            }
        } else if (value != null) {
            for (int i = 0; i < Array.getLength(value); i++) {
                collect(path + "[" + i + "]", Array.get(value, i), leaves);
            }
        }
    }

    static boolean haveSameShape(List<Leaf> some, List<Leaf> others) {
        return some.size() == others.size()
                && IntStream.range(0, some.size())
                        .allMatch(i -> some.get(i).path().equals(others.get(i).path())
                                && some.get(i).single() == others.get(i).single());
    }

    /** A deep copy of {@code value} with every leaf changed. */
    static Object changed(Object value, Change change) {
        return new Copy(change).of(value);
    }

    private static final class Copy {
        private final Change change;
        private int index;

        Copy(Change change) {
            this.change = change;
        }

        Object of(Object value) {
            if (value instanceof Double number) {
                return change.apply(index++, number);
            }
            if (value instanceof Float number) {
                return (float) change.apply(index++, number);
            }
            if (value instanceof double[] array) {
                double[] copy = new double[array.length];
                for (int i = 0; i < array.length; i++) {
                    copy[i] = change.apply(index++, array[i]);
                }
                return copy;
            }
            if (value instanceof float[] array) {
                float[] copy = new float[array.length];
                for (int i = 0; i < array.length; i++) {
                    copy[i] = (float) change.apply(index++, array[i]);
                }
                return copy;
            }
            return value instanceof Record ? ofRecord(value) : ofArray(value);
        }

        private Object ofArray(Object array) {
            int length = Array.getLength(array);
            Object copy = Array.newInstance(array.getClass().getComponentType(), length);
            for (int i = 0; i < length; i++) {
                Object element = Array.get(array, i);
                if (element != null) {
                    Array.set(copy, i, of(element));
                }
            }
            return copy;
        }

        private Object ofRecord(Object value) {
            RecordComponent[] components = value.getClass().getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            @Nullable Object[] values = new @Nullable Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                Object component = read(components[i], value);
                values[i] = component == null ? null : of(component);
            }
            try {
                Constructor<?> constructor = value.getClass().getDeclaredConstructor(types);
                Access.open(constructor);
                return constructor.newInstance(values);
            } catch (InvocationTargetException e) {
                throw Access.thrownBy(e);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("a record has a canonical constructor", e);
            }
        }
    }

    private static @Nullable Object read(RecordComponent component, Object value) {
        return Access.call(component.getAccessor(), value);
    }
}
