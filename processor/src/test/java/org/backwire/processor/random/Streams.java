package org.backwire.processor.random;

import java.util.List;
import org.backwire.processor.random.Scope.Variable;

/** Sums, maxima and folds of streams, and arrays that are set by a lambda. */
final class Streams {
    private final Author author;
    private final Dice dice;

    Streams(Author author) {
        this.author = author;
        this.dice = author.dice;
    }

    /** The sum, or the mean, of an array or of numbers computed one after the other. */
    Node sum() {
        JavaType type = JavaType.DOUBLE;
        String p = name("p");
        String q = name("q");
        String end = dice.of("", "", "", ".sorted()")
                + dice.of(
                        ".sum()",
                        ".sum()",
                        ".average().getAsDouble()",
                        ".max().getAsDouble()",
                        ".min().orElse(0.5)",
                        ".reduce(0.5, (" + p + ", " + q + ") -> " + p + " * " + q + ")",
                        ".reduce(0.5, (" + p + ", " + q + ") -> " + p + " * 0.25 + early(" + q + ", 1))",
                        ".reduce(0.5, (" + p + ", " + q + ") -> { for (int k9 = 0; k9 < 2; k9++) " + p + " = 0.5 * " + p
                                + " + " + q + "; return " + p + "; })",
                        ".map(Math::sin).reduce((" + p + ", " + q + ") -> " + p + " * 0.5 + " + q + ").getAsDouble()",
                        ".toArray()[1]");
        Node array = author.arrays.argument(JavaType.VECTOR);
        return switch (dice.below(3)) {
            case 0 -> Node.primary(type, "java.util.Arrays.stream(", array, part() + ")" + end);
            case 1 -> {
                String element = name("e");
                Node mapped = ofElement(element);
                yield Node.primary(
                        type,
                        "java.util.Arrays.stream(",
                        array,
                        part() + ").map(" + element + " -> ",
                        mapped,
                        ")" + end);
            }
            default -> {
                String index = name("k");
                Node mapped = ofIndex(index);
                yield Node.primary(
                        type,
                        "java.util.stream.IntStream.range(0, 3).mapToDouble(" + index + " -> ",
                        mapped,
                        ")" + end);
            }
        };
    }

    private String part() {
        return dice.of("", "", "", ", 1, 3", ", 0, 2");
    }

    Node set() {
        String index = name("k");
        return Node.statement(
                "java.util.Arrays.setAll(",
                author.arrays.argument(JavaType.VECTOR),
                ", " + index + " -> ",
                ofIndex(index),
                ");");
    }

    private String name(String wish) {
        String name = wish;
        while (author.scope.has(name)) {
            name += "_";
        }
        return name;
    }

    private Node ofElement(String element) {
        return switch (dice.below(4)) {
            case 0 -> Node.primary(JavaType.DOUBLE, "Math.sin(" + element + " * ", captured(), ")");
            case 1 -> Node.expression(JavaType.DOUBLE, 12, element + " * " + element + " * ", captured());
            case 2 -> Node.expression(JavaType.DOUBLE, 2, element + " > ", captured(), " ? " + element + " : 0.5");
            default -> Node.primary(JavaType.DOUBLE, "scale(" + element + ")");
        };
    }

    private Node ofIndex(String index) {
        List<Variable> arrays = author.scope.all(v -> v.type() == JavaType.VECTOR && v.isFixed());
        return arrays.isEmpty() || dice.in100(20)
                ? Node.expression(JavaType.DOUBLE, 12, index + " * ", captured())
                : ofElement(dice.one(arrays).name() + "[" + index + "]");
    }

    /** A lambda names only what never changes. */
    private Node captured() {
        List<Variable> fixed = author.scope.all(v -> v.type() == JavaType.DOUBLE && v.isFixed());
        return fixed.isEmpty() || dice.in100(20)
                ? Node.primary(JavaType.DOUBLE, dice.of("0.75", "1.5", "0.25"))
                : Node.primary(JavaType.DOUBLE, dice.one(fixed).name());
    }
}
