package org.backwire.processor.random;

import java.util.List;
import org.backwire.processor.random.Node.Hole;
import org.backwire.processor.random.Scope.Variable;

/**
 * Integers that change while they say where arrays are read and written: variables of type {@link JavaType#CURSOR} and elements of
 * {@link JavaType#INDICES}, which are never outside of an array.
 */
final class Indices {
    private final Author author;
    private final Dice dice;

    Indices(Author author) {
        this.author = author;
        this.dice = author.dice;
    }

    /** An index of any array. */
    Node place(int depth) {
        JavaType type = JavaType.CURSOR;
        if (depth <= 0) {
            return leaf();
        }
        List<Variable> cursors = author.writable(type);
        boolean mayAssign = author.mayAssign();
        Node written = dice.<Node>choice()
                .or(8, this::leaf)
                .or(14, () -> element(JavaType.INDICES, type, depth - 1))
                .orIf(author.data.exists(JavaType.SEEN), 10, () -> element(JavaType.SEEN, type, depth - 1))
                .or(5, () -> Node.expression(type, 12, "(", operand(depth), " + ", operand(depth), ") % 3"))
                .or(2, () -> Node.expression(type, 11, "2 - ", new Hole(place(depth - 1), 12)))
                .or(1, () -> Node.expression(type, 7, new Hole(place(depth - 1), 7), " & 1"))
                .or(2, () -> Node.expression(type, 12, "(", new Hole(number(), 8), " & 3) % 3"))
                .or(1, () -> Node.primary(type, "Math.floorMod(", number(), ", 3)"))
                .or(2, () -> Node.primary(type, dice.of("Math.min(", "Math.max("), place(depth - 1), ", ", leaf(), ")"))
                .or(
                        2,
                        () -> Node.expression(
                                type,
                                2,
                                new Hole(author.truths.of(1), 3),
                                " ? ",
                                new Hole(place(depth - 1), 2),
                                " : ",
                                new Hole(place(depth - 1), 2)))
                .or(1, () -> Node.expression(type, 12, "(int) Math.abs(3 * ", new Hole(real(), 13), ") % 3"))
                .or(
                        1,
                        () -> Node.expression(
                                type, 12, "(int) (", element(JavaType.LONGS, JavaType.LONG, depth - 1), " & 3) % 3"))
                .orIf(mayAssign && !cursors.isEmpty(), 3, () -> setting(dice.one(cursors), place(depth - 1)))
                .orIf(
                        mayAssign,
                        1,
                        () -> Node.expression(
                                type, 1, element(JavaType.INDICES, type, 0), " = ", new Hole(place(depth - 1), 1)))
                .orIf(mayAssign, 2, () -> turning())
                .take();
        return author.named(written);
    }

    private Hole operand(int depth) {
        return dice.in100(50)
                ? new Hole(Node.primary(JavaType.CURSOR, dice.of("1", "2")), 11)
                : new Hole(place(depth - 1), 11);
    }

    private Node leaf() {
        List<Variable> cursors = author.readable(JavaType.CURSOR);
        return Node.primary(
                JavaType.CURSOR,
                cursors.isEmpty() || dice.in100(15)
                        ? dice.of("0", "1", "2")
                        : (dice.in100(50) ? cursors.get(0) : dice.one(cursors)).name()); // the innermost loop's
    }

    /** An element of an array of integers or truths. */
    Node element(JavaType array, JavaType type, int depth) {
        return Node.primary(type, author.arrays.argument(array), "[", place(depth), "]");
    }

    private Node turning() {
        return Node.primary(JavaType.CURSOR, "turn(", author.arrays.argument(JavaType.INDICES), ", ", place(1), ")");
    }

    private static Node setting(Variable cursor, Node value) {
        return Node.expression(JavaType.CURSOR, 1, cursor.name() + " = ", new Hole(value, 1));
    }

    private Node number() {
        return author.ofData(() -> author.numbers.of(JavaType.INT, 1));
    }

    private Node real() {
        return author.numbers.of(JavaType.DOUBLE, 1);
    }

    /** A new array. */
    Node made(JavaType type) {
        return switch (type) {
            case LONGS -> Node.primary(type, "new long[] {1, 2, ", author.numbers.leaf(JavaType.LONG), "}");
            case FLAGS -> Node.primary(type, "new boolean[] {true, false, ", author.truths.of(1), "}");
            default ->
                switch (dice.below(4)) {
                    case 0 -> Node.primary(type, "(new int[3])");
                    case 1 -> Node.primary(type, "new int[] {", place(1), ", ", place(1), ", ", place(1), "}");
                    default ->
                        Node.primary(type, "new int[] {" + dice.of("0, 1, 2", "2, 0, 1", "1, 2, 0", "0, 2, 1") + "}");
                };
        };
    }

    Node statement() {
        return dice.<Node>choice()
                .or(10, this::declaration)
                .or(12, this::change)
                .or(6, this::move)
                .or(4, this::swap)
                .or(4, this::whole)
                .or(4, this::ofOthers)
                .or(3, this::call)
                .or(14, author.overwrites::statement)
                .or(6, author.routines::statement)
                .take();
    }

    private Node declaration() {
        return declaration(dice.<JavaType>choice()
                .or(10, () -> JavaType.INDICES)
                .or(10, () -> JavaType.CURSOR)
                .or(2, () -> JavaType.LONGS)
                .or(2, () -> JavaType.FLAGS)
                .or(6, () -> JavaType.SEEN)
                .take());
    }

    Node declaration(JavaType type) {
        String name = author.scope.reserve(dice);
        Node value = type == JavaType.CURSOR
                ? place(2)
                : switch (type == JavaType.SEEN ? 4 : dice.below(4)) {
                    case 4 -> hidden();
                    case 0 -> Node.primary(type, author.arrays.argument(type), ".clone()");
                    case 1 -> Node.primary(type, "java.util.Arrays.copyOf(", author.arrays.argument(type), ", 3)");
                    case 2 -> author.arrays.argument(type);
                    default -> made(type);
                };
        return author.declaration(author.scope.declare(new Variable(name, type, dice.in100(20), true)), value);
    }

    /** An array that goes into an object and comes out again: now it has two names. */
    private Node hidden() {
        JavaType type = JavaType.INDICES;
        Node array = author.arrays.argument(type);
        Node other = author.arrays.argument(type);
        return dice.<Node>choice()
                .or(3, () -> Node.expression(type, 14, "(int[]) (Object) ", new Hole(array, 14)))
                .or(3, () -> Node.expression(type, 14, "(int[]) hidden(", array, ")"))
                .or(3, () -> Node.primary(type, "new Places(", array, ", \"\").", dice.of("all()", "own()")))
                .or(2, () -> Node.expression(type, 14, "(int[]) new Places(", array, ", ", other, ").owner()"))
                .or(3, () -> Node.primary(type, "java.util.List.of(", array, ", ", other, ").get(", bit(), ")"))
                .or(2, () -> Node.expression(type, 14, "(int[]) new Object[] {", array, ", ", other, "}[", bit(), "]"))
                .or(2, () -> Node.primary(type, "new int[][] {", array, ", ", other, "}[", bit(), "]"))
                .or(2, () -> Node.expression(type, 2, new Hole(author.truths.of(1), 3), " ? ", array, " : ", other))
                .take();
    }

    private Node bit() {
        return Node.expression(JavaType.CURSOR, 7, new Hole(place(1), 7), " & 1");
    }

    /** Another index in an element. */
    private Node change() {
        Node element = element(JavaType.INDICES, JavaType.CURSOR, 1);
        return switch (dice.below(5)) {
            case 0 -> Node.statement(element, "++; ", element, " %= 3;");
            case 1 ->
                Node.statement(element, dice.of(" &= ", " %= 1 + ", " >>= ", " /= 1 + "), new Hole(place(1), 12), ";");
            default -> Node.statement(element, " = ", place(2), ";");
        };
    }

    private Node move() {
        List<Variable> cursors = author.writable(JavaType.CURSOR);
        if (cursors.isEmpty()) {
            return declaration();
        }
        Variable cursor = dice.one(cursors);
        String k = cursor.name();
        return switch (dice.below(4)) {
            case 0 -> Node.statement(k + " = (" + k + dice.of(" + 1) % 3;", " + 2) % 3;"));
            case 1 ->
                Node.statement(dice.of("if (++" + k + " == 3) " + k + " = 0;", "if (--" + k + " < 0) " + k + " = 2;"));
            default -> Node.statement(setting(cursor, place(2)), ";");
        };
    }

    private Node swap() {
        Node array = author.arrays.argument(JavaType.INDICES);
        author.scope.open();
        String name = author.scope.reserve(dice);
        Node one = place(1);
        Node other = place(1);
        author.scope.close();
        return Node.block(List.of(
                Node.statement("int " + name + " = ", array, "[", one, "];"),
                Node.statement(array, "[", one, "] = ", array, "[", other, "];"),
                Node.statement(array, "[", other, "] = Math.floorMod(" + name + ", 3);")));
    }

    /** All elements at once, or another array by the same name. */
    private Node whole() {
        JavaType type = JavaType.INDICES;
        List<Variable> names = author.scope.all(variable -> variable.type() == type && !variable.isFixed());
        return dice.<Node>choice()
                .or(
                        2,
                        () -> Node.statement(
                                "java.util.Arrays.fill(", author.arrays.argument(type), ", ", place(1), ");"))
                .or(
                        2,
                        () -> Node.statement(
                                "System.arraycopy(",
                                author.arrays.argument(type),
                                ", 0, ",
                                author.arrays.argument(type),
                                ", " + dice.of("0, 3", "1, 2", "0, 2") + ");"))
                .orIf(
                        !names.isEmpty(),
                        3,
                        () -> Node.statement(dice.one(names).name(), " = ", author.arrays.argument(type), ";"))
                .take();
    }

    private Node ofOthers() {
        return dice.in100(50)
                ? Node.statement(
                        element(JavaType.FLAGS, JavaType.BOOLEAN, 1),
                        dice.of(" = ", " ^= ", " |= ", " &= "),
                        author.truths.of(1),
                        ";")
                : dice.in100(50)
                        ? Node.statement(element(JavaType.LONGS, JavaType.LONG, 1), dice.of("++;", "--;"))
                        : Node.statement(
                                element(JavaType.LONGS, JavaType.LONG, 1), dice.of(" += ", " = "), place(2), ";");
    }

    private Node call() {
        return switch (dice.below(3)) {
            case 0 -> Node.statement(turning(), ";");
            case 1 -> Node.statement("rotate(", author.arrays.argument(JavaType.INDICES), ");");
            default ->
                Node.statement(
                        "scatter(",
                        author.arrays.argument(JavaType.VECTOR),
                        ", ",
                        author.arrays.argument(JavaType.INDICES),
                        ", ",
                        real(),
                        ");");
        };
    }
}
