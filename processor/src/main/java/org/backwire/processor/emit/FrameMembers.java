package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
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
        frame.resultFields().forEach(fields::reserve);
        frame.gradientFields().forEach(fields::reserve);
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
        return results.subList(returned(), results.size());
    }

    void addTo(TypeSpec.Builder type) {
        for (int i = 0; i < kept.size(); i++) {
            type.addField(FieldSpec.builder(TypeNames.of(keptValues().get(i).type()), kept.get(i), Modifier.PRIVATE)
                    .build());
        }
        addFields(frame.resultFields(), frame.called().result().types(), type);
        addFields(frame.gradientFields(), gradientTypes(), type);
        type.addMethod(forward());
        type.addMethod(backward());
    }

    private static void addFields(List<String> names, List<Type> types, TypeSpec.Builder type) {
        for (int i = 0; i < names.size(); i++) {
            type.addField(FieldSpec.builder(TypeNames.of(types.get(i)), names.get(i), Modifier.PRIVATE)
                    .build());
        }
    }

    private List<Type> gradientTypes() {
        return frame.called().wrt().stream()
                .map(i -> signatures.target().parameters().get(i).type())
                .toList();
    }

    private int returned() {
        return frame.called().result().size();
    }

    private MethodSpec forward() {
        MethodSpec.Builder method = signatures
                .method("forward")
                .addJavadoc(
                        frame.returned() == null
                                ? "Keeps what {@link #backward} needs.\n"
                                : "Returns the value and keeps what {@link #backward} needs.\n")
                .returns(frame.returned() == null ? TypeName.VOID : TypeNames.of(frame.returned()));
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
                        body.result(returned() + i).block()));
            }
        }
        List<String> results = frame.resultFields();
        for (int i = 0; i < returned(); i++) {
            CodeBlock value = body.result(i).block();
            Type type = function.results().get(i).type();
            if (halves.copiesResults() && type instanceof Type.Array) {
                value = copyOf(value, type, given);
            }
            body.statement(
                    results.isEmpty()
                            ? CodeBlock.of("return $L", value)
                            : CodeBlock.of("this.$N =$W$L", results.get(i), value));
        }
        return method.addCode(body.build()).build();
    }

    private MethodSpec backward() {
        Names local = signatures.names();
        kept.forEach(local::reserve);
        MethodSpec.Builder method = MethodSpec.methodBuilder("backward");
        List<String> given = new ArrayList<>(kept);
        given.addAll(seeds(method, local));
        List<String> added = added(method, local);
        given.addAll(added);
        method.addJavadoc("$L\n", purpose(added));
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
        List<String> gradients = frame.gradientFields();
        for (int i = 0; i < function.results().size(); i++) {
            Text gradient = body.result(i).text();
            if (gradients.isEmpty()) {
                method.returns(TypeNames.of(gradientTypes().get(0)));
                body.statement(Text.of("return $L", gradient));
            } else {
                body.statement(Text.of("this.$N =$W$L", gradients.get(i), gradient));
            }
        }
        return method.addCode(body.build()).build();
    }

    private String purpose(List<String> added) {
        String rest =
                frame.called().wrt().isEmpty() ? "" : frame.gradientFields().isEmpty() ? "returns" : "leaves in fields";
        if (!frame.inPlace().isEmpty()) {
            return "Takes the gradients of the arrays back to what they held before {@link #forward}"
                    + (rest.isEmpty() ? "." : ", and " + rest + " the others.");
        }
        if (added.isEmpty()) {
            return (rest.equals("returns") ? "Returns the gradient" : "Leaves the gradient in fields")
                    + " that belongs to that of the value.";
        }
        return "Adds to the gradients of the arrays" + (rest.isEmpty() ? "." : ", and " + rest + " the others.");
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

    /** A parameter for the gradient of each value that the helper returns, and of each array that it writes to. */
    private List<String> seeds(MethodSpec.Builder method, Names local) {
        List<String> seeds = new ArrayList<>();
        List<Type> types = frame.callee().result().types();
        Iterator<String> fields = frame.resultFields().iterator();
        for (int i = 0; i < types.size(); i++) {
            Integer parameter = frame.inPlace().get(i);
            if (parameter == null || types.get(i).isDifferentiable()) {
                String wish =
                        parameter != null ? gradientOf(parameter) : fields.hasNext() ? "d" + fields.next() : "dvalue";
                String seed = local.allocate(wish);
                seeds.add(seed);
                method.addParameter(TypeNames.of(types.get(i)), seed);
            }
        }
        return seeds;
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
