package org.backwire.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/** The frame of a call of a helper that calls itself: an object that goes forward once, and keeps what backward needs. */
final class FrameMembers {
    private final Signatures signatures;
    private final Shape result;
    private final Derivatives.Halves halves;
    private final Names fields;
    private final List<String> kept = new ArrayList<>();

    FrameMembers(Signatures signatures, Shape result, Derivatives.Halves halves) {
        this.signatures = signatures;
        this.result = result;
        this.halves = halves;
        fields = signatures.names();
        Definitions definitions = Definitions.of(halves.forward());
        for (Value value : keptValues()) {
            int index = halves.forward().parameters().indexOf(value);
            kept.add(
                    index >= 0
                            ? signatures.parameterNames().get(index)
                            : fields.allocate(Wishes.of(value, definitions)));
        }
    }

    private List<Value> keptValues() {
        List<Value> results = halves.forward().results();
        return results.subList(result.size(), results.size());
    }

    void addTo(TypeSpec.Builder type) {
        for (int i = 0; i < kept.size(); i++) {
            type.addField(FieldSpec.builder(TypeNames.of(keptValues().get(i).type()), kept.get(i), Modifier.PRIVATE)
                    .build());
        }
        type.addType(record());
        type.addMethod(forward());
        type.addMethod(backward());
    }

    private ClassName cotangents() {
        return signatures.nested(Callee.COTANGENTS);
    }

    private TypeSpec record() {
        MethodSpec.Builder components = MethodSpec.constructorBuilder();
        for (Target.Parameter parameter : signatures.wrt()) {
            components.addParameter(TypeNames.of(parameter.type()), "d" + parameter.name());
        }
        return TypeSpec.recordBuilder(Callee.COTANGENTS)
                .addModifiers(Modifier.PRIVATE)
                .addJavadoc("The gradients of the arguments.\n")
                .recordConstructor(components.build())
                .build();
    }

    private MethodSpec forward() {
        MethodSpec.Builder method = signatures
                .method("forward")
                .addJavadoc("Returns the value and keeps what {@link #backward} needs.\n")
                .returns(signatures.result());
        Function function = halves.forward();
        List<String> given = signatures.parameterNames();
        for (int i = 0; i < given.size(); i++) {
            String name = given.get(i);
            Type type = function.parameters().get(i).type();
            if (halves.copied().contains(i) && type instanceof Type.Array) {
                method.addStatement("$N = $L", name, Shaping.copyOf(CodeBlock.of("$N", name), type));
            }
            if (kept.contains(name)) {
                method.addStatement("this.$N = $N", name, name);
            }
        }
        Body body = Body.withSinks(
                function,
                Body.named(function, given),
                Set.copyOf(function.parameters()),
                signatures.names(),
                function.results().size(),
                signatures.divisible("forward", fields, Set.of()));
        body.writeOps();
        for (int i = 0; i < kept.size(); i++) {
            if (!function.parameters().contains(keptValues().get(i))) {
                body.statement(CodeBlock.of(
                        "this.$N =$W$L",
                        kept.get(i),
                        body.result(result.size() + i).block()));
            }
        }
        List<CodeBlock> components = new ArrayList<>();
        for (int i = 0; i < result.size(); i++) {
            CodeBlock component = body.result(i).block();
            Type type = function.results().get(i).type();
            boolean copies = halves.copiesResults() && type instanceof Type.Array;
            components.add(copies ? Shaping.copyOf(component, type) : component);
        }
        body.statement(CodeBlock.of("return $L", Leaf.pack(result, components.iterator())));
        return method.addCode(body.build()).build();
    }

    private MethodSpec backward() {
        Names local = fields.copy();
        String dvalue = local.allocate("dvalue");
        MethodSpec.Builder method = MethodSpec.methodBuilder("backward")
                .addJavadoc("Returns the gradient times {@code $L}.\n", dvalue)
                .addParameter(signatures.result(), dvalue)
                .returns(cotangents());
        Function function = halves.backward();
        List<String> given = new ArrayList<>(kept);
        for (Leaf seed : Leaf.of(dvalue, result, false, local)) {
            if (!seed.name().equals(dvalue)) {
                method.addStatement("$T $N = $L", TypeNames.of(seed.type()), seed.name(), seed.access());
            }
            given.add(seed.name());
        }
        Body body = Body.withSinks(
                function,
                Body.named(function, given),
                Set.copyOf(function.parameters()),
                local,
                function.results().size(),
                signatures.divisible(
                        "backward", fields, new HashSet<>(function.parameters().subList(0, kept.size()))));
        body.writeOps();
        List<Code> gradients = new ArrayList<>();
        for (int i = 0; i < function.results().size(); i++) {
            gradients.add(body.result(i));
        }
        body.statement(Text.of("return new $T($L)", cotangents(), Expressions.joined(gradients)));
        return method.addCode(body.build()).build();
    }
}
