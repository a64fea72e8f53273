package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code jacobian}. One number as a result: the gradient. An elementwise method: the diagonal, in one sweep for each
 * parameter. A few numbers as parameters: all columns in one sweep. Else columns forward, several in a sweep if that is to be had, or
 * row by row backward, whichever are fewer; if arrays decide that, it is decided when it runs.
 */
final class JacobianMember {
    private static final String COLUMNS = "jacobianColumns";

    private final Signatures signatures;
    private final @Nullable Derivatives derivatives;
    private final Directions directions;
    private final Derivatives.@Nullable Sweep sweep;

    JacobianMember(Signatures signatures, @Nullable Derivatives derivatives, Directions directions) {
        this.signatures = signatures;
        this.derivatives = derivatives;
        this.directions = directions;
        sweep = derivatives == null ? null : derivatives.columns();
    }

    private enum Way {
        GRADIENT,
        DIAGONAL,
        AXES,
        COLUMNS,
        ROWS,
        EITHER
    }

    private Way way() {
        Derivatives functions = Objects.requireNonNull(derivatives);
        if (signatures.isScalar() && functions.reverses()) {
            return Way.GRADIENT;
        } else if (functions.elementwise()) {
            return Way.DIAGONAL;
        } else if (functions.columns() != null && functions.columns().isAlongAxes()) {
            return Way.AXES;
        } else if (!functions.reverses()) {
            return Way.COLUMNS;
        }
        int inputs = directions.fixedSize();
        int outputs = fixedSize(functions.result());
        if (inputs < 0 || outputs < 0) {
            return Way.EITHER;
        }
        return inputs <= outputs ? Way.COLUMNS : Way.ROWS;
    }

    /** Whether it calls {@code jvp}. */
    boolean needsTangents() {
        Way way = derivatives == null ? Way.ROWS : way();
        return way == Way.DIAGONAL || sweep == null && (way == Way.COLUMNS || way == Way.EITHER);
    }

    /** Whether it calls {@link Signatures#pullback}. */
    boolean needsGradients() {
        return derivatives != null && (way() == Way.GRADIENT || way() == Way.ROWS || way() == Way.EITHER);
    }

    List<MethodSpec> methods() {
        MethodSpec.Builder method =
                signatures.alike("jacobian", Modifier.PUBLIC, Modifier.STATIC).returns(signatures.nested("Jacobian"));
        if (derivatives == null) {
            signatures.refuse(method);
            return List.of(method.build());
        }
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(method.build());
        switch (way()) {
            case GRADIENT -> gradient(method.addJavadoc("Returns the value and its derivative.\n"));
            case DIAGONAL ->
                diagonal(method.addJavadoc(
                        "Returns the value and its derivative: diagonal, for an element of the result depends only on"
                                + " the elements\nof the same index.\n"));
            case AXES -> axes(method.addJavadoc("Returns the value and its derivative, in one sweep.\n"));
            case COLUMNS ->
                columns(
                        method.addJavadoc("Returns the value and its derivative, one column after the other.\n"),
                        false);
            case ROWS ->
                rows(method.addJavadoc("Returns the value and its derivative, one row after the other.\n"), false);
            case EITHER -> {
                either(
                        method.addJavadoc(
                                "Returns the value and its derivative: column by column or row by row, whichever are fewer.\n"));
                MethodSpec.Builder byColumns = part("columns");
                columns(byColumns, true);
                methods.add(byColumns.build());
                MethodSpec.Builder byRows = part("rows");
                rows(byRows, true);
                methods.add(byRows.build());
            }
        }
        methods.set(0, method.build());
        if (sweep != null && way() != Way.AXES && way() != Way.ROWS) {
            String sentence = "The tangents along " + sweep.count() + " directions, in one sweep.\n";
            methods.add(member(sweep).rows(COLUMNS, sentence, true));
        }
        return methods;
    }

    private SweepMember member(Derivatives.Sweep several) {
        return new SweepMember(signatures, directions, several, List.of(result()));
    }

    private MethodSpec.Builder part(String name) {
        return signatures.method(name, Modifier.PRIVATE, Modifier.STATIC).returns(signatures.nested("Jacobian"));
    }

    private Shape result() {
        return Objects.requireNonNull(derivatives).result();
    }

    private static int fixedSize(Shape shape) {
        if (shape instanceof Shape.Compound compound) {
            int sum = 0;
            for (Shape component : compound.components()) {
                int size = fixedSize(component);
                if (size < 0) {
                    return -1;
                }
                sum += size;
            }
            return sum;
        }
        return ((Shape.Single) shape).type() instanceof Type.Array ? -1 : 1;
    }

    private TypeName rowsOf(Type type) {
        return TypeNames.of(signatures.isScalar() ? type : new Type.Array(type));
    }

    private CodeBlock arguments() {
        return StructuredStatics.joined(directions.parameterArguments());
    }

    private void gradient(MethodSpec.Builder method) {
        String gradient = directions.names().copy().allocate("gradient");
        method.addStatement(
                "$T $N = $N($L, 1)", signatures.gradientRecord(), gradient, signatures.pullback(), arguments());
        CodeBlock.Builder all = CodeBlock.builder().add("$N.value()", gradient);
        for (Target.Parameter parameter : signatures.wrt()) {
            all.add(",$W$N.$N()", gradient, "d" + parameter.name());
        }
        method.addStatement("return new $T($L)", signatures.nested("Jacobian"), all.build());
    }

    private void either(MethodSpec.Builder method) {
        String value = value(method, directions.names().copy(), false);
        CodeBlock arguments = CodeBlock.of("$L,$W$N", arguments(), value);
        method.addStatement(
                "return $L <= $L ? columns($L) : rows($L)",
                directions.size(),
                outputs(result(), CodeBlock.of("$N", value)),
                arguments,
                arguments);
    }

    /** The name of the value, which is computed, unless it is a parameter. */
    private String value(MethodSpec.Builder method, Names local, boolean isGiven) {
        String value = local.allocate("value");
        if (isGiven) {
            method.addParameter(signatures.result(), value);
        } else {
            method.addStatement("$T $N = $L", signatures.result(), value, directions.call());
        }
        return value;
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
        Type type = ((Shape.Single) shape).type();
        return type instanceof Type.Array ? Directions.sizeOf(value, type) : CodeBlock.of("1");
    }

    /** Declares the components of the record, to be filled row by row. */
    private List<String> components(MethodSpec.Builder method, Names local, String m) {
        List<String> names = new ArrayList<>();
        for (Target.Parameter parameter : signatures.wrt()) {
            String name = local.allocate("d" + parameter.name());
            names.add(name);
            String text = TypeNames.of(parameter.type()).toString();
            int bracket = text.indexOf('[');
            TypeName leaf = parameter.type() instanceof Type.Array array
                    ? TypeNames.of(array.leaf())
                    : TypeNames.of(parameter.type());
            method.addStatement(
                    "$T $N = new $T[$N]$L",
                    rowsOf(parameter.type()),
                    name,
                    leaf,
                    m,
                    bracket < 0 ? "" : text.substring(bracket));
        }
        return names;
    }

    private void returned(MethodSpec.Builder method, String value, List<String> components) {
        CodeBlock.Builder all = CodeBlock.builder().add("$N", value);
        components.forEach(name -> all.add(",$W$N", name));
        method.addStatement("return new $T($L)", signatures.nested("Jacobian"), all.build());
    }

    private void rows(MethodSpec.Builder method, boolean hasValue) {
        Names local = directions.names().copy();
        String value = value(method, local, hasValue);
        String m = local.allocate("m");
        String unit = local.allocate("unit");
        String o = local.allocate("o");
        String row = local.allocate("row");
        method.addStatement("int $N = $L", m, outputs(result(), CodeBlock.of("$N", value)));
        List<String> components = components(method, local, m);
        method.addStatement("double[] $N = new double[$N]", unit, m);
        method.beginControlFlow("for (int $N = 0; $N < $N; $N++)", o, o, m, o);
        method.addStatement("$N[$N] = 1", unit, o);
        CodeBlock seed = seed(method, local, value, unit);
        method.addStatement(
                "$T $N = $N($L,$W$L)", signatures.gradientRecord(), row, signatures.pullback(), arguments(), seed);
        List<Target.Parameter> wrt = signatures.wrt();
        for (int i = 0; i < wrt.size(); i++) {
            method.addStatement(
                    "$N[$N] = $N.$N()",
                    components.get(i),
                    o,
                    row,
                    "d" + wrt.get(i).name());
        }
        method.addStatement("$N[$N] = 0", unit, o);
        method.endControlFlow();
        returned(method, value, components);
    }

    /** The gradient of the result that stands flat in an array. */
    private CodeBlock seed(MethodSpec.Builder method, Names local, String value, String unit) {
        if (result() instanceof Shape.Single single && Directions.isFlat(single.type())) {
            return CodeBlock.of("$N", unit);
        }
        String offset = local.allocate("offset");
        method.addStatement("int $N = 0", offset);
        List<CodeBlock> parts = new ArrayList<>();
        for (Leaf leaf : Leaf.of(value, result(), false, local)) {
            parts.add(Directions.part(leaf, unit, method, offset, local));
        }
        return Leaf.pack(result(), parts.iterator());
    }

    private void columns(MethodSpec.Builder method, boolean hasValue) {
        Names local = directions.names().copy();
        String value = value(method, local, hasValue);
        String n = local.allocate("n");
        String m = local.allocate("m");
        String columns = local.allocate("columns");
        String unit = local.allocate("unit");
        String k = local.allocate("k");
        method.addStatement("int $N = $L", n, directions.size());
        method.addStatement("int $N = $L", m, outputs(result(), CodeBlock.of("$N", value)));
        if (sweep != null) {
            method.addStatement("double[][] $N = new double[$N][]", columns, n);
            String tangents = local.allocate("tangents");
            method.beginControlFlow("for (int $N = 0; $N < $N; $N += $L)", k, k, n, k, sweep.count());
            method.addStatement("double[][] $N = $T.unit($N, $L, $N)", unit, Shaping.SHAPES, k, sweep.count(), n);
            CodeBlock arguments = member(sweep).arguments(unit, m);
            method.addStatement("double[][] $N = $N($L)", tangents, COLUMNS, arguments);
            method.addStatement(
                    "$T.arraycopy($N, 0, $N, $N, $T.min($L, $N - $N))",
                    System.class,
                    tangents,
                    columns,
                    k,
                    Math.class,
                    sweep.count(),
                    n,
                    k);
            method.endControlFlow();
            transposed(method, local, value, columns, n, m, k);
            return;
        }
        String tangent = local.allocate("tangent");
        String offset = local.allocate("offset");
        String column = local.allocate("column");
        method.addStatement("double[][] $N = new double[$N][$N]", columns, n, m);
        method.addStatement("double[] $N = new double[$N]", unit, n);
        method.beginControlFlow("for (int $N = 0; $N < $N; $N++)", k, k, n, k);
        method.addStatement("$N[$N] = 1", unit, k);
        boolean reused = directions.isOneFlatArray();
        CodeBlock arguments = directions.arguments(unit, method, offset, local);
        method.addStatement("$T $N = jvp($L).dvalue()", signatures.result(), tangent, arguments);
        method.addStatement("double[] $N = $N[$N]", column, columns, k);
        method.addStatement(reused ? "int $N = 0" : "$N = 0", offset);
        Directions.flatten(result(), CodeBlock.of("$N", tangent), column, offset, method);
        method.addStatement("$N[$N] = 0", unit, k);
        method.endControlFlow();
        transposed(method, local, value, columns, n, m, k);
    }

    /** All columns and the value in one sweep. */
    private void axes(MethodSpec.Builder method) {
        Derivatives.Sweep all = Objects.requireNonNull(sweep);
        SweepMember member = member(all);
        Names local = directions.names().copy();
        Body body = member.body("jacobian", directions.declared(method), local);
        body.writeOps();
        int size = result().size();
        CodeBlock value = Leaf.pack(result(), member.results(body, 0, size).iterator());
        boolean areColumns = result() instanceof Shape.Single single
                && Directions.isFlat(single.type())
                && signatures.wrt().stream().allMatch(p -> p.type() == Type.Primitive.DOUBLE);
        if (areColumns) {
            CodeBlock columns = StructuredStatics.joined(member.results(body, 1, all.count()));
            body.statement(CodeBlock.of("return new $T($L,$W$L)", signatures.nested("Jacobian"), value, columns));
            method.addCode(body.build());
            return;
        }
        String name = local.allocate("value");
        String n = local.allocate("n");
        String m = local.allocate("m");
        String offset = local.allocate("offset");
        body.statement(CodeBlock.of("$T $N = $L", signatures.result(), name, value));
        body.statement(CodeBlock.of("int $N = $L", n, all.count()));
        body.statement(CodeBlock.of("int $N = $L", m, outputs(result(), CodeBlock.of("$N", name))));
        List<CodeBlock> rows = new ArrayList<>();
        for (int d = 0; d < all.count(); d++) {
            body.statement(CodeBlock.of(d == 0 ? "int $N = 0" : "$N = 0", offset));
            String column = local.allocate("column" + (d + 1));
            member.row(body, (d + 1) * size, CodeBlock.of("$N", m), column, offset);
            rows.add(CodeBlock.of("$N", column));
        }
        String columns = local.allocate("columns");
        body.statement(CodeBlock.of("double[][] $N = {$L}", columns, StructuredStatics.joined(rows)));
        method.addCode(body.build());
        transposed(method, local, name, columns, n, m, local.allocate("k"));
    }

    /** Turns the columns into what the record wants: for each parameter a row per output. */
    private void transposed(
            MethodSpec.Builder method, Names local, String value, String columns, String n, String m, String k) {
        String o = local.allocate("o");
        String row = local.allocate("row");
        boolean isScalar = signatures.isScalar();
        if (directions.isOneFlatArray() && !isScalar) {
            String name = local.allocate("d" + signatures.wrt().get(0).name());
            method.addStatement("double[][] $N = new double[$N][$N]", name, m, n);
            method.beginControlFlow("for (int $N = 0; $N < $N; $N++)", o, o, m, o);
            method.beginControlFlow("for (int $N = 0; $N < $N; $N++)", k, k, n, k);
            method.addStatement("$N[$N][$N] = $N[$N][$N]", name, o, k, columns, k, o);
            method.endControlFlow().endControlFlow();
            returned(method, value, List.of(name));
            return;
        }
        List<String> components = isScalar ? new ArrayList<>() : components(method, local, m);
        method.addStatement("double[] $N = new double[$N]", row, n);
        if (!isScalar) {
            method.beginControlFlow("for (int $N = 0; $N < $N; $N++)", o, o, m, o);
        }
        method.beginControlFlow("for (int $N = 0; $N < $N; $N++)", k, k, n, k)
                .addStatement("$N[$N] = $N[$N][$L]", row, k, columns, k, isScalar ? "0" : o)
                .endControlFlow();
        List<CodeBlock> parts = directions.parts(row, method, local.allocate("offset"), local);
        for (int i = 0; i < parts.size(); i++) {
            Target.Parameter parameter = signatures.wrt().get(i);
            if (isScalar) {
                String name = local.allocate("d" + parameter.name());
                components.add(name);
                method.addStatement("$T $N = $L", TypeNames.of(parameter.type()), name, parts.get(i));
            } else {
                method.addStatement("$N[$N] = $L", components.get(i), o, parts.get(i));
            }
        }
        if (!isScalar) {
            method.endControlFlow();
        }
        returned(method, value, components);
    }

    /** Parameters and result are arrays of one rank or scalars, all of one type. */
    private void diagonal(MethodSpec.Builder method) {
        Names local = directions.names().copy();
        List<Target.Parameter> wrt = signatures.wrt();
        List<String> tangents = new ArrayList<>();
        for (Target.Parameter along : wrt) {
            String capital =
                    Character.toUpperCase(along.name().charAt(0)) + along.name().substring(1);
            String ones = along.type() instanceof Type.Array ? local.allocate("ones") : "1";
            if (along.type() instanceof Type.Array) {
                method.addStatement(
                        "$T $N = $L",
                        TypeNames.of(along.type()),
                        ones,
                        Shaping.zerosLike(CodeBlock.of("$N", along.name()), along.type()));
                method.addStatement("$T.fill($N, 1)", java.util.Arrays.class, ones);
            }
            List<CodeBlock> arguments = directions.parameterArguments();
            for (Target.Parameter parameter : wrt) {
                boolean isMoved = parameter == along;
                if (!(parameter.type() instanceof Type.Array)) {
                    arguments.add(CodeBlock.of(isMoved ? "1" : "0"));
                } else {
                    arguments.add(
                            isMoved
                                    ? CodeBlock.of("$N", ones)
                                    : Shaping.zerosLike(CodeBlock.of("$N", parameter.name()), parameter.type()));
                }
            }
            String tangent = local.allocate("along" + capital);
            tangents.add(tangent);
            method.addStatement(
                    "$T $N = jvp($L)", signatures.nested("Tangent"), tangent, StructuredStatics.joined(arguments));
        }
        diagonals(method, local, tangents);
    }

    private void diagonals(MethodSpec.Builder method, Names local, List<String> tangents) {
        List<Target.Parameter> wrt = signatures.wrt();
        String value = local.allocate("value");
        String i = local.allocate("i");
        method.addStatement("$T $N = $N.value()", signatures.result(), value, tangents.get(0));
        List<String> components = new ArrayList<>();
        for (int p = 0; p < wrt.size(); p++) {
            Target.Parameter parameter = wrt.get(p);
            String name = local.allocate("d" + parameter.name());
            components.add(name);
            if (!(parameter.type() instanceof Type.Array array)) {
                method.addStatement("$T $N = $N.dvalue()", rowsOf(parameter.type()), name, tangents.get(p));
                continue;
            }
            method.addStatement(
                    "$T $N = new $T[$N.length][$N.length]",
                    rowsOf(parameter.type()),
                    name,
                    TypeNames.of(array.leaf()),
                    value,
                    parameter.name());
            method.beginControlFlow(
                    "for (int $N = 0; $N < $T.min($N.length, $N.length); $N++)",
                    i,
                    i,
                    Math.class,
                    value,
                    parameter.name(),
                    i);
            method.addStatement("$N[$N][$N] = $N.dvalue()[$N]", name, i, i, tangents.get(p), i);
            method.endControlFlow();
        }
        returned(method, value, components);
    }
}
