package org.backwire.processor.source;

import com.sun.source.tree.Tree;
import javax.lang.model.type.TypeKind;
import org.jspecify.annotations.Nullable;

/** Constant expressions, computed as the language does: each operation in its own type. */
final class Folding {
    private Folding() {}

    /** A primitive constant, cast to another primitive type. */
    static Object convert(Object value, TypeKind to) {
        if (value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof Character letter) {
            return convert((Object) (int) letter, to);
        }
        Number number = (Number) value;
        boolean floating = value instanceof Double || value instanceof Float;
        // A narrowing from double or float to byte, short or char goes through int.
        Number whole = floating && to != TypeKind.LONG ? (Number) (int) number.doubleValue() : number;
        return switch (to) {
            case BYTE -> (byte) whole.intValue();
            case SHORT -> (short) whole.intValue();
            case CHAR -> (char) whole.intValue();
            case INT -> whole.intValue();
            case LONG -> floating ? (Object) (long) number.doubleValue() : (Object) number.longValue();
            case FLOAT -> number.floatValue();
            case DOUBLE -> number.doubleValue();
            default -> throw new IllegalArgumentException(to.toString());
        };
    }

    /** An operator applied to a promoted operand; null if it is no such operator. */
    static @Nullable Object unary(Tree.Kind operator, Object value) {
        return switch (operator) {
            case UNARY_PLUS -> value;
            case UNARY_MINUS ->
                value instanceof Integer i
                        ? (Object) (-i)
                        : value instanceof Long l
                                ? (Object) (-l)
                                : value instanceof Float f ? (Object) (-f) : (Object) (-(Double) value);
            case BITWISE_COMPLEMENT -> value instanceof Integer i ? (Object) (~i) : (Object) (~(Long) value);
            case LOGICAL_COMPLEMENT -> !(Boolean) value;
            default -> null;
        };
    }

    /**
     * An operator applied to operands of one promoted type (shifts: each promoted by itself).
     *
     * @return null if that is no constant, such as a division by zero
     */
    static @Nullable Object binary(Tree.Kind operator, Object a, Object b) {
        if (a instanceof String || b instanceof String) {
            return operator == Tree.Kind.PLUS ? a.toString() + b : strings(operator, a, b);
        }
        if (a instanceof Boolean x && b instanceof Boolean z) {
            return booleans(operator, x, z);
        }
        if (operator == Tree.Kind.LEFT_SHIFT
                || operator == Tree.Kind.RIGHT_SHIFT
                || operator == Tree.Kind.UNSIGNED_RIGHT_SHIFT) {
            return shift(operator, (Number) a, ((Number) b).longValue());
        }
        if (a instanceof Integer x && b instanceof Integer z) {
            return ints(operator, x, z);
        }
        if (a instanceof Long x && b instanceof Long z) {
            return longs(operator, x, z);
        }
        if (a instanceof Float x && b instanceof Float z) {
            return floats(operator, x, z);
        }
        return doubles(operator, (Double) a, (Double) b);
    }

    private static @Nullable Object strings(Tree.Kind operator, Object a, Object b) {
        // Constant strings are interned, so equal ones are the same.
        return switch (operator) {
            case EQUAL_TO -> a.equals(b);
            case NOT_EQUAL_TO -> !a.equals(b);
            default -> null;
        };
    }

    private static @Nullable Object booleans(Tree.Kind operator, boolean a, boolean b) {
        return switch (operator) {
            case CONDITIONAL_AND, AND -> a && b;
            case CONDITIONAL_OR, OR -> a || b;
            case XOR, NOT_EQUAL_TO -> a ^ b;
            case EQUAL_TO -> a == b;
            default -> null;
        };
    }

    private static @Nullable Object shift(Tree.Kind operator, Number value, long distance) {
        if (value instanceof Integer a) {
            return switch (operator) {
                case LEFT_SHIFT -> a << distance;
                case RIGHT_SHIFT -> a >> distance;
                default -> a >>> distance;
            };
        }
        long a = value.longValue();
        return switch (operator) {
            case LEFT_SHIFT -> a << distance;
            case RIGHT_SHIFT -> a >> distance;
            default -> a >>> distance;
        };
    }

    private static @Nullable Object ints(Tree.Kind operator, int a, int b) {
        return switch (operator) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> b == 0 ? null : (Object) (a / b);
            case REMAINDER -> b == 0 ? null : (Object) (a % b);
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case LESS_THAN -> a < b;
            case LESS_THAN_EQUAL -> a <= b;
            case GREATER_THAN -> a > b;
            case GREATER_THAN_EQUAL -> a >= b;
            case EQUAL_TO -> a == b;
            case NOT_EQUAL_TO -> a != b;
            default -> null;
        };
    }

    private static @Nullable Object longs(Tree.Kind operator, long a, long b) {
        return switch (operator) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> b == 0 ? null : (Object) (a / b);
            case REMAINDER -> b == 0 ? null : (Object) (a % b);
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case LESS_THAN -> a < b;
            case LESS_THAN_EQUAL -> a <= b;
            case GREATER_THAN -> a > b;
            case GREATER_THAN_EQUAL -> a >= b;
            case EQUAL_TO -> a == b;
            case NOT_EQUAL_TO -> a != b;
            default -> null;
        };
    }

    private static @Nullable Object floats(Tree.Kind operator, float a, float b) {
        return switch (operator) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case REMAINDER -> a % b;
            default -> comparison(operator, a, b);
        };
    }

    private static @Nullable Object doubles(Tree.Kind operator, double a, double b) {
        return switch (operator) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case REMAINDER -> a % b;
            default -> comparison(operator, a, b);
        };
    }

    private static @Nullable Object comparison(Tree.Kind operator, double a, double b) {
        return switch (operator) {
            case LESS_THAN -> a < b;
            case LESS_THAN_EQUAL -> a <= b;
            case GREATER_THAN -> a > b;
            case GREATER_THAN_EQUAL -> a >= b;
            case EQUAL_TO -> a == b;
            case NOT_EQUAL_TO -> a != b;
            default -> null;
        };
    }
}
