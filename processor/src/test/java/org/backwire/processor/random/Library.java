package org.backwire.processor.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backwire.processor.random.Node.Hole;
import org.backwire.processor.random.Node.Word;

/** Constants and methods to call: those of Java, those of the class around the program, and the program's own helpers. */
final class Library {
    /** Safe everywhere. */
    private static final List<String> TOTAL =
            List.of("sin", "cos", "tanh", "atan", "abs", "cbrt", "sin", "cos", "tanh", "toRadians");
    /** Safe for arguments of order one. */
    private static final List<String> GROWING = List.of("exp", "exp", "expm1", "sinh", "cosh", "tan", "toDegrees");

    private static final List<String> POSITIVE = List.of("log", "sqrt", "log10", "log1p", "sqrt", "log");
    private static final List<String> WITHIN_ONE = List.of("asin", "acos");
    private static final List<String> STEPS = List.of("floor", "ceil", "rint", "signum", "ulp", "nextUp", "nextDown");
    private static final List<String> OF_TWO = List.of("max", "min", "max", "min", "hypot", "atan2", "copySign");

    /** The fields of the class around the program, {@link Surroundings}, by type. */
    private static final Map<JavaType, List<String>> FIELDS = Map.of(
            JavaType.DOUBLE,
                    List.of("RATE", "rate", "START", "LN2", "Inner.DEPTH", "Shared.WEIGHT", "Math.PI", "E", "OFFSET"),
            JavaType.FLOAT, List.of("SLOPE"),
            JavaType.INT, List.of("HALF", "Shared.COUNT"),
            JavaType.LONG, List.of("BIG"),
            JavaType.CHAR, List.of("LETTER"));

    private final Author author;
    private final Dice dice;

    Library(Author author) {
        this.author = author;
        this.dice = author.dice;
    }

    /** A constant field, if none of that name is hidden by a local. */
    Node constant(JavaType type) {
        List<String> fields = FIELDS.getOrDefault(type, List.of()).stream()
                .filter(name -> !author.scope.has(name))
                .toList();
        return fields.isEmpty() ? author.numbers.literal(type) : Node.primary(type, dice.one(fields));
    }

    /** A call that returns {@code double} or {@code float}, or a formula that people write. */
    Node call(JavaType type, int depth) {
        if (type == JavaType.FLOAT) {
            return ofFloats(depth);
        }
        return dice.<Node>choice()
                .or(22, () -> java(dice.one(TOTAL), any(depth)))
                .or(10, () -> java(dice.one(GROWING), dice.in100(10) ? any(depth) : tame(depth)))
                .or(12, () -> java(dice.one(POSITIVE), dice.in100(8) ? any(depth) : positive(type, depth)))
                .or(3, () -> java(dice.one(WITHIN_ONE), Node.expression(type, 12, "0.9 * ", java("sin", any(depth)))))
                .or(3, () -> java(dice.one(STEPS), any(depth)))
                .or(16, () -> java(dice.one(OF_TWO), any(depth), any(depth)))
                .or(7, () -> power(depth))
                .or(2, () -> java("fma", any(depth), any(depth), any(depth)))
                .or(1, () -> java("IEEEremainder", any(depth), positive(type, depth)))
                .or(1, () -> java("scalb", any(depth), author.ofData(() -> author.numbers.literal(JavaType.INT))))
                .or(1, () -> java("nextAfter", any(depth), any(depth)))
                .or(
                        2,
                        () -> Node.primary(
                                type,
                                dice.of("Double.max(", "Double.min(", "Double.sum("),
                                any(depth),
                                ", ",
                                any(depth),
                                ")"))
                .or(16, () -> formula(depth))
                .or(6, () -> differentiable(depth))
                .or(5, () -> author.data.real())
                .take();
    }

    /** A call of a method of {@code Math}, {@code StrictMath}, or imported. */
    private Node java(String name, Node... arguments) {
        String owner = dice.in100(70) ? "Math." : dice.of("", "", "StrictMath.", "java.lang.Math.");
        List<Object> parts = new ArrayList<>(List.of(owner + name + "("));
        for (Node argument : arguments) {
            parts.add(parts.size() > 1 ? ", " : "");
            parts.add(argument);
        }
        parts.add(")");
        return Node.primary(JavaType.DOUBLE, parts.toArray());
    }

    private Node power(int depth) {
        JavaType type = JavaType.DOUBLE;
        return switch (dice.below(4)) {
            case 0 -> java("pow", any(depth), author.ofData(() -> Node.primary(type, dice.of("2", "3.0", "1", "0"))));
            case 1 ->
                java("pow", positive(type, depth), Node.expression(type, 14, dice.of("-1.0", "-2", "-0.5", "+1.5")));
            case 2 -> java("pow", positive(type, depth), tame(depth));
            default -> java("pow", any(depth), author.ofData(() -> author.numbers.of(JavaType.INT, 1)));
        };
    }

    private Node any(int depth) {
        return author.numbers.assignable(JavaType.DOUBLE, depth - 1);
    }

    /** An argument of order one. */
    private Node tame(int depth) {
        JavaType type = JavaType.DOUBLE;
        return switch (dice.below(4)) {
            case 0 -> java("sin", any(depth));
            case 1 -> Node.expression(type, 12, "0.25 * ", new Hole(author.numbers.of(type, depth - 1), 13));
            case 2 -> Node.expression(type, 14, "-", java("abs", author.numbers.of(type, depth - 1)));
            default -> java("tanh", any(depth));
        };
    }

    /** A value that is not near 0. */
    Node positive(JavaType type, int depth) {
        Node inner = author.numbers.of(type, depth - 1);
        if (type == JavaType.FLOAT) {
            return Node.expression(type, 11, "Math.abs(", inner, ") + ", Node.primary(type, new Word("1.5f", "1.5")));
        }
        return switch (dice.below(3)) {
            case 0 -> Node.expression(type, 11, java("abs", inner), " + 0.5");
            case 1 -> Node.expression(type, 11, "1.5 + ", java("sin", inner));
            default -> Node.expression(type, 11, "1 + ", java("exp", tame(depth)));
        };
    }

    /** What a gate is recognised in, and what is better known than used. */
    private Node formula(int depth) {
        JavaType type = JavaType.DOUBLE;
        Node x = author.numbers.of(type, depth - 1);
        Hole h = new Hole(x, 12);
        Hole negated = new Hole(x, 15);
        return switch (dice.below(9)) {
            case 0 -> Node.expression(type, 12, "1 / (1 + Math.exp(-", negated, "))");
            case 1 -> Node.primary(type, "Math.log(1 + Math.exp(", x, "))");
            case 2 ->
                Node.expression(type, 12, h, " / (1 + ", java("exp", Node.expression(type, 14, "-", negated)), ")");
            case 3 -> Node.primary(type, "Math.log1p(Math.exp(", x, "))");
            case 4 -> Node.primary(type, "Math.log(1 / (1 + Math.exp(-", negated, ")))");
            case 5 -> Node.expression(type, 12, "Math.exp(", x, ") / (1 + Math.exp(", x, "))");
            case 6 -> Node.expression(type, 11, "Math.max(", x, ", 0) + Math.log1p(Math.exp(-Math.abs(", x, ")))");
            case 7 -> Node.expression(type, 12, h, " * ", new Hole(x, 13));
            default -> Node.expression(type, 11, "2 / (1 + Math.exp(-2 * ", new Hole(x, 13), ")) - 1");
        };
    }

    /** A call of a method that has a companion of its own. */
    private Node differentiable(int depth) {
        JavaType type = JavaType.DOUBLE;
        Node n = author.ofData(() -> author.numbers.of(JavaType.INT, 1));
        return switch (dice.below(4)) {
            case 0 -> Node.primary(type, "cube(", tame(depth), ")");
            case 1 -> Node.primary(type, "Inner.mix(", any(depth), ", ", any(depth), ", ", n, ")");
            case 2 -> Node.primary(type, "part(", any(depth), ", ", author.ofData(() -> any(1)), ")");
            default -> Node.primary(type, "Shared.decay(", any(depth), ", ", tame(depth), ")");
        };
    }

    private Node ofFloats(int depth) {
        JavaType type = JavaType.FLOAT;
        Node a = author.numbers.of(type, depth - 1);
        Node b = author.numbers.assignable(type, depth - 1);
        Word owner = new Word("Float", "Double");
        return switch (dice.below(9)) {
            case 0 -> Node.primary(type, "Math.", dice.of("max", "min", "copySign"), "(", a, ", ", b, ")");
            case 1 -> Node.primary(type, "Math.", dice.of("abs", "signum", "nextUp"), "(", a, ")");
            case 2 -> Node.primary(type, owner, dice.of(".max(", ".min(", ".sum("), a, ", ", b, ")");
            case 3 -> Node.primary(type, "Math.fma(", a, ", ", a, ", ", b, ")");
            case 4 -> Node.primary(type, "halve(", a, ")");
            case 5 -> Node.primary(type, new Word("scale", "scaleOfFloat"), "(", a, ")");
            default -> Node.expression(type, 14, "(", type, ") ", new Hole(call(JavaType.DOUBLE, depth), 14));
        };
    }

    /** A call of a helper without the annotation. */
    Node helper(JavaType type, int depth) {
        List<Author.Helper> own = author.helpersFor(type);
        if (!own.isEmpty() && dice.in100(60)) {
            return call(dice.one(own), depth);
        }
        return switch (type) {
            case DOUBLE ->
                switch (dice.below(author.has(Feature.ARRAYS) ? 8 : 6)) {
                    case 0 -> Node.primary(type, "scale(", author.numbers.of(type, depth - 1), ")");
                    case 4 -> Node.primary(type, "descend(", any(depth), ", ", any(depth), ", ", rounds(), ")");
                    case 6 ->
                        Node.primary(type, "drain(", author.arrays.argument(JavaType.VECTOR), ", ", rounds(), ")");
                    case 7 ->
                        Node.primary(
                                type,
                                "weave(",
                                author.arrays.argument(JavaType.VECTOR),
                                ", ",
                                author.arrays.argument(JavaType.VECTOR),
                                ", ",
                                rounds(),
                                ")");
                    case 5 -> Node.primary(type, "fork(", any(depth), ", ", rounds(), ")");
                    case 1 -> Node.primary(type, "early(", any(depth), ", ", author.numbers.of(JavaType.INT, 1), ")");
                    case 2 -> Node.primary(type, "Inner.twist(", any(depth), ", ", any(depth), ")");
                    default ->
                        Node.primary(
                                type, "blend(", any(depth), ", ", any(depth), ", ", author.truths.of(depth - 1), ")");
                };
            case FLOAT ->
                Node.primary(type, new Word("scale", "scaleOfFloat"), "(", author.numbers.of(type, depth - 1), ")");
            case INT, LONG -> Node.primary(type, "scale(", author.numbers.of(type, depth - 1), ")");
            default -> author.numbers.leaf(type);
        };
    }

    Node rounds() {
        return Node.expression(
                JavaType.INT, 7, new Hole(author.ofData(() -> author.numbers.of(JavaType.INT, 1)), 7), " & 3");
    }

    /** A call of one of the program's own helpers, with exactly its types: it may be overloaded. */
    Node call(Author.Helper helper, int depth) {
        List<Object> parts = new ArrayList<>(List.of(helper.name(), "("));
        for (int i = 0; i < helper.parameters().size(); i++) {
            JavaType parameter = helper.parameters().get(i);
            boolean isCount = helper.counts() && i == helper.parameters().size() - 1;
            parts.add(i > 0 ? ", " : "");
            parts.add(
                    isCount
                            ? author.isOwn(helper) ? Node.primary(JavaType.INT, Author.COUNT, " - 1") : rounds()
                            : parameter == JavaType.BOOLEAN
                                    ? author.truths.of(depth - 1)
                                    : parameter.isNumeric()
                                            ? author.numbers.of(parameter, depth - 1)
                                            : author.arrays.argument(parameter));
        }
        parts.add(")");
        return Node.primary(helper.result(), parts.toArray());
    }
}
