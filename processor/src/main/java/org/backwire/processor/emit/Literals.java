package org.backwire.processor.emit;

import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Type;
import org.jspecify.annotations.Nullable;

/** Constants as a person would write them. */
final class Literals {
    private static final double LARGEST_PLAIN = 1e7;

    private Literals() {}

    /** A constant as an expression of exactly its type. */
    static Code exact(Op.Constant constant) {
        Type type = constant.result().type();
        Member member = constant.member();
        if (member != null) {
            return new Code(Text.of("$T.$N", TypeNames.of(member.owner()), member.name()), Code.PRIMARY, type);
        }
        if (constant.literal() != null) {
            return new Code(Text.of("$L", constant.literal()), precedence(constant.literal()), type);
        }
        Object value = constant.value();
        if (value instanceof Float number) {
            return ofFloat(number);
        }
        if (value instanceof Double number) {
            return ofDouble(number);
        }
        String text;
        if (value instanceof Long number) {
            text = number == Long.MIN_VALUE ? "Long.MIN_VALUE" : number + "L";
        } else if (value instanceof Integer number) {
            text = number == Integer.MIN_VALUE ? "Integer.MIN_VALUE" : number.toString();
        } else if (value instanceof Character character) {
            return new Code(Text.of("$L", quoted(character)), Code.PRIMARY, type);
        } else if (value instanceof Byte || value instanceof Short) {
            return new Code(Text.of("($T) $L", TypeNames.of(type), value), Code.UNARY, type);
        } else if (value instanceof String string) {
            return new Code(Text.of("$L", quoted(string)), Code.PRIMARY, type);
        } else {
            text = String.valueOf(value);
        }
        return new Code(Text.of("$L", text), precedence(text), type);
    }

    /** As an int literal where Java converts that to the constant's type by itself; else exact. */
    static Code loose(Op.Constant constant) {
        Integer whole = constant.member() == null && constant.literal() == null ? asInt(constant.value()) : null;
        if (whole == null) {
            return exact(constant);
        }
        String text = whole.toString();
        return new Code(Text.of("$L", text), precedence(text), Type.Primitive.INT);
    }

    private static @Nullable Integer asInt(@Nullable Object value) {
        if (!(value instanceof Double) && !(value instanceof Float) && !(value instanceof Long)) {
            return null;
        }
        double number = ((Number) value).doubleValue();
        boolean negativeZero = number == 0 && 1 / number < 0;
        return number == Math.rint(number) && Math.abs(number) < LARGEST_PLAIN && !negativeZero ? (int) number : null;
    }

    private static Code ofFloat(float value) {
        if (Float.isNaN(value) || Float.isInfinite(value)) {
            return special("Float", value);
        }
        String text = plain(Float.toString(value)) + "f";
        return new Code(Text.of("$L", text), precedence(text), Type.Primitive.FLOAT);
    }

    private static Code ofDouble(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return special("Double", value);
        }
        String text = plain(Double.toString(value));
        return new Code(Text.of("$L", text), precedence(text), Type.Primitive.DOUBLE);
    }

    private static Code special(String type, double value) {
        String name = Double.isNaN(value) ? "NaN" : value > 0 ? "POSITIVE_INFINITY" : "NEGATIVE_INFINITY";
        return new Code(
                Text.of("$T.$L", type.equals("Float") ? Float.class : Double.class, name),
                Code.PRIMARY,
                type.equals("Float") ? Type.Primitive.FLOAT : Type.Primitive.DOUBLE);
    }

    /** {@code 1.0E-7} as {@code 1e-7}. */
    private static String plain(String text) {
        return text.replace(".0E", "e").replace("E", "e");
    }

    private static String quoted(char character) {
        return character == '"' ? "'\"'" : "'" + (character == '\'' ? "\\'" : escaped(character)) + "'";
    }

    /** On one line, whatever is in it, and readable in every encoding. */
    private static String quoted(String string) {
        StringBuilder quoted = new StringBuilder("\"");
        string.chars().forEach(character -> quoted.append(escaped((char) character)));
        return quoted.append('"').toString();
    }

    private static String escaped(char character) {
        return switch (character) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\f' -> "\\f";
            case '\r' -> "\\r";
            default -> {
                boolean isControl = character < ' ' || character == 0x7f;
                yield isControl
                        ? String.format("\\%03o", (int) character)
                        : character > '~' ? String.format("\\u%04x", (int) character) : String.valueOf(character);
            }
        };
    }

    private static int precedence(String text) {
        return text.startsWith("-") || text.startsWith("(") ? Code.UNARY : Code.PRIMARY;
    }
}
