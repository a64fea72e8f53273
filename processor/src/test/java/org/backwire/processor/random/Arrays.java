package org.backwire.processor.random;

import java.util.ArrayList;
import java.util.List;
import org.backwire.processor.random.Node.Hole;
import org.backwire.processor.random.Scope.Variable;

/** Arrays and records: all arrays of a program have three elements, so that any index can be brought into range. */
final class Arrays {
    private final Author author;
    private final Dice dice;

    Arrays(Author author) {
        this.author = author;
        this.dice = author.dice;
    }

    /** An element, or a component of a record. */
    Node element(JavaType type, int depth) {
        return switch (type) {
            case DOUBLE ->
                dice.<Node>choice()
                        .or(6, () -> access(JavaType.VECTOR, type))
                        .or(3, () -> Node.primary(type, argument(JavaType.MATRIX), "[", index(), "][", index(), "]"))
                        .or(
                                1,
                                () -> Node.expression(
                                        type,
                                        1,
                                        target(),
                                        dice.of(" = ", " += ", " *= "),
                                        new Hole(author.numbers.of(type, depth - 1), 1)))
                        .or(1, () -> Node.primary(type, target(), dice.of("++", "--")))
                        .or(1, () -> Node.primary(type, "total(", argument(JavaType.VECTOR), ")"))
                        .orIf(author.has(Feature.ROWS), 12, author.rows::number)
                        .or(2, author.streams::sum)
                        .orIf(
                                author.has(Feature.RECORDS),
                                4,
                                () -> Node.primary(
                                        type, argument(JavaType.PAIR), dice.of(".first()", ".second()", ".product()")))
                        .take();
            case FLOAT -> access(JavaType.FLOATS, type);
            case INT -> access(author.has(Feature.INDICES) && dice.in100(70) ? JavaType.INDICES : JavaType.INTS, type);
            case LONG -> author.has(Feature.INDICES) ? access(JavaType.LONGS, type) : author.numbers.leaf(type);
            default -> author.numbers.leaf(type);
        };
    }

    private Node access(JavaType array, JavaType type) {
        return Node.primary(type, argument(array), "[", index(), "]");
    }

    /** An element that can be written. */
    private Node target() {
        return dice.in100(75)
                ? access(JavaType.VECTOR, JavaType.DOUBLE)
                : Node.primary(JavaType.DOUBLE, argument(JavaType.MATRIX), "[", index(), "][", index(), "]");
    }

    private Node index() {
        if (author.has(Feature.INDICES) && dice.in100(60)) {
            return author.indices.place(1);
        }
        return switch (dice.below(3)) {
            case 0 ->
                Node.primary(
                        JavaType.INT,
                        "Math.floorMod(",
                        author.ofData(() -> author.numbers.of(JavaType.INT, 1)),
                        ", 3)");
            default -> Node.primary(JavaType.INT, dice.of("0", "1", "2"));
        };
    }

    /** An array or a record: a variable, or a new one. */
    Node argument(JavaType type) {
        List<Variable> variables = author.scope.all(variable -> variable.type() == type);
        if (!variables.isEmpty() && dice.in100(90)) {
            return Node.primary(type, dice.one(variables).name());
        }
        boolean isMixed = type == JavaType.VECTOR && author.has(Feature.ROWS) && dice.in100(40);
        Node made = isMixed ? author.rows.mixed() : made(type);
        return author.has(Feature.INDICES) && dice.in100(80) ? author.hoisted(made) : made;
    }

    private Node made(JavaType type) {
        return switch (type) {
            case VECTOR ->
                dice.in100(20)
                        ? returned()
                        : dice.in100(60)
                                ? Node.primary(type, "new double[] {", real(), ", ", real(), ", ", real(), "}")
                                : dice.in100(50)
                                        ? Node.primary(type, "axis(", real(), ")")
                                        : Node.primary(
                                                type,
                                                argumentOr(JavaType.MATRIX, "new double[3][3]"),
                                                "[",
                                                index(),
                                                "]");
            case MATRIX ->
                Node.primary(
                        type,
                        "new double[][] {",
                        argumentOr(JavaType.VECTOR, "axis(1)"),
                        ".clone(), axis(",
                        real(),
                        "), {1, 2, 3}}");
            case FLOATS -> Node.primary(type, "new ", type, " {1, ", author.numbers.leaf(JavaType.FLOAT), ", 3}");
            case INTS ->
                Node.primary(type, "new int[] {1, 2, ", author.ofData(() -> author.numbers.leaf(JavaType.INT)), "}");
            case LONGS, FLAGS, INDICES, SEEN -> author.indices.made(type);
            case PAIR ->
                dice.in100(70)
                        ? Node.primary(type, "new Pair(", real(), ", ", real(), ")")
                        : Node.primary(
                                type,
                                "spiral(",
                                argumentOr(JavaType.PAIR, "new Pair(1, 2)"),
                                ", ",
                                real(),
                                ", ",
                                author.library.rounds(),
                                ")");
            default -> throw new AssertionError(type);
        };
    }

    /** An array that a method returns which calls itself: one that it was given, or a new one. */
    private Node returned() {
        Node given = argumentOr(JavaType.VECTOR, "axis(1)");
        Node rounds = author.library.rounds();
        return dice.in100(50)
                ? Node.primary(JavaType.VECTOR, "unfold(", given, ", ", real(), ", ", rounds, ")")
                : Node.primary(
                        JavaType.VECTOR,
                        "choose(",
                        given,
                        ", ",
                        argumentOr(JavaType.VECTOR, "axis(2)"),
                        ", ",
                        rounds,
                        ")");
    }

    private Node argumentOr(JavaType type, String other) {
        List<Variable> variables = author.scope.all(variable -> variable.type() == type);
        return Node.primary(
                type,
                variables.isEmpty() ? "(" + other + ")" : dice.one(variables).name());
    }

    private Node real() {
        return author.numbers.of(JavaType.DOUBLE, 1);
    }

    Node statement(int depth) {
        return dice.<Node>choice()
                .or(12, this::declaration)
                .or(
                        14,
                        () -> Node.statement(
                                target(),
                                dice.of(" = ", " += ", " -= ", " *= "),
                                new Hole(author.numbers.assignable(JavaType.DOUBLE, depth), 1),
                                ";"))
                .or(3, () -> Node.statement(target(), dice.of("++;", "--;")))
                .or(4, this::swap)
                .or(3, author.streams::set)
                .or(3, () -> Node.statement("addTo(", argument(JavaType.VECTOR), ", ", real(), ");"))
                .or(2, () -> Node.statement("java.util.Arrays.fill(", argument(JavaType.VECTOR), ", ", real(), ");"))
                .or(
                        3,
                        () -> Node.statement(
                                "System.arraycopy(",
                                argument(JavaType.VECTOR),
                                ", 0, ",
                                argument(JavaType.VECTOR),
                                ", " + dice.of("0, 3", "1, 2", "0, 2") + ");"))
                .or(
                        3,
                        () -> Node.statement(
                                "soak(", argument(JavaType.VECTOR), ", ", real(), ", ", author.library.rounds(), ");"))
                .or(3, this::sort)
                .or(4, this::reference)
                .or(4, this::keptSometimes)
                .take();
    }

    private Node sort() {
        JavaType type = author.floats && dice.in100(30) ? JavaType.FLOATS : JavaType.VECTOR;
        return Node.statement(
                "java.util.Arrays." + dice.of("sort(", "sort(", "parallelSort("),
                argument(type),
                dice.of("", "", ", 1, 3", ", 0, 2") + ");");
    }

    /** A number that goes into an array on some ways only, and is used behind it. */
    private Node keptSometimes() {
        Node value = author.numbers.of(JavaType.DOUBLE, 2);
        Node truth = author.truths.of(1);
        Node target = target();
        List<Variable> sums = author.writable(JavaType.DOUBLE);
        String name = author.scope.reserve(dice);
        author.scope.declare(new Variable(name, JavaType.DOUBLE, true, false));
        List<Node> all = new ArrayList<>(List.of(
                Node.statement("double " + name + " = ", new Hole(value, 1), ";"),
                Node.statement("if (", truth, ") { ", target, " = " + name + "; }")));
        if (!sums.isEmpty()) {
            all.add(Node.statement(
                    dice.one(sums).name(), " += ", dice.of(name + " * " + name, "Math.sin(" + name + ")"), ";"));
        }
        return Node.sequence(all);
    }

    private Node declaration() {
        JavaType type = dice.<JavaType>choice()
                .or(10, () -> JavaType.VECTOR)
                .or(3, () -> JavaType.MATRIX)
                .or(1, () -> JavaType.INTS)
                .orIf(author.floats, 1, () -> JavaType.FLOATS)
                .orIf(author.has(Feature.RECORDS), 6, () -> JavaType.PAIR)
                .take();
        String name = author.scope.reserve(dice);
        Node value = switch (dice.below(4)) {
            case 0 -> type == JavaType.PAIR ? argument(type) : Node.primary(type, argument(type), ".clone()");
            case 1 -> argument(type);
            default -> made(type);
        };
        Variable variable = author.scope.declare(new Variable(name, type, dice.in100(30), false));
        return author.declaration(variable, value);
    }

    /** An assignment of a reference: from here on two names mean one array, or two names have changed places. */
    private Node reference() {
        JavaType type = dice.of(JavaType.VECTOR, JavaType.VECTOR, JavaType.MATRIX, JavaType.PAIR);
        List<Variable> variables = author.scope.all(variable -> variable.type() == type && !variable.isFixed());
        return variables.isEmpty()
                ? declaration()
                : Node.statement(dice.one(variables).name(), " = ", argument(type), ";");
    }

    private Node swap() {
        Node array = argumentOr(JavaType.VECTOR, "axis(2)");
        author.scope.open();
        String name = author.scope.reserve(dice);
        Node one = index();
        Node other = index();
        author.scope.close();
        return Node.block(List.of(
                Node.statement("double " + name + " = ", array, "[", one, "];"),
                Node.statement(array, "[", one, "] = ", array, "[", other, "];"),
                Node.statement(array, "[", other, "] = " + name + ";")));
    }
}
