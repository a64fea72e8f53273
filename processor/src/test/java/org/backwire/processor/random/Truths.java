package org.backwire.processor.random;

import java.util.List;
import org.backwire.processor.random.Node.Hole;
import org.backwire.processor.random.Scope.Variable;

/** Expressions of type {@code boolean}. */
final class Truths {
    private static final JavaType TYPE = JavaType.BOOLEAN;

    private final Author author;
    private final Dice dice;

    Truths(Author author) {
        this.author = author;
        this.dice = author.dice;
    }

    Node of(int depth) {
        List<Variable> variables = author.readable(TYPE);
        if (depth <= 0 || !author.spends()) {
            return variables.isEmpty()
                    ? comparison(0)
                    : Node.primary(TYPE, dice.one(variables).name());
        }
        Node written = dice.<Node>choice()
                .or(45, () -> comparison(depth))
                .orIf(
                        !variables.isEmpty(),
                        15,
                        () -> Node.primary(TYPE, dice.one(variables).name()))
                .or(10, () -> operator(" && ", 4, depth))
                .or(10, () -> operator(" || ", 3, depth))
                .or(8, () -> Node.expression(TYPE, 14, "!", new Hole(of(depth - 1), 14)))
                .or(3, () -> operator(dice.of(" & ", " && "), 7, depth))
                .or(2, () -> operator(" ^ ", 6, depth))
                .or(2, () -> operator(" | ", 5, depth))
                .or(3, () -> operator(dice.of(" == ", " != "), 8, depth))
                .or(4, () -> question(depth))
                .or(8, () -> author.data.truth(depth))
                .or(3, () -> conditional(depth))
                .orIf(author.has(Feature.INDICES), 12, () -> author.indices.element(JavaType.FLAGS, TYPE, 1))
                .or(3, () -> assignment(depth))
                .or(
                        2,
                        () -> Node.primary(
                                TYPE, dice.of("true", "false", "DEBUG", "Shared.QUIET", "!DEBUG && Shared.QUIET")))
                .take();
        boolean isBare = written.parts().contains("!DEBUG && Shared.QUIET");
        return author.named(isBare ? Node.primary(TYPE, "(", written, ")") : written);
    }

    private Node operator(String operator, int precedence, int depth) {
        return Node.expression(
                TYPE,
                precedence,
                new Hole(of(depth - 1), precedence),
                operator,
                new Hole(of(depth - 1), precedence + 1));
    }

    private Node comparison(int depth) {
        JavaType left = dice.<JavaType>choice()
                .or(60, () -> JavaType.DOUBLE)
                .or(20, () -> JavaType.INT)
                .orIf(author.floats, 20, () -> JavaType.FLOAT)
                .or(4, () -> JavaType.LONG)
                .or(4, () -> JavaType.CHAR)
                .take();
        JavaType right = dice.in100(70) ? left : dice.of(JavaType.DOUBLE, JavaType.INT);
        boolean equality = dice.in100(12);
        String operator = equality ? dice.of(" == ", " != ") : dice.of(" < ", " > ", " <= ", " >= ");
        int precedence = equality ? 8 : 9;
        return Node.expression(
                TYPE,
                precedence,
                new Hole(author.numbers.of(left, depth - 1), precedence + 1),
                operator,
                new Hole(author.numbers.of(right, depth - 1), precedence + 1));
    }

    private Node question(int depth) {
        JavaType type = author.type(JavaType.DOUBLE, JavaType.DOUBLE, JavaType.FLOAT);
        String owner = type == JavaType.DOUBLE ? "Double" : "Float";
        return Node.primary(
                TYPE,
                new Node.Word(owner, "Double"),
                dice.of(".isNaN(", ".isInfinite(", ".isFinite("),
                author.numbers.of(type, depth - 1),
                ")");
    }

    private Node conditional(int depth) {
        return Node.expression(
                TYPE,
                2,
                new Hole(of(depth - 1), 3),
                " ? ",
                new Hole(of(depth - 1), 2),
                " : ",
                new Hole(of(depth - 1), 2));
    }

    private Node assignment(int depth) {
        List<Variable> variables = author.writable(TYPE);
        return variables.isEmpty() ? comparison(depth) : assigning(dice.one(variables), depth);
    }

    /** An assignment to a variable. */
    Node assigning(Variable variable, int depth) {
        String operator = dice.of(" = ", " = ", " = ", " &= ", " |= ", " ^= ");
        Node value = author.valueFor(variable, () -> of(depth - 1));
        return Node.expression(TYPE, 1, variable.name() + operator, new Hole(value, 1));
    }
}
