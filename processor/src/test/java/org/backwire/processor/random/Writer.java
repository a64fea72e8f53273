package org.backwire.processor.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.backwire.processor.random.Program.Parameter;
import org.backwire.processor.random.Scope.Variable;

/** Writes a whole program from a seed. */
final class Writer {
    private final Dice dice;
    private final Set<Feature> features;
    private final int id;
    private final boolean floats;

    private Writer(int id, long seed, Set<Feature> features) {
        this.id = id;
        this.dice = new Dice(seed);
        this.features = features;
        this.floats = dice.in100(25);
    }

    static Program write(int id, long seed, Set<Feature> features) {
        Writer writer = new Writer(id, seed, features);
        return writer.program(seed);
    }

    private Program program(long seed) {
        List<Author.Helper> callable = new ArrayList<>();
        List<Node> helpers = new ArrayList<>();
        int count = dice.of(0, 0, 1, 1, 2, 3);
        for (int i = 0; i < count; i++) {
            helpers.add(helper(i, callable));
        }
        Author author = new Author(dice, features, floats, callable, dice.of(20, 60, 100, 200));
        author.scope.open();
        List<Parameter> parameters = parameters(author);
        JavaType result = dice.<JavaType>choice()
                .or(88, () -> JavaType.DOUBLE)
                .orIf(floats, 30, () -> JavaType.FLOAT)
                .orIf(features.contains(Feature.ARRAYS), 15, () -> JavaType.VECTOR)
                .orIf(features.contains(Feature.ARRAYS), 5, () -> JavaType.MATRIX)
                .orIf(features.contains(Feature.ARRAYS) && floats, 10, () -> JavaType.FLOATS)
                .orIf(features.contains(Feature.RECORDS), 10, () -> JavaType.PAIR)
                .take();
        Node body = author.statements.body(result, dice.of(0, 1, 3, 5, 8), 3);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < Program.SPECIAL + 2; i++) {
            Inputs inputs = new Inputs(dice, i >= Program.SPECIAL);
            rows.add(new ArrayList<>(
                    parameters.stream().map(p -> inputs.of(p.type())).toList()));
        }
        return new Program(id, seed, features, parameters, result, helpers, body, rows);
    }

    private List<Parameter> parameters(Author author) {
        List<JavaType> types = new ArrayList<>();
        for (int i = dice.between(1, 3); i > 0; i--) {
            types.add(author.type(JavaType.DOUBLE, JavaType.DOUBLE, JavaType.FLOAT));
        }
        for (int i = dice.between(0, 3); i > 0; i--) {
            types.add(
                    dice.below(types.size() + 1),
                    dice.<JavaType>choice()
                            .or(8, () -> JavaType.INT)
                            .or(3, () -> JavaType.BOOLEAN)
                            .or(2, () -> JavaType.LONG)
                            .or(2, () -> JavaType.STRING)
                            .or(3, () -> JavaType.KIND)
                            .or(2, () -> dice.of(JavaType.BYTE, JavaType.SHORT, JavaType.CHAR))
                            .or(3, () -> dice.of(JavaType.BOXED_INT, JavaType.BOXED_DOUBLE, JavaType.LIST))
                            .or(2, () -> JavaType.DICE)
                            .take());
        }
        if (features.contains(Feature.ARRAYS)) {
            types.add(JavaType.VECTOR);
            types.addAll(dice.of(
                    List.of(),
                    List.of(JavaType.MATRIX),
                    List.of(JavaType.VECTOR),
                    List.of(JavaType.INTS),
                    floats ? List.of(JavaType.FLOATS) : List.of()));
        }
        if (features.contains(Feature.RAGGED)) {
            types.add(JavaType.RAGGED);
        }
        if (features.contains(Feature.RECORDS)) {
            types.add(JavaType.PAIR);
        }
        if (features.contains(Feature.INDICES)) {
            types.addAll(dice.of(
                    List.of(),
                    List.of(JavaType.INDICES),
                    List.of(JavaType.INDICES, JavaType.CURSOR),
                    List.of(dice.of(JavaType.LONGS, JavaType.FLAGS))));
        }
        boolean subset = dice.in100(12);
        int certain = dice.below(types.size());
        while (!types.get(certain).isDifferentiable()) {
            certain = (certain + 1) % types.size();
        }
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            JavaType type = types.get(i);
            boolean isWrt = type.isDifferentiable() && (!subset || i == certain || dice.in100(30));
            Parameter parameter = new Parameter(author.scope.fresh(dice), type, dice.in100(15), isWrt);
            author.scope.add(new Variable(parameter.name(), type, parameter.isFixed(), !type.isDifferentiable()));
            parameters.add(parameter);
        }
        return parameters;
    }

    /** The same name, or one that could be taken for it. */
    private String alike(String name) {
        return dice.of(
                name, name, name, "H" + name.substring(1), name.toUpperCase(Locale.ROOT), name + "2", name + "_");
    }

    private Node helper(int index, List<Author.Helper> callable) {
        boolean overload = !callable.isEmpty() && dice.in100(50);
        Author author = new Author(dice, features, floats, callable, dice.of(10, 20, 40));
        List<JavaType> types = new ArrayList<>();
        for (int i = dice.between(1, 3); i > 0; i--) {
            types.add(
                    dice.in100(60)
                            ? JavaType.DOUBLE
                            : author.type(JavaType.INT, JavaType.FLOAT, JavaType.BOOLEAN, JavaType.LONG));
        }
        boolean recurs = dice.in100(35);
        if (features.contains(Feature.ARRAYS) && dice.in100(60)) {
            types.add(recurs ? JavaType.VECTOR : dice.of(JavaType.VECTOR, JavaType.MATRIX));
        }
        if (features.contains(Feature.INDICES) && dice.in100(50)) {
            types.add(dice.of(JavaType.INDICES, JavaType.INDICES, JavaType.FLAGS));
        }
        if (recurs) {
            types.add(JavaType.INT);
        }
        String usual = "h" + id + "abc".charAt(index);
        String name = overload ? alike(callable.get(0).name().text()) : usual;
        boolean taken = callable.stream()
                .anyMatch(other ->
                        other.name().text().equals(name) && other.parameters().equals(types));
        String own = taken ? usual : name;
        // In the twin, overloads of float and double would be the same.
        Node.Word word = new Node.Word(own, floats ? own + index : own);
        JavaType result = author.type(
                JavaType.DOUBLE, JavaType.DOUBLE, JavaType.DOUBLE, JavaType.DOUBLE, JavaType.FLOAT, JavaType.INT);
        author.scope.open();
        List<Object> parts = new ArrayList<>(List.of(dice.of("static ", "private static "), result, " ", word, "("));
        Author.Helper self = new Author.Helper(word, result, types, recurs);
        for (int i = 0; i < types.size(); i++) {
            boolean isCount = recurs && i == types.size() - 1;
            String parameter = isCount ? Author.COUNT : author.scope.fresh(dice);
            Variable variable =
                    author.scope.add(new Variable(parameter, types.get(i), isCount || dice.in100(15), isCount));
            parts.addAll(List.of(
                    i > 0 ? ", " : "", variable.isFixed() ? "final " : "", types.get(i), " " + variable.name()));
        }
        parts.add(") ");
        if (recurs) {
            Node end = Node.statement(
                    "if (" + Author.COUNT + " <= 0) return ", new Node.Hole(author.numbers.leaf(result), 1), ";");
            author.callsItself(self);
            parts.add(Node.block(List.of(end, author.statements.body(result, dice.between(1, 3), 2))));
        } else {
            parts.add(author.statements.body(result, dice.between(0, 3), 2));
        }
        callable.add(self);
        return Node.statement(parts.toArray());
    }
}
