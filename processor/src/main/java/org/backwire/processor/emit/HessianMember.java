package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code hessian}, of which one triangle counts. Of a few numbers it is one sweep along all axes. Else several rows share
 * a sweep, which is a method of its own, or each row is a call of {@code hvp}.
 */
final class HessianMember {
    private static final String ROWS = "hessianRows";

    private final Signatures signatures;
    private final @Nullable Derivatives derivatives;
    private final Directions directions;

    HessianMember(Signatures signatures, @Nullable Derivatives derivatives, Directions directions) {
        this.signatures = signatures;
        this.derivatives = derivatives;
        this.directions = directions;
    }

    List<MethodSpec> methods() {
        MethodSpec.Builder method = signatures
                .alike("hessian", Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("Returns the Hessian over all parameters, flattened in order: square and symmetric.\n")
                .returns(double[][].class);
        if (derivatives == null) {
            signatures.refuse(method);
            return List.of(method.build());
        }
        Derivatives.Sweep sweep = derivatives.hessian();
        if (sweep == null) {
            return List.of(byProducts(method));
        } else if (sweep.isAlongAxes()) {
            return List.of(alongAxes(method, sweep));
        }
        return List.of(
                bySweeps(method, sweep),
                member(sweep).rows(ROWS, "The Hessian times " + sweep.count() + " directions, in one sweep.\n", false));
    }

    private SweepMember member(Derivatives.Sweep sweep) {
        return new SweepMember(signatures, directions, sweep, directions.wrtShapes());
    }

    private MethodSpec alongAxes(MethodSpec.Builder method, Derivatives.Sweep sweep) {
        List<String> given = directions.declared(method);
        SweepMember member = member(sweep);
        Body body = member.body("hessian", given, directions.names().copy());
        body.writeOps();
        List<CodeBlock> rows = new ArrayList<>();
        for (int i = 0; i < sweep.count(); i++) {
            List<CodeBlock> row = member.results(body, i * sweep.count(), sweep.count());
            rows.add(CodeBlock.of("{$L}", StructuredStatics.joined(row)));
        }
        body.statement(CodeBlock.of("return new double[][] {$L}", StructuredStatics.joined(rows)));
        return method.addCode(body.build()).build();
    }

    private MethodSpec bySweeps(MethodSpec.Builder method, Derivatives.Sweep sweep) {
        Names local = directions.names().copy();
        String n = local.allocate("n");
        String hessian = local.allocate("hessian");
        String unit = local.allocate("unit");
        String rows = local.allocate("rows");
        String k = local.allocate("k");
        String i = local.allocate("i");
        String j = local.allocate("j");
        method.addStatement("int $N = $L", n, directions.size());
        method.addStatement("double[][] $N = new double[$N][]", hessian, n);
        if (mayBeEmpty()) {
            method.addComment("once even if there is nothing to differentiate by: the method may throw");
            method.beginControlFlow("for (int $N = 0; $N == 0 || $N < $N; $N += $L)", k, k, k, n, k, sweep.count());
        } else {
            method.beginControlFlow("for (int $N = 0; $N < $N; $N += $L)", k, k, n, k, sweep.count());
        }
        method.addStatement("double[][] $N = $T.unit($N, $L, $N)", unit, Shaping.SHAPES, k, sweep.count(), n);
        method.addStatement("double[][] $N = $N($L)", rows, ROWS, member(sweep).arguments(unit, null));
        method.beginControlFlow(
                "for (int $N = $N; $N < $T.min($N + $L, $N); $N++)", i, k, i, Math.class, k, sweep.count(), n, i);
        method.addStatement("$N[$N] = $N[$N - $N]", hessian, i, rows, i, k);
        method.beginControlFlow("for (int $N = 0; $N < $N; $N++)", j, j, i, j)
                .addComment("one triangle, mirrored")
                .addStatement("$N[$N][$N] = $N[$N][$N]", hessian, i, j, hessian, j, i)
                .endControlFlow();
        method.endControlFlow();
        method.endControlFlow();
        return method.addStatement("return $N", hessian).build();
    }

    private boolean mayBeEmpty() {
        return directions.wrtShapes().stream()
                .flatMap(shape -> shape.types().stream())
                .noneMatch(Type::isPrimitive);
    }

    private MethodSpec byProducts(MethodSpec.Builder method) {
        Names local = directions.names().copy();
        String n = local.allocate("n");
        String hessian = local.allocate("hessian");
        String unit = local.allocate("unit");
        String k = local.allocate("k");
        String i = local.allocate("i");
        method.addStatement("int $N = $L", n, directions.size());
        method.addStatement("double[][] $N = new double[$N][$L]", hessian, n, directions.isOneFlatArray() ? "" : n);
        method.addStatement("double[] $N = new double[$N]", unit, n);
        method.beginControlFlow("for (int $N = 0; $N < $N; $N++)", k, k, n, k);
        method.addStatement("$N[$N] = 1", unit, k);
        String row = row(method, local, hessian, unit, k);
        method.addStatement("$N[$N] = 0", unit, k);
        method.beginControlFlow("for (int $N = 0; $N < $N; $N++)", i, i, k, i)
                .addComment("one triangle, mirrored")
                .addStatement("$N[$N] = $N[$N][$N]", row, i, hessian, i, k)
                .endControlFlow();
        method.endControlFlow();
        return method.addStatement("return $N", hessian).build();
    }

    /** Puts the Hessian times the unit direction into a row; returns the row's name. */
    private String row(MethodSpec.Builder method, Names local, String hessian, String unit, String k) {
        List<Target.Parameter> wrt = signatures.wrt();
        String row = local.allocate("row");
        String offset = local.allocate("offset");
        CodeBlock arguments = directions.arguments(unit, method, offset, local);
        if (directions.isOneFlatArray()) {
            method.addStatement(
                    "double[] $N = hvp($L).$N()",
                    row,
                    arguments,
                    "h" + wrt.get(0).name());
            method.addStatement("$N[$N] = $N", hessian, k, row);
            return row;
        }
        String product = local.allocate("product");
        method.addStatement("$T $N = hvp($L)", signatures.nested("HessianProduct"), product, arguments);
        method.addStatement("$N = 0", offset);
        method.addStatement("double[] $N = $N[$N]", row, hessian, k);
        List<Shape> shapes = directions.wrtShapes();
        for (int p = 0; p < wrt.size(); p++) {
            CodeBlock value = CodeBlock.of("$N.$N()", product, "h" + wrt.get(p).name());
            Directions.flatten(shapes.get(p), value, row, offset, method);
        }
        return row;
    }
}
