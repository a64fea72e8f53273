package org.backwire.processor.random;

import java.util.List;
import org.backwire.processor.random.Node.Hole;
import org.backwire.processor.random.Scope.Variable;

/** Expressions of data: any Java at all, as long as nothing in it depends on a differentiated parameter. */
final class Data {
    private final Author author;
    private final Dice dice;

    Data(Author author) {
        this.author = author;
        this.dice = author.dice;
    }

    /** A number that does not come from the differentiated ones, or from where no gradient comes back. */
    Node number(JavaType type, int depth) {
        if (type != JavaType.INT && type != JavaType.CHAR && type != JavaType.LONG) {
            return author.numbers.leaf(type);
        }
        if (type == JavaType.CHAR) {
            return Node.primary(type, string(1), ".concat(\"z\").charAt(0)");
        }
        if (type == JavaType.LONG) {
            return Node.primary(type, "Long.reverse(", ofInt(depth), ") >>> 60").withPrecedence(10);
        }
        return dice.<Node>choice()
                .or(3, () -> Node.primary(type, "Math.max(", active(type, depth), ", ", active(type, depth), ")"))
                .or(2, () -> Node.primary(type, "Math.abs(", active(type, depth), ")"))
                .or(2, () -> Node.primary(type, "Math.floorMod(", ofInt(depth), ", 3)"))
                .or(2, () -> Node.primary(type, "Integer.bitCount(", ofInt(depth), ")"))
                .or(
                        2,
                        () -> Node.primary(
                                type,
                                "Double.compare(",
                                active(JavaType.DOUBLE, depth),
                                ", ",
                                active(JavaType.DOUBLE, depth),
                                ")"))
                .or(1, () -> Node.primary(type, "Math.getExponent(", active(JavaType.DOUBLE, depth), ")"))
                .or(
                        2,
                        () -> Node.primary(
                                        type,
                                        new Node.Word("Math.round(", "(int) Math.round("),
                                        active(JavaType.FLOAT, depth),
                                        ")")
                                .withPrecedence(14))
                .or(2, () -> Node.expression(type, 14, "(int) Math.round(", active(JavaType.DOUBLE, depth), ")"))
                .or(3, () -> Node.primary(type, string(1), ".length()"))
                .or(2, () -> Node.primary(type, kind(), ".ordinal()"))
                .orIf(exists(JavaType.LIST), 4, () -> Node.primary(type, any(JavaType.LIST), ".size()"))
                .orIf(exists(JavaType.DICE), 4, () -> Node.primary(type, any(JavaType.DICE), ".nextInt(5)"))
                .orIf(exists(JavaType.BOXED_INT), 4, () -> unboxed(any(JavaType.BOXED_INT), type, "1", ".intValue()"))
                .take();
    }

    /** A {@code double} that is data. */
    Node real() {
        return dice.<Node>choice()
                .orIf(
                        exists(JavaType.LIST),
                        4,
                        () -> unboxed(
                                Node.primary(JavaType.BOXED_DOUBLE, any(JavaType.LIST), ".get(1)"),
                                JavaType.DOUBLE,
                                "0.5",
                                ".doubleValue()"))
                .orIf(
                        exists(JavaType.DICE),
                        4,
                        () -> Node.primary(JavaType.DOUBLE, any(JavaType.DICE), ".nextDouble()"))
                .orIf(
                        exists(JavaType.BOXED_DOUBLE),
                        4,
                        () -> unboxed(any(JavaType.BOXED_DOUBLE), JavaType.DOUBLE, "0.5", ".doubleValue()"))
                .or(2, () -> Node.primary(JavaType.DOUBLE, "Double.parseDouble(\"0.375\")"))
                .or(2, () -> Node.primary(JavaType.DOUBLE, "Shared.weight(", ofInt(1), ")"))
                .or(2, () -> Node.primary(JavaType.DOUBLE, "NODES[Math.floorMod(", ofInt(1), ", NODES.length)]"))
                .or(1, () -> Node.primary(JavaType.DOUBLE, "(double) grid[Math.floorMod(", ofInt(1), ", 2)][1]"))
                .take();
    }

    private Node unboxed(Node variable, JavaType type, String literal, String call) {
        return switch (dice.below(4)) {
            case 0 -> Node.primary(type, variable, call);
            case 1 -> Node.expression(type, 12, variable, " * " + literal);
            case 2 -> Node.expression(type, 11, literal + " - ", variable);
            default -> Node.expression(type, 2, new Hole(author.truths.of(1), 3), " ? ", variable, " : " + literal);
        };
    }

    /** A truth about data. */
    Node truth(int depth) {
        JavaType type = JavaType.BOOLEAN;
        return dice.<Node>choice()
                .or(3, () -> Node.primary(type, string(1), ".equals(", string(1), ")"))
                .or(2, () -> Node.primary(type, string(1), ".isEmpty()"))
                .or(
                        2,
                        () -> Node.expression(
                                type, 8, new Hole(string(2), 9), dice.of(" == ", " != "), new Hole(string(2), 9)))
                .or(
                        3,
                        () -> Node.expression(
                                type, 8, new Hole(kind(), 9), dice.of(" == ", " != "), new Hole(kind(), 9)))
                .or(
                        1,
                        () -> Node.primary(
                                type,
                                "Character.isLetter(",
                                author.ofData(() -> author.numbers.of(JavaType.CHAR, 1)),
                                ")"))
                .orIf(exists(JavaType.DICE), 3, () -> Node.primary(type, any(JavaType.DICE), ".nextBoolean()"))
                .take();
    }

    Node kind() {
        return exists(JavaType.KIND) && dice.in100(60)
                ? any(JavaType.KIND)
                : Node.primary(JavaType.KIND, dice.of("Kind.RED", "Kind.GREEN", "Kind.BLUE"));
    }

    Node string(int depth) {
        JavaType type = JavaType.STRING;
        return dice.<Node>choice()
                .orIf(exists(type), 12, () -> any(type))
                .or(6, () -> Node.primary(type, dice.of("\"red\"", "\"green\"", "\"blue\"", "\"\"", "\"ä\\t\"")))
                .or(2, () -> Node.primary(type, "NAME"))
                .orIf(
                        depth > 0,
                        2,
                        () -> Node.primary(type, "(", string(depth - 1), " + ", new Hole(ofInt(1), 12), ")"))
                .orIf(depth > 0, 2, () -> Node.primary(type, "(", string(depth - 1), " + ", string(depth - 1), ")"))
                .orIf(depth > 0, 1, () -> Node.primary(type, string(depth - 1), ".intern()"))
                .orIf(depth > 0, 1, () -> Node.primary(type, "String.valueOf(", kind(), ")"))
                .take();
    }

    boolean exists(JavaType type) {
        return !author.scope.all(variable -> variable.type() == type).isEmpty();
    }

    Node any(JavaType type) {
        List<Variable> variables = author.scope.all(variable -> variable.type() == type);
        return Node.primary(type, dice.one(variables).name());
    }

    private Node ofInt(int depth) {
        return author.ofData(() -> author.numbers.of(JavaType.INT, depth - 1));
    }

    private Node active(JavaType type, int depth) {
        return author.numbers.of(type, depth - 1);
    }
}
