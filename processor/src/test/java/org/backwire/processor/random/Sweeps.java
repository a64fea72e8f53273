package org.backwire.processor.random;

import java.util.ArrayList;
import java.util.List;
import org.backwire.processor.random.Node.Hole;

/**
 * Steps that read a whole array in a nest of loops and write it behind the nest, in place or by a second buffer with which it changes
 * places: powers of a matrix, recurrent networks, stencils.
 */
final class Sweeps {
    private static final JavaType REAL = JavaType.DOUBLE;
    private static final String SIZE = "3";

    private final Author author;
    private final Dice dice;

    Sweeps(Author author) {
        this.author = author;
        this.dice = author.dice;
    }

    Node statement() {
        author.scope.open();
        Names names = new Names(name(), name(), name(), name(), name(), name());
        boolean isMatrix = dice.in100(25);
        List<Node> step = new ArrayList<>();
        step.add(dice.in100(80) ? nest(names, isMatrix) : Node.statement("if (", truth(), ") ", nest(names, isMatrix)));
        if (dice.in100(25)) {
            step.add(nest(names, isMatrix));
        }
        step.add(behind(names, isMatrix));
        if (dice.in100(25)) {
            step.add(Node.statement("if (", truth(), ") ", dice.of("break;", "continue;")));
        }
        List<Node> all = new ArrayList<>();
        all.add(Node.statement(buffer(names.now(), isMatrix)));
        all.add(Node.statement(dice.in100(90) ? buffer(names.next(), isMatrix) : alias(names, isMatrix)));
        for (String array : List.of(names.now(), names.next())) {
            all.add(filled(names, array, isMatrix));
        }
        String s = names.step();
        all.add(Node.statement(
                "for (int " + s + " = 0; " + s + " < " + dice.of("3", "2", "4", "0", "1") + "; " + s + "++) ",
                Node.block(step)));
        all.add(Node.statement(
                author.arrays.argument(JavaType.VECTOR),
                "[" + dice.below(3) + "] = ",
                cell(names.now(), isMatrix, "0", "1"),
                " * ",
                cell(names.next(), isMatrix, "2", "0"),
                ";"));
        author.scope.close();
        return Node.block(all);
    }

    /** The variables of a sweep, which nothing else knows. */
    private record Names(String now, String next, String step, String i, String j, String sum) {}

    private String name() {
        return author.scope.reserve(dice);
    }

    /** Without calls: it is computed for each element, and a helper that calls itself could have a sweep of its own. */
    private Node real() {
        return author.numbers.leaf(REAL);
    }

    private Node truth() {
        return author.truths.of(0);
    }

    private static String buffer(String name, boolean isMatrix) {
        return isMatrix
                ? "double[][] " + name + " = new double[" + SIZE + "][" + SIZE + "];"
                : "double[] " + name + " = new double[" + SIZE + "];";
    }

    /** Both are one array. */
    private static String alias(Names names, boolean isMatrix) {
        return "double" + (isMatrix ? "[][] " : "[] ") + names.next() + " = " + names.now() + ";";
    }

    private static Node cell(String array, boolean isMatrix, String i, String j) {
        return Node.primary(REAL, array + (isMatrix ? "[" + i + "][" + j + "]" : "[" + j + "]"));
    }

    private Node filled(Names names, String array, boolean isMatrix) {
        Node fills = Node.statement(
                cell(array, isMatrix, names.i(), names.j()),
                " = Math.sin(",
                new Hole(real(), 12),
                " + " + names.j() + ");");
        Node row = loop(names.j(), array + (isMatrix ? "[0]" : "") + ".length", fills);
        return isMatrix ? loop(names.i(), array + ".length", row) : row;
    }

    private static Node loop(String i, String bound, Node body) {
        return Node.statement(
                "for (int " + i + " = 0; " + i + " < " + bound + "; " + i + "++) ", Node.block(List.of(body)));
    }

    /** Reads elements of what is there now, for each element of what is there next. */
    private Node nest(Names names, boolean isMatrix) {
        String sum = names.sum();
        Node adds = Node.statement(sum + dice.of(" += ", " -= ", " += "), read(names, isMatrix), ";");
        if (dice.in100(25)) {
            adds = Node.statement("if (", dice.in100(50) ? names.i() + " != " + names.j() : truth(), ") ", adds);
        }
        List<Node> body = new ArrayList<>();
        body.add(Node.statement("double " + sum + " = ", real(), ";"));
        if (isMatrix) {
            body.add(adds);
            body.add(Node.statement(cell(names.next(), true, names.i(), names.j()), " = ", bounded(sum), ";"));
            return loop(
                    names.i(),
                    names.now() + ".length",
                    loop(names.j(), names.now() + "[" + names.i() + "].length", Node.block(body)));
        }
        body.add(loop(names.j(), dice.of(SIZE, names.now() + ".length"), adds));
        body.add(Node.statement(
                names.next() + "[" + names.i() + "]" + dice.of(" = ", " = ", " += "), bounded(sum), ";"));
        return loop(names.i(), dice.of(SIZE, names.next() + ".length"), Node.block(body));
    }

    private Node bounded(String sum) {
        return Node.primary(REAL, dice.of("Math.sin(", "Math.tanh(", "Math.atan("), sum, ")");
    }

    private Node read(Names names, boolean isMatrix) {
        String i = names.i();
        String j = names.j();
        Node one = cell(names.now(), isMatrix, i, j);
        Node other = cell(
                names.now(),
                isMatrix,
                dice.of(i, "(" + i + " + 1) % " + SIZE),
                dice.of(i, "0", "(" + i + " + " + j + ") % " + SIZE));
        return switch (dice.below(4)) {
            case 0 -> Node.primary(REAL, "Math.sin(", one, ")");
            case 1 -> Node.expression(REAL, 12, new Hole(one, 13), " * ", new Hole(other, 13));
            default -> Node.expression(REAL, 12, new Hole(one, 13), " * ", new Hole(real(), 13));
        };
    }

    /** Writes what the nest has read. */
    private Node behind(Names names, boolean isMatrix) {
        String now = names.now();
        String next = names.next();
        Node swaps = Node.block(List.of(
                Node.statement("double" + (isMatrix ? "[][] " : "[] ") + names.sum() + " = " + now + ";"),
                Node.statement(now + " = " + next + ";"),
                Node.statement(next + " = " + names.sum() + ";")));
        return switch (dice.below(isMatrix ? 3 : 5)) {
            case 0 -> swaps;
            case 1 -> dice.in100(50) ? Node.statement("if (", truth(), ") ", swaps) : swaps;
            case 2 -> {
                Node writes = Node.statement(
                        cell(now, isMatrix, names.i(), names.j()),
                        dice.of(" = ", " += "),
                        cell(next, isMatrix, names.i(), names.j()),
                        " * ",
                        new Hole(real(), 13),
                        ";");
                Node row = loop(names.j(), SIZE, writes);
                yield isMatrix ? loop(names.i(), SIZE, row) : row;
            }
            case 3 -> Node.statement("System.arraycopy(" + next + ", 0, " + now + ", 0, " + SIZE + ");");
            default -> Node.statement(now + "[" + names.step() + " % " + SIZE + "] = ", bounded(next + "[1]"), ";");
        };
    }
}
