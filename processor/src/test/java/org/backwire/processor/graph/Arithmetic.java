package org.backwire.processor.graph;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.backwire.processor.graph.Type.Primitive;

/** Gates on boxed numbers, with Java's bits. */
final class Arithmetic {
    private static final ConcurrentMap<List<Object>, Method> METHODS = new ConcurrentHashMap<>();

    private Arithmetic() {}

    static Object apply(Op.Apply apply, List<Object> operands) throws Throwable {
        Member method = apply.method() != null ? apply.method() : GraphWords.usualMethod(apply.gate());
        if (method != null) {
            return call(method, apply.operands().stream().map(Value::type).toList(), operands);
        }
        Object x = operands.get(0);
        if (apply.gate() == Gate.CAST) {
            return cast(x, apply.result().type());
        }
        if (operands.size() == 1) {
            return unary(apply.gate(), x);
        }
        Object z = operands.get(1);
        if (apply.operands().get(0).type() instanceof Primitive type) {
            return switch (type) {
                case DOUBLE -> binary(apply.gate(), (double) x, (double) z);
                case FLOAT -> binary(apply.gate(), (float) x, (float) z);
                case LONG -> binary(apply.gate(), (long) x, ((Number) z).longValue());
                case INT -> binary(apply.gate(), (int) x, ((Number) z).intValue());
                case BOOLEAN -> binary(apply.gate(), (boolean) x, (boolean) z);
                default -> throw new AssertionError(type + " is promoted");
            };
        }
        return apply.gate() == Gate.EQ ? x == z : x != z;
    }

    private static Object call(Member member, List<Type> types, List<Object> operands) throws Throwable {
        Method method = METHODS.computeIfAbsent(List.of(member, types), key -> find(member, types));
        try {
            return method.invoke(null, operands.toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Method find(Member member, List<Type> types) {
        try {
            Class<?> owner = Class.forName(member.owner().toString());
            Class<?>[] classes = types.stream().map(Arithmetic::classOf).toArray(Class<?>[]::new);
            return owner.getMethod(member.name(), classes);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(member + types.toString(), e);
        }
    }

    static Class<?> classOf(Type type) {
        if (type instanceof Primitive primitive) {
            return switch (primitive) {
                case BOOLEAN -> boolean.class;
                case BYTE -> byte.class;
                case SHORT -> short.class;
                case CHAR -> char.class;
                case INT -> int.class;
                case LONG, BIT -> long.class;
                case FLOAT -> float.class;
                case DOUBLE -> double.class;
            };
        }
        if (type instanceof Type.Array array) {
            return classOf(array.element()).arrayType();
        }
        try {
            return Class.forName(((Type.Reference) type).type().toString());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    static Object cast(Object x, Type to) {
        if (x instanceof Character c) {
            return cast((int) c, to);
        }
        if (x instanceof Boolean) {
            return x;
        }
        Number n = (Number) x;
        boolean floating = x instanceof Double || x instanceof Float;
        return switch ((Primitive) to) {
            case BOOLEAN, BIT -> throw new AssertionError(x);
            case BYTE -> floating ? (byte) n.doubleValue() : (byte) n.longValue();
            case SHORT -> floating ? (short) n.doubleValue() : (short) n.longValue();
            case CHAR -> floating ? (char) n.doubleValue() : (char) n.longValue();
            case INT -> n.intValue();
            case LONG -> n.longValue();
            case FLOAT -> n.floatValue();
            case DOUBLE -> n.doubleValue();
        };
    }

    private static Object unary(Gate gate, Object x) {
        return switch (gate) {
            case NEG ->
                x instanceof Double d
                        ? (Object) (-d)
                        : x instanceof Float f
                                ? (Object) (-f)
                                : x instanceof Long l ? (Object) (-l) : (Object) (-(int) x);
            case NOT -> !(boolean) x;
            case BIT_NOT -> x instanceof Long l ? (Object) ~l : (Object) ~(int) x;
            default -> throw new AssertionError(gate);
        };
    }

    private static Object binary(Gate gate, double x, double z) {
        return switch (gate) {
            case ADD -> x + z;
            case SUB -> x - z;
            case MUL -> x * z;
            case DIV -> x / z;
            case REM -> x % z;
            case STRONG_MUL -> x == 0 ? 0.0 : x * z;
            case STRONG_DIV -> x == 0 ? 0.0 : x / z;
            case LT -> x < z;
            case LE -> x <= z;
            case GT -> x > z;
            case GE -> x >= z;
            case EQ -> x == z;
            case NE -> x != z;
            default -> throw new AssertionError(gate);
        };
    }

    private static Object binary(Gate gate, float x, float z) {
        return switch (gate) {
            case ADD -> x + z;
            case SUB -> x - z;
            case MUL -> x * z;
            case DIV -> x / z;
            case REM -> x % z;
            case STRONG_MUL -> x == 0 ? 0f : x * z;
            case STRONG_DIV -> x == 0 ? 0f : x / z;
            default -> binary(gate, (double) x, (double) z);
        };
    }

    private static Object binary(Gate gate, long x, long z) {
        return switch (gate) {
            case ADD -> x + z;
            case SUB -> x - z;
            case MUL -> x * z;
            case DIV -> x / z;
            case REM -> x % z;
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
            default -> throw new AssertionError(gate);
        };
    }

    private static Object binary(Gate gate, int x, int z) {
        return switch (gate) {
            case ADD -> x + z;
            case SUB -> x - z;
            case MUL -> x * z;
            case DIV -> x / z;
            case REM -> x % z;
            case BIT_AND -> x & z;
            case BIT_OR -> x | z;
            case BIT_XOR -> x ^ z;
            case SHL -> x << z;
            case SHR -> x >> z;
            case USHR -> x >>> z;
            default -> binary(gate, (long) x, (long) z);
        };
    }

    private static Object binary(Gate gate, boolean x, boolean z) {
        return switch (gate) {
            case BIT_AND -> x && z;
            case BIT_OR -> x || z;
            case BIT_XOR, NE -> x != z;
            case EQ -> x == z;
            default -> throw new AssertionError(gate);
        };
    }
}
