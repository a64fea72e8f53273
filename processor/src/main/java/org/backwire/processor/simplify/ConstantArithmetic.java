package org.backwire.processor.simplify;

import java.util.List;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Type.Primitive;
import org.jspecify.annotations.Nullable;

/**
 * Gates applied to constants, with the bits that Java computes on every platform: operators in the operands' type (JLS 15),
 * and those methods of {@code Math} that are exact by their specification.
 *
 * <p>Null means: not folded, as what throws and what may differ between platforms.
 */
final class ConstantArithmetic {
    private ConstantArithmetic() {}

    /** The value of a gate, boxed; {@code type} is that of the first operand, {@code target} that of the result. */
    static @Nullable Object fold(Gate gate, Type type, Type target, List<Object> operands) {
        Object x = operands.get(0);
        if (gate == Gate.CAST) {
            return cast(x, target);
        }
        if (operands.size() == 1) {
            return unary(gate, x);
        }
        Object z = operands.get(1);
        if (gate == Gate.FMA) {
            Object w = operands.get(2);
            return x instanceof Float a
                    ? (Object) Math.fma(a, (Float) z, (Float) w)
                    : (Object) Math.fma((Double) x, (Double) z, (Double) w);
        }
        if (operands.size() != 2 || !(type instanceof Primitive primitive)) {
            return null;
        }
        return switch (primitive) {
            // The second operand of scalb is an int, and that of nextAfter for floats a double.
            case DOUBLE -> x instanceof Double a && z instanceof Double b ? binary(gate, (double) a, (double) b) : null;
            case FLOAT -> x instanceof Float a && z instanceof Float b ? binary(gate, (float) a, (float) b) : null;
            case LONG -> binary(gate, (long) x, ((Number) z).longValue());
            case INT -> binary(gate, (int) x, ((Number) z).intValue());
            case BOOLEAN -> binary(gate, (boolean) x, (boolean) z);
            case BYTE, SHORT, CHAR, BIT -> null; // operands are promoted
        };
    }

    static @Nullable Object cast(Object x, Type target) {
        if (x instanceof Boolean || !(target instanceof Primitive primitive)) {
            return null;
        }
        Number n = x instanceof Character c ? (Number) (int) c : (Number) x;
        boolean floating = n instanceof Double || n instanceof Float;
        return switch (primitive) {
            case BOOLEAN, BIT -> null;
            case BYTE -> floating ? (byte) n.intValue() : (byte) n.longValue();
            case SHORT -> floating ? (short) n.intValue() : (short) n.longValue();
            case CHAR -> floating ? (char) n.intValue() : (char) n.longValue();
            case INT -> n.intValue();
            case LONG -> n.longValue();
            case FLOAT -> n.floatValue();
            case DOUBLE -> n.doubleValue();
        };
    }

    private static @Nullable Object unary(Gate gate, Object x) {
        if (x instanceof Double d) {
            return switch (gate) {
                case NEG -> -d;
                case ABS -> Math.abs(d);
                case SQRT -> Math.sqrt(d);
                case FLOOR -> Math.floor(d);
                case CEIL -> Math.ceil(d);
                case RINT -> Math.rint(d);
                case SIGNUM -> Math.signum(d);
                case IS_NAN -> Double.isNaN(d);
                case IS_INFINITE -> Double.isInfinite(d);
                case IS_FINITE -> Double.isFinite(d);
                default -> null;
            };
        }
        if (x instanceof Float f) {
            return switch (gate) {
                case NEG -> -f;
                case ABS -> Math.abs(f);
                case SIGNUM -> Math.signum(f);
                case IS_NAN -> Float.isNaN(f);
                case IS_INFINITE -> Float.isInfinite(f);
                case IS_FINITE -> Float.isFinite(f);
                default -> null;
            };
        }
        if (x instanceof Long n) {
            return switch (gate) {
                case NEG -> -n;
                case ABS -> Math.abs(n);
                case BIT_NOT -> ~n;
                default -> null;
            };
        }
        if (x instanceof Integer n) {
            return switch (gate) {
                case NEG -> -n;
                case ABS -> Math.abs(n);
                case BIT_NOT -> ~n;
                default -> null;
            };
        }
        return x instanceof Boolean b && gate == Gate.NOT ? (Object) !b : null;
    }

    private static @Nullable Object binary(Gate gate, double x, double z) {
        return switch (gate) {
            case ADD -> x + z;
            case SUB -> x - z;
            case MUL -> x * z;
            case DIV -> x / z;
            case REM -> x % z;
            case MAX -> Math.max(x, z);
            case MIN -> Math.min(x, z);
            case COPY_SIGN -> Double.isNaN(z) ? null : (Object) Math.copySign(x, z); // the sign of a NaN is left open
            case LT -> x < z;
            case LE -> x <= z;
            case GT -> x > z;
            case GE -> x >= z;
            case EQ -> x == z;
            case NE -> x != z;
            default -> null;
        };
    }

    private static @Nullable Object binary(Gate gate, float x, float z) {
        return switch (gate) {
            case ADD -> x + z;
            case SUB -> x - z;
            case MUL -> x * z;
            case DIV -> x / z;
            case REM -> x % z;
            case MAX -> Math.max(x, z);
            case MIN -> Math.min(x, z);
            case COPY_SIGN -> Float.isNaN(z) ? null : (Object) Math.copySign(x, z);
            default -> gate.isTest() ? binary(gate, (double) x, (double) z) : null;
        };
    }

    private static @Nullable Object binary(Gate gate, long x, long z) {
        return switch (gate) {
            case ADD -> x + z;
            case SUB -> x - z;
            case MUL -> x * z;
            case DIV -> z == 0 ? null : (Object) (x / z);
            case REM -> z == 0 ? null : (Object) (x % z);
            case MAX -> Math.max(x, z);
            case MIN -> Math.min(x, z);
            case BIT_AND -> x & z;
            case BIT_OR -> x | z;
            case BIT_XOR -> x ^ z;
            case SHL -> x << z;
            case SHR -> x >> z;
            case USHR -> x >>> z;
            case LT -> x < z;
            case LE -> x <= z;
            case GT -> x > z;
            case GE -> x >= z;
            case EQ -> x == z;
            case NE -> x != z;
            default -> null;
        };
    }

    private static @Nullable Object binary(Gate gate, int x, int z) {
        return switch (gate) {
            case ADD -> x + z;
            case SUB -> x - z;
            case MUL -> x * z;
            case DIV -> z == 0 ? null : (Object) (x / z);
            case REM -> z == 0 ? null : (Object) (x % z);
            case MAX -> Math.max(x, z);
            case MIN -> Math.min(x, z);
            case BIT_AND -> x & z;
            case BIT_OR -> x | z;
            case BIT_XOR -> x ^ z;
            case SHL -> x << z;
            case SHR -> x >> z;
            case USHR -> x >>> z;
            default -> gate.isTest() ? binary(gate, (long) x, (long) z) : null;
        };
    }

    private static @Nullable Object binary(Gate gate, boolean x, boolean z) {
        return switch (gate) {
            case BIT_AND -> x && z;
            case BIT_OR -> x || z;
            case BIT_XOR, NE -> x != z;
            case EQ -> x == z;
            default -> null;
        };
    }

    /** Whether every value of {@code from} is a value of {@code to}, so that the conversion loses nothing. */
    static boolean isExact(Primitive from, Primitive to) {
        return switch (from) {
            case BYTE -> to != Primitive.CHAR && to != Primitive.BOOLEAN;
            case SHORT -> to != Primitive.CHAR && to != Primitive.BOOLEAN && to != Primitive.BYTE;
            case CHAR -> to == Primitive.CHAR || to.ordinal() >= Primitive.INT.ordinal();
            case INT -> to == Primitive.INT || to == Primitive.LONG || to == Primitive.DOUBLE;
            case LONG -> to == Primitive.LONG;
            case FLOAT -> to == Primitive.FLOAT || to == Primitive.DOUBLE;
            case DOUBLE, BOOLEAN, BIT -> to == from;
        };
    }
}
