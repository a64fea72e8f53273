package org.backwire.processor.random;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Random;

/** What programs are called with. Inputs are kept as plain data and made into arguments for each call anew. */
final class Inputs {
    private final Dice dice;
    private final boolean isSpecial;

    Inputs(Dice dice, boolean isSpecial) {
        this.dice = dice;
        this.isSpecial = isSpecial;
    }

    Object of(JavaType type) {
        return switch (type) {
            case DOUBLE, BOXED_DOUBLE -> isSpecial && type == JavaType.DOUBLE ? special() : dice.number(-2, 2);
            case FLOAT -> isSpecial ? (float) special() : (float) dice.number(-2, 2);
            case INT -> isSpecial ? dice.of(0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE) : dice.between(-3, 6);
            case BOXED_INT -> dice.between(-3, 6);
            case LONG -> isSpecial ? dice.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE) : (long) dice.between(-3, 6);
            case SHORT -> (short) dice.between(-3, 6);
            case BYTE -> (byte) dice.between(-3, 6);
            case CHAR -> dice.of('a', 'b', 'c', '\u0000', '2');
            case BOOLEAN -> dice.in100(50);
            case STRING -> dice.of("red", "green", "blue", "", "green1");
            case KIND -> dice.below(3);
            case LIST -> List.of(dice.number(-2, 2), dice.number(-2, 2), 1.0);
            case DICE -> dice.seed();
            case VECTOR, FLOATS -> List.of(number(), number(), number());
            case MATRIX -> List.of(of(JavaType.VECTOR), of(JavaType.VECTOR), of(JavaType.VECTOR));
            case RAGGED -> dice.several(0, 3, () -> dice.several(0, 3, this::number));
            case INDICES, SEEN -> List.of(dice.below(3), dice.below(3), dice.below(3));
            case CURSOR -> dice.below(3);
            case LONGS -> List.of((long) dice.between(-3, 6), (long) dice.between(-3, 6), (long) dice.between(-3, 6));
            case FLAGS -> List.of(dice.in100(50), dice.in100(50), dice.in100(50));
            case INTS -> List.of(dice.between(-3, 6), dice.between(-3, 6), dice.between(-3, 6));
            case PAIR -> List.of(number(), number());
            case VOID -> throw new AssertionError(type);
        };
    }

    private double number() {
        return isSpecial ? special() : dice.number(-2, 2);
    }

    private double special() {
        return dice.of(
                0.0,
                -0.0,
                1.0,
                -1.0,
                0.5,
                2.0,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                1e300,
                -800.0,
                800.0,
                Double.MIN_VALUE,
                1e-200);
    }

    /** Arguments for parameters of these types; the twin of a program has {@code double} for {@code float}. */
    static Object[] arguments(List<Object> row, Class<?>[] types) {
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = argument(row.get(i), types[i]);
        }
        return arguments;
    }

    private static Object argument(Object given, Class<?> type) {
        if (type == double.class && given instanceof Float number) {
            return (double) number;
        } else if (type.isEnum()) {
            return type.getEnumConstants()[(Integer) given];
        } else if (type == Random.class) {
            return new Random((Long) given);
        } else if (type == double[].class) {
            return doubles((List<?>) given);
        } else if (type == float[].class) {
            double[] numbers = doubles((List<?>) given);
            float[] floats = new float[numbers.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) numbers[i];
            }
            return floats;
        } else if (type == int[].class) {
            return ((List<?>) given)
                    .stream().mapToInt(number -> (Integer) number).toArray();
        } else if (type == long[].class) {
            return ((List<?>) given).stream().mapToLong(number -> (Long) number).toArray();
        } else if (type == boolean[].class) {
            boolean[] flags = new boolean[((List<?>) given).size()];
            for (int i = 0; i < flags.length; i++) {
                flags[i] = (Boolean) ((List<?>) given).get(i);
            }
            return flags;
        } else if (type == double[][].class) {
            return ((List<?>) given).stream().map(row -> doubles((List<?>) row)).toArray(double[][]::new);
        } else if (type.isRecord()) {
            return record(type, doubles((List<?>) given));
        }
        return given;
    }

    private static double[] doubles(List<?> numbers) {
        return numbers.stream().mapToDouble(number -> (Double) number).toArray();
    }

    private static Object record(Class<?> type, double[] numbers) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(double.class, double.class);
            constructor.setAccessible(true);
            return constructor.newInstance(numbers[0], numbers[1]);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
