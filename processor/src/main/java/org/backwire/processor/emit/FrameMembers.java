package org.backwire.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
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
    private final Frame frame;
    private final Derivatives.Halves halves;
    private final Names fields;
    private final List<String> kept = new ArrayList<>();

    FrameMembers(Signatures signatures, Frame frame) {
        this.signatures = signatures;
        this.frame = frame;
        halves = frame.halves();
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
        return results.subList(frame.returned().size(), results.size());
    }

    void addTo(TypeSpec.Builder type) {
        for (int i = 0; i < kept.size(); i++) {
            type.addField(FieldSpec.builder(TypeNames.of(keptValues().get(i).type()), kept.get(i), Modifier.PRIVATE)
                    .build());
        }
        if (!frame.wrt().isEmpty()) {
            type.addType(record());
        }
        type.addMethod(forward());
        type.addMethod(backward());
    }

    private ClassName cotangents() {
        return signatures.nested(Callee.COTANGENTS);
    }

    private TypeName returned() {
        return frame.returned().size() == 0
                ? TypeName.VOID
                : frame.returned() instanceof Shape.Single single ? TypeNames.of(single.type()) : signatures.result();
    }

    private TypeSpec record() {
        MethodSpec.Builder components = MethodSpec.constructorBuilder();
        for (int i : frame.wrt()) {
            Target.Parameter parameter = signatures.target().parameters().get(i);
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
                .addJavadoc(
                        frame.returned().size() == 0
                                ? "Keeps what {@link #backward} needs.\n"
                                : "Returns the value and keeps what {@link #backward} needs.\n")
                .returns(returned());
        Function function = halves.forward();
        List<String> given = new ArrayList<>(signatures.parameterNames());
        Names inForward = signatures.names();
        if (function.parameters().size() > given.size()) {
            given.add(workspace(method, inForward));
        }
        for (int i = 0; i < signatures.parameterNames().size(); i++) {
            String name = given.get(i);
            Type type = function.parameters().get(i).type();
            if (halves.copied().contains(i) && type instanceof Type.Array) {
                method.addStatement("$N = $L", name, copyOf(CodeBlock.of("$N", name), type, given));
            }
            if (kept.contains(name)) {
                method.addStatement("this.$N = $N", name, name);
            }
        }
        Body body = Body.withSinks(
                function,
                Body.named(function, given),
                Set.copyOf(function.parameters()),
                inForward,
                function.results().size(),
                signatures.divisible("forward", fields, Set.of()));
        body.writeOps();
        for (int i = 0; i < kept.size(); i++) {
            if (!function.parameters().contains(keptValues().get(i))) {
                body.statement(CodeBlock.of(
                        "this.$N =$W$L",
                        kept.get(i),
                        body.result(frame.returned().size() + i).block()));
            }
        }
        if (frame.returned().size() > 0) {
            List<CodeBlock> components = new ArrayList<>();
            for (int i = 0; i < frame.returned().size(); i++) {
                CodeBlock component = body.result(i).block();
                Type type = function.results().get(i).type();
                boolean copies = halves.copiesResults() && type instanceof Type.Array;
                components.add(copies ? copyOf(component, type, given) : component);
            }
            body.statement(CodeBlock.of("return $L", Leaf.pack(frame.returned(), components.iterator())));
        }
        return method.addCode(body.build()).build();
    }

    private MethodSpec backward() {
        Names local = fields.copy();
        MethodSpec.Builder method = MethodSpec.methodBuilder("backward");
        List<String> given = new ArrayList<>(kept);
        given.addAll(frame.inPlace().isEmpty() ? seeds(method, local) : gradients(method, local));
        given.addAll(added(method, local));
        Function function = halves.backward();
        if (function.parameters().size() > given.size()) {
            given.add(workspace(method, local));
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
        if (!frame.wrt().isEmpty()) {
            List<Code> gradients = new ArrayList<>();
            for (int i = 0; i < function.results().size(); i++) {
                gradients.add(body.result(i));
            }
            method.returns(cotangents());
            body.statement(Text.of("return new $T($L)", cotangents(), Expressions.joined(gradients)));
        }
        return method.addCode(body.build()).build();
    }

    private CodeBlock copyOf(CodeBlock array, Type type, List<String> given) {
        boolean hasWorkspace = given.size() > signatures.parameterNames().size();
        boolean isKnown = type instanceof Type.Array known
                && known.rank() <= 2
                && known.leaf().isFloating();
        return hasWorkspace && isKnown
                ? CodeBlock.of("$N.copyOf($L)", given.get(given.size() - 1), array)
                : Shaping.copyOf(array, type);
    }

    private static String workspace(MethodSpec.Builder method, Names names) {
        String workspace = names.allocate("workspace");
        method.addParameter(StructuredStatics.WORKSPACE, workspace);
        return workspace;
    }

    /** One parameter for all that the helper returns. */
    private List<String> seeds(MethodSpec.Builder method, Names local) {
        String dvalue = local.allocate("dvalue");
        method.addJavadoc(
                        frame.added().isEmpty()
                                ? "Returns the gradient times {@code $L}.\n"
                                : frame.wrt().isEmpty()
                                        ? "Adds {@code $L} times the gradient.\n"
                                        : "Adds {@code $L} times the gradient to that of each array, and returns the rest of it.\n",
                        dvalue)
                .addParameter(signatures.result(), dvalue);
        List<String> seeds = new ArrayList<>();
        for (Leaf seed : Leaf.of(dvalue, frame.result(), false, local)) {
            if (!seed.name().equals(dvalue)) {
                method.addStatement("$T $N = $L", TypeNames.of(seed.type()), seed.name(), seed.access());
            }
            seeds.add(seed.name());
        }
        return seeds;
    }

    /** A parameter for the value, and one for the gradient of each array that is written to. */
    private List<String> gradients(MethodSpec.Builder method, Names local) {
        method.addJavadoc("Takes the gradients of the arrays back to what they held before {@link #forward}.\n");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < frame.result().size(); i++) {
            Type type = frame.result().types().get(i);
            Integer parameter = frame.inPlace().get(i);
            if (parameter == null || type.isDifferentiable()) {
                names.add(local.allocate(parameter == null ? "dvalue" : gradientOf(parameter)));
                method.addParameter(TypeNames.of(type), names.get(names.size() - 1));
            }
        }
        return names;
    }

    /** A parameter for the gradient of each array that is only read. */
    private List<String> added(MethodSpec.Builder method, Names local) {
        List<String> names = new ArrayList<>();
        for (int parameter : frame.added()) {
            String name = local.allocate(gradientOf(parameter));
            names.add(name);
            method.addParameter(
                    TypeNames.of(signatures.target().parameters().get(parameter).type()), name);
        }
        return names;
    }

    private String gradientOf(int parameter) {
        return "d" + signatures.parameterNames().get(parameter);
    }
}
