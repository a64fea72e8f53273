package org.backwire.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Unwritten;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** The pure half of a companion where gradients are arrays or records: all members call one {@code forwardBackward}. */
final class StructuredStatics {
    static final ClassName WORKSPACE = ClassName.get("org.backwire", "Workspace");
    static final String FORWARD_BACKWARD = "forwardBackward";

    /** So many destinations have a comparison each with what else is passed. */
    private static final int MOST_COMPARED = 16;

    private final Signatures signatures;
    private final @Nullable Derivatives derivatives;
    private final Names names;
    private final String dvalue;
    private final String partials;
    private final String workspace;
    private final List<Leaf> leaves = new ArrayList<>();
    private final List<Leaf> seeds = new ArrayList<>();
    private final Map<Leaf, String> destinations = new LinkedHashMap<>();

    StructuredStatics(Signatures signatures, @Nullable Derivatives derivatives) {
        this.signatures = signatures;
        this.derivatives = derivatives;
        names = signatures.names();
        dvalue = names.allocate("dvalue");
        partials = names.allocate("partials");
        List<Target.Parameter> parameters = signatures.target().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Target.Parameter parameter = parameters.get(i);
            Shape shape = derivatives == null
                    ? new Shape.Single(parameter.type())
                    : derivatives.shapes().get(i);
            leaves.addAll(Leaf.of(parameter.name(), shape, parameter.isWrt(), names));
        }
        Shape result =
                derivatives == null ? new Shape.Single(signatures.target().result()) : derivatives.result();
        seeds.addAll(Leaf.of(dvalue, result, false, names));
        for (Leaf leaf : leaves) {
            if (leaf.isWrt() && leaf.isArray()) {
                destinations.put(leaf, names.allocate("d" + leaf.name()));
            }
        }
        workspace = names.allocate("workspace");
    }

    /** Whether {@code forwardBackward} takes its arrays from a workspace. */
    boolean usesWorkspace() {
        return derivatives != null
                && derivatives.vjp().parameters().stream()
                        .anyMatch(parameter -> parameter.type().equals(Type.Reference.WORKSPACE));
    }

    List<Leaf> leaves() {
        return leaves;
    }

    List<Leaf> scalars() {
        return leaves.stream().filter(leaf -> leaf.isWrt() && !leaf.isArray()).toList();
    }

    List<MethodSpec> methods() {
        List<MethodSpec> common = forwardBackward();
        List<MethodSpec> methods = new ArrayList<>();
        if (signatures.isScalar()) {
            methods.add(gradient());
        }
        methods.add(vjp());
        if (signatures.hasDestinations()) {
            methods.add(valueAndGradient());
        }
        methods.addAll(common);
        return methods;
    }

    /** What the others call. It is written first: then it is known whether it is given a frame. */
    private List<MethodSpec> forwardBackward() {
        if (derivatives == null) {
            return List.of();
        }
        boolean isForOthers = (usesWorkspace() || signatures.target().narrows()) && isOfSingles();
        MethodSpec method = forwardBackward(derivatives, isForOthers ? Modifier.PUBLIC : Modifier.PRIVATE);
        return usesFrame() && isOfSingles()
                ? List.of(ForCallers.ofParts(method, frame(), dvalue, workspace), method)
                : List.of(method);
    }

    /**
     * Whether companions of callers may pass their arrays and their workspace: numbers and arrays go in, and come out. Where there is
     * neither a workspace nor a frame, {@code valueAndGradient} does for them, unless it loses digits.
     */
    private boolean isOfSingles() {
        return derivatives != null
                && derivatives.result() instanceof Shape.Single
                && derivatives.shapes().stream().allMatch(Shape.Single.class::isInstance);
    }

    /** Whether it is the companion of a helper of numbers, which works with the workspace of its callers. */
    boolean isOfNumbers() {
        return derivatives != null
                && !signatures.hasStructure()
                && derivatives.vjp().parameters().size() > leaves.size() + seeds.size();
    }

    /** What callers of such a helper call. */
    MethodSpec forCallers() {
        return forwardBackward(Objects.requireNonNull(derivatives), null);
    }

    /** Those that return new objects, and what they call. */
    List<MethodSpec> gradients() {
        List<MethodSpec> common = forwardBackward();
        List<MethodSpec> methods = new ArrayList<>();
        if (signatures.isScalar()) {
            methods.add(gradient());
        }
        methods.add(vjp());
        methods.addAll(common);
        return methods;
    }

    /** The type in which partial derivatives of scalars are passed. */
    TypeName partialsType() {
        boolean wide = scalars().isEmpty() || scalars().stream().anyMatch(leaf -> leaf.type() == Type.Primitive.DOUBLE);
        boolean wideResult = signatures.target().result() == Type.Primitive.DOUBLE;
        return TypeNames.of(new Type.Array(wide || wideResult ? Type.Primitive.DOUBLE : Type.Primitive.FLOAT));
    }

    /** An element of the partials, as a number of the leaf's own type. */
    CodeBlock partial(Leaf leaf, String array) {
        return CodeBlock.of(
                narrows(leaf) ? "(float) $N[$L]" : "$N[$L]", array, scalars().indexOf(leaf));
    }

    /** Whether the partials are wider than the leaf that one of them is of. */
    boolean narrows(Leaf leaf) {
        return leaf.type() == Type.Primitive.FLOAT
                && !partialsType().equals(TypeNames.of(new Type.Array(Type.Primitive.FLOAT)));
    }

    CodeBlock newPartials() {
        return CodeBlock.of(
                "new $T[$L]",
                ((ArrayTypeName) partialsType()).componentType(),
                scalars().size());
    }

    private MethodSpec gradient() {
        MethodSpec.Builder method = signatures
                .alike("gradient", Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("Returns the value and the gradient.\n")
                .returns(signatures.gradientRecord());
        CodeBlock.Builder arguments = CodeBlock.builder();
        signatures.parameterNames().forEach(name -> arguments.add("$N,$W", name));
        return method.addStatement("return vjp($L1)", arguments.build()).build();
    }

    private MethodSpec vjp() {
        MethodSpec.Builder method = signatures
                .method("vjp", Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("Returns the value, and the gradient times {@code $L}.\n", dvalue)
                .addParameter(signatures.result(), dvalue)
                .returns(signatures.gradientRecord());
        if (derivatives == null) {
            signatures.refuse(method);
            return method.build();
        }
        destinations.forEach((leaf, destination) -> method.addStatement(
                "$T $N = $L", TypeNames.of(leaf.type()), destination, Shaping.zerosLike(leaf.access(), leaf.type())));
        if (!scalars().isEmpty()) {
            method.addStatement("$T $N = $L", partialsType(), partials, newPartials());
        }
        String value = names.copy().allocate("value");
        List<CodeBlock> seed = seeds.stream().map(Leaf::access).toList();
        CodeBlock call = call(seed, List.copyOf(destinations.values()), partials, workspaceOfCall(), newFrame());
        method.addStatement("$T $N = $L", signatures.result(), value, call);
        CodeBlock.Builder all = CodeBlock.builder().add("$N", value);
        int next = 0;
        for (int i = 0; i < derivatives.shapes().size(); i++) {
            Shape shape = derivatives.shapes().get(i);
            List<Leaf> own = leaves.subList(next, next + shape.size());
            next += shape.size();
            if (signatures.target().parameters().get(i).isWrt()) {
                all.add(
                        ",$W$L",
                        Leaf.pack(shape, own.stream().map(this::component).iterator()));
            }
        }
        return method.addStatement("return new $T($L)", signatures.gradientRecord(), all.build())
                .build();
    }

    private CodeBlock component(Leaf leaf) {
        String destination = destinations.get(leaf);
        return destination != null ? CodeBlock.of("$N", destination) : partial(leaf, partials);
    }

    /** A call of {@code forwardBackward} with the caller's arguments. */
    CodeBlock call(List<CodeBlock> seed, List<String> arrays, String scalars, CodeBlock space, CodeBlock frame) {
        return call(leaves.stream().map(Leaf::access).toList(), seed, arrays, scalars, space, frame);
    }

    /** Whether {@code forwardBackward} is in parts. */
    boolean usesFrame() {
        return signatures.splitting().isInParts(FORWARD_BACKWARD);
    }

    ClassName frame() {
        return signatures.splitting().frame(FORWARD_BACKWARD);
    }

    CodeBlock newFrame() {
        return CodeBlock.of("new $T()", frame());
    }

    /**
     * A call of {@code forwardBackward}.
     *
     * @param given the arguments of the method
     * @param seed the gradient of the result
     * @param arrays where gradients of arrays are added
     * @param scalars where those of scalars are written, all in one array
     * @param space the workspace
     * @param frame what the parts of {@code forwardBackward} leave values in, if it is in parts
     */
    CodeBlock call(
            List<CodeBlock> given,
            List<CodeBlock> seed,
            List<String> arrays,
            String scalars,
            CodeBlock space,
            CodeBlock frame) {
        List<CodeBlock> arguments = new ArrayList<>(given);
        arguments.addAll(seed);
        arrays.forEach(name -> arguments.add(CodeBlock.of("$N", name)));
        if (!scalars().isEmpty()) {
            arguments.add(CodeBlock.of("$N", scalars));
        }
        if (usesWorkspace()) {
            arguments.add(space);
        }
        if (usesFrame()) {
            arguments.add(frame);
        }
        return CodeBlock.of("$L($L)", FORWARD_BACKWARD, joined(arguments));
    }

    static CodeBlock joined(List<CodeBlock> codes) {
        CodeBlock.Builder all = CodeBlock.builder();
        for (int i = 0; i < codes.size(); i++) {
            all.add(i == 0 ? "$L" : ",$W$L", codes.get(i));
        }
        return all.build();
    }

    private MethodSpec valueAndGradient() {
        List<String> all = new ArrayList<>(destinations.values());
        if (!scalars().isEmpty()) {
            all.add(partials);
        }
        MethodSpec.Builder method = signatures
                .method("valueAndGradient", Modifier.PUBLIC, Modifier.STATIC)
                .returns(signatures.result());
        if (destinations.isEmpty()) {
            signatures.describePartials(method, partials);
        } else {
            method.addJavadoc(
                    "Writes the gradient into {@code $L} and returns the value.\n", String.join("}, {@code ", all));
            method.addJavadoc(
                    "\n@throws IllegalArgumentException if a destination has not the shape of its parameter, or is passed twice\n");
        }
        destinations.forEach((leaf, destination) -> method.addParameter(TypeNames.of(leaf.type()), destination));
        if (!scalars().isEmpty()) {
            method.addParameter(signatures.partials(), partials);
        }
        if (derivatives == null) {
            signatures.refuse(method);
            return method.build();
        }
        destinations.forEach((leaf, destination) -> method.addStatement(
                "$T.requireDestination($S, $N, $N)", Shaping.SHAPES, destination, destination, leaf.name()));
        if (!scalars().isEmpty()) {
            signatures.requireLength(method, partials, scalars().size());
        }
        requireApart(method);
        clear(method, destinations, true);
        if (scalars().isEmpty() || partialsType().equals(signatures.partials())) {
            return method.addStatement("return $L", unit(partials)).build();
        }
        Names local = names.copy();
        String wide = local.allocate("wide");
        String value = local.allocate("value");
        method.addStatement("$T $N = $L", partialsType(), wide, newPartials());
        method.addStatement("$T $N = $L", signatures.result(), value, unit(wide));
        for (int i = 0; i < scalars().size(); i++) {
            method.addStatement("$N[$L] = (float) $N[$L]", partials, i, wide, i);
        }
        return method.addStatement("return $N", value).build();
    }

    /**
     * Sets to zero what {@code forwardBackward} adds to.
     *
     * @param hasArguments whether the arguments are at hand
     */
    void clear(MethodSpec.Builder method, Map<Leaf, String> arrays, boolean hasArguments) {
        int next = leaves.size() + seeds.size();
        for (Leaf leaf : destinations.keySet()) {
            String array = Objects.requireNonNull(arrays.get(leaf));
            Unwritten ends =
                    derivatives == null ? null : derivatives.unwritten().get(next++);
            if (ends == null || ends.like() != null && !hasArguments) {
                method.addStatement(Shaping.clear(array, leaf.type()));
            } else if (!ends.isNone()) {
                CodeBlock like =
                        ends.like() == null ? null : leaves.get(ends.like()).access();
                method.addStatement(Shaping.clearEnds(array, ends, like));
            }
        }
    }

    /** An array that is passed twice would be overwritten before it is read. */
    private void requireApart(MethodSpec.Builder method) {
        if (destinations.size() > MOST_COMPARED) {
            requireAllApart(method);
            return;
        }
        List<Leaf> later = new ArrayList<>(destinations.keySet());
        destinations.forEach((leaf, destination) -> {
            later.remove(leaf);
            TypeName type = TypeNames.of(leaf.type());
            List<String> others = new ArrayList<>(argumentsNear(type));
            others.remove(leaf.name());
            later.stream()
                    .filter(next -> Signatures.canShare(TypeNames.of(next.type()), type))
                    .forEach(next -> others.add(destinations.get(next)));
            if (!scalars().isEmpty() && Signatures.canShare(signatures.partials(), type)) {
                others.add(partials);
            }
            Signatures.requireApart(method, destination, others);
        });
        if (!scalars().isEmpty()) {
            Signatures.requireApart(method, partials, argumentsNear(signatures.partials()));
        }
    }

    /** The same in one call, for so many that a call for each few of them would be too much code. */
    private void requireAllApart(MethodSpec.Builder method) {
        List<String> written = new ArrayList<>(destinations.values());
        if (!scalars().isEmpty()) {
            written.add(partials);
        }
        String read = leaves.stream()
                .filter(leaf -> leaf.type() instanceof Type.Array
                        && leaf.access().toString().equals(leaf.name()))
                .map(Leaf::name)
                .collect(Collectors.joining(", "));
        method.addStatement(
                "$T.requireAllApart($S,$W$L)",
                Shaping.SHAPES,
                String.join(" ", written),
                String.join(", ", written) + ", " + read);
    }

    /** The parameters that can share numbers with an array of a type. */
    private List<String> argumentsNear(TypeName type) {
        return leaves.stream()
                .filter(leaf -> Signatures.canShare(TypeNames.of(leaf.type()), type)
                        && leaf.access().toString().equals(leaf.name()))
                .map(Leaf::name)
                .toList();
    }

    /** A loop that takes its arrays anew in each iteration takes them from where the iteration before left them. */
    private CodeBlock workspaceOfCall() {
        Member release = Member.of("org.backwire", "Workspace", "release");
        boolean releases = derivatives != null
                && derivatives
                        .vjp()
                        .body()
                        .hasAny(op ->
                                op instanceof Op.Foreign call && call.member().equals(release));
        return CodeBlock.of(releases ? "new $T()" : "$T.NONE", WORKSPACE);
    }

    private CodeBlock unit(String scalars) {
        return call(
                List.of(CodeBlock.of("1")), List.copyOf(destinations.values()), scalars, workspaceOfCall(), newFrame());
    }

    /** @param access null for a helper's, which makes for itself what its parts leave values in */
    private MethodSpec forwardBackward(Derivatives functions, @Nullable Modifier access) {
        Function function = functions.vjp();
        MethodSpec.Builder method = MethodSpec.methodBuilder(FORWARD_BACKWARD)
                .addModifiers(Modifier.STATIC)
                .returns(signatures.result());
        signatures.target().thrown().forEach(type -> method.addException(TypeNames.of(type)));
        List<String> parameters = new ArrayList<>();
        for (Leaf leaf : leaves) {
            method.addParameter(TypeNames.of(leaf.type()), leaf.name());
            parameters.add(leaf.name());
        }
        for (Leaf seed : seeds) {
            method.addParameter(TypeNames.of(seed.type()), seed.name());
            parameters.add(seed.name());
        }
        destinations.forEach((leaf, destination) -> {
            method.addParameter(TypeNames.of(leaf.type()), destination);
            parameters.add(destination);
        });
        List<Leaf> scalars = scalars();
        if (!scalars.isEmpty()) {
            method.addParameter(partialsType(), partials);
        }
        if (usesWorkspace()) {
            method.addParameter(WORKSPACE, workspace);
            parameters.add(workspace);
        }
        if (access == null) {
            parameters.add(partials);
        }
        Map<Value, String> given = Body.named(function, parameters);
        Set<Value> frozen = Set.copyOf(function.parameters().subList(leaves.size(), leaves.size() + seeds.size()));
        int values = seeds.size();
        Names inside = names.copy();
        String frame = names.copy().allocate(Signatures.FRAME);
        Divisible divisible =
                access == null ? signatures.divisible(FORWARD_BACKWARD) : signatures.divisible(FORWARD_BACKWARD, frame);
        Body body = Body.withSinks(function, given, frozen, inside, values, divisible);
        if (access != null && usesFrame()) {
            method.addParameter(frame(), frame);
        }
        body.writeOps();
        boolean isForOthers = access == Modifier.PUBLIC && !usesFrame();
        if (isForOthers) {
            method.addModifiers(Modifier.PUBLIC).addJavadoc(ForCallers.JAVADOC, dvalue);
        } else if (access != null) {
            method.addModifiers(Modifier.PRIVATE);
        } else {
            method.addJavadoc(
                    "Returns the value, and leaves the gradient times {@code $L} in {@code $L}.\n", dvalue, partials);
        }
        for (int i = 0; i < scalars.size(); i++) {
            Text partial = body.result(values + i).text();
            body.sinkPartial(values + i, partial, scalars.get(i).name(), Text.of("$N[$L]", partials, i));
        }
        List<CodeBlock> components = new ArrayList<>();
        for (int i = 0; i < values; i++) {
            components.add(body.result(i).block());
        }
        body.statement(CodeBlock.of("return $L", Leaf.pack(functions.result(), components.iterator())));
        return method.addCode(body.build()).build();
    }
}
