package org.backwire.processor.random;

import java.util.List;
import org.backwire.processor.random.Node.Hole;
import org.backwire.processor.random.Scope.Variable;

/** Loops that begin, end and go on where integers say that may change in them; their variables are indices of arrays. */
final class Walks {
    private final Author author;
    private final Dice dice;

    Walks(Author author) {
        this.author = author;
        this.dice = author.dice;
    }

    Node loop(String prefix, int depth) {
        return switch (dice.below(6)) {
            case 0 -> between(prefix, depth);
            case 1 -> chase(prefix, depth);
            case 2 -> pointers(prefix, depth);
            case 3 -> meeting(prefix, depth);
            default -> all(prefix, depth);
        };
    }

    private Variable cursor(String name) {
        return author.scope.declare(new Variable(name, JavaType.CURSOR, true, true));
    }

    private Node all(String prefix, int depth) {
        String i = cursor(author.scope.reserve(dice)).name();
        String head = dice.of(
                "for (int # = 0; # < 3; #++) ", "for (int # = 2; # >= 0; #--) ", "for (int # = 1; # < 3; #++) ");
        return Node.statement(prefix + head.replace("#", i), author.loops.body(depth));
    }

    private Node between(String prefix, int depth) {
        String i = author.scope.reserve(dice);
        Node first = author.indices.place(2);
        Node last = author.indices.place(2);
        Hole step = new Hole(author.indices.place(1), 12);
        cursor(i);
        Node body = author.loops.body(depth);
        return switch (dice.below(4)) {
            case 0 -> Node.statement(prefix + "for (int " + i + " = ", first, "; " + i + " < 3; " + i + "++) ", body);
            case 1 ->
                Node.statement(
                        prefix + "for (int " + i + " = ",
                        first,
                        "; " + i + " <= ",
                        new Hole(last, 10),
                        "; " + i + "++) ",
                        body);
            case 2 ->
                Node.statement(
                        prefix + "for (int " + i + " = 2; " + i + " >= ", new Hole(last, 10), "; " + i + "--) ", body);
            default ->
                Node.statement(
                        prefix + "for (int " + i + " = ",
                        first,
                        "; " + i + " < 3; " + i + " += 1 + ",
                        step,
                        ") ",
                        body);
        };
    }

    /** Each place says which is the next one. */
    private Node chase(String prefix, int depth) {
        Node first = author.indices.place(2);
        Node next = author.arrays.argument(JavaType.INDICES);
        String n = author.scope.reserve(dice);
        String e = cursor(author.scope.reserve(dice)).name();
        return Node.statement(
                prefix + "for (int " + n + " = 0, " + e + " = ",
                first,
                "; " + n + " < " + dice.of("2", "3") + "; " + e + " = ",
                next,
                "[" + e + "], " + n + "++) ",
                author.loops.body(depth));
    }

    private Node pointers(String prefix, int depth) {
        Node first = author.indices.place(1);
        String lo = cursor(author.scope.reserve(dice)).name();
        String hi = cursor(author.scope.reserve(dice)).name();
        return Node.statement(
                prefix + "for (int " + lo + " = ",
                first,
                ", " + hi + " = 2; " + lo + " <= " + hi + "; " + lo + "++, " + hi + "--) ",
                author.loops.body(depth));
    }

    /** Two indices, one of which goes on towards the other. */
    private Node meeting(String prefix, int depth) {
        Node first = author.indices.place(1);
        String lo = cursor(author.scope.reserve(dice)).name();
        String hi = cursor(author.scope.reserve(dice)).name();
        author.scope.open();
        List<Node> statements = author.statement(
                () -> Node.statement("if (", author.truths.of(1), ") " + lo + "++; else " + hi + "--;"));
        statements.addAll(author.loops.body(depth).children());
        author.scope.close();
        return Node.block(List.of(
                Node.statement("int " + lo + " = ", first, ", " + hi + " = 2;"),
                Node.statement(prefix + "while (" + lo + " < " + hi + ") ", Node.block(statements))));
    }
}
