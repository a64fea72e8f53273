package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.Shape;
import org.jspecify.annotations.Nullable;

/** Tangents along several directions in one sweep, as the body of a member. */
final class SweepMember {
    private final Signatures signatures;
    private final Directions directions;
    private final Derivatives.Sweep sweep;
    private final List<Shape> moved;
    private final int leaves;

    /** @param moved what has a tangent along each direction */
    SweepMember(Signatures signatures, Directions directions, Derivatives.Sweep sweep, List<Shape> moved) {
        this.signatures = signatures;
        this.directions = directions;
        this.sweep = sweep;
        this.moved = moved;
        leaves = moved.stream().mapToInt(Shape::size).sum();
    }

    /** Whether what moves is one array of doubles, which can be returned as it is. */
    private boolean isRow() {
        return moved.size() == 1 && moved.get(0) instanceof Shape.Single single && Directions.isFlat(single.type());
    }

    /**
     * The arguments of {@link #rows}.
     *
     * @param unit the variable with the directions
     * @param size that with the length of a row; null if it is not passed
     */
    CodeBlock arguments(String unit, @Nullable String size) {
        List<CodeBlock> arguments = new ArrayList<>(directions.parameterArguments());
        for (int d = 0; d < sweep.count(); d++) {
            arguments.add(CodeBlock.of("$N[$L]", unit, d));
        }
        if (size != null && !isRow()) {
            arguments.add(CodeBlock.of("$N", size));
        }
        return StructuredStatics.joined(arguments);
    }

    /**
     * A private member that takes the parameters and the directions, each in a flat array, and returns the tangents along each,
     * flat, too.
     *
     * @param takesSize whether it is told the length of a row, which is else that of a direction
     */
    MethodSpec rows(String name, String sentence, boolean takesSize) {
        Names names = directions.names().copy();
        MethodSpec.Builder method = signatures
                .method(name, Modifier.PRIVATE, Modifier.STATIC)
                .addJavadoc(sentence)
                .returns(double[][].class);
        List<String> given = directions.declared(method);
        String offset = names.allocate("offset");
        CodeBlock length = CodeBlock.of("");
        for (int d = 1; d <= sweep.count(); d++) {
            boolean isTangent = directions.isOneFlatArray();
            String wish = isTangent ? directions.wrt().get(0).get(0).name() + "Tangent" : "direction";
            String direction = names.allocate(wish + d);
            method.addParameter(double[].class, direction);
            given.addAll(isTangent ? List.of(direction) : tangents(method, names, direction, d, offset));
            length = d == 1 ? CodeBlock.of("$N.length", direction) : length;
        }
        if (takesSize && !isRow()) {
            String size = names.allocate("m");
            method.addParameter(int.class, size);
            length = CodeBlock.of("$N", size);
        }
        Body body = body(name, given, names);
        body.writeOps();
        List<CodeBlock> rows = new ArrayList<>();
        for (int d = 0; d < sweep.count(); d++) {
            if (isRow()) {
                rows.add(body.result(d).block());
            } else {
                boolean declares = d == 0 && directions.isOneFlatArray();
                body.statement(CodeBlock.of(declares ? "int $N = 0" : "$N = 0", offset));
                String row = names.allocate("row" + (d + 1));
                row(body, d * leaves, length, row, offset);
                rows.add(CodeBlock.of("$N", row));
            }
        }
        body.statement(CodeBlock.of("return new double[][] {$L}", StructuredStatics.joined(rows)));
        return method.addCode(body.build()).build();
    }

    /** The body, of which nothing is written yet. */
    Body body(String member, List<String> given, Names names) {
        return Body.withSinks(
                sweep.function(),
                Body.named(sweep.function(), given),
                Set.of(),
                names,
                sweep.function().results().size(),
                signatures.divisible(member));
    }

    /** The tangents of all leaves, taken from a flat array. */
    private List<String> tangents(MethodSpec.Builder method, Names names, String direction, int number, String offset) {
        List<String> tangents = new ArrayList<>();
        method.addStatement(number == 1 ? "int $N = 0" : "$N = 0", offset);
        for (Leaf leaf : directions.wrt().stream().flatMap(List::stream).toList()) {
            String name = names.allocate(leaf.name() + "Tangent" + number);
            Directions.part(name, leaf, direction, method, offset);
            tangents.add(name);
        }
        return tangents;
    }

    /** Puts the results from number {@code from} on, which move along one direction, one after the other into a new row. */
    void row(Body body, int from, CodeBlock length, String row, String offset) {
        body.statement(CodeBlock.of("double[] $N = new double[$L]", row, length));
        List<Leaf> all = new ArrayList<>();
        moved.forEach(shape -> all.addAll(Leaf.of("result", shape, true, new Names())));
        for (int i = 0; i < leaves; i++) {
            CodeBlock value = body.result(from + i).block();
            body.statement(
                    all.get(i).isArray()
                            ? CodeBlock.of("$N = $T.flatten($L, $N, $N)", offset, Shaping.SHAPES, value, row, offset)
                            : CodeBlock.of("$N[$N++] = $L", row, offset, value));
        }
    }

    /** Some results, as expressions. */
    List<CodeBlock> results(Body body, int from, int count) {
        List<CodeBlock> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(body.result(from + i).block());
        }
        return results;
    }
}
