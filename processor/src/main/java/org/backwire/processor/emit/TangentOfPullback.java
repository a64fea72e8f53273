package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;
import org.jspecify.annotations.Nullable;

/**
 * The second order of a method that returns more than a number, for those that call it: the gradient along one of its result,
 * and the tangent of that gradient where the parameters and the gradient of the result move.
 */
public final class TangentOfPullback {
    private static final String MEMBER = "vjpTangent";
    private static final String RECORD = "GradientTangent";
    private static final int MOST_SLOTS = 255;

    private final Signatures signatures;
    private final @Nullable Derivatives derivatives;
    private final Names names;
    private final MethodSpec.Builder method;
    private final List<String> given = new ArrayList<>();
    private final List<String> moving = new ArrayList<>();
    private final List<CodeBlock> checks = new ArrayList<>();

    /** @param derivatives null if the method is refused */
    TangentOfPullback(Signatures signatures, @Nullable Derivatives derivatives) {
        this.signatures = signatures;
        this.derivatives = derivatives;
        names = signatures.names();
        method = signatures.method(MEMBER, Modifier.PUBLIC, Modifier.STATIC);
    }

    /** Whether the companion of an annotated method has it, if it can be had: it is differentiated in both directions. */
    public static boolean isOffered(Target target) {
        Set<String> asked = target.derivatives();
        return !target.result().isPrimitive()
                && asked.contains("GRADIENT")
                && asked.contains("JVP")
                && isCallable(target);
    }

    /** Whether the JVM allows so many parameters, and so many components. */
    private static boolean isCallable(Target target) {
        int all = 0;
        int wrt = 0;
        for (Target.Parameter parameter : target.parameters()) {
            Type type = parameter.type();
            int slots = type == Type.Primitive.DOUBLE || type == Type.Primitive.LONG ? 2 : 1;
            all += slots;
            wrt += parameter.isWrt() ? slots : 0;
        }
        return all + wrt + 2 <= MOST_SLOTS && 1 + 2 * wrt <= MOST_SLOTS;
    }

    TypeSpec record() {
        MethodSpec.Builder components = MethodSpec.constructorBuilder();
        for (String prefix : List.of("d", "h")) {
            for (Target.Parameter parameter : signatures.wrt()) {
                components.addParameter(TypeNames.of(parameter.type()), prefix + parameter.name());
            }
        }
        return TypeSpec.recordBuilder(RECORD)
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("A gradient and its tangent.\n")
                .recordConstructor(components.build())
                .build();
    }

    /** @param forUsers whether others than the companion call it: then shapes are checked */
    MethodSpec method(boolean forUsers) {
        String dvalue = names.allocate("dvalue");
        method.addParameter(signatures.result(), dvalue).returns(signatures.nested(RECORD));
        List<List<Leaf>> parameters = new ArrayList<>();
        List<Shape> shapes = new ArrayList<>();
        for (int i = 0; i < signatures.target().parameters().size(); i++) {
            Target.Parameter parameter = signatures.target().parameters().get(i);
            shapes.add(
                    derivatives == null
                            ? new Shape.Single(parameter.type())
                            : derivatives.shapes().get(i));
            parameters.add(taken(parameter.name(), shapes.get(i)));
        }
        Shape result =
                derivatives == null ? new Shape.Single(signatures.target().result()) : derivatives.result();
        List<Leaf> seeds = taken(dvalue, result);
        List<Shape> gradients = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            Target.Parameter parameter = signatures.target().parameters().get(i);
            if (parameter.isWrt()) {
                gradients.add(shapes.get(i));
                addDirection(parameter.name(), parameter.type(), shapes.get(i), parameters.get(i));
            }
        }
        if (seeds.stream().allMatch(seed -> seed.type().isDifferentiable())) {
            addDirection(dvalue, signatures.target().result(), result, seeds);
        } else {
            seeds.stream()
                    .filter(seed -> seed.type().isDifferentiable())
                    .forEach(seed ->
                            addDirection(seed.name(), seed.type(), new Shape.Single(seed.type()), List.of(seed)));
        }
        describe(dvalue, forUsers);
        if (derivatives == null) {
            signatures.refuse(method);
            return method.build();
        }
        if (forUsers) {
            checks.forEach(method::addStatement);
        }
        return written(Objects.requireNonNull(derivatives.hvp()), gradients);
    }

    private void describe(String dvalue, boolean forUsers) {
        if (!forUsers) {
            method.addJavadoc("Returns the gradient times {@code $L}, and its tangent.\n", dvalue);
            return;
        }
        method.addJavadoc(
                "Returns the gradient times {@code $L}, and its tangent where the parameters and {@code $L} move: the second order, for methods that call this one.\n",
                dvalue,
                dvalue);
        if (!checks.isEmpty()) {
            method.addJavadoc(
                    "\n@throws IllegalArgumentException if a tangent has not the shape of what it is the tangent of\n");
        }
    }

    /** Components of records become locals. */
    private List<Leaf> taken(String name, Shape shape) {
        List<Leaf> leaves = Leaf.of(name, shape, true, names);
        leaves.forEach(this::take);
        leaves.forEach(leaf -> given.add(leaf.name()));
        return leaves;
    }

    private void take(Leaf leaf) {
        boolean isComponent = !leaf.access().toString().equals(leaf.name());
        if (isComponent) {
            method.addStatement("$T $N = $L", TypeNames.of(leaf.type()), leaf.name(), leaf.access());
        }
    }

    private void addDirection(String of, Type type, Shape shape, List<Leaf> leaves) {
        String name = names.allocate(of + "Tangent");
        method.addParameter(TypeNames.of(type), name);
        List<Leaf> tangents = Leaf.of(name, shape, true, names);
        for (int i = 0; i < tangents.size(); i++) {
            Leaf tangent = tangents.get(i);
            take(tangent);
            moving.add(tangent.name());
            if (tangent.isArray()) {
                checks.add(CodeBlock.of(
                        "$T.require($S, $N, $N)",
                        Shaping.SHAPES,
                        tangent.access().toString(),
                        tangent.name(),
                        leaves.get(i).name()));
            }
        }
    }

    private MethodSpec written(Function function, List<Shape> gradients) {
        given.addAll(moving);
        Body body = Body.withSinks(
                function,
                Body.named(function, given),
                Set.of(),
                names,
                function.results().size(),
                signatures.divisible(MEMBER));
        body.writeOps();
        List<CodeBlock> results = new ArrayList<>();
        for (int i = 0; i < function.results().size(); i++) {
            results.add(body.result(i).block());
        }
        Iterator<CodeBlock> next = results.iterator();
        List<CodeBlock> components = new ArrayList<>();
        for (int order = 1; order <= 2; order++) {
            gradients.forEach(shape -> components.add(Leaf.pack(shape, next)));
        }
        body.statement(
                CodeBlock.of("return new $T($L)", signatures.nested(RECORD), StructuredStatics.joined(components)));
        return method.addCode(body.build()).build();
    }
}
