package org.backwire.processor.random;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.backwire.processor.random.Node.Hole;
import org.backwire.processor.random.Scope.Variable;

/** Elements that are wanted on the way back, and are no longer there: they were stored or read, and overwritten. */
final class Overwrites {
    private static final JavaType REAL = JavaType.DOUBLE;

    private final Author author;
    private final Dice dice;

    Overwrites(Author author) {
        this.author = author;
        this.dice = author.dice;
    }

    Node statement() {
        return dice.<Node>choice()
                .or(8, this::branched)
                .or(8, this::read)
                .or(6, () -> Node.statement(element(), dice.of(" = ", " += ", " *= "), side(real()), ";"))
                .or(4, this::overwriting)
                .or(3, this::rows)
                .take();
    }

    private Node real() {
        return author.numbers.of(REAL, 1);
    }

    private Node vector() {
        return author.arrays.argument(JavaType.VECTOR);
    }

    Node element() {
        return dice.in100(75)
                ? Node.primary(REAL, vector(), "[", author.indices.place(dice.between(0, 2)), "]")
                : Node.primary(
                        REAL,
                        author.arrays.argument(JavaType.MATRIX),
                        "[",
                        author.indices.place(dice.between(0, 2)),
                        "][",
                        author.indices.place(dice.between(0, 1)),
                        "]");
    }

    /** What needs a number, or its own value, on the way back. */
    Node side(Node u) {
        Hole factor = new Hole(u, 13);
        return switch (dice.below(7)) {
            case 0 -> Node.primary(REAL, "Math.sqrt(1 + ", factor, " * ", factor, ")");
            case 1 -> Node.expression(REAL, 12, factor, " / (1 + ", square(element()), ")");
            case 2 -> Node.expression(REAL, 12, "Math.sin(", u, ") * ", new Hole(element(), 13));
            case 3 -> Node.primary(REAL, "Math.exp(-", new Hole(square(u), 15), ")");
            case 4 -> Node.primary(REAL, "Math.tanh(", u, ")");
            case 5 -> Node.expression(REAL, 12, factor, " * ", new Hole(element(), 13));
            default -> u;
        };
    }

    private static Node square(Node u) {
        return Node.expression(REAL, 12, new Hole(u, 13), " * ", new Hole(u, 13));
    }

    /** A name for a number; statements that use it; afterwards nobody knows it. */
    private Node named(Node number, Function<Node, List<Node>> uses) {
        author.scope.open();
        String name = author.scope.reserve(dice);
        author.scope.declare(new Variable(name, REAL, true, false));
        List<Node> all = new ArrayList<>(List.of(Node.statement("double " + name + " = ", number, ";")));
        all.addAll(uses.apply(Node.primary(REAL, name)));
        author.scope.close();
        return Node.block(all);
    }

    /** Stores what one of several sides computes from the same number. */
    private Node branched() {
        return named(real(), u -> {
            List<Node> all = new ArrayList<>(author.statement(() -> branched(element(), side(u), side(u), side(u))));
            if (dice.in100(60)) {
                all.addAll(author.statement(
                        () -> Node.statement(element(), " += ", side(dice.in100(50) ? u : element()), ";")));
            }
            if (dice.in100(50)) {
                all.addAll(author.statement(this::overwriting));
            }
            return all;
        });
    }

    private Node branched(Node target, Node one, Node other, Node third) {
        return switch (dice.below(5)) {
            case 0 ->
                Node.statement(
                        "if (",
                        author.truths.of(1),
                        ") ",
                        Node.block(List.of(Node.statement(target, " = ", one, ";"))),
                        " else ",
                        Node.block(List.of(Node.statement(target, " = ", other, ";"))));
            case 1 ->
                Node.statement(
                        target,
                        " = switch (",
                        author.indices.place(1),
                        ") {",
                        Node.sequence(List.of(
                                Node.statement("case 0 -> ", one, ";"),
                                Node.statement("case 1 -> ", other, ";"),
                                Node.statement("default -> ", third, ";"))),
                        "\n",
                        "};");
            default ->
                Node.statement(
                        target,
                        dice.of(" = ", " = ", " += "),
                        Node.expression(
                                REAL,
                                2,
                                new Hole(author.truths.of(1), 3),
                                " ? ",
                                new Hole(one, 2),
                                " : ",
                                new Hole(other, 2)),
                        ";");
        };
    }

    /** Reads an element, overwrites it or another one, and uses what was there. */
    private Node read() {
        Node element = element();
        return named(element, u -> {
            List<Node> all = new ArrayList<>();
            if (dice.in100(40)) {
                all.addAll(author.statement(author.indices::statement));
            }
            all.addAll(
                    dice.in100(50)
                            ? author.statement(() -> Node.statement(element, " = ", side(real()), ";"))
                            : author.statement(this::overwriting));
            all.addAll(author.statement(() -> Node.statement(element(), dice.of(" += ", " = ", " -= "), side(u), ";")));
            return all;
        });
    }

    private Node overwriting() {
        return switch (dice.below(6)) {
            case 0 -> Node.statement("java.util.Arrays.fill(", vector(), ", ", real(), ");");
            case 1 -> Node.statement("System.arraycopy(", vector(), ", 0, ", vector(), ", 0, 3);");
            case 2 -> {
                Node array = vector();
                author.scope.open();
                String i = author.scope.reserve(dice);
                author.scope.declare(new Variable(i, JavaType.CURSOR, true, true));
                List<Node> body = author.statement(() -> Node.statement(array, "[" + i + "] = ", side(real()), ";"));
                author.scope.close();
                yield Node.statement("for (int " + i + " = 0; " + i + " < 3; " + i + "++) ", Node.block(body));
            }
            default -> Node.statement(element(), " = ", real(), ";");
        };
    }

    /** Two arrays, or two rows, change places. */
    private Node rows() {
        List<Variable> names = author.scope.all(v -> v.type() == JavaType.VECTOR && !v.isFixed());
        String t = author.scope.fresh(dice);
        Node one;
        Node other;
        if (names.size() > 1 && dice.in100(60)) {
            one = Node.primary(JavaType.VECTOR, dice.one(names).name());
            other = Node.primary(JavaType.VECTOR, dice.one(names).name());
        } else {
            Node matrix = author.arrays.argument(JavaType.MATRIX);
            one = Node.primary(JavaType.VECTOR, matrix, "[", author.indices.place(1), "]");
            other = Node.primary(JavaType.VECTOR, matrix, "[", author.indices.place(1), "]");
        }
        return Node.block(List.of(
                Node.statement("double[] " + t + " = ", one, ";"),
                Node.statement(one, " = ", other, ";"),
                Node.statement(other, " = " + t + ";")));
    }
}
