package org.backwire.processor.random;

import java.util.ArrayList;
import java.util.List;
import org.backwire.processor.random.Node.Hole;
import org.backwire.processor.random.Scope.Variable;

/**
 * Matrices whose rows have any length, with none of them or without elements, too; and numbers that change infinitely fast
 * where a test keeps them from being computed.
 */
final class Ragged {
    private static final JavaType REAL = JavaType.DOUBLE;

    private final Author author;
    private final Dice dice;

    Ragged(Author author) {
        this.author = author;
        this.dice = author.dice;
    }

    Node statement(int depth) {
        return dice.<Node>choice()
                .or(10, () -> overRows(depth))
                .or(10, () -> byIndex(depth))
                .or(3, this::copy)
                .or(4, this::guardedStatement)
                .take();
    }

    private Variable matrix() {
        List<Variable> all = author.scope.all(variable -> variable.type() == JavaType.RAGGED);
        return dice.one(all);
    }

    private Node real(int depth) {
        return author.numbers.of(REAL, depth);
    }

    /** A sum of each row, and what becomes of it. */
    private Node overRows(int depth) {
        Variable matrix = matrix();
        String total = declared(REAL, false);
        String row = author.scope.reserve(dice);
        author.scope.open();
        List<Node> outer = new ArrayList<>();
        String count = declared(JavaType.INT, true);
        outer.add(Node.statement("int " + count + " = " + row + ".length;"));
        String sum = declared(REAL, false);
        outer.add(Node.statement("double " + sum + " = " + dice.of("0", "1", "0") + ";"));
        author.scope.open();
        String element = declared(REAL, true);
        List<Node> inner = new ArrayList<>(author.statement(() -> added(sum, element, count)));
        inner.addAll(author.statements.some(0, 1, depth - 1));
        author.scope.close();
        outer.add(Node.statement("for (double " + element + " : " + row + ") ", Node.block(inner)));
        outer.addAll(author.statement(() -> Node.statement(
                total + dice.of(" += ", " += ", " = ", " *= "),
                new Hole(dice.in100(60) ? mean(sum, count) : real(2), 1),
                ";")));
        author.scope.close();
        return Node.sequence(List.of(
                Node.statement("double " + total + " = " + dice.of("0", "1") + ";"),
                Node.statement("for (double[] " + row + " : " + matrix.name() + ") ", Node.block(outer))));
    }

    /** What an element adds, often by what does not change from one to the next. */
    private Node added(String sum, String element, String count) {
        Node slope = author.withoutAssignments(() -> real(1));
        Node term = dice.<Node>choice()
                .or(4, () -> Node.expression(REAL, 12, "1.0 / " + count + " * ", new Hole(slope, 13), " * " + element))
                .or(3, () -> Node.expression(REAL, 12, element + " / " + count + " * ", new Hole(slope, 13)))
                .or(3, () -> Node.expression(REAL, 12, element + " / ", new Hole(slope, 13)))
                .or(3, () -> guarded(element))
                .or(4, () -> real(2))
                .take();
        return Node.statement(sum + dice.of(" += ", " += ", " -= ", " *= ", " = "), new Hole(term, 1), ";");
    }

    private Node mean(String sum, String count) {
        return dice.of(
                Node.expression(REAL, 2, count + " > 0 ? " + sum + " / " + count + " : 0"),
                Node.expression(REAL, 2, count + " == 0 ? 1 : Math.sqrt(Math.abs(" + sum + ") / " + count + ")"),
                guarded(sum));
    }

    private Node byIndex(int depth) {
        Variable matrix = matrix();
        String total = declared(REAL, false);
        boolean isShort = dice.in100(30);
        author.scope.open();
        String i = declared(JavaType.INT, true);
        String j = declared(JavaType.INT, true);
        String element = matrix.name() + "[" + i + "][" + j + "]";
        List<Node> body = new ArrayList<>(author.statement(
                () -> Node.statement(total + dice.of(" += ", " -= ", " *= "), new Hole(changed(element), 1), ";")));
        if (!matrix.isData() && dice.in100(40)) {
            body.addAll(author.statement(() ->
                    Node.statement(element + dice.of(" = ", " *= ", " += "), new Hole(changed(element), 1), ";")));
        }
        body.addAll(author.statements.some(0, 2, depth - 1));
        author.scope.close();
        String end = matrix.name() + "[" + i + "].length";
        String head = dice.of(
                "for (int # = 0; # < @; #++) ", "for (int # = @ - 1; # >= 0; #--) ", "for (int # = 1; # < @; #++) ");
        String rows = "for (int " + i + " = 0; " + i + " < "
                + (isShort ? "Math.min(1, " + matrix.name() + ".length)" : matrix.name() + ".length") + "; " + i
                + "++) ";
        return Node.sequence(List.of(
                Node.statement("double " + total + " = " + dice.of("0", "1") + ";"),
                Node.statement(rows, head.replace("#", j).replace("@", end), Node.block(body))));
    }

    private Node changed(String element) {
        return dice.<Node>choice()
                .or(4, () -> Node.expression(REAL, 12, element + " * ", new Hole(real(1), 13)))
                .or(2, () -> Node.expression(REAL, 11, new Hole(real(1), 11), " - " + element))
                .or(2, () -> Node.primary(REAL, "Math.sin(" + element + ")"))
                .or(3, () -> guarded(element))
                .take();
    }

    /** Another matrix with the same elements, or with the same rows. */
    private Node copy() {
        Variable matrix = matrix();
        String name = author.scope.reserve(dice);
        String i = author.scope.fresh(dice);
        String made = dice.of("new double[" + matrix.name() + ".length][]", matrix.name() + ".clone()");
        author.scope.declare(new Variable(name, JavaType.RAGGED, true, matrix.isData()));
        return Node.sequence(List.of(
                Node.statement("double[][] " + name + " = " + made + ";"),
                Node.statement("for (int " + i + " = 0; " + i + " < " + name + ".length; " + i + "++) " + name + "[" + i
                        + "] = " + matrix.name() + "[" + i + "].clone();")));
    }

    private Node guardedStatement() {
        List<Variable> sums = author.writable(REAL);
        List<Variable> tested = author.readable(REAL);
        if (sums.isEmpty() || tested.isEmpty()) {
            return Node.statement(";");
        }
        String x = dice.one(tested).name();
        String sum = dice.one(sums).name();
        return dice.in100(50)
                ? Node.statement(
                        "if (" + x + " > 0) " + sum + " += Math.sqrt(" + x + ") * ", new Hole(real(1), 13), ";")
                : Node.statement("if (" + x + " != 0) " + sum + " -= ", new Hole(real(1), 13), " / " + x + ";");
    }

    /** A number made of a variable, whatever that is. */
    Node guarded() {
        List<Variable> tested = author.readable(REAL);
        return tested.isEmpty()
                ? author.numbers.leaf(REAL)
                : guarded(dice.one(tested).name());
    }

    private Node guarded(String x) {
        Node other = author.withoutAssignments(() -> author.numbers.leaf(REAL));
        Hole last = new Hole(other, 2);
        return switch (dice.below(6)) {
            case 0 -> Node.expression(REAL, 2, x + " > 0 ? Math.sqrt(" + x + ") : ", last);
            case 1 -> Node.expression(REAL, 2, x + " != 0 ? ", last, " / " + x + " : 0");
            case 2 -> Node.expression(REAL, 2, x + " > 0 ? " + x + " * Math.log(" + x + ") : ", last);
            case 3 -> Node.expression(REAL, 2, "Math.abs(" + x + ") < 1 ? Math.asin(" + x + ") : ", last);
            case 4 -> Node.expression(REAL, 2, x + " <= 0 ? ", last, " : Math.pow(" + x + ", 0.25)");
            default -> Node.expression(REAL, 2, "0.0 == " + x + " ? 0 : Math.cbrt(" + x + ")");
        };
    }

    private String declared(JavaType type, boolean isFixed) {
        String name = author.scope.reserve(dice);
        author.scope.declare(new Variable(name, type, isFixed, type == JavaType.INT));
        return name;
    }
}
