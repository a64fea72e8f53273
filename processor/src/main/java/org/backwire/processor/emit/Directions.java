package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import java.util.ArrayList;
import java.util.List;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;
import org.jspecify.annotations.Nullable;

/** All differentiated parameters as one space: its size, directions in it, and the way from flat arrays to arguments and back. */
final class Directions {
    private final Signatures signatures;
    private final @Nullable Derivatives derivatives;
    private final Names names;
    private final List<List<Leaf>> parameters = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();

    Directions(Signatures signatures, @Nullable Derivatives derivatives) {
        this.signatures = signatures;
        this.derivatives = derivatives;
        names = signatures.names();
        List<Target.Parameter> all = signatures.target().parameters();
        for (int i = 0; i < all.size(); i++) {
            Target.Parameter parameter = all.get(i);
            Shape shape = derivatives == null
                    ? new Shape.Single(parameter.type())
                    : derivatives.shapes().get(i);
            shapes.add(shape);
            parameters.add(Leaf.of(parameter.name(), shape, parameter.isWrt(), names));
        }
    }

    /** Names in which those of parameters and their components are taken. */
    Names names() {
        return names;
    }

    /** What each parameter is made of. */
    List<List<Leaf>> parameters() {
        return parameters;
    }

    /** How each differentiated parameter is made of its leaves. */
    List<Shape> wrtShapes() {
        List<Shape> wrt = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            if (signatures.target().parameters().get(i).isWrt()) {
                wrt.add(shapes.get(i));
            }
        }
        return wrt;
    }

    /** The leaves of each differentiated parameter. */
    List<List<Leaf>> wrt() {
        List<List<Leaf>> wrt = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            if (signatures.target().parameters().get(i).isWrt()) {
                wrt.add(parameters.get(i));
            }
        }
        return wrt;
    }

    /** The number of coordinates, where it does not depend on arrays; else -1. */
    int fixedSize() {
        List<Leaf> leaves = wrt().stream().flatMap(List::stream).toList();
        return leaves.stream().anyMatch(Leaf::isArray) ? -1 : leaves.size();
    }

    /** The number of coordinates. */
    CodeBlock size() {
        CodeBlock.Builder size = CodeBlock.builder();
        int scalars = 0;
        boolean isFirst = true;
        for (Leaf leaf : wrt().stream().flatMap(List::stream).toList()) {
            if (leaf.isArray()) {
                size.add(isFirst ? "$L" : " + $L", sizeOf(leaf.access(), leaf.type()));
                isFirst = false;
            } else {
                scalars++;
            }
        }
        if (scalars > 0 || isFirst) {
            size.add(isFirst ? "$L" : " + $L", scalars);
        }
        return size.build();
    }

    static CodeBlock sizeOf(CodeBlock array, Type type) {
        return ((Type.Array) type).rank() == 1
                ? CodeBlock.of("$L.length", array)
                : CodeBlock.of("$T.size($L)", Shaping.SHAPES, array);
    }

    /** The parameters of the method as its own arguments. */
    List<CodeBlock> parameterArguments() {
        List<CodeBlock> arguments = new ArrayList<>();
        signatures.parameterNames().forEach(name -> arguments.add(CodeBlock.of("$N", name)));
        return arguments;
    }

    /** Whether a direction is one array of doubles as it is. */
    boolean isOneFlatArray() {
        List<Leaf> leaves = wrt().stream().flatMap(List::stream).toList();
        return leaves.size() == 1 && isFlat(leaves.get(0).type()) && wrtShapes().get(0) instanceof Shape.Single;
    }

    static boolean isFlat(Type type) {
        return type.equals(new Type.Array(Type.Primitive.DOUBLE));
    }

    /** The arguments of {@code jvp} or {@code hvp} for a direction that stands flat in an array. */
    CodeBlock arguments(String flat, MethodSpec.Builder method, String offset, Names local) {
        List<CodeBlock> arguments = parameterArguments();
        if (isOneFlatArray()) {
            arguments.add(CodeBlock.of("$N", flat));
        } else {
            arguments.addAll(parts(flat, method, offset, local));
        }
        return StructuredStatics.joined(arguments);
    }

    /** The values of all differentiated parameters, taken from a flat array. */
    List<CodeBlock> parts(String flat, MethodSpec.Builder method, String offset, Names local) {
        method.addStatement("int $N = 0", offset);
        List<CodeBlock> all = new ArrayList<>();
        List<Shape> wrtShapes = wrtShapes();
        for (List<Leaf> leaves : wrt()) {
            List<CodeBlock> parts = new ArrayList<>();
            for (Leaf leaf : leaves) {
                parts.add(part(leaf, flat, method, offset, local));
            }
            all.add(Leaf.pack(wrtShapes.get(all.size()), parts.iterator()));
        }
        return all;
    }

    /** A leaf taken from a flat array, in a local of its own. */
    static CodeBlock part(Leaf leaf, String flat, MethodSpec.Builder method, String offset, Names local) {
        String name = local.allocate(leaf.name() + "Direction");
        part(name, leaf, flat, method, offset);
        return CodeBlock.of("$N", name);
    }

    /** A leaf taken from a flat array, in a local of that name. */
    static void part(String name, Leaf leaf, String flat, MethodSpec.Builder method, String offset) {
        if (leaf.isArray()) {
            method.addStatement(
                    "$T $N = $T.unflatten($N, $N, $L)",
                    TypeNames.of(leaf.type()),
                    name,
                    Shaping.SHAPES,
                    flat,
                    offset,
                    Shaping.zerosLike(leaf.access(), leaf.type()));
            method.addStatement("$N += $L", offset, sizeOf(leaf.access(), leaf.type()));
        } else {
            String cast = leaf.type() == Type.Primitive.FLOAT ? "(float) " : "";
            method.addStatement("$T $N = $L$N[$N++]", TypeNames.of(leaf.type()), name, cast, flat, offset);
        }
    }

    /** The names of the leaves of all parameters; those of components of records are declared. */
    List<String> declared(MethodSpec.Builder method) {
        List<String> names = new ArrayList<>();
        for (Leaf leaf : parameters.stream().flatMap(List::stream).toList()) {
            names.add(leaf.name());
            boolean isComponent = !leaf.access().toString().equals(leaf.name());
            if (isComponent) {
                method.addStatement("$T $N = $L", TypeNames.of(leaf.type()), leaf.name(), leaf.access());
            }
        }
        return names;
    }

    /** Statements that put a value flat into an array. */
    static void flatten(Shape shape, CodeBlock value, String flat, String offset, MethodSpec.Builder method) {
        if (shape instanceof Shape.Compound compound) {
            for (int i = 0; i < compound.names().size(); i++) {
                CodeBlock component =
                        CodeBlock.of("$L.$N()", value, compound.names().get(i));
                flatten(compound.components().get(i), component, flat, offset, method);
            }
        } else if (((Shape.Single) shape).type() instanceof Type.Array) {
            method.addStatement("$N = $T.flatten($L, $N, $N)", offset, Shaping.SHAPES, value, flat, offset);
        } else {
            method.addStatement("$N[$N++] = $L", flat, offset, value);
        }
    }

    /** A call of the method itself, on copies of what it writes to. */
    CodeBlock call() {
        List<CodeBlock> arguments = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < parameters.size(); i++) {
            List<CodeBlock> parts = new ArrayList<>();
            boolean copies = false;
            for (Leaf leaf : parameters.get(i)) {
                boolean written = derivatives != null && derivatives.written().contains(next);
                next++;
                copies |= written;
                parts.add(written ? Shaping.copyOf(leaf.access(), leaf.type()) : leaf.access());
            }
            CodeBlock whole = CodeBlock.of("$N", signatures.parameterNames().get(i));
            arguments.add(copies ? Leaf.pack(shapes.get(i), parts.iterator()) : whole);
        }
        return CodeBlock.of(
                "$T.$N($L)",
                TypeNames.of(signatures.target().method().owner()),
                signatures.target().method().name(),
                StructuredStatics.joined(arguments));
    }
}
