package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;
import org.jspecify.annotations.Nullable;

/**
 * The companion of a helper that calls itself: a private class in that of the method.
 *
 * @param target the helper, as if it were annotated
 * @param result how what the helper returns is made of values
 * @param derivatives what {@code gradient} and, where it is asked for, {@code hvp} compute; null if there is nothing to differentiate
 * @param frame what its frame does; null if it has none
 * @param value computes the helper's value, where the helper itself is private; else null
 */
public record NestedCompanion(
        Target target,
        Shape result,
        @Nullable Derivatives derivatives,
        @Nullable Frame frame,
        @Nullable Function value) {

    /** All derivatives that are computed. */
    public List<Function> functions() {
        List<Function> functions = new ArrayList<>(derivatives == null ? List.of() : derivatives.functions());
        if (frame != null) {
            functions.add(frame.halves().forward());
            functions.add(frame.halves().backward());
        }
        return functions;
    }

    /** The same with another frame, and other functions. */
    public NestedCompanion with(@Nullable Frame other, UnaryOperator<Function> change) {
        return new NestedCompanion(
                target,
                result,
                derivatives == null ? null : derivatives.map(change),
                other == null ? null : other.map(change),
                value == null ? null : change.apply(value));
    }

    /** The same where the slopes of numbers go into an array, and what it works with comes from a workspace. */
    public NestedCompanion working(UnaryOperator<Function> given) {
        return ofNumbers().isEmpty() || derivatives == null
                ? this
                : new NestedCompanion(target, result, derivatives.working(given), frame, value);
    }

    /** The derivative of a helper whose slopes are numbers, which go into an array; else nothing. */
    public List<Function> ofNumbers() {
        boolean areNumbers = target.result().isPrimitive()
                && target.parameters().stream()
                        .allMatch(parameter ->
                                !parameter.isWrt() || parameter.type().isPrimitive());
        return derivatives == null || !areNumbers ? List.of() : List.of(derivatives.vjp());
    }

    /** The same, where nobody asks for the helper's value alone. */
    public NestedCompanion withoutValue() {
        return new NestedCompanion(target, result, derivatives, frame, null);
    }

    /**
     * @param limit the bytes that a method may have
     * @param verbatim takes the lines that are final
     */
    TypeSpec type(int limit, Verbatim verbatim, Set<String> classes) {
        return new Splitting(limit, verbatim, target.neighbours(), classes).written(this::type);
    }

    private TypeSpec type(Splitting splitting) {
        Signatures signatures = new Signatures(target, splitting);
        TypeSpec.Builder type = TypeSpec.classBuilder(TypeNames.of(target.companion()))
                .addJavadoc(
                        "Value and gradient of {@code $L}, which calls itself.\n",
                        target.method().name())
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);
        boolean isReturned = value != null || derivatives != null;
        if (isReturned && result instanceof Shape.Compound record) {
            type.addType(record(record));
        }
        if (value != null) {
            type.addMethod(value(signatures, value));
        }
        if (frame != null) {
            new FrameMembers(signatures, frame).addTo(type);
        }
        if (derivatives != null) {
            StructuredStatics structured = new StructuredStatics(signatures, derivatives);
            if (structured.isOfNumbers()) {
                type.addMethod(structured.forCallers());
            } else {
                StaticMembers statics = new StaticMembers(signatures, derivatives);
                type.addType(statics.gradientRecord(Modifier.PUBLIC));
                List<MethodSpec> methods = signatures.hasStructure() ? structured.gradients() : statics.gradients();
                methods.forEach(type::addMethod);
            }
            ModeMembers modes = new ModeMembers(signatures, derivatives);
            modes.records().forEach(type::addType);
            modes.methods().forEach(type::addMethod);
            if (!signatures.isScalar() && derivatives.hvp() != null) {
                TangentOfPullback second = new TangentOfPullback(signatures, derivatives);
                type.addType(second.record());
                type.addMethod(second.method(false));
            }
        }
        splitting.addTo(type);
        return type.build();
    }

    private static TypeSpec record(Shape.Compound shape) {
        MethodSpec.Builder components = MethodSpec.constructorBuilder();
        for (int i = 0; i < shape.names().size(); i++) {
            Type type = shape.components().get(i).types().get(0);
            components.addParameter(TypeNames.of(type), shape.names().get(i));
        }
        return TypeSpec.recordBuilder(Callee.RETURNED)
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("What it returns, and what it leaves in arrays.\n")
                .recordConstructor(components.build())
                .build();
    }

    private MethodSpec value(Signatures signatures, Function function) {
        MethodSpec.Builder method = signatures
                .method("value", Modifier.STATIC)
                .addJavadoc("Returns the value.\n")
                .returns(signatures.result());
        Body body = Body.withSinks(
                function,
                Body.named(function, signatures.parameterNames()),
                Set.of(),
                signatures.names(),
                result.size(),
                signatures.divisible("value"));
        body.writeOps();
        if (function.body().completes()) {
            List<CodeBlock> values = new ArrayList<>();
            for (int i = 0; i < result.size(); i++) {
                values.add(body.result(i).block());
            }
            body.statement(CodeBlock.of("return $L", Leaf.pack(result, values.iterator())));
        }
        return method.addCode(body.build()).build();
    }
}
