package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** The members beyond the gradient: {@code jvp}, {@code jacobian}, {@code hvp}, {@code hessian}. */
final class ModeMembers {
    private final Signatures signatures;
    private final @Nullable Derivatives derivatives;
    private final Set<String> asked;
    private final Names names;
    private final Directions space;
    private final JacobianMember jacobian;
    private final List<List<Leaf>> directions = new ArrayList<>();
    private final List<String> directionNames = new ArrayList<>();

    ModeMembers(Signatures signatures, @Nullable Derivatives derivatives) {
        this.signatures = signatures;
        this.derivatives = derivatives;
        asked = signatures.target().derivatives();
        space = new Directions(signatures, derivatives);
        jacobian = new JacobianMember(signatures, derivatives, space);
        names = space.names().copy();
        List<Target.Parameter> wrt = signatures.wrt();
        for (int i = 0; i < wrt.size(); i++) {
            String name = names.allocate(wrt.get(i).name() + "Tangent");
            directionNames.add(name);
            Shape shape = derivatives == null
                    ? new Shape.Single(wrt.get(i).type())
                    : space.wrtShapes().get(i);
            directions.add(Leaf.of(name, shape, true, names));
        }
    }

    List<TypeSpec> records() {
        List<TypeSpec> records = new ArrayList<>();
        if (has("JVP") || has("JACOBIAN") && jacobian.needsTangents()) {
            MethodSpec.Builder tangent = MethodSpec.constructorBuilder()
                    .addParameter(signatures.result(), "value")
                    .addParameter(signatures.result(), "dvalue");
            records.add(record("Tangent", tangent, "The value and its tangent.", has("JVP")));
        }
        if (has("JACOBIAN")) {
            MethodSpec.Builder jacobian = MethodSpec.constructorBuilder().addParameter(signatures.result(), "value");
            for (Target.Parameter parameter : signatures.wrt()) {
                jacobian.addParameter(rowsOf(parameter.type()), "d" + parameter.name());
            }
            String sentence = signatures.isScalar()
                    ? "The value and its derivative with respect to each parameter."
                    : "The value and its derivative with respect to each parameter: one row per output.";
            records.add(record("Jacobian", jacobian, sentence, true));
        }
        if (needsProducts()) {
            MethodSpec.Builder product = MethodSpec.constructorBuilder().addParameter(signatures.result(), "value");
            for (String prefix : List.of("d", "h")) {
                for (Target.Parameter parameter : signatures.wrt()) {
                    product.addParameter(TypeNames.of(parameter.type()), prefix + parameter.name());
                }
            }
            String sentence = "The value, its gradient, and the Hessian times a direction.";
            records.add(record("HessianProduct", product, sentence, has("HVP")));
        }
        return records;
    }

    private static TypeSpec record(String name, MethodSpec.Builder components, String sentence, boolean isPublic) {
        return TypeSpec.recordBuilder(name)
                .addModifiers(isPublic ? Modifier.PUBLIC : Modifier.PRIVATE)
                .addJavadoc("$L\n", sentence)
                .recordConstructor(components.build())
                .build();
    }

    private boolean has(String mode) {
        return asked.contains(mode);
    }

    private boolean needsProducts() {
        return has("HVP") || has("HESSIAN") && (derivatives == null || derivatives.hvp() != null);
    }

    /** Whether the gradient is used, though not asked for. */
    boolean needsGradients() {
        return has("JACOBIAN") && !has("GRADIENT") && jacobian.needsGradients();
    }

    private TypeName rowsOf(Type type) {
        return TypeNames.of(signatures.isScalar() ? type : new Type.Array(type));
    }

    List<MethodSpec> methods() {
        List<MethodSpec> methods = new ArrayList<>();
        if (has("JVP") || has("JACOBIAN") && jacobian.needsTangents()) {
            methods.add(jvp());
        }
        if (has("JACOBIAN")) {
            methods.addAll(jacobian.methods());
        }
        if (needsProducts()) {
            methods.add(hvp());
        }
        if (has("HESSIAN")) {
            methods.addAll(new HessianMember(signatures, derivatives, space).methods());
        }
        return methods;
    }

    private MethodSpec.Builder alongDirection(String name, boolean isPublic) {
        MethodSpec.Builder method =
                signatures.method(name, isPublic ? Modifier.PUBLIC : Modifier.PRIVATE, Modifier.STATIC);
        List<Target.Parameter> wrt = signatures.wrt();
        for (int i = 0; i < wrt.size(); i++) {
            method.addParameter(TypeNames.of(wrt.get(i).type()), directionNames.get(i));
        }
        return method;
    }

    /** Begins the body: components of records become locals. */
    private Body body(String member, MethodSpec.Builder method, Function function) {
        List<String> given = new ArrayList<>();
        for (List<List<Leaf>> group : List.of(space.parameters(), directions)) {
            for (List<Leaf> leaves : group) {
                for (Leaf leaf : leaves) {
                    given.add(leaf.name());
                    boolean isComponent = !leaf.access().toString().equals(leaf.name());
                    if (isComponent) {
                        method.addStatement("$T $N = $L", TypeNames.of(leaf.type()), leaf.name(), leaf.access());
                    }
                }
            }
        }
        requireShapes(method);
        Map<Value, String> byValue = Body.named(function, given);
        return Body.withSinks(
                function, byValue, Set.of(), names.copy(), function.results().size(), signatures.divisible(member));
    }

    private void requireShapes(MethodSpec.Builder method) {
        int next = 0;
        List<List<Leaf>> parameters = space.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (!signatures.target().parameters().get(i).isWrt()) {
                continue;
            }
            List<Leaf> tangents = directions.get(next++);
            for (int k = 0; k < tangents.size(); k++) {
                Leaf tangent = tangents.get(k);
                if (tangent.isArray()) {
                    String name = parameters.get(i).get(k).name();
                    method.addStatement(
                            "$T.require($S, $N, $N)",
                            Shaping.SHAPES,
                            tangent.access().toString(),
                            tangent.name(),
                            name);
                }
            }
        }
    }

    private MethodSpec jvp() {
        MethodSpec.Builder method = alongDirection("jvp", has("JVP"))
                .addJavadoc("Returns the value and its tangent, without a tape.\n")
                .addJavadoc(shapesJavadoc())
                .returns(signatures.nested("Tangent"));
        if (derivatives == null) {
            signatures.refuse(method);
            return method.build();
        }
        Function function = Objects.requireNonNull(derivatives.jvp());
        Body body = body("jvp", method, function);
        body.writeOps();
        int size = derivatives.result().size();
        CodeBlock value = Leaf.pack(derivatives.result(), results(body, 0, size).iterator());
        CodeBlock tangent =
                Leaf.pack(derivatives.result(), results(body, size, size).iterator());
        body.statement(CodeBlock.of("return new $T($L,$W$L)", signatures.nested("Tangent"), value, tangent));
        return method.addCode(body.build()).build();
    }

    private String shapesJavadoc() {
        boolean any = directions.stream().flatMap(List::stream).anyMatch(Leaf::isArray);
        return any ? "\n@throws IllegalArgumentException if a tangent has not the shape of its parameter\n" : "";
    }

    private static List<CodeBlock> results(Body body, int from, int count) {
        List<CodeBlock> codes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            codes.add(body.result(from + i).block());
        }
        return codes;
    }

    private MethodSpec hvp() {
        MethodSpec.Builder method = alongDirection("hvp", has("HVP"))
                .addJavadoc("Returns the value, the gradient, and the Hessian times a direction.\n")
                .addJavadoc(shapesJavadoc())
                .returns(signatures.nested("HessianProduct"));
        if (derivatives == null) {
            signatures.refuse(method);
            return method.build();
        }
        Function function = Objects.requireNonNull(derivatives.hvp());
        Body body = body("hvp", method, function);
        body.writeOps();
        int leaves = space.wrtShapes().stream().mapToInt(Shape::size).sum();
        List<CodeBlock> arguments = new ArrayList<>(results(body, 0, 1));
        for (int first :
                new int[] {1, 2 + leaves}) { // the gradient, then after the tangent of the value that of the gradient
            int next = first;
            for (Shape shape : space.wrtShapes()) {
                arguments.add(Leaf.pack(shape, results(body, next, shape.size()).iterator()));
                next += shape.size();
            }
        }
        body.statement(CodeBlock.of(
                "return new $T($L)", signatures.nested("HessianProduct"), StructuredStatics.joined(arguments)));
        return method.addCode(body.build()).build();
    }
}
