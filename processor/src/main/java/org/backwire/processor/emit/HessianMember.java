package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.Shape;
import org.jspecify.annotations.Nullable;

/** The member {@code hessian}: one call of {@code hvp} for each row, of which one triangle counts. */
final class HessianMember {
    private final Signatures signatures;
    private final @Nullable Derivatives derivatives;
    private final Directions directions;

    HessianMember(Signatures signatures, @Nullable Derivatives derivatives, Directions directions) {
        this.signatures = signatures;
        this.derivatives = derivatives;
        this.directions = directions;
    }

    MethodSpec method() {
        MethodSpec.Builder method = signatures
                .method("hessian", Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("Returns the Hessian over all parameters, flattened in order: square and symmetric.\n")
                .returns(double[][].class);
        if (derivatives == null) {
            signatures.refuse(method);
            return method.build();
        }
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
