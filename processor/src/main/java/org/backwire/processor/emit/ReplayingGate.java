package org.backwire.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A gate without a tape of its own. Where {@code valueAndGradient} is there, forward computes the gradient for 1 and backward
 * scales it. Elsewhere forward copies the arguments and backward goes forward once more.
 */
final class ReplayingGate implements GateHalf {
    private final Signatures signatures;
    private final @Nullable Derivatives derivatives;
    private final StructuredStatics statics;
    private final boolean scales;
    private final Names names;
    private final String remembers;
    private final String partials;
    private final String workspace;
    private final String frame;
    private final List<Leaf> leaves;
    private final Map<Leaf, String> kept = new LinkedHashMap<>();
    private final GateAccumulators accumulators;
    private final Map<Leaf, String> buffers = new LinkedHashMap<>();

    ReplayingGate(Signatures signatures, @Nullable Derivatives derivatives, StructuredStatics statics) {
        this.signatures = signatures;
        this.derivatives = derivatives;
        this.statics = statics;
        scales = signatures.isScalar();
        leaves = statics.leaves();
        names = signatures.names();
        remembers = names.allocate("remembers");
        if (!scales) {
            leaves.forEach(leaf -> kept.put(
                    leaf,
                    signatures.parameterNames().contains(leaf.name()) ? leaf.name() : names.allocate(leaf.name())));
        }
        accumulators = new GateAccumulators(signatures, shapes(), leaves, names);
        for (Leaf leaf : leaves) {
            if (leaf.isWrt() && leaf.isArray()) {
                buffers.put(leaf, names.allocate("unitD" + leaf.name()));
            }
        }
        partials = names.allocate("unitPartials");
        workspace = names.allocate("workspace");
        frame = names.allocate(Signatures.FRAME);
    }

    private List<Shape> shapes() {
        return derivatives != null
                ? derivatives.shapes()
                : signatures.target().parameters().stream()
                        .map(parameter -> (Shape) new Shape.Single(parameter.type()))
                        .toList();
    }

    @Override
    public List<FieldSpec> fields() {
        List<FieldSpec> fields = new ArrayList<>();
        fields.add(
                FieldSpec.builder(TypeName.BOOLEAN, remembers, Modifier.PRIVATE).build());
        if (derivatives != null) {
            kept.forEach((leaf, name) -> fields.add(FieldSpec.builder(TypeNames.of(leaf.type()), name, Modifier.PRIVATE)
                    .build()));
            buffers.forEach((leaf, name) -> fields.add(GateAccumulators.field(leaf.type(), name)));
            if (!statics.scalars().isEmpty()) {
                fields.add(FieldSpec.builder(statics.partialsType(), partials, Modifier.PRIVATE, Modifier.FINAL)
                        .initializer(statics.newPartials())
                        .build());
            }
            if (statics.usesWorkspace()) {
                fields.add(FieldSpec.builder(StructuredStatics.WORKSPACE, workspace, Modifier.PRIVATE, Modifier.FINAL)
                        .initializer("new $T()", StructuredStatics.WORKSPACE)
                        .build());
            }
            boolean isFramed = StaticMembers.isFramed(signatures, derivatives);
            if (isFramed || statics.usesFrame()) {
                ClassName type =
                        isFramed ? signatures.splitting().frame(StaticMembers.VALUE_AND_GRADIENT) : statics.frame();
                fields.add(FieldSpec.builder(type, frame, Modifier.PRIVATE, Modifier.FINAL)
                        .initializer("new $T()", type)
                        .build());
            }
        }
        fields.addAll(accumulators.fields());
        return fields;
    }

    @Override
    public Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        groups.put(
                remembers,
                scales ? "Written by forward: the gradient for dvalue = 1." : "Remembered by forward: its arguments.");
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
        if (derivatives == null) {
            signatures.refuse(method);
            return method.build();
        }
        method.addStatement("$N = false", remembers);
        shape(method);
        String value = names.copy().allocate("value");
        if (scales) {
            statics.clear(method, buffers, true);
            method.addStatement("$T $N = $L", signatures.result(), value, call());
        } else {
            kept.forEach((leaf, name) -> method.addStatement(
                    "this.$N = $L", name, leaf.isArray() ? Shaping.copyOf(leaf.access(), leaf.type()) : leaf.access()));
            method.addStatement(
                    "$T $N = $T.$N($L)",
                    signatures.result(),
                    value,
                    TypeNames.of(signatures.target().method().owner()),
                    signatures.target().method().name(),
                    unchanged(derivatives));
        }
        return method.addStatement("$N = true", remembers)
                .addStatement("return $N", value)
                .build();
    }

    private CodeBlock call() {
        if (StaticMembers.isFramed(signatures, derivatives)) {
            return signatures.valueAndGradient(partials, Text.of("$N", frame)).block();
        }
        if (StaticMembers.isShared(derivatives)) {
            return signatures.valueAndGradient(partials).block();
        }
        return statics.call(
                List.of(CodeBlock.of("1")),
                List.copyOf(buffers.values()),
                partials,
                rewound(),
                CodeBlock.of("$N", frame));
    }

    private CodeBlock rewound() {
        return CodeBlock.of("$N.rewind()", workspace);
    }

    /** The arguments for the method itself, with copies of the arrays that it writes to. */
    private CodeBlock unchanged(Derivatives functions) {
        List<CodeBlock> arguments = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < functions.shapes().size(); i++) {
            Shape shape = functions.shapes().get(i);
            CodeBlock argument = CodeBlock.of("$N", signatures.parameterNames().get(i));
            List<CodeBlock> parts = new ArrayList<>();
            boolean copies = false;
            for (int k = next; k < next + shape.size(); k++) {
                Leaf leaf = leaves.get(k);
                boolean written = functions.written().contains(k);
                copies |= written;
                parts.add(written ? Shaping.copyOf(leaf.access(), leaf.type()) : leaf.access());
            }
            next += shape.size();
            arguments.add(copies ? Leaf.pack(shape, parts.iterator()) : argument);
        }
        return StructuredStatics.joined(arguments);
    }

    /** An array of another shape starts its gradient anew; what has been added up for others stays. */
    private void shape(MethodSpec.Builder method) {
        buffers.forEach((leaf, buffer) -> {
            CodeBlock zeros = Shaping.zerosLike(leaf.access(), leaf.type());
            method.beginControlFlow("if ($L)", Shaping.differ(buffer, leaf.access(), leaf.type()))
                    .addStatement("$N = $L", accumulators.of(leaf), zeros)
                    .addStatement("$N = $L", buffer, zeros)
                    .endControlFlow();
        });
    }

    private MethodSpec backward() {
        String dvalue = names.copy().allocate("dvalue");
        MethodSpec.Builder method = signatures.backward(dvalue);
        if (derivatives == null) {
            signatures.refuse(method);
            return method.build();
        }
        signatures.requireForward(method, remembers);
        if (!scales) {
            signatures.target().thrown().forEach(type -> method.addException(TypeNames.of(type)));
            statics.clear(method, buffers, false);
            List<CodeBlock> given =
                    kept.values().stream().map(name -> CodeBlock.of("$N", name)).toList();
            List<CodeBlock> seed = Leaf.of(dvalue, derivatives.result(), false, names.copy()).stream()
                    .map(Leaf::access)
                    .toList();
            method.addStatement(
                    "$L",
                    statics.call(
                            given,
                            seed,
                            List.copyOf(buffers.values()),
                            partials,
                            rewound(),
                            CodeBlock.of("$N", frame)));
        }
        Lines lines = signatures.lines();
        accumulators.forEach((leaf, name) -> {
            String buffer = buffers.get(leaf);
            if (buffer != null) {
                lines.statement(
                        Text.of("$T.addScaled($N, $N, $L)", Shaping.SHAPES, name, buffer, scales ? dvalue : "1"));
            } else {
                Text unit = Text.of("$N[$L]", partials, statics.scalars().indexOf(leaf));
                Text more = scales ? Text.of("$N == 0 ? 0 : $L * $N", dvalue, unit, dvalue) : unit;
                boolean narrows = statics.narrows(leaf);
                lines.statement(Text.of(narrows ? "$N += (float) ($L)" : "$N += $L", name, more));
            }
        });
        return method.addCode(lines.build()).build();
    }
}
