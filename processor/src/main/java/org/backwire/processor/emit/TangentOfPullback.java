package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Type;

/**
 * The second order of a helper that returns more than a number: the gradient along one of its result, and the tangent of that
 * gradient where the parameters and the gradient of the result move.
 */
final class TangentOfPullback {
    private final Signatures signatures;
    private final Derivatives derivatives;

    TangentOfPullback(Signatures signatures, Derivatives derivatives) {
        this.signatures = signatures;
        this.derivatives = derivatives;
    }

    TypeSpec record() {
        MethodSpec.Builder components = MethodSpec.constructorBuilder();
        for (String prefix : List.of("d", "h")) {
            for (Target.Parameter parameter : signatures.wrt()) {
                components.addParameter(TypeNames.of(parameter.type()), prefix + parameter.name());
            }
        }
        return TypeSpec.recordBuilder("GradientTangent")
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("A gradient and its tangent.\n")
                .recordConstructor(components.build())
                .build();
    }

    MethodSpec method() {
        Names names = signatures.names();
        String dvalue = names.allocate("dvalue");
        MethodSpec.Builder method = signatures
                .method("vjpTangent", Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("Returns the gradient times {@code $L}, and its tangent.\n", dvalue)
                .addParameter(signatures.result(), dvalue)
                .returns(signatures.nested("GradientTangent"));
        List<String> given = new ArrayList<>(signatures.parameterNames());
        List<Leaf> seeds = Leaf.of(dvalue, derivatives.result(), false, names);
        List<String> tangents = new ArrayList<>();
        for (Target.Parameter parameter : signatures.wrt()) {
            tangents.add(tangent(parameter.name(), parameter.type(), method, names));
        }
        for (Leaf seed : seeds) {
            given.add(seed.name());
            if (!seed.access().toString().equals(seed.name())) {
                method.addStatement("$T $N = $L", TypeNames.of(seed.type()), seed.name(), seed.access());
            }
            if (seed.type().isDifferentiable()) {
                tangents.add(tangent(seed.name(), seed.type(), method, names));
            }
        }
        given.addAll(tangents);
        Function function = Objects.requireNonNull(derivatives.hvp());
        Body body = Body.withSinks(
                function,
                Body.named(function, given),
                Set.of(),
                names,
                function.results().size(),
                signatures.divisible("vjpTangent"));
        body.writeOps();
        List<CodeBlock> results = new ArrayList<>();
        for (int i = 0; i < function.results().size(); i++) {
            results.add(body.result(i).block());
        }
        body.statement(CodeBlock.of(
                "return new $T($L)", signatures.nested("GradientTangent"), StructuredStatics.joined(results)));
        return method.addCode(body.build()).build();
    }

    private static String tangent(String of, Type type, MethodSpec.Builder method, Names names) {
        String name = names.allocate(of + "Tangent");
        method.addParameter(TypeNames.of(type), name);
        return name;
    }
}
