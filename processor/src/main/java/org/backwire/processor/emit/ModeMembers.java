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
    private final List<List<Leaf>> parameters = new ArrayList<>();
    private final List<List<Leaf>> directions = new ArrayList<>();
    private final List<String> directionNames = new ArrayList<>();
    private final List<Shape> wrtShapes = new ArrayList<>();

    ModeMembers(Signatures signatures, @Nullable Derivatives derivatives) {
        this.signatures = signatures;
        this.derivatives = derivatives;
        asked = signatures.target().derivatives();
        names = signatures.names();
        List<Target.Parameter> all = signatures.target().parameters();
        for (int i = 0; i < all.size(); i++) {
            Target.Parameter parameter = all.get(i);
            Shape shape = derivatives == null
                    ? new Shape.Single(parameter.type())
                    : derivatives.shapes().get(i);
            parameters.add(Leaf.of(parameter.name(), shape, parameter.isWrt(), names));
            if (parameter.isWrt()) {
                String name = names.allocate(parameter.name() + "Tangent");
                directionNames.add(name);
                directions.add(Leaf.of(name, shape, true, names));
                wrtShapes.add(shape);
            }
        }
    }

    List<TypeSpec> records() {
        List<TypeSpec> records = new ArrayList<>();
        if (has("JVP") || has("JACOBIAN")) {
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
        if (has("HVP") || has("HESSIAN")) {
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

    private TypeName rowsOf(Type type) {
        return TypeNames.of(signatures.isScalar() ? type : new Type.Array(type));
    }

    List<MethodSpec> methods() {
        List<MethodSpec> methods = new ArrayList<>();
        if (has("JVP") || has("JACOBIAN")) {
            methods.add(jvp());
        }
        if (has("JACOBIAN")) {
            methods.add(jacobian());
        }
        if (has("HVP") || has("HESSIAN")) {
            methods.add(hvp());
        }
        if (has("HESSIAN")) {
            methods.add(hessian());
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
    private Body body(MethodSpec.Builder method, Function function) {
        List<String> given = new ArrayList<>();
        for (List<List<Leaf>> group : List.of(parameters, directions)) {
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
                function, byValue, Set.of(), names.copy(), function.results().size());
    }

    private void requireShapes(MethodSpec.Builder method) {
        int next = 0;
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
        Body body = body(method, function);
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
        Body body = body(method, function);
        body.writeOps();
        int leaves = wrtShapes.stream().mapToInt(Shape::size).sum();
        List<CodeBlock> arguments = new ArrayList<>(results(body, 0, 1));
        for (int first :
                new int[] {1, 2 + leaves}) { // the gradient, then after the tangent of the value that of the gradient
            int next = first;
            for (Shape shape : wrtShapes) {
                arguments.add(Leaf.pack(shape, results(body, next, shape.size()).iterator()));
                next += shape.size();
            }
        }
        body.statement(CodeBlock.of(
                "return new $T($L)", signatures.nested("HessianProduct"), StructuredStatics.joined(arguments)));
        return method.addCode(body.build()).build();
    }

    /** The number of coordinates of all {@code wrt} parameters. */
    private CodeBlock size() {
        CodeBlock.Builder size = CodeBlock.builder();
        int scalars = 0;
        for (List<Leaf> leaves : parameters) {
            for (Leaf leaf : leaves) {
                if (leaf.isWrt() && leaf.isArray()) {
                    size.add("$T.size($L) + ", Shaping.SHAPES, leaf.access());
                } else if (leaf.isWrt()) {
                    scalars++;
                }
            }
        }
        return size.add("$L", scalars).build();
    }

    /** The arguments of {@code jvp} or {@code hvp} for a direction that stands flat in an array. */
    private CodeBlock arguments(String flat, MethodSpec.Builder method, String offset) {
        List<CodeBlock> arguments = new ArrayList<>();
        signatures.parameterNames().forEach(name -> arguments.add(CodeBlock.of("$N", name)));
        method.addStatement("int $N = 0", offset);
        int index = 0;
        for (int i = 0; i < parameters.size(); i++) {
            if (!signatures.target().parameters().get(i).isWrt()) {
                continue;
            }
            List<CodeBlock> parts = new ArrayList<>();
            for (Leaf leaf : parameters.get(i)) {
                parts.add(part(leaf, flat, method, offset));
            }
            arguments.add(Leaf.pack(wrtShapes.get(index++), parts.iterator()));
        }
        return StructuredStatics.joined(arguments);
    }

    /** A leaf taken from a flat array, in a local of its own. */
    private CodeBlock part(Leaf leaf, String flat, MethodSpec.Builder method, String offset) {
        String name = names.copy().allocate(leaf.name() + "Direction");
        if (leaf.isArray()) {
            method.addStatement(
                    "$T $N = $T.unflatten($N, $N, $L)",
                    TypeNames.of(leaf.type()),
                    name,
                    Shaping.SHAPES,
                    flat,
                    offset,
                    Shaping.zerosLike(leaf.access(), leaf.type()));
            method.addStatement("$N += $T.size($L)", offset, Shaping.SHAPES, leaf.access());
        } else {
            String cast = leaf.type() == Type.Primitive.FLOAT ? "(float) " : "";
            method.addStatement("$T $N = $L$N[$N++]", TypeNames.of(leaf.type()), name, cast, flat, offset);
        }
        return CodeBlock.of("$N", name);
    }

    /** Statements that put a value flat into an array. */
    private static void flatten(Shape shape, CodeBlock value, String flat, String offset, MethodSpec.Builder method) {
        if (shape instanceof Shape.Compound compound) {
            for (int i = 0; i < compound.names().size(); i++) {
                CodeBlock component =
                        CodeBlock.of("$L.$N()", value, compound.names().get(i));
                flatten(compound.components().get(i), component, flat, offset, method);
            }
        } else if (((Shape.Single) shape).type() instanceof Type.Array) {
            method.addStatement("$N = $T.flatten($L, $N, $N)", offset, Shaping.SHAPES, value, flat, offset);
        } else {
            method.addStatement("$N[$N++] = $L", flat, offset, value);
        }
    }

    private MethodSpec hessian() {
        MethodSpec.Builder method = signatures
                .method("hessian", Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("Returns the Hessian over all parameters, flattened in order: square and symmetric.\n")
                .returns(double[][].class);
        if (derivatives == null) {
            signatures.refuse(method);
            return method.build();
        }
        Names local = names.copy();
        String n = local.allocate("n");
        String hessian = local.allocate("hessian");
        String unit = local.allocate("unit");
        String k = local.allocate("k");
        String i = local.allocate("i");
        String product = local.allocate("product");
        String offset = local.allocate("offset");
        method.addStatement("int $N = $L", n, size());
        method.addStatement("double[][] $N = new double[$N][$N]", hessian, n, n);
        method.addStatement("double[] $N = new double[$N]", unit, n);
        method.beginControlFlow("for (int $N = 0; $N < $N; $N++)", k, k, n, k);
        method.addStatement("$N[$N] = 1", unit, k);
        CodeBlock arguments = arguments(unit, method, offset);
        method.addStatement("$T $N = hvp($L)", signatures.nested("HessianProduct"), product, arguments);
        method.addStatement("$N = 0", offset);
        List<Target.Parameter> wrt = signatures.wrt();
        String row = local.allocate("row");
        method.addStatement("double[] $N = $N[$N]", row, hessian, k);
        for (int p = 0; p < wrt.size(); p++) {
            CodeBlock value = CodeBlock.of("$N.$N()", product, "h" + wrt.get(p).name());
            flatten(wrtShapes.get(p), value, row, offset, method);
        }
        method.addStatement("$N[$N] = 0", unit, k);
        method.beginControlFlow("for (int $N = 0; $N < $N; $N++)", i, i, k, i)
                .addComment("one triangle, mirrored")
                .addStatement("$N[$N] = $N[$N][$N]", row, i, hessian, i, k)
                .endControlFlow();
        method.endControlFlow();
        return method.addStatement("return $N", hessian).build();
    }

    private MethodSpec jacobian() {
        MethodSpec.Builder method = signatures
                .method("jacobian", Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("Returns the value and its derivative, one direction after the other.\n")
                .returns(signatures.nested("Jacobian"));
        if (derivatives == null) {
            signatures.refuse(method);
            return method.build();
        }
        Shape result = derivatives.result();
        Names local = names.copy();
        String n = local.allocate("n");
        String m = local.allocate("m");
        String value = local.allocate("value");
        String columns = local.allocate("columns");
        String unit = local.allocate("unit");
        String k = local.allocate("k");
        String tangent = local.allocate("tangent");
        String offset = local.allocate("offset");
        String column = local.allocate("column");
        method.addStatement("int $N = $L", n, size());
        method.addStatement("double[][] $N = new double[$N][]", columns, n);
        method.addStatement("double[] $N = new double[$N]", unit, n);
        method.addStatement("$T $N = $L", signatures.result(), value, call(derivatives));
        method.addStatement("int $N = $L", m, outputs(result, CodeBlock.of("$N", value)));
        method.beginControlFlow("for (int $N = 0; $N < $N; $N++)", k, k, n, k);
        method.addStatement("$N[$N] = 1", unit, k);
        CodeBlock arguments = arguments(unit, method, offset);
        method.addStatement("$T $N = jvp($L).dvalue()", signatures.result(), tangent, arguments);
        method.addStatement("double[] $N = new double[$N]", column, m);
        method.addStatement("$N = 0", offset);
        flatten(result, CodeBlock.of("$N", tangent), column, offset, method);
        method.addStatement("$N[$N] = $N", columns, k, column);
        method.addStatement("$N[$N] = 0", unit, k);
        method.endControlFlow();
        return rows(method, local, value, columns, n, m, k).build();
    }

    private CodeBlock call(Derivatives functions) {
        List<CodeBlock> arguments = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < parameters.size(); i++) {
            List<CodeBlock> parts = new ArrayList<>();
            boolean copies = false;
            for (Leaf leaf : parameters.get(i)) {
                boolean written = functions.written().contains(next++);
                copies |= written;
                parts.add(written ? Shaping.copyOf(leaf.access(), leaf.type()) : leaf.access());
            }
            CodeBlock whole = CodeBlock.of("$N", signatures.parameterNames().get(i));
            arguments.add(copies ? Leaf.pack(functions.shapes().get(i), parts.iterator()) : whole);
        }
        return CodeBlock.of(
                "$T.$N($L)",
                TypeNames.of(signatures.target().method().owner()),
                signatures.target().method().name(),
                StructuredStatics.joined(arguments));
    }

    private static CodeBlock outputs(Shape shape, CodeBlock value) {
        if (shape instanceof Shape.Compound compound) {
            CodeBlock.Builder sum = CodeBlock.builder();
            for (int i = 0; i < compound.names().size(); i++) {
                CodeBlock component =
                        CodeBlock.of("$L.$N()", value, compound.names().get(i));
                sum.add(i == 0 ? "$L" : " + $L", outputs(compound.components().get(i), component));
            }
            return sum.build();
        }
        boolean isArray = ((Shape.Single) shape).type() instanceof Type.Array;
        return isArray ? CodeBlock.of("$T.size($L)", Shaping.SHAPES, value) : CodeBlock.of("1");
    }

    /** Turns the columns into what the record wants: for each parameter a row per output. */
    private MethodSpec.Builder rows(
            MethodSpec.Builder method, Names local, String value, String columns, String n, String m, String k) {
        List<Target.Parameter> wrt = signatures.wrt();
        String o = local.allocate("o");
        String row = local.allocate("row");
        List<String> results = new ArrayList<>();
        for (int i = 0; i < wrt.size(); i++) {
            String name = local.allocate("d" + wrt.get(i).name());
            results.add(name);
            TypeName type = TypeNames.of(wrt.get(i).type());
            if (signatures.isScalar()) {
                continue;
            }
            CodeBlock dimensions = CodeBlock.of("$N", m);
            String text = type.toString();
            int bracket = text.indexOf('[');
            TypeName leaf = wrt.get(i).type() instanceof Type.Array array ? TypeNames.of(array.leaf()) : type;
            method.addStatement(
                    "$T $N = new $T[$L]$L",
                    rowsOf(wrt.get(i).type()),
                    name,
                    leaf,
                    dimensions,
                    bracket < 0 ? "" : text.substring(bracket));
        }
        method.addStatement("double[] $N = new double[$N]", row, n);
        if (!signatures.isScalar()) {
            method.beginControlFlow("for (int $N = 0; $N < $N; $N++)", o, o, m, o);
        }
        method.beginControlFlow("for (int $N = 0; $N < $N; $N++)", k, k, n, k)
                .addStatement("$N[$N] = $N[$N][$L]", row, k, columns, k, signatures.isScalar() ? "0" : o)
                .endControlFlow();
        String offset = local.allocate("offset");
        method.addStatement("int $N = 0", offset);
        int index = 0;
        for (int i = 0; i < parameters.size(); i++) {
            if (!signatures.target().parameters().get(i).isWrt()) {
                continue;
            }
            List<CodeBlock> parts = new ArrayList<>();
            for (Leaf leaf : parameters.get(i)) {
                parts.add(part(leaf, row, method, offset));
            }
            CodeBlock whole = Leaf.pack(wrtShapes.get(index), parts.iterator());
            if (signatures.isScalar()) {
                method.addStatement("$T $N = $L", TypeNames.of(wrt.get(index).type()), results.get(index), whole);
            } else {
                method.addStatement("$N[$N] = $L", results.get(index), o, whole);
            }
            index++;
        }
        if (!signatures.isScalar()) {
            method.endControlFlow();
        }
        CodeBlock.Builder all = CodeBlock.builder().add("$N", value);
        results.forEach(name -> all.add(",$W$N", name));
        return method.addStatement("return new $T($L)", signatures.nested("Jacobian"), all.build());
    }
}
