package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;
import org.jspecify.annotations.Nullable;

/**
 * A value of the graph that a parameter or result is made of: itself, or a component of a record.
 *
 * @param name of the parameter with those of the components
 * @param access the expression that takes it out
 */
record Leaf(String name, Type type, boolean isWrt, CodeBlock access) {

    static List<Leaf> of(String name, Shape shape, boolean isWrt, Names names) {
        List<Leaf> leaves = new ArrayList<>();
        collect(name, shape, isWrt, CodeBlock.of("$N", name), leaves, names);
        return leaves;
    }

    private static void collect(
            String name, Shape shape, boolean isWrt, CodeBlock access, List<Leaf> into, Names names) {
        if (shape instanceof Shape.Single single) {
            into.add(new Leaf(name, single.type(), isWrt, access));
            return;
        }
        Shape.Compound record = (Shape.Compound) shape;
        for (int i = 0; i < record.names().size(); i++) {
            String component = record.names().get(i);
            Shape inner = record.components().get(i);
            String wish = name + Character.toUpperCase(component.charAt(0)) + component.substring(1);
            String leaf = inner instanceof Shape.Single ? names.allocate(wish) : wish;
            collect(leaf, inner, isWrt, CodeBlock.of("$L.$N()", access, component), into, names);
        }
    }

    // As a record would have it, but without the machinery that is started for it at the first call.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Leaf leaf
                && name.equals(leaf.name)
                && type.equals(leaf.type)
                && isWrt == leaf.isWrt
                && access.equals(leaf.access);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    boolean isArray() {
        return type instanceof Type.Array;
    }

    /** A value put together from its leaves. */
    static CodeBlock pack(Shape shape, Iterator<CodeBlock> leaves) {
        if (shape instanceof Shape.Single) {
            return leaves.next();
        }
        Shape.Compound record = (Shape.Compound) shape;
        CodeBlock.Builder arguments = CodeBlock.builder();
        for (int i = 0; i < record.components().size(); i++) {
            arguments.add(i == 0 ? "$L" : ",$W$L", pack(record.components().get(i), leaves));
        }
        return CodeBlock.of("new $T($L)", TypeNames.of(record.type()), arguments.build());
    }
}
