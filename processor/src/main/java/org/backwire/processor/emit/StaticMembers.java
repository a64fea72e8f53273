package org.backwire.processor.emit;

import com.palantir.javapoet.ClassName;
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
import org.jspecify.annotations.Nullable;

/** The pure half of a companion: {@code gradient}, {@code vjp}, {@code valueAndGradient} and the record they return. */
final class StaticMembers {
    static final String VALUE_AND_GRADIENT = "valueAndGradient";

    private final Signatures signatures;
    private final @Nullable Derivatives derivatives;

    StaticMembers(Signatures signatures, @Nullable Derivatives derivatives) {
        this.signatures = signatures;
        this.derivatives = derivatives;
    }

    /** @param visibility private where it is used by the Jacobian only */
    TypeSpec gradientRecord(Modifier visibility) {
        List<Target.Parameter> wrt = signatures.wrt();
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addParameter(signatures.result(), "value");
        for (Target.Parameter parameter : wrt) {
            constructor.addParameter(TypeNames.of(parameter.type()), "d" + parameter.name());
        }
        return TypeSpec.recordBuilder("Gradient")
                .addModifiers(visibility)
                .addJavadoc("The value and its partial derivative with respect to each parameter.\n")
                .recordConstructor(constructor.build())
                .build();
    }

    List<MethodSpec> methods() {
        return methods(gradients());
    }

    /** @param gradients those that return new objects, then what they call */
    List<MethodSpec> methods(List<MethodSpec> gradients) {
        List<MethodSpec> methods = new ArrayList<>(gradients);
        methods.add(2, valueAndGradient());
        if (isFramed(signatures, derivatives) && ForCallers.isPossible(signatures)) {
            methods.add(ForCallers.ofUnit(signatures, signatures.splitting().frame(VALUE_AND_GRADIENT)));
        }
        return methods;
    }

    /** Those that return new objects. */
    List<MethodSpec> gradients() {
        return List.of(gradient(), vjp());
    }

    private MethodSpec gradient() {
        MethodSpec.Builder method = signatures
                .alike("gradient", Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("Returns the value and the gradient.\n")
                .returns(signatures.gradientRecord());
        if (isShared(derivatives)) {
            return shared(method, signatures.names(), null);
        }
        CodeBlock.Builder arguments = CodeBlock.builder();
        signatures.parameterNames().forEach(name -> arguments.add("$N,$W", name));
        return method.addStatement("return vjp($L1)", arguments.build()).build();
    }

    private MethodSpec vjp() {
        Names names = signatures.names();
        String dvalue = names.allocate("dvalue");
        MethodSpec.Builder method = signatures
                .method("vjp", Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("Returns the value, and the gradient times {@code $L}.\n", dvalue)
                .addParameter(signatures.result(), dvalue)
                .returns(signatures.gradientRecord());
        if (derivatives == null) {
            signatures.refuse(method);
            return method.build();
        }
        if (isShared(derivatives)) {
            return shared(method, names, dvalue);
        }
        List<String> parameters = new ArrayList<>(signatures.parameterNames());
        parameters.add(dvalue);
        Function function = derivatives.vjp();
        Body body = Body.withLocals(function, parameters, names, signatures.divisible("vjp"));
        body.writeOps();
        List<Code> results = new ArrayList<>();
        List<Target.Parameter> wrt = signatures.wrt();
        for (int i = 0; i < function.results().size(); i++) {
            results.add(body.result(i));
        }
        assert results.size() == wrt.size() + 1;
        body.statement(Text.of("return new $T($L)", signatures.gradientRecord(), Expressions.joined(results)));
        return method.addCode(body.build()).build();
    }

    /** Whether the derivative is written once, in {@code valueAndGradient}, and all members use that. */
    static boolean isShared(@Nullable Derivatives derivatives) {
        return derivatives != null && derivatives.unit() != null && derivatives.forward() == null;
    }

    /** @param dvalue the gradient of the result; null if it is 1 */
    private MethodSpec shared(MethodSpec.Builder method, Names names, @Nullable String dvalue) {
        List<Target.Parameter> wrt = signatures.wrt();
        String partials = names.allocate("partials");
        String value = names.allocate("value");
        Lines lines = signatures.lines();
        lines.statement(
                Text.of("$T $N = new $T[$L]", signatures.partials(), partials, signatures.result(), wrt.size()));
        lines.statement(Text.of("$T $N = $L", signatures.result(), value, signatures.valueAndGradient(partials)));
        Text.Builder components = Text.builder().add("$N", value);
        for (int i = 0; i < wrt.size(); i++) {
            Text unit = Text.of("$N[$L]", partials, i);
            Text partial = dvalue == null ? unit : Text.of("$N == 0 ? 0 : $N * $L", dvalue, dvalue, unit);
            boolean narrows = !TypeNames.of(wrt.get(i).type()).equals(signatures.result());
            String format = !narrows ? ",$W$L" : dvalue == null ? ",$W(float) $L" : ",$W(float) ($L)";
            components.add(format, partial);
        }
        lines.statement(Text.of("return new $T($L)", signatures.gradientRecord(), components.build()));
        return method.addCode(lines.build()).build();
    }

    private MethodSpec valueAndGradient() {
        Names names = signatures.names();
        String partials = names.allocate("partials");
        List<Target.Parameter> wrt = signatures.wrt();
        MethodSpec.Builder method = signatures
                .method(VALUE_AND_GRADIENT, Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(signatures.partials(), partials)
                .returns(signatures.result());
        signatures.describePartials(method, partials);
        if (derivatives == null) {
            signatures.refuse(method);
            return method.build();
        }
        signatures.requireLength(method, partials, wrt.size());
        List<String> alike = signatures.target().parameters().stream()
                .filter(parameter -> Signatures.canShare(TypeNames.of(parameter.type()), signatures.partials()))
                .map(Target.Parameter::name)
                .toList();
        Signatures.requireApart(method, partials, alike);
        Splitting splitting = signatures.splitting();
        if (splitting.isInParts("vjp") || splitting.isInParts(StructuredStatics.FORWARD_BACKWARD)) {
            return method.addCode(fromVjp(partials, names)).build();
        }
        Function function = Objects.requireNonNull(derivatives.unit());
        String frame = names.copy().allocate(Signatures.FRAME);
        Body body = Body.withSinks(
                function,
                Body.named(function, signatures.parameterNames()),
                Set.of(),
                names,
                1,
                isShared(derivatives)
                        ? signatures.divisible(VALUE_AND_GRADIENT, frame)
                        : signatures.divisible(VALUE_AND_GRADIENT));
        body.writeOps();
        for (int i = 0; i < wrt.size(); i++) {
            Text partial = body.result(i + 1, signatures.target().result()).text();
            body.sinkPartial(i + 1, partial, wrt.get(i).name(), Text.of("$N[$L]", partials, i));
        }
        body.statement(Text.of("return $L", body.result(0).text()));
        if (!isFramed(signatures, derivatives)) {
            return method.addCode(body.build()).build();
        }
        ClassName type = signatures.splitting().frame(VALUE_AND_GRADIENT);
        signatures
                .splitting()
                .add(signatures
                        .method(VALUE_AND_GRADIENT, Modifier.PRIVATE, Modifier.STATIC)
                        .addParameter(signatures.partials(), partials)
                        .addParameter(type, frame)
                        .returns(signatures.result())
                        .addCode(body.build())
                        .build());
        return method.addStatement(
                        "return $L",
                        signatures
                                .valueAndGradient(partials, Text.of("new $T()", type))
                                .block())
                .build();
    }

    /** Whether what is shared is in parts, which are given a frame: a gate has one, and needs no other. */
    static boolean isFramed(Signatures signatures, @Nullable Derivatives derivatives) {
        return isShared(derivatives) && signatures.splitting().isInParts(VALUE_AND_GRADIENT);
    }

    /** What is long enough to be in parts is there once. */
    private CodeBlock fromVjp(String partials, Names names) {
        String gradient = names.allocate("gradient");
        CodeBlock.Builder arguments = CodeBlock.builder();
        signatures.parameterNames().forEach(name -> arguments.add("$N,$W", name));
        CodeBlock.Builder code = CodeBlock.builder()
                .addStatement("$T $N = vjp($L1)", signatures.gradientRecord(), gradient, arguments.build());
        List<Target.Parameter> wrt = signatures.wrt();
        boolean narrows = signatures.target().result() == Type.Primitive.FLOAT;
        for (int i = 0; i < wrt.size(); i++) {
            boolean cast = narrows && wrt.get(i).type() == Type.Primitive.DOUBLE;
            code.addStatement(
                    cast ? "$N[$L] = (float) $N.d$L()" : "$N[$L] = $N.d$L()",
                    partials,
                    i,
                    gradient,
                    wrt.get(i).name());
        }
        return code.addStatement("return $N.value()", gradient).build();
    }
}
