package org.backwire.processor.source;

import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * A local variable or parameter of the method or of an inlined helper. Compared by identity.
 *
 * @see State
 */
final class Local {
    private final @Nullable String name;
    private final @Nullable TypeMirror type;
    private final Operand.@Nullable Fixed constant;

    Local(@Nullable String name, @Nullable TypeMirror type, Operand.@Nullable Fixed constant) {
        this.name = name;
        this.type = type;
        this.constant = constant;
    }

    /** Null for what a method returns or a switch yields. */
    @Nullable
    String name() {
        return name;
    }

    /** Null if the type could not be found, which was reported. */
    @Nullable
    TypeMirror type() {
        return type;
    }

    /** Its value, if it is a constant variable. */
    Operand.@Nullable Fixed constant() {
        return constant;
    }
}
