package org.backwire.processor.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.backwire.processor.random.Node.Hole;
import org.backwire.processor.random.Scope.Variable;

/** Statements and blocks. */
final class Statements {
    private final Author author;
    private final Dice dice;
    private JavaType result = JavaType.DOUBLE;

    Statements(Author author) {
        this.author = author;
        this.dice = author.dice;
    }

    /** A whole body that returns a value of the type. */
    Node body(JavaType type, int statements, int depth) {
        result = type;
        author.scope.open();
        List<Node> all = new ArrayList<>();
        if (author.has(Feature.INDICES)) {
            all.addAll(author.statement(() -> author.indices.declaration(JavaType.INDICES)));
            all.addAll(author.statement(() -> author.indices.declaration(JavaType.CURSOR)));
        }
        if (author.has(Feature.ROWS)) {
            all.addAll(author.statement(author.rows::declaration));
            all.addAll(author.statement(author.rows::declaration));
        }
        all.addAll(some(statements, statements, depth));
        all.addAll(author.statement(this::giveBack));
        author.scope.close();
        return Node.block(all);
    }

    /** A return of the method. */
    Node giveBack() {
        return Node.statement("return ", new Hole(value(), 1), ";");
    }

    private Node value() {
        int depth = dice.between(1, 3);
        if (!result.isNumeric()) {
            return author.arrays.argument(result);
        }
        Node value = author.numbers.assignable(result, depth);
        List<Variable> variables =
                author.scope.all(variable -> variable.type() == result && !variable.isData() && result.isFloating());
        // What was computed shall matter.
        for (int i = dice.between(0, 3); i > 0 && !variables.isEmpty(); i--) {
            String operator = dice.of(" + ", " - ", " * ", " + ");
            int precedence = operator.equals(" * ") ? 12 : 11;
            Node variable = Node.primary(result, dice.one(variables).name());
            value = Node.expression(
                    result, precedence, new Hole(value, precedence), operator, new Hole(variable, precedence + 1));
        }
        Node all = author.has(Feature.INDICES) ? withElements(value) : value;
        return author.has(Feature.ROWS) ? withRows(all) : all;
    }

    private Node withRows(Node value) {
        Node sum = value;
        for (Variable matrix : author.scope.all(variable -> variable.type() == JavaType.MATRIX)) {
            if (result == JavaType.DOUBLE && dice.in100(80)) {
                String calls = dice.of("Shared.trace(%s, 0.75)", "%s[0][1]", "%s[1][0] * %1$s[2][2]")
                        .formatted(matrix.name());
                sum = Node.expression(result, 11, new Hole(sum, 11), " + " + calls);
            }
        }
        return sum;
    }

    /** What stands in arrays in the end shall matter, too. */
    private Node withElements(Node value) {
        Node sum = value;
        for (Variable array : author.scope.all(variable -> variable.type() == JavaType.VECTOR)) {
            if (result == JavaType.DOUBLE && dice.in100(70)) {
                sum = Node.expression(result, 11, new Hole(sum, 11), " + weighed(" + array.name() + ")");
            }
        }
        return sum;
    }

    /** Some statements in a row; none behind one that does not complete. */
    List<Node> some(int least, int most, int depth) {
        List<Node> all = new ArrayList<>();
        int count = dice.between(least, most);
        for (int i = 0; i < count && (i < least || !author.isShort()); i++) {
            all.addAll(author.statement(() -> one(depth)));
        }
        return all;
    }

    private Node one(int depth) {
        boolean nests = depth > 0 && author.spends();
        return dice.<Node>choice()
                .or(30, () -> declaration(depth))
                .or(26, () -> assignment(depth))
                .orIf(nests, 14, () -> choice(depth))
                .orIf(nests, 6, () -> author.switches.statement(depth))
                .orIf(nests && author.mayReturn(), 5, () -> guarded(author.mayReturn(), depth))
                .orIf(nests, 3, () -> guarded(false, depth))
                .or(2, () -> check(depth))
                .orIf(nests, 3, () -> block(1, 3, depth - 1))
                .orIf(nests, 6, () -> late(depth))
                .or(1, () -> Node.statement(";"))
                .orIf(
                        author.data.exists(JavaType.DICE),
                        2,
                        () -> Node.statement(author.data.any(JavaType.DICE), ".nextInt();"))
                .or(1, () -> Node.statement("require(", author.truths.of(0), " || true, \"never\");"))
                .orIf(
                        nests && author.has(Feature.LOOPS),
                        author.has(Feature.INDICES) ? 70 : 16,
                        () -> author.loops.loop(depth))
                .orIf(author.has(Feature.ARRAYS), 26, () -> author.arrays.statement(depth))
                .orIf(author.has(Feature.ROWS), 120, author.rows::statement)
                .orIf(author.has(Feature.SWEEPS), 60, author.sweeps::statement)
                .orIf(author.data.exists(JavaType.RAGGED), nests ? 60 : 0, () -> author.ragged.statement(depth))
                .orIf(author.has(Feature.INDICES), 60, author.indices::statement)
                .take();
    }

    private Node declaration(int depth) {
        JavaType type = dice.<JavaType>choice()
                .or(60, () -> JavaType.DOUBLE)
                .or(12, () -> JavaType.INT)
                .orIf(author.floats, 20, () -> JavaType.FLOAT)
                .or(10, () -> JavaType.BOOLEAN)
                .or(3, () -> JavaType.LONG)
                .or(4, () -> dice.of(JavaType.SHORT, JavaType.CHAR, JavaType.BYTE))
                .or(2, () -> JavaType.STRING)
                .take();
        boolean isData = type == JavaType.STRING || type.isIntegral() && dice.in100(60) || dice.in100(5);
        Variable variable = new Variable(author.scope.reserve(dice), type, dice.in100(25), isData);
        Node value = author.valueFor(variable, () -> switch (type) {
            case BOOLEAN -> author.truths.of(depth);
            case STRING -> author.data.string(1);
            default -> author.numbers.assignable(type, depth);
        });
        author.scope.declare(variable);
        return author.declaration(variable, value);
    }

    private Node assignment(int depth) {
        List<Variable> variables =
                author.scope.all(v -> !v.isFixed() && (v.type().isNumeric() || v.type() == JavaType.BOOLEAN));
        if (variables.isEmpty()) {
            return declaration(depth);
        }
        Variable variable = dice.one(variables);
        if (variable.type() == JavaType.BOOLEAN) {
            return Node.statement(author.truths.assigning(variable, depth), ";");
        }
        if (dice.in100(12)) {
            return Node.statement(author.valueFor(variable, () -> stepped(variable)), ";");
        }
        Node assigning = author.valueFor(variable, () -> author.numbers.assigning(variable, depth));
        List<Variable> others = author.scope.all(v -> !v.isFixed() && v.type() == variable.type() && !v.isData());
        boolean chained = !others.isEmpty() && dice.in100(8);
        return chained
                ? Node.statement(dice.one(others).name(), " = ", assigning, ";")
                : Node.statement(assigning, ";");
    }

    private Node stepped(Variable variable) {
        String operator = dice.of("++", "--");
        String text = dice.in100(50) ? operator + variable.name() : variable.name() + operator;
        return Node.expression(variable.type(), 14, text);
    }

    /** Whether a statement may stand behind an arrow without braces. */
    boolean isExpression(Node statement) {
        return statement.parts().size() == 2
                && Objects.equals(statement.parts().get(1), ";")
                && statement.parts().get(0) instanceof Hole hole
                && hole.node().precedence() <= 1;
    }

    private Node block(int least, int most, int depth) {
        author.scope.open();
        Node block = Node.block(some(least, most, depth));
        author.scope.close();
        return block;
    }

    private Node choice(int depth) {
        Node condition = author.truths.of(2);
        Node then = block(1, 3, depth - 1);
        if (dice.in100(35)) {
            return Node.statement("if (", condition, ") ", then);
        }
        Node otherwise = dice.in100(25) && !author.isShort() ? choice(depth - 1) : block(1, 2, depth - 1);
        return Node.statement("if (", condition, ") ", then, " else ", otherwise);
    }

    /** An early return, or an exception that is not thrown. */
    private Node guarded(boolean returns, int depth) {
        Node condition = author.truths.of(1);
        author.scope.open();
        List<Node> statements = some(0, 1, depth - 1);
        if (returns) {
            statements.addAll(author.statement(this::giveBack));
        } else {
            statements.add(Node.statement(
                    "throw new IllegalArgumentException(\"", "not ", "\" + ", author.data.string(0), ");"));
        }
        author.scope.close();
        Node test = returns ? condition : Node.expression(JavaType.BOOLEAN, 4, new Hole(condition, 4), " && DEBUG");
        return Node.statement("if (", test, ") ", Node.block(statements));
    }

    private Node check(int depth) {
        Node test = author.withoutAssignments(() -> author.truths.of(Math.min(depth, 1)));
        Node safe = Node.expression(JavaType.BOOLEAN, 3, new Hole(test, 3), " || !DEBUG");
        return dice.in100(50)
                ? Node.statement("assert ", safe, ";")
                : Node.statement("assert ", safe, " : ", author.data.string(0), ";");
    }

    /** A variable that is declared first and gets its value later, on every way. */
    private Node late(int depth) {
        JavaType type = author.type(JavaType.DOUBLE, JavaType.DOUBLE, JavaType.FLOAT, JavaType.INT, JavaType.BOOLEAN);
        boolean isFixed = dice.in100(30);
        String name = author.scope.reserve(dice);
        Node condition = author.truths.of(1);
        Node one = lateValue(type, depth);
        Node other = lateValue(type, depth);
        author.scope.declare(new Variable(name, type, isFixed, false));
        Node first = Node.statement(name + " = ", new Hole(one, 1), ";");
        Node second = Node.statement(name + " = ", new Hole(other, 1), ";");
        return Node.statement(
                isFixed ? "final " : "",
                type,
                " " + name + ";",
                "\n",
                "if (",
                condition,
                ") ",
                Node.block(List.of(first)),
                " else ",
                Node.block(List.of(second)));
    }

    private Node lateValue(JavaType type, int depth) {
        return type == JavaType.BOOLEAN ? author.truths.of(depth - 1) : author.numbers.of(type, depth - 1);
    }
}
