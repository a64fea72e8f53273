package org.backwire.processor.emit;

import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Elements;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** How values without a name are called: after what computes them. */
final class Wishes {
    private static final String TAPE = "Tape";

    private Wishes() {}

    /** The name of a value of a function, or what it shall be called. */
    static String of(Value value, Definitions definitions) {
        return value.name() != null ? value.name() : of(value, definitions.of(value));
    }

    /** @param op what defines the value, if an op does */
    static String of(Value value, @Nullable Op op) {
        if (op instanceof Op.Apply apply) {
            return apply.gate().noun();
        }
        if (op instanceof Op.Load load) {
            String array = load.array().name();
            return array != null && array.endsWith(TAPE)
                    ? array.substring(0, array.length() - TAPE.length())
                    : Elements.nounOf(load);
        }
        if (op instanceof Op.Length length) {
            return length.array().name() == null ? "length" : length.array().name() + "Length";
        }
        if (op instanceof Op.If && value.type() == Type.Primitive.BOOLEAN) {
            return "holds";
        }
        if (op instanceof Op.Foreign foreign && !foreign.makesObject() && !isTaken(foreign)) {
            return foreign.member().name();
        }
        if (op instanceof Op.CallDifferentiable call) {
            return call.callee().title();
        }
        if (op instanceof Op.CallRuled call) {
            return call.ruled().method().name();
        }
        if (op instanceof Op.Slope slope) {
            return slope.ruled().method().name();
        }
        if (value.type() instanceof Type.Array) {
            return "array";
        }
        return value.type() instanceof Type.Reference reference
                ? Character.toLowerCase(reference.type().simpleName().charAt(0))
                        + reference.type().simpleName().substring(1)
                : "choice";
    }

    /** An array out of a workspace. */
    private static boolean isTaken(Op.Foreign foreign) {
        return foreign.member().owner().equals(Type.Reference.WORKSPACE.type())
                && foreign.results().get(0).type() instanceof Type.Array;
    }
}
