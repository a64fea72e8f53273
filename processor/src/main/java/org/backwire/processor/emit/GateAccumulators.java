package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;

/** What the backward passes of a gate have added up: a field for each number or array that a {@code wrt} parameter is made of. */
final class GateAccumulators {
    private final Signatures signatures;
    private final List<Shape> shapes;
    private final List<Leaf> leaves;
    private final Map<Leaf, String> fields = new LinkedHashMap<>();

    /** @param names takes the names of the fields */
    GateAccumulators(Signatures signatures, List<Shape> shapes, List<Leaf> leaves, Names names) {
        this.signatures = signatures;
        this.shapes = shapes;
        this.leaves = leaves;
        leaves.stream().filter(Leaf::isWrt).forEach(leaf -> fields.put(leaf, names.allocate("d" + leaf.name())));
    }

    static FieldSpec field(Type type, String name) {
        FieldSpec.Builder field = FieldSpec.builder(TypeNames.of(type), name, Modifier.PRIVATE);
        return (type instanceof Type.Array ? field.initializer(Shaping.none()) : field).build();
    }

    List<FieldSpec> fields() {
        List<FieldSpec> all = new ArrayList<>();
        fields.forEach((leaf, name) -> all.add(field(leaf.type(), name)));
        return all;
    }

    /** The first field, if there is one: a refused method may have none. */
    Optional<String> first() {
        return fields.values().stream().findFirst();
    }

    void forEach(BiConsumer<Leaf, String> action) {
        fields.forEach(action);
    }

    /** The fields that are arrays, in order. */
    List<String> arrays() {
        return fields.keySet().stream().filter(Leaf::isArray).map(this::of).toList();
    }

    String of(Leaf leaf) {
        return Objects.requireNonNull(fields.get(leaf));
    }

    /** The fields that are numbers, in order. */
    List<String> scalars() {
        return fields.keySet().stream()
                .filter(leaf -> !leaf.isArray())
                .map(this::of)
                .toList();
    }

    /** An array of another shape starts its gradient anew; what has been added up for others stays. */
    void shape(MethodSpec.Builder method) {
        fields.forEach((leaf, name) -> {
            if (leaf.isArray()) {
                method.beginControlFlow("if ($L)", Shaping.differ(name, leaf.access(), leaf.type()))
                        .addStatement("$N = $L", name, Shaping.zerosLike(leaf.access(), leaf.type()))
                        .endControlFlow();
            }
        });
    }

    /** The methods that give what has been added up. */
    List<MethodSpec> accessors() {
        List<MethodSpec> methods = new ArrayList<>();
        int next = 0;
        List<Target.Parameter> parameters = signatures.target().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Shape shape = shapes.get(i);
            List<Leaf> own = leaves.subList(next, next + shape.size());
            next += shape.size();
            if (parameters.get(i).isWrt()) {
                CodeBlock value = Leaf.pack(
                        shape,
                        own.stream()
                                .map(leaf -> CodeBlock.of("$N", fields.get(leaf)))
                                .iterator());
                methods.add(signatures.accessor(parameters.get(i), value));
            }
        }
        return methods;
    }

    MethodSpec clear() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("clear")
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("Sets the accumulated gradient to zero.\n");
        Lines lines = signatures.lines();
        fields.forEach((leaf, name) -> lines.statement(
                leaf.isArray() ? Text.of("$L", Shaping.clear(name, leaf.type())) : Text.of("$N = 0", name)));
        return method.addCode(lines.build()).build();
    }
}
