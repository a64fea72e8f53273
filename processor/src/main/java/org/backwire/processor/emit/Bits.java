package org.backwire.processor.emit;

import com.palantir.javapoet.ClassName;
import java.util.List;
import org.backwire.processor.graph.Type;

/** A tape of truths: an array of {@code long}s, of which each bit is one. */
final class Bits {
    private static final ClassName BITS = ClassName.get("org.backwire", "Bits");

    private Bits() {}

    static boolean areIn(Type array) {
        return array instanceof Type.Array tape && tape.isOfBits();
    }

    static Text tape(Code length) {
        return Text.of("$T.tape($L)", BITS, length.text());
    }

    static Text get(Code tape, Code index) {
        return Text.of("$T.get($L)", BITS, Expressions.joined(List.of(tape, index)));
    }

    /** @param arguments the tape, the index, and the truth */
    static Text set(List<Code> arguments) {
        return Text.of("$T.set($L)", BITS, Expressions.joined(arguments));
    }
}
