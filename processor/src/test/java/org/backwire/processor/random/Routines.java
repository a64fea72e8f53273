package org.backwire.processor.random;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.backwire.processor.random.Node.Hole;
import org.backwire.processor.random.Scope.Variable;

/** What people write with integers that change: sorting by counts, two rows that take turns, lists in arrays, stacks. */
final class Routines {
    private final Author author;
    private final Dice dice;

    Routines(Author author) {
        this.author = author;
        this.dice = author.dice;
    }

    Node statement() {
        author.scope.open();
        List<Node> all = switch (dice.below(4)) {
            case 0 -> sorted();
            case 1 -> turns();
            case 2 -> lists();
            default -> stack();
        };
        author.scope.close();
        return Node.block(all);
    }

    /** A name that what is written next does not use. */
    private String hidden() {
        return author.scope.reserve(dice);
    }

    /** A loop over all places. */
    private Node each(Function<String, Node> body) {
        return looped(i -> "for (int " + i + " = 0; " + i + " < 3; " + i + "++) ", body);
    }

    private Node looped(UnaryOperator<String> head, Function<String, Node> body) {
        author.scope.open();
        String i = author.scope.reserve(dice);
        author.scope.declare(new Variable(i, JavaType.CURSOR, true, true));
        List<Node> statements = author.statement(() -> body.apply(i));
        author.scope.close();
        return Node.statement(head.apply(i), Node.block(statements));
    }

    private Node side() {
        return author.withoutAssignments(() -> author.overwrites.side(author.overwrites.element()));
    }

    private Node use(String array) {
        return Node.primary(JavaType.DOUBLE, array + "[", author.indices.place(1), "]");
    }

    /** Numbers in the order of their keys: each place that is taken moves on. */
    private List<Node> sorted() {
        Node given = author.arrays.argument(JavaType.INDICES);
        String keys = hidden();
        String at = hidden();
        String to = hidden();
        return List.of(
                Node.statement("int[] " + keys + " = ", given, dice.of(";", ".clone();")),
                Node.statement("int[] " + at + " = new int[4];"),
                Node.statement("double[] " + to + " = new double[3];"),
                each(i -> Node.statement(at + "[" + keys + "[" + i + "] + 1]++;")),
                each(i -> Node.statement(at + "[" + i + " + 1] += " + at + "[" + i + "];")),
                each(i -> Node.statement(to + "[" + at + "[" + keys + "[" + i + "]]++ & 3] = ", side(), ";")),
                Node.statement(author.overwrites.element(), " += ", author.overwrites.side(use(to)), ";"));
    }

    /** Each row is computed from the other one. */
    private List<Node> turns() {
        Node first = author.arrays.argument(JavaType.VECTOR);
        String rows = hidden();
        String k = hidden();
        Node steps = each(t -> Node.block(List.of(
                each(i -> Node.statement(
                        rows + "[" + k + " ^ 1][",
                        author.indices.place(1),
                        "] " + dice.of("= ", "+= "),
                        author.overwrites.side(use(rows + "[" + k + "]")),
                        ";")),
                Node.statement(k + dice.of(" ^= 1;", " = 1 - " + k + ";")))));
        return List.of(
                Node.statement("double[][] " + rows + " = {", first, ".clone(), new double[3]};"),
                Node.statement("int " + k + " = 0;"),
                steps,
                Node.statement(author.overwrites.element(), " += ", use(rows + "[" + k + "]"), ";"));
    }

    /** The last place of each list, and for each place the one before. */
    private List<Node> lists() {
        Node given = author.arrays.argument(JavaType.INDICES);
        Node first = author.indices.place(1);
        String keys = hidden();
        String heads = hidden();
        String next = hidden();
        Node entering = each(i -> Node.block(List.of(
                Node.statement(next + "[" + i + "] = " + heads + "[" + keys + "[" + i + "]];"),
                Node.statement(heads + "[" + keys + "[" + i + "]] = " + i + ";"))));
        Node walking = looped(
                e -> "for (int " + e + " = " + heads + "[" + keys + "[1]]; " + e + " >= 0; " + e + " = " + next + "["
                        + e + "]) ",
                e -> Node.statement(
                        author.overwrites.element(),
                        dice.of(" += ", " = "),
                        author.overwrites.side(author.overwrites.element()),
                        ";"));
        return List.of(
                Node.statement("int[] " + keys + " = ", given, ";"),
                Node.statement(keys + "[1] = ", first, ";"),
                Node.statement("int[] " + heads + " = {-1, -1, -1};"),
                Node.statement("int[] " + next + " = new int[3];"),
                entering,
                walking);
    }

    /** What is put on the stack last is taken first, and its place is used again. */
    private List<Node> stack() {
        String stack = hidden();
        String top = hidden();
        Node turns = each(t -> Node.statement(
                "if (" + top + " == 0 || ",
                new Hole(author.withoutAssignments(() -> author.truths.of(1)), 4),
                ") ",
                Node.block(List.of(Node.statement(stack + "[" + top + "++] = ", side(), ";"))),
                " else ",
                Node.block(List.of(taken(stack + "[--" + top + "]")))));
        Node rest = taken(stack + "[--" + top + "]");
        return List.of(
                Node.statement("double[] " + stack + " = new double[3];"),
                Node.statement("int " + top + " = 0;"),
                turns,
                Node.statement("while (" + top + " > 0) ", Node.block(List.of(rest))));
    }

    private Node taken(String element) {
        Node taken = Node.primary(JavaType.DOUBLE, element);
        return Node.statement(author.overwrites.element(), " += ", taken, " * ", new Hole(side(), 13), ";");
    }
}
