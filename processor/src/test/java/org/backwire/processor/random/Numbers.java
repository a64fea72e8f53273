package org.backwire.processor.random;

import java.util.List;
import org.backwire.processor.random.Node.Hole;
import org.backwire.processor.random.Node.Word;
import org.backwire.processor.random.Scope.Variable;

/** Expressions of numeric types. */
final class Numbers {
    private final Author author;
    private final Dice dice;

    Numbers(Author author) {
        this.author = author;
        this.dice = author.dice;
    }

    /** An expression of exactly this type. */
    Node of(JavaType type, int depth) {
        if (depth <= 0 || !author.spends()) {
            return leaf(type);
        }
        boolean floating = type.isFloating();
        boolean wide = type.compareTo(JavaType.INT) >= 0;
        Node written = dice.<Node>choice()
                .or(8, () -> leaf(type))
                .orIf(wide, 30, () -> binary(type, depth))
                .orIf(floating, 38, () -> author.library.call(type, depth))
                .orIf(!floating, 10, () -> author.data.number(type, depth))
                .or(8, () -> conditional(type, depth))
                .or(floating ? 5 : 12, () -> cast(type, depth))
                .or(5, () -> assignment(type, depth))
                .or(3, () -> step(type))
                .or(4, () -> author.switches.expression(type, depth))
                .orIf(wide, 5, () -> unary(type, depth))
                .orIf(wide, 8, () -> author.library.helper(type, depth))
                .orIf(author.has(Feature.ARRAYS), floating ? 14 : 4, () -> author.arrays.element(type, depth))
                .orIf(author.has(Feature.RAGGED) && type == JavaType.DOUBLE, 14, author.ragged::guarded)
                .or(2, () -> Node.primary(type, "(", of(type, depth - 1), ")"))
                .take();
        return author.named(written);
    }

    /** An expression of some type that is converted to this one by an assignment or a call. */
    Node assignable(JavaType type, int depth) {
        return of(dice.in100(88) ? type : narrower(type), depth);
    }

    private JavaType narrower(JavaType type) {
        return switch (type) {
            case DOUBLE ->
                author.type(JavaType.FLOAT, JavaType.INT, JavaType.INT, JavaType.LONG, JavaType.CHAR, JavaType.BYTE);
            case FLOAT -> dice.of(JavaType.INT, JavaType.INT, JavaType.SHORT, JavaType.LONG);
            case LONG -> dice.of(JavaType.INT, JavaType.CHAR);
            case INT -> dice.of(JavaType.INT, JavaType.SHORT, JavaType.BYTE, JavaType.CHAR);
            case SHORT -> JavaType.BYTE;
            default -> type;
        };
    }

    /** A variable, a constant or a literal. */
    Node leaf(JavaType type) {
        List<Variable> variables = author.readable(type);
        return dice.<Node>choice()
                .orIf(
                        !variables.isEmpty(),
                        80,
                        () -> Node.primary(type, dice.one(variables).name()))
                .or(variables.isEmpty() ? 30 : 14, () -> literal(type))
                .or(8, () -> author.library.constant(type))
                .take();
    }

    Node literal(JavaType type) {
        return switch (type) {
            case DOUBLE ->
                signed(
                        type,
                        dice.of(
                                "0.5",
                                "1.5",
                                "2.0",
                                "0.25",
                                "1.0",
                                "3.",
                                ".75",
                                "2d",
                                "1e-1",
                                "0x1p-2",
                                "0.1",
                                "1_0.5e-1",
                                "0.0"));
            case FLOAT -> {
                String digits = dice.of("0.5", "1.5", "2.0", "0.25", "0.1");
                yield Node.primary(type, new Word(digits + dice.of("f", "F"), digits));
            }
            case INT -> signed(type, dice.of("1", "2", "3", "4", "7", "0", "0x1F", "0b101", "1_0", "011"));
            case LONG -> signed(type, dice.of("1L", "2L", "5L", "0xFL"));
            case CHAR -> Node.primary(type, dice.of("'a'", "'b'", "'\\n'", "'\\''", "'\\u0003'", "'c'"));
            case BYTE, SHORT -> Node.expression(type, 14, "(", type, ") ", literalOfInt());
            default -> throw new AssertionError(type);
        };
    }

    /** An integer that is small enough for a {@code byte}. */
    private static Node literalOfInt() {
        return Node.primary(JavaType.INT, "3");
    }

    private Node signed(JavaType type, String digits) {
        return dice.in100(20) ? Node.expression(type, 14, "-" + digits) : Node.primary(type, digits);
    }

    private Node binary(JavaType type, int depth) {
        boolean leftIsType = dice.in100(60);
        JavaType other = dice.in100(75) ? type : narrower(type);
        Node left = of(leftIsType ? type : other, depth - 1);
        JavaType rightType = leftIsType ? other : type;
        return dice.<Node>choice()
                .or(30, () -> operator(type, left, " + ", 11, of(rightType, depth - 1)))
                .or(22, () -> operator(type, left, " - ", 11, of(rightType, depth - 1)))
                .or(28, () -> operator(type, left, " * ", 12, of(rightType, depth - 1)))
                .or(14, () -> operator(type, left, " / ", 12, divisor(rightType, depth - 1)))
                .or(3, () -> operator(type, left, " % ", 12, modulus(rightType, depth - 1)))
                .orIf(type.isIntegral(), 12, () -> operator(type, left, " & ", 7, of(rightType, depth - 1)))
                .orIf(type.isIntegral(), 5, () -> operator(type, left, " | ", 5, of(rightType, depth - 1)))
                .orIf(type.isIntegral(), 5, () -> operator(type, left, " ^ ", 6, of(rightType, depth - 1)))
                .orIf(type.isIntegral(), 6, () -> shift(type, depth))
                .take();
    }

    private static Node operator(JavaType type, Node left, String operator, int precedence, Node right) {
        return Node.expression(type, precedence, new Hole(left, precedence), operator, new Hole(right, precedence + 1));
    }

    private Node shift(JavaType type, int depth) {
        Node distance = dice.in100(70) ? literal(dice.of(JavaType.INT, JavaType.LONG)) : of(JavaType.INT, depth - 1);
        return operator(type, of(type, depth - 1), dice.of(" << ", " >> ", " >>> "), 10, distance);
    }

    /** Not 0; of a floating type seldom near to it. */
    Node divisor(JavaType type, int depth) {
        if (!type.isFloating()) {
            boolean simple = dice.in100(70) || type.compareTo(JavaType.INT) < 0;
            Node odd =
                    Node.expression(type, 5, new Hole(of(type, depth - 1), 5), " | ", Node.primary(JavaType.INT, "1"));
            return simple ? nonZero(type) : odd;
        }
        return dice.in100(12) ? of(type, depth) : dice.in100(30) ? nonZero(type) : author.library.positive(type, depth);
    }

    /** Of a number that is close to zero nobody sees the slopes: it jumps too often. */
    private Node modulus(JavaType type, int depth) {
        return type.isFloating() && dice.in100(30) ? author.library.positive(type, depth) : nonZero(type);
    }

    private Node nonZero(JavaType type) {
        String digits = dice.of("2", "3", "7");
        return switch (type) {
            case DOUBLE -> Node.primary(type, digits + ".0");
            case FLOAT -> Node.primary(type, new Word(digits + "f", digits + ".0"));
            case LONG -> Node.primary(type, digits + "L");
            case CHAR -> Node.primary(type, "'" + digits + "'");
            case BYTE, SHORT -> Node.expression(type, 14, "(", type, ") " + digits);
            default -> Node.primary(type, digits);
        };
    }

    private Node unary(JavaType type, int depth) {
        String operator = type.isIntegral() && dice.in100(40) ? "~" : dice.in100(85) ? "-" : "+";
        return Node.expression(type, 14, operator, new Hole(of(type, depth - 1), 15));
    }

    private Node conditional(JavaType type, int depth) {
        boolean mixed = type.compareTo(JavaType.LONG) >= 0 && dice.in100(30);
        Node one = of(type, depth - 1);
        Node other = of(mixed ? narrower(type) : type, depth - 1);
        boolean swap = dice.in100(50);
        Node condition = author.truths.of(depth - 1);
        return Node.expression(
                type,
                2,
                new Hole(condition, 3),
                " ? ",
                new Hole(swap ? other : one, 2),
                " : ",
                new Hole(swap ? one : other, 2));
    }

    private Node cast(JavaType type, int depth) {
        JavaType from = type.isFloating()
                ? author.type(
                        JavaType.DOUBLE, JavaType.FLOAT, JavaType.FLOAT, JavaType.INT, JavaType.LONG, JavaType.CHAR)
                : author.type(
                        JavaType.INT,
                        JavaType.INT,
                        JavaType.LONG,
                        JavaType.SHORT,
                        JavaType.CHAR,
                        JavaType.DOUBLE,
                        JavaType.FLOAT);
        return Node.expression(type, 14, "(", type, ") ", new Hole(of(from, depth - 1), 14));
    }

    /** An assignment, used as an expression. */
    private Node assignment(JavaType type, int depth) {
        List<Variable> variables = author.writable(type);
        if (variables.isEmpty()) {
            return of(type, depth - 1);
        }
        Variable variable = dice.one(variables);
        return author.valueFor(variable, () -> assigning(variable, depth - 1));
    }

    /** An assignment to a variable of a numeric type. */
    Node assigning(Variable variable, int depth) {
        JavaType type = variable.type();
        String operator = dice.<String>choice()
                .or(45, () -> " = ")
                .or(20, () -> " += ")
                .or(10, () -> " -= ")
                .or(12, () -> " *= ")
                .or(6, () -> " /= ")
                .or(2, () -> " %= ")
                .orIf(type.isIntegral(), 6, () -> dice.of(" &= ", " |= ", " ^= "))
                .orIf(type.isIntegral(), 3, () -> dice.of(" <<= ", " >>= ", " >>>= "))
                .take();
        Node value = switch (operator) {
            case " = " -> assignable(type, depth);
            case " /= " -> divisor(type, depth);
            case " %= " -> modulus(type, depth);
            case " += ", " -= ", " *= " -> of(dice.in100(75) ? type : dice.of(JavaType.DOUBLE, JavaType.INT), depth);
            default -> of(JavaType.INT, depth);
        };
        return Node.expression(type, 1, variable.name() + operator, new Hole(value, 1));
    }

    /** {@code x++} and its like. */
    Node step(JavaType type) {
        List<Variable> variables = author.writable(type);
        if (variables.isEmpty()) {
            return leaf(type);
        }
        String name = dice.one(variables).name();
        String operator = dice.of("++", "--");
        return dice.in100(50) ? Node.expression(type, 14, operator + name) : Node.expression(type, 15, name + operator);
    }
}
