package org.backwire.processor.random;

import java.util.List;
import org.backwire.processor.random.Node.Hole;
import org.backwire.processor.random.Scope.Variable;

/** Matrices that go through calls, of companions and of methods that call themselves, while their rows change places. */
final class Rows {
    private final Author author;
    private final Dice dice;

    Rows(Author author) {
        this.author = author;
        this.dice = author.dice;
    }

    Node statement() {
        return dice.<Node>choice()
                .or(4, () -> Node.statement(matrix(), "[", place(), "] = ", row(), ";"))
                .or(4, this::turned)
                .or(3, this::assigned)
                .or(2, this::declaration)
                .or(
                        3,
                        () -> Node.statement(
                                matrix(),
                                "[",
                                place(),
                                "][",
                                place(),
                                "] ",
                                dice.of("= ", "+= ", "*= "),
                                new Hole(number(), 1),
                                ";"))
                .take();
    }

    /** A number that a call makes of a matrix. */
    Node number() {
        return switch (dice.below(3)) {
            case 0 -> Node.primary(JavaType.DOUBLE, "Shared.trace(", matrix(), ", ", real(), ")");
            case 1 -> Node.primary(JavaType.DOUBLE, "corner(", matrix(), ", ", author.library.rounds(), ")");
            default -> Node.primary(JavaType.DOUBLE, "Shared.sums(", matrix(), ")[", place(), "]");
        };
    }

    private Node matrix() {
        return author.arrays.argument(JavaType.MATRIX);
    }

    private Node made() {
        return switch (dice.below(4)) {
            case 0 -> Node.primary(JavaType.MATRIX, "Shared.grown(", matrix(), ", ", real(), ")");
            case 1 -> Node.primary(JavaType.MATRIX, "Shared.spread(", real(), ", ", real(), ")");
            case 2 -> Node.primary(JavaType.MATRIX, "pile(", real(), ", ", author.library.rounds(), ")");
            default ->
                Node.primary(JavaType.MATRIX, "new double[][] {axis(", real(), "), axis(2), {1, ", real(), ", 3}}");
        };
    }

    /** One that no other matrix has. */
    private Node row() {
        return switch (dice.below(5)) {
            case 0 -> Node.primary(JavaType.VECTOR, "axis(", real(), ")");
            case 1 -> Node.primary(JavaType.VECTOR, "Shared.sums(", matrix(), ")");
            case 3 -> mixed();
            case 2 -> Node.primary(JavaType.VECTOR, "new double[] {", real(), ", ", number(), ", ", real(), "}");
            default -> Node.primary(JavaType.VECTOR, author.arrays.argument(JavaType.VECTOR), ".clone()");
        };
    }

    /** An array that another class makes of numbers. */
    Node mixed() {
        return Node.primary(JavaType.VECTOR, "Shared.mixed(", real(), ", ", real(), ")");
    }

    private Node assigned() {
        List<Variable> variables =
                author.scope.all(variable -> variable.type() == JavaType.MATRIX && !variable.isFixed());
        return variables.isEmpty()
                ? turned()
                : Node.statement(dice.one(variables).name(), " = ", made(), ";");
    }

    /** A matrix with a name. */
    Node declaration() {
        String name = author.scope.reserve(dice);
        Node value = made();
        return author.declaration(
                author.scope.declare(new Variable(name, JavaType.MATRIX, dice.in100(20), false)), value);
    }

    private Node turned() {
        Node matrix = matrix();
        author.scope.open();
        String name = author.scope.reserve(dice);
        author.scope.close();
        String one = dice.of("0", "1", "2");
        String other = dice.of("0", "1", "2");
        return Node.block(List.of(
                Node.statement("double[][] " + name + "All = ", matrix, ";"),
                Node.statement("double[] " + name + " = " + name + "All[" + one + "];"),
                Node.statement(name + "All[" + one + "] = " + name + "All[" + other + "];"),
                Node.statement(name + "All[" + other + "] = " + name + ";")));
    }

    private String place() {
        return dice.of("0", "1", "2");
    }

    private Node real() {
        return author.numbers.of(JavaType.DOUBLE, 1);
    }
}
