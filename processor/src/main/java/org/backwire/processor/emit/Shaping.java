package org.backwire.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import java.util.Arrays;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Unwritten;
import org.jspecify.annotations.Nullable;

/** Copies, zeros and sums of whole arrays: plain Java for one rank, {@code org.backwire.Shapes} for more. */
final class Shaping {
    static final ClassName SHAPES = ClassName.get("org.backwire", "Shapes");

    private Shaping() {}

    private static boolean isFlat(Type type) {
        return ((Type.Array) type).rank() == 1;
    }

    static CodeBlock copyOf(CodeBlock array, Type type) {
        return isFlat(type) ? CodeBlock.of("$L.clone()", array) : CodeBlock.of("$T.copyOf($L)", SHAPES, array);
    }

    static CodeBlock zerosLike(CodeBlock array, Type type) {
        return isFlat(type)
                ? CodeBlock.of("new $T[$L.length]", TypeNames.of(((Type.Array) type).element()), array)
                : CodeBlock.of("$T.zerosLike($L)", SHAPES, array);
    }

    /** A statement. */
    static CodeBlock clear(String array, Type type) {
        return isFlat(type)
                ? CodeBlock.of("$T.fill($N, 0)", Arrays.class, array)
                : CodeBlock.of("$T.clear($N)", SHAPES, array);
    }

    /**
     * A statement that clears a few elements only.
     *
     * @param like the array behind whose length the end is; null if it is the array's own
     */
    static CodeBlock clearEnds(String array, Unwritten ends, @Nullable CodeBlock like) {
        CodeBlock tail = like == null
                ? CodeBlock.of("$L", ends.tail())
                : CodeBlock.of(
                        ends.tail() == 0 ? "$N.length - $L.length" : "$N.length - $L.length + " + ends.tail(),
                        array,
                        like);
        return CodeBlock.of("$T.clearEnds($N, $L,$W$L)", SHAPES, array, ends.head(), tail);
    }

    static CodeBlock differ(String a, CodeBlock b, Type type) {
        return isFlat(type)
                ? CodeBlock.of("$N.length != $L.length", a, b)
                : CodeBlock.of("!$T.areAlike($N, $L)", SHAPES, a, b);
    }

    /** An empty array. */
    static CodeBlock none() {
        return CodeBlock.of("{}");
    }
}
