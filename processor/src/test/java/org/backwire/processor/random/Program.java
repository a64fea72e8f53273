package org.backwire.processor.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A random program: an annotated method, its helpers, and what to call it with.
 *
 * @param rows the inputs; those before {@link #SPECIAL} are ordinary numbers, those from there on are rare ones
 */
record Program(
        int id,
        long seed,
        Set<Feature> features,
        List<Parameter> parameters,
        JavaType result,
        List<Node> helpers,
        Node body,
        List<List<Object>> rows) {
    static final int SPECIAL = 4;

    /** A parameter; {@code isWrt} is written into the annotation if any other differentiable one is not. */
    record Parameter(String name, JavaType type, boolean isFixed, boolean isWrt) {}

    String name() {
        return "f" + id;
    }

    private String annotation() {
        boolean all = parameters.stream().allMatch(p -> p.isWrt() == p.type().isDifferentiable());
        List<String> elements = new ArrayList<>();
        if (hasAllModes()) {
            String second = result == JavaType.DOUBLE || result == JavaType.FLOAT ? ", HVP, HESSIAN" : "";
            elements.add("value = {GRADIENT, JVP, JACOBIAN" + second + "}");
        }
        if (!all) {
            elements.add(parameters.stream()
                    .filter(Parameter::isWrt)
                    .map(p -> '"' + p.name() + '"')
                    .collect(Collectors.joining(", ", "wrt = {", "}")));
        }
        return "@Differentiable" + (elements.isEmpty() ? "" : "(" + String.join(", ", elements) + ")");
    }

    /** Every fourth one; not with data that has a state, for the Jacobian and the Hessian run the method several times. */
    boolean hasAllModes() {
        return hasAllModes(id) && parameters.stream().noneMatch(p -> p.type() == JavaType.DICE);
    }

    static boolean hasAllModes(int id) {
        return id % 4 == 0;
    }

    /** The methods, as members of a class. */
    String print(boolean twin) {
        StringBuilder text = new StringBuilder();
        for (Node helper : helpers) {
            text.append("    ").append(helper.print(1, twin)).append("\n\n");
        }
        text.append("    ").append(annotation()).append('\n');
        List<Object> head = new ArrayList<>(List.of("static ", result, " " + name() + "("));
        for (Parameter parameter : parameters) {
            head.add(head.size() > 3 ? ", " : "");
            head.add(parameter.isFixed ? "final " : "");
            head.add(parameter.type);
            head.add(" " + parameter.name);
        }
        head.add(") ");
        head.add(body);
        return text + "    " + Node.statement(head.toArray()).print(1, twin) + "\n";
    }

    /** Whether it rounds to {@code float} anywhere. */
    boolean hasFloats() {
        return !print(false).equals(print(true));
    }

    int size() {
        return body.size() + helpers.stream().mapToInt(Node::size).sum();
    }

    Program withBody(Node other) {
        return new Program(id, seed, features, parameters, result, helpers, other, rows);
    }

    Program withHelpers(List<Node> others) {
        return new Program(id, seed, features, parameters, result, others, body, rows);
    }

    /** The same with some of its inputs. */
    Program withRows(List<List<Object>> others) {
        return new Program(id, seed, features, parameters, result, helpers, body, others);
    }

    /** The same without a parameter. */
    Program without(int parameter) {
        List<Parameter> fewer = new ArrayList<>(parameters);
        fewer.remove(parameter);
        List<List<Object>> shorter = rows.stream()
                .map(row -> {
                    List<Object> values = new ArrayList<>(row);
                    values.remove(parameter);
                    return values;
                })
                .collect(Collectors.toList());
        return new Program(id, seed, features, fewer, result, helpers, body, shorter);
    }
}
