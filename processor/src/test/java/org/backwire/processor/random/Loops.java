package org.backwire.processor.random;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.backwire.processor.random.Node.Hole;
import org.backwire.processor.random.Scope.Variable;

/** Loops in all their forms; each ends after a few rounds. */
final class Loops {
    private final Author author;
    private final Dice dice;
    /** The labels of the loops around; empty for one without. */
    private Deque<String> around = new ArrayDeque<>();

    private int labels;

    Loops(Author author) {
        this.author = author;
        this.dice = author.dice;
    }

    /** Enters an expression, out of which nobody can jump. */
    Deque<String> leave() {
        Deque<String> left = around;
        around = new ArrayDeque<>();
        return left;
    }

    void comeBack(Deque<String> left) {
        around = left;
    }

    /** A loop, with what it needs declared before it. */
    Node loop(int depth) {
        String label = dice.in100(20) ? "loop" + ++labels : "";
        author.scope.open();
        around.push(label);
        Node loop = dice.<Node>choice()
                .or(50, () -> counting(label, depth))
                .or(12, () -> conditional(label, depth))
                .or(10, () -> whileLoop(label, depth))
                .or(10, () -> doLoop(label, depth))
                .or(5, () -> endless(label, depth))
                .or(8, () -> search(label))
                .orIf(author.has(Feature.ARRAYS), 12, () -> overArray(label, depth))
                .orIf(author.has(Feature.INDICES), 100, () -> author.walks.loop(prefix(label), depth))
                .take();
        around.pop();
        author.scope.close();
        return loop;
    }

    private static String prefix(String label) {
        return label.isEmpty() ? "" : label + ": ";
    }

    /** How often a loop runs: seldom more than three times, sometimes never. */
    private Node rounds() {
        if (author.has(Feature.INDICES) && dice.in100(40)) {
            return author.indices.place(2);
        }
        return switch (dice.below(5)) {
            case 0 -> Node.primary(JavaType.INT, dice.of("0", "1", "2"));
            case 1 ->
                Node.expression(
                        JavaType.INT, 7, new Hole(author.ofData(() -> author.numbers.of(JavaType.INT, 1)), 7), " & 3");
            default -> Node.primary(JavaType.INT, dice.of("3", "2", "3", "1", "4"));
        };
    }

    private static Variable counter(String name) {
        return new Variable(name, JavaType.INT, true, true);
    }

    private Node counting(String label, int depth) {
        String reserved = author.scope.reserve(dice);
        Node rounds = rounds();
        Variable i = author.scope.declare(counter(reserved));
        String name = i.name();
        Node.Hole end = new Hole(rounds, 10);
        return switch (dice.below(4)) {
            case 0 ->
                Node.statement(
                        prefix(label) + "for (int " + name + " = ",
                        rounds,
                        " - 1; " + name + " >= 0; " + name + "--) ",
                        body(depth));
            case 1 ->
                Node.statement(
                        prefix(label) + "for (int " + name + " = 0; " + name + " <= ",
                        end,
                        "; " + name + " += 2) ",
                        body(depth));
            default ->
                Node.statement(
                        prefix(label) + "for (int " + name + " = 0; " + name + " < ",
                        end,
                        "; " + name + "++) ",
                        body(depth));
        };
    }

    /** A loop that ends early by a test of active values. */
    private Node conditional(String label, int depth) {
        String reserved = author.scope.reserve(dice);
        Node test = author.truths.of(1);
        Variable i = author.scope.declare(counter(reserved));
        String name = i.name();
        return Node.statement(
                prefix(label) + "for (int " + name + " = 0; " + name + " < 3 && ",
                new Hole(test, 5),
                "; " + name + "++) ",
                body(depth));
    }

    private Node whileLoop(String label, int depth) {
        String reserved = author.scope.reserve(dice);
        Node rounds = rounds();
        Variable i = author.scope.declare(counter(reserved));
        Node loop = Node.statement(prefix(label) + "while (" + i.name() + "-- > 0) ", body(depth));
        return declared(i, rounds, loop);
    }

    private Node doLoop(String label, int depth) {
        String reserved = author.scope.reserve(dice);
        Node rounds = rounds();
        Variable i = author.scope.declare(counter(reserved));
        Node loop = Node.statement(prefix(label) + "do ", body(depth), " while (--" + i.name() + " > 0);");
        return declared(i, rounds, loop);
    }

    private Node endless(String label, int depth) {
        String reserved = author.scope.reserve(dice);
        Node rounds = rounds();
        Variable i = author.scope.declare(counter(reserved));
        Node exit = Node.statement("if (" + i.name() + "-- <= 0) {", "\n", "    break;", "\n", "}");
        Node body = body(depth);
        List<Node> statements = new ArrayList<>(List.of(exit));
        statements.addAll(body.children());
        Node loop = Node.statement(prefix(label) + dice.of("for (;;) ", "while (true) "), Node.block(statements));
        return declared(i, rounds, loop);
    }

    /** The counter's declaration, and the loop behind it, in a block. */
    private static Node declared(Variable counter, Node start, Node loop) {
        Node declaration = Node.statement("int " + counter.name() + " = ", start, ";");
        return Node.block(List.of(declaration, loop));
    }

    /** Looks for the largest or smallest of some numbers, and keeps it in a variable. */
    private Node search(String label) {
        List<Variable> found = author.writable(JavaType.DOUBLE);
        if (found.isEmpty()) {
            return counting(label, 1);
        }
        String best = dice.one(found).name();
        String reserved = author.scope.reserve(dice);
        Node rounds = rounds();
        Variable i = author.scope.declare(counter(reserved));
        author.scope.open();
        List<Node> statements = author.statement(() -> challenge(best));
        author.scope.close();
        return Node.statement(
                prefix(label) + "for (int " + i.name() + " = 0; " + i.name() + " < ",
                new Hole(rounds, 10),
                "; " + i.name() + "++) ",
                Node.block(statements));
    }

    private Node challenge(String best) {
        Node number = author.numbers.of(JavaType.DOUBLE, 2);
        String call = best + " = Math." + dice.of("max", "min") + "(";
        String other = author.scope.fresh(dice);
        return switch (dice.below(3)) {
            case 0 -> Node.statement(call + best + ", ", number, ");");
            case 1 -> Node.statement(call, number, ", " + best + ");");
            default ->
                Node.statement(
                        "{ double " + other + " = ",
                        number,
                        "; if (" + other + dice.of(" > ", " < ", " >= ") + best + ") { " + best + " = " + other
                                + "; } }");
        };
    }

    private Node overArray(String label, int depth) {
        Node array = author.arrays.argument(JavaType.VECTOR);
        Variable element =
                author.scope.add(new Variable(author.scope.fresh(dice), JavaType.DOUBLE, dice.in100(50), false));
        return Node.statement(
                prefix(label) + "for (" + (element.isFixed() ? "final " : "") + "double " + element.name() + " : ",
                array,
                ") ",
                body(depth));
    }

    Node body(int depth) {
        author.scope.open();
        List<Node> statements = author.statements.some(1, 3, depth - 1);
        if (dice.in100(30)) {
            statements.addAll(author.statement(this::jump));
            statements.addAll(author.statements.some(0, 2, depth - 1));
        }
        author.scope.close();
        return Node.block(statements);
    }

    private Node jump() {
        List<String> named = around.stream().filter(label -> !label.isEmpty()).toList();
        String target = !named.isEmpty() && dice.in100(50) ? " " + dice.one(named) : "";
        Node test = author.truths.of(1);
        author.scope.open();
        List<Node> before = author.statements.some(0, 1, 0);
        before.add(Node.statement(dice.of("break", "continue") + target + ";"));
        author.scope.close();
        return Node.statement("if (", test, ") ", Node.block(before));
    }
}
