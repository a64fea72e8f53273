package org.backwire.processor.differentiate;

import java.util.Set;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Whether foreign code may write to arrays that it is not given, but knows: those that such code returned before, and those that it was given
 * before and may have kept.
 */
final class ForeignWrites {
    private static final String JAVA = "java.";
    private static final String OURS = "org.backwire";
    private static final String FUNCTIONS = "java.util.function";
    private static final Set<ClassRef> CALLED_BACK = Set.of(
            ClassRef.of("java.util", "Comparator"),
            ClassRef.of("java.util.concurrent", "Callable"),
            ClassRef.of("java.lang", "Runnable"));

    private ForeignWrites() {}

    /** Java's own code leaves arrays alone, unless it calls back, hands out an array, or looks into one through a buffer. */
    static boolean toKnownArrays(Op.Foreign foreign) {
        boolean isCode = foreign.use() == Op.Use.STATIC_CALL
                || foreign.use() == Op.Use.KEPT
                || foreign.use() == Op.Use.INSTANCE_CALL
                || foreign.use() == Op.Use.CONSTRUCTOR;
        String home = foreign.member().owner().packageName();
        if (!isCode || foreign.isNullCheck() || home.equals(OURS)) {
            return false;
        }
        boolean isJavas =
                (home + ".").startsWith(JAVA) && !home.startsWith("java.nio") && !home.startsWith("java.lang.reflect");
        boolean handsOut = foreign.result() != null
                && foreign.result().type() instanceof Type.Array
                && foreign.use() == Op.Use.INSTANCE_CALL;
        boolean goesOn = foreign.member().name().startsWith("next")
                && foreign.member().owner().simpleName().endsWith("Iterator");
        return !isJavas || handsOut || goesOn || foreign.operands().stream().anyMatch(ForeignWrites::callsBack);
    }

    private static boolean callsBack(Value operand) {
        return operand.type() instanceof Type.Reference reference
                && (reference.type().packageName().equals(FUNCTIONS) || CALLED_BACK.contains(reference.type()));
    }
}
