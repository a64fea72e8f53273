package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** The gate: {@code forward} remembers, {@code backward} accumulates. */
final class GateMembers implements GateHalf {
    private final Signatures signatures;
    private final @Nullable Derivatives derivatives;
    private final Names names;
    private final String remembers;
    private final List<String> remembered = new ArrayList<>();
    private final List<String> accumulators = new ArrayList<>();
    private final String workspace;

    GateMembers(Signatures signatures, @Nullable Derivatives derivatives) {
        this.signatures = signatures;
        this.derivatives = derivatives;
        names = signatures.names();
        remembers = names.allocate("remembers");
        if (derivatives != null) {
            Function forward = Objects.requireNonNull(derivatives.forward());
            List<String> parameters = signatures.parameterNames();
            Definitions definitions = Definitions.of(forward);
            for (Value value : kept(forward)) {
                int index = forward.parameters().indexOf(value);
                remembered.add(index >= 0 ? parameters.get(index) : names.allocate(Wishes.of(value, definitions)));
            }
        }
        workspace = names.allocate("workspace");
        for (Target.Parameter parameter : signatures.wrt()) {
            accumulators.add(names.allocate("d" + parameter.name()));
        }
    }

    /** Where forward calls companions that write their slopes into arrays. */
    private boolean usesWorkspace() {
        return derivatives != null
                && forwardFunction().parameters().size()
                        > signatures.parameterNames().size();
    }

    private static List<Value> kept(Function forward) {
        return forward.results().subList(1, forward.results().size());
    }

    @Override
    public List<FieldSpec> fields() {
        List<FieldSpec> fields = new ArrayList<>();
        fields.add(
                FieldSpec.builder(TypeName.BOOLEAN, remembers, Modifier.PRIVATE).build());
        for (int i = 0; i < remembered.size(); i++) {
            Type type = kept(forwardFunction()).get(i).type();
            fields.add(FieldSpec.builder(TypeNames.of(type), remembered.get(i), Modifier.PRIVATE)
                    .build());
        }
        if (usesWorkspace()) {
            fields.add(FieldSpec.builder(StructuredStatics.WORKSPACE, workspace, Modifier.PRIVATE, Modifier.FINAL)
                    .initializer("new $T()", StructuredStatics.WORKSPACE)
                    .build());
        }
        List<Target.Parameter> wrt = signatures.wrt();
        for (int i = 0; i < wrt.size(); i++) {
            fields.add(FieldSpec.builder(TypeNames.of(wrt.get(i).type()), accumulators.get(i), Modifier.PRIVATE)
                    .build());
        }
        return fields;
    }

    @Override
    public Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        groups.put(remembers, "Remembered by forward.");
        groups.put(accumulators.get(0), "Accumulated by backward.");
        return groups;
    }

    private Function forwardFunction() {
        return Objects.requireNonNull(Objects.requireNonNull(derivatives).forward());
    }

    @Override
    public List<MethodSpec> methods() {
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(signatures.constructor());
        methods.add(forward());
        methods.add(backward());
        List<Target.Parameter> wrt = signatures.wrt();
        for (int i = 0; i < wrt.size(); i++) {
            methods.add(signatures.accessor(wrt.get(i), CodeBlock.of("$N", accumulators.get(i))));
        }
        methods.add(clear());
        return methods;
    }

    private MethodSpec forward() {
        MethodSpec.Builder method = signatures.forward();
        if (derivatives == null) {
            signatures.refuse(method);
            return method.build();
        }
        Function function = Objects.requireNonNull(derivatives.forward());
        Names local = names.copy();
        List<String> parameters = new ArrayList<>(signatures.parameterNames());
        if (usesWorkspace()) {
            parameters.add(workspace);
        }
        Map<Value, String> given = new LinkedHashMap<>(Body.named(function, parameters));
        Set<Value> frozen = new LinkedHashSet<>(given.keySet());
        Set<Value> direct = directlyKept(function);
        List<Value> kept = kept(function);
        for (int i = 0; i < kept.size(); i++) {
            if (direct.contains(kept.get(i))) {
                given.put(kept.get(i), remembered.get(i));
                frozen.add(kept.get(i));
            }
        }
        if (mayThrow(function.body())) {
            method.addStatement("$N = false", remembers);
        }
        Set<Value> inFields = new LinkedHashSet<>(direct);
        if (usesWorkspace()) {
            method.addStatement("$N.rewind()", workspace);
            inFields.add(function.parameters().get(parameters.size() - 1));
        }
        Body body = Body.withSinks(
                function,
                given,
                frozen,
                local,
                function.results().size(),
                signatures.divisible("forward", names, inFields));
        for (int i = 0; i < kept.size(); i++) {
            if (function.parameters().contains(kept.get(i))) {
                body.statement(Text.of("this.$N = $N", remembered.get(i), remembered.get(i)));
            }
        }
        body.writeOps();
        for (int i = 0; i < kept.size(); i++) {
            if (!function.parameters().contains(kept.get(i)) && !direct.contains(kept.get(i))) {
                body.statement(Text.of(
                        "$N =$W$L", remembered.get(i), body.result(i + 1).text()));
            }
        }
        body.statement(Text.of("$N = true", remembers));
        body.statement(Text.of("return $L", body.result(0).text()));
        return method.addCode(body.build()).build();
    }

    /** What is computed once, at the top: it goes into its field without a local. */
    private static Set<Value> directlyKept(Function function) {
        Set<Value> direct = new LinkedHashSet<>();
        Set<Value> kept = new LinkedHashSet<>(kept(function));
        for (Op op : function.body().ops()) {
            if (!(op instanceof Op.Loop) && !(op instanceof Op.Constant)) {
                op.results().stream().filter(kept::contains).forEach(direct::add);
            }
        }
        return direct;
    }

    private static boolean mayThrow(Region region) {
        return !region.completes()
                || region.ops().stream()
                        .anyMatch(op -> op.effect() != Op.Effect.NONE
                                || op.regions().stream().anyMatch(GateMembers::mayThrow));
    }

    private MethodSpec backward() {
        Names local = names.copy();
        String dvalue = local.allocate("dvalue");
        MethodSpec.Builder method = signatures.backward(dvalue);
        if (derivatives == null) {
            signatures.refuse(method);
            return method.build();
        }
        signatures.requireForward(method, remembers);
        Function function = Objects.requireNonNull(derivatives.backward());
        List<String> parameters = new ArrayList<>(remembered);
        parameters.add(dvalue);
        Map<Value, String> given = Body.named(function, parameters);
        Set<Value> frozen = new LinkedHashSet<>(given.keySet());
        Set<Value> inFields = new LinkedHashSet<>(function.parameters().subList(0, remembered.size()));
        Body body =
                Body.withSinks(function, given, frozen, local, 0, signatures.divisible("backward", names, inFields));
        body.writeOps();
        for (int i = 0; i < accumulators.size(); i++) {
            if (!body.isZero(i)) {
                Text text = body.isNegative(i)
                        ? Text.of(
                                "$N -=$W$L",
                                accumulators.get(i),
                                body.negated(i).text())
                        : Text.of(
                                "$N +=$W$L", accumulators.get(i), body.result(i).text());
                body.sink(i, text, "");
            }
        }
        return method.addCode(body.build()).build();
    }

    private MethodSpec clear() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("clear")
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("Sets the accumulated gradient to zero.\n");
        Lines lines = signatures.lines();
        accumulators.forEach(name -> lines.statement(Text.of("$N = 0", name)));
        return method.addCode(lines.build()).build();
    }
}
