package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/** A gate that keeps tapes: forward goes forward only, and backward adds to the accumulated gradients themselves. */
final class TapedGate implements GateHalf {
    private final Signatures signatures;
    private final Derivatives derivatives;
    private final Derivatives.Halves halves;
    private final GateAccumulators accumulators;
    private final List<Leaf> leaves;
    private final Names names;
    private final Names inForward;
    private final String remembers;
    private final String workspace;
    private final String mark;
    private final List<String> kept = new ArrayList<>();
    private final boolean usesWorkspace;

    TapedGate(Signatures signatures, Derivatives derivatives, Derivatives.Halves halves, List<Leaf> leaves) {
        this.signatures = signatures;
        this.derivatives = derivatives;
        this.halves = halves;
        this.leaves = leaves;
        names = signatures.names();
        leaves.forEach(leaf -> names.reserve(leaf.name()));
        remembers = names.allocate("remembers");
        accumulators = new GateAccumulators(signatures, derivatives.shapes(), leaves, names);
        workspace = names.allocate("workspace");
        mark = names.allocate("mark");
        inForward = names.copy(); // where this.sum = sum says which is which
        Definitions definitions = Definitions.of(halves.forward());
        for (Value value : keptValues()) {
            int index = halves.forward().parameters().indexOf(value);
            kept.add(index >= 0 ? leaves.get(index).name() : names.allocate(Wishes.of(value, definitions)));
        }
        int taken = kept.size()
                + derivatives.result().size()
                + accumulators.arrays().size();
        usesWorkspace = halves.forward().parameters().size()
                        > leaves.size() + accumulators.arrays().size()
                || halves.backward().parameters().size() > taken;
    }

    private List<Value> keptValues() {
        List<Value> results = halves.forward().results();
        return results.subList(derivatives.result().size(), results.size());
    }

    @Override
    public List<FieldSpec> fields() {
        List<FieldSpec> fields = new ArrayList<>();
        fields.add(
                FieldSpec.builder(TypeName.BOOLEAN, remembers, Modifier.PRIVATE).build());
        if (usesWorkspace) {
            fields.add(FieldSpec.builder(StructuredStatics.WORKSPACE, workspace, Modifier.PRIVATE, Modifier.FINAL)
                    .initializer("new $T()", StructuredStatics.WORKSPACE)
                    .build());
            fields.add(FieldSpec.builder(TypeName.INT, mark, Modifier.PRIVATE).build());
        }
        for (int i = 0; i < kept.size(); i++) {
            fields.add(GateAccumulators.field(keptValues().get(i).type(), kept.get(i)));
        }
        fields.addAll(accumulators.fields());
        return fields;
    }

    @Override
    public Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        groups.put(remembers, "Remembered by forward.");
        accumulators.first().ifPresent(name -> groups.put(name, "Accumulated by backward."));
        return groups;
    }

    @Override
    public List<MethodSpec> methods() {
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(signatures.constructor());
        methods.add(forward());
        methods.add(backward());
        methods.addAll(accumulators.accessors());
        methods.add(accumulators.clear());
        return methods;
    }

    private MethodSpec forward() {
        MethodSpec.Builder method = signatures.forward();
        method.addStatement("$N = false", remembers);
        Function function = halves.forward();
        List<String> given = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            given.add(argument(i, method));
        }
        accumulators.shape(method);
        given.addAll(accumulators.arrays());
        if (usesWorkspace) {
            method.addStatement("$N.rewind()", workspace);
            given.add(workspace);
        }
        Map<Value, String> named =
                Body.named(function, given.subList(0, function.parameters().size()));
        Body body = Body.withSinks(
                function,
                named,
                Set.copyOf(named.keySet()),
                inForward.copy(),
                function.results().size(),
                signatures.divisible("forward", names, fieldsAfter(leaves.size(), function)));
        body.writeOps();
        int outputs = derivatives.result().size();
        for (int i = 0; i < kept.size(); i++) {
            if (!function.parameters().contains(keptValues().get(i))) {
                body.statement(CodeBlock.of(
                        "this.$N =$W$L", kept.get(i), body.result(outputs + i).block()));
            }
        }
        if (usesWorkspace) {
            body.statement(CodeBlock.of("$N = $N.mark()", mark, workspace));
        }
        body.statement(CodeBlock.of("$N = true", remembers));
        List<CodeBlock> components = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            CodeBlock result = body.result(i).block();
            Type type = function.results().get(i).type();
            boolean copies = halves.copiesResults() && type instanceof Type.Array;
            components.add(copies ? Shaping.copyOf(result, type) : result);
        }
        body.statement(CodeBlock.of("return $L", Leaf.pack(derivatives.result(), components.iterator())));
        return method.addCode(body.build()).build();
    }

    /** What stands for a parameter in forward: itself, a component of it, or a copy that belongs to the gate. */
    private String argument(int index, MethodSpec.Builder method) {
        Leaf leaf = leaves.get(index);
        boolean isParameter = signatures.parameterNames().contains(leaf.name());
        boolean isKept = kept.contains(leaf.name());
        CodeBlock value = leaf.access();
        if (halves.copied().contains(index) && leaf.isArray()) {
            value = CodeBlock.of("$T.copyTo(this.$N, $L)", Shaping.SHAPES, leaf.name(), value);
        }
        if (!isParameter) {
            method.addStatement("$T $N = $L", TypeNames.of(leaf.type()), leaf.name(), value);
        } else if (!value.equals(leaf.access())) {
            method.addStatement("$N = $L", leaf.name(), value);
        }
        if (isKept) {
            method.addStatement("this.$N = $N", leaf.name(), leaf.name());
        }
        return leaf.name();
    }

    private MethodSpec backward() {
        Names local = names.copy();
        String dvalue = local.allocate("dvalue");
        MethodSpec.Builder method = signatures.backward(dvalue);
        signatures.requireForward(method, remembers);
        Function function = halves.backward();
        List<String> given = new ArrayList<>(kept);
        for (Leaf seed : Leaf.of(dvalue, derivatives.result(), false, local)) {
            if (!seed.name().equals(dvalue)) {
                method.addStatement("$T $N = $L", TypeNames.of(seed.type()), seed.name(), seed.access());
            }
            given.add(seed.name());
        }
        given.addAll(accumulators.arrays());
        if (usesWorkspace) {
            method.addStatement("$N.release($N)", workspace, mark);
            given.add(workspace);
        }
        Map<Value, String> named =
                Body.named(function, given.subList(0, function.parameters().size()));
        Set<Value> inFields = fieldsAfter(kept.size() + derivatives.result().size(), function);
        inFields.addAll(function.parameters().subList(0, kept.size()));
        Body body = Body.withSinks(
                function,
                named,
                Set.copyOf(named.keySet()),
                local,
                0,
                signatures.divisible("backward", names, inFields));
        body.writeOps();
        List<String> scalars = accumulators.scalars();
        for (int i = 0; i < scalars.size(); i++) {
            if (!body.isZero(i)) {
                body.sink(i, Text.of("$N +=$W$L", scalars.get(i), body.result(i).text()), "");
            }
        }
        return method.addCode(body.build()).build();
    }

    /** The gradients of arrays and the workspace: parameters of both halves that are fields here. */
    private static Set<Value> fieldsAfter(int first, Function function) {
        List<Value> parameters = function.parameters();
        return new HashSet<>(parameters.subList(first, parameters.size()));
    }
}
