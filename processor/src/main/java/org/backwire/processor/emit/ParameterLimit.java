package org.backwire.processor.emit;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import javax.lang.model.element.Modifier;

/** The JVM passes 255 slots to a method, of which a {@code double} or {@code long} takes two and an object's method one for itself. */
final class ParameterLimit {
    private static final int MOST = 255;

    private ParameterLimit() {}

    static void check(MethodSpec method) {
        int slots = method.modifiers().contains(Modifier.STATIC) ? 0 : 1;
        for (ParameterSpec parameter : method.parameters()) {
            boolean isWide =
                    parameter.type().equals(TypeName.DOUBLE) || parameter.type().equals(TypeName.LONG);
            slots += isWide ? 2 : 1;
        }
        if (slots > MOST) {
            throw TooLarge.parameters(method.name(), slots);
        }
    }
}
