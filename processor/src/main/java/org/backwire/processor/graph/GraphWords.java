package org.backwire.processor.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words that {@link GraphText} prints and {@link GraphParser} reads. */
final class GraphWords {
    private static final Set<String> RESERVED =
            Set.of("as", "from", "on", "by", "yield", "true", "false", "null", "NaN", "NaNf", "Infinity", "Infinityf");
    private static final Map<Gate, String> WORDS = new HashMap<>();
    private static final Map<String, Gate> GATES = new HashMap<>();

    static {
        Map<String, Integer> titles = new HashMap<>();
        for (Gate gate : Gate.values()) {
            titles.merge(gate.title(), 1, Integer::sum);
        }
        for (Gate gate : Gate.values()) {
            boolean isFirst = gate == Gate.MUL || gate == Gate.DIV;
            boolean isClear = isFirst
                    || titles.getOrDefault(gate.title(), 0) == 1
                            && !gate.title().contains("-");
            String word = isClear ? gate.title() : camelCase(gate.name());
            WORDS.put(gate, word);
            GATES.put(word, gate);
        }
    }

    private GraphWords() {}

    private static String camelCase(String constant) {
        StringBuilder name = new StringBuilder();
        for (String part : constant.toLowerCase(Locale.ROOT).split("_")) {
            name.append(name.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return name.toString();
    }

    static String word(Gate gate) {
        return WORDS.getOrDefault(gate, "?");
    }

    static @Nullable Gate gate(String word) {
        return GATES.get(word);
    }

    /** The word of an op without regions: its class's name. */
    static String word(Class<? extends Op> op) {
        String name = op.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }

    /** The method that a gate is taken to call where the text names none. */
    static @Nullable Member usualMethod(Gate gate) {
        return switch (gate) {
            case ADD, SUB, MUL, DIV, REM, NEG, CAST -> null;
            case SIGMOID, SOFTPLUS, LOG_SIGMOID, SWISH, LOGISTIC, ROOT_CUBED, POLYNOMIAL, STRONG_MUL, STRONG_DIV ->
                null;
            case LT, LE, GT, GE, EQ, NE, NOT -> null;
            case BIT_AND, BIT_OR, BIT_XOR, BIT_NOT, SHL, SHR, USHR -> null;
            case IS_NAN, IS_INFINITE, IS_FINITE, COMPARE -> Member.of("java.lang", "Double", gate.title());
            case ABS,
                    MAX,
                    MIN,
                    CLAMP,
                    FMA,
                    SQRT,
                    CBRT,
                    EXP,
                    EXPM1,
                    LOG,
                    LOG10,
                    LOG1P,
                    POW,
                    HYPOT,
                    SIN,
                    COS,
                    TAN,
                    ASIN -> Member.of("java.lang", "Math", gate.title());
            case ACOS, ATAN, ATAN2, SINH, COSH, TANH, TO_RADIANS, TO_DEGREES, COPY_SIGN, SCALB, IEEE_REMAINDER ->
                Member.of("java.lang", "Math", gate.title());
            case NEXT_UP, NEXT_DOWN, NEXT_AFTER, FLOOR, CEIL, RINT, ROUND, SIGNUM, ULP, GET_EXPONENT ->
                Member.of("java.lang", "Math", gate.title());
        };
    }

    static String className(ClassRef type) {
        String simple = String.join(".", type.simpleNames());
        if (type.packageName().equals("java.lang")) {
            return simple;
        }
        return type.packageName() + "." + simple;
    }

    /** The class that {@link #className} calls so. */
    static ClassRef classRef(String name) {
        if (name.startsWith(".")) {
            return new ClassRef("", List.of(name.substring(1).split("\\.")));
        }
        int start = 0;
        while (start < name.length() && Character.isLowerCase(name.charAt(start)) && name.indexOf('.', start) > 0) {
            start = name.indexOf('.', start) + 1;
        }
        String packageName = start == 0 ? "java.lang" : name.substring(0, start - 1);
        return new ClassRef(packageName, List.of(name.substring(start).split("\\.")));
    }

    /** The member that is called {@code Type.name}. */
    static Member member(String text) {
        int dot = text.lastIndexOf('.');
        return new Member(classRef(text.substring(0, dot)), text.substring(dot + 1));
    }

    /** Whether the last of the ops never completes. */
    static boolean endsByThrowing(List<Op> ops) {
        if (ops.isEmpty()) {
            return false;
        }
        Op last = ops.get(ops.size() - 1);
        return last instanceof Op.Throw
                || last instanceof Op.If branch
                        && !branch.then().completes()
                        && !branch.otherwise().completes();
    }

    static String literal(Object value) {
        if (value instanceof Float number) {
            return number + "f";
        }
        if (value instanceof Long number) {
            return number + "L";
        }
        if (value instanceof Byte number) {
            return number + "b";
        }
        if (value instanceof Short number) {
            return number + "s";
        }
        if (value instanceof Character character) {
            return "'" + escaped(String.valueOf(character)) + "'";
        }
        return value instanceof String string ? "\"" + escaped(string) + "\"" : value.toString();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\'' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < ' ') {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
            } else if (text.charAt(++i) == 'u') {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }

    /** The value of a literal without quotes; null if it is none. */
    static @Nullable Object number(String word) {
        char last = word.charAt(word.length() - 1);
        String stem = word.substring(0, word.length() - 1);
        switch (word) {
            case "true":
                return true;
            case "false":
                return false;
            case "NaN", "Infinity", "-Infinity":
                return Double.valueOf(word);
            case "NaNf", "Infinityf", "-Infinityf":
                return Float.valueOf(stem);
            default:
                break;
        }
        if (!Character.isDigit(word.charAt(0)) && word.charAt(0) != '-') {
            return null;
        }
        return switch (last) {
            case 'f' -> Float.valueOf(stem);
            case 'L' -> Long.valueOf(stem);
            case 'b' -> Byte.valueOf(stem);
            case 's' -> Short.valueOf(stem);
            default -> word.matches("-?\\d+") ? (Object) Integer.valueOf(word) : (Object) Double.valueOf(word);
        };
    }
}
