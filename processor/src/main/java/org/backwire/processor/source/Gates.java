package org.backwire.processor.source;

import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;
import org.backwire.processor.graph.Gate;
import org.jspecify.annotations.Nullable;

/** Which methods of {@code java.lang} are gates. */
final class Gates {
    private static final Set<String> OWNERS =
            Set.of("java.lang.Math", "java.lang.StrictMath", "java.lang.Double", "java.lang.Float");

    /** Gates for integers, too. */
    private static final Set<Gate> NUMERIC = Set.of(Gate.ABS, Gate.MAX, Gate.MIN);

    private static final Map<String, Gate> BY_NAME = Map.ofEntries(
            Map.entry("abs", Gate.ABS),
            Map.entry("max", Gate.MAX),
            Map.entry("min", Gate.MIN),
            Map.entry("sum", Gate.ADD),
            Map.entry("clamp", Gate.CLAMP),
            Map.entry("fma", Gate.FMA),
            Map.entry("sqrt", Gate.SQRT),
            Map.entry("cbrt", Gate.CBRT),
            Map.entry("exp", Gate.EXP),
            Map.entry("expm1", Gate.EXPM1),
            Map.entry("log", Gate.LOG),
            Map.entry("log10", Gate.LOG10),
            Map.entry("log1p", Gate.LOG1P),
            Map.entry("pow", Gate.POW),
            Map.entry("hypot", Gate.HYPOT),
            Map.entry("sin", Gate.SIN),
            Map.entry("cos", Gate.COS),
            Map.entry("tan", Gate.TAN),
            Map.entry("asin", Gate.ASIN),
            Map.entry("acos", Gate.ACOS),
            Map.entry("atan", Gate.ATAN),
            Map.entry("atan2", Gate.ATAN2),
            Map.entry("sinh", Gate.SINH),
            Map.entry("cosh", Gate.COSH),
            Map.entry("tanh", Gate.TANH),
            Map.entry("toRadians", Gate.TO_RADIANS),
            Map.entry("toDegrees", Gate.TO_DEGREES),
            Map.entry("copySign", Gate.COPY_SIGN),
            Map.entry("scalb", Gate.SCALB),
            Map.entry("IEEEremainder", Gate.IEEE_REMAINDER),
            Map.entry("nextUp", Gate.NEXT_UP),
            Map.entry("nextDown", Gate.NEXT_DOWN),
            Map.entry("nextAfter", Gate.NEXT_AFTER),
            Map.entry("floor", Gate.FLOOR),
            Map.entry("ceil", Gate.CEIL),
            Map.entry("rint", Gate.RINT),
            Map.entry("round", Gate.ROUND),
            Map.entry("signum", Gate.SIGNUM),
            Map.entry("ulp", Gate.ULP),
            Map.entry("getExponent", Gate.GET_EXPONENT),
            Map.entry("compare", Gate.COMPARE),
            Map.entry("isNaN", Gate.IS_NAN),
            Map.entry("isInfinite", Gate.IS_INFINITE),
            Map.entry("isFinite", Gate.IS_FINITE));

    private Gates() {}

    /** The gate that a method computes; null if it is none. */
    static @Nullable Gate of(ExecutableElement method) {
        String owner = Members.ownerOf(method).getQualifiedName().toString();
        Gate gate = BY_NAME.get(method.getSimpleName().toString());
        if (gate == null
                || !OWNERS.contains(owner)
                || !method.getModifiers().contains(Modifier.STATIC)
                || method.getParameters().isEmpty()) {
            return null;
        }
        boolean primitive = method.getParameters().stream()
                .allMatch(parameter -> parameter.asType().getKind().isPrimitive());
        TypeKind first = method.getParameters().get(0).asType().getKind();
        boolean floating = first == TypeKind.DOUBLE || first == TypeKind.FLOAT;
        return primitive && (floating || NUMERIC.contains(gate)) ? gate : null;
    }
}
