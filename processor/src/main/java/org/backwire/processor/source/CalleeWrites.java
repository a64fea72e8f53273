package org.backwire.processor.source;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Problem;

/** Refuses calls of differentiable methods that write to an array of the caller's: their companions write to a copy. */
final class CalleeWrites {
    private final Lowering desk;

    CalleeWrites(Lowering desk) {
        this.desk = desk;
    }

    /**
     * Whether a call was refused, at each argument that would be written to.
     *
     * @param written the numbers of the parameters that the method writes to
     */
    boolean areRefused(Calls.Call call, AnnotatedMethod callee, Set<Integer> written) {
        String name = Members.ownerOf(call.method()).getSimpleName() + "."
                + call.method().getSimpleName();
        boolean refused = false;
        for (int index : passed(call)) {
            if (written.contains(index)) {
                desk.refuse(
                        Problem.CALLEE_WRITES,
                        call.argumentTree(index),
                        name,
                        callee.parameters().get(index));
                refused = true;
            }
        }
        return refused;
    }

    /**
     * Whether a call of a method with rules was refused, at each argument that would be written to.
     *
     * @param method that one, or one of its rules
     */
    boolean areRefused(Calls.Call call, ExecutableElement method) {
        CalleeFacts facts = desk.facts.apply(method);
        boolean refused = false;
        for (int index : facts == null ? List.<Integer>of() : passed(call)) {
            if (facts.writes().contains(index)) {
                desk.refuse(
                        Problem.RULE_WRITES,
                        call.argumentTree(index),
                        Members.ownerOf(method).getSimpleName() + "." + method.getSimpleName(),
                        method.getParameters().get(index).getSimpleName().toString());
                refused = true;
            }
        }
        return refused;
    }

    /** Whether arrays are passed, or come back. */
    boolean movesArrays(Calls.Call call) {
        return !passed(call).isEmpty() || holdsArrays(call.method().getReturnType());
    }

    /** The numbers of the arguments with arrays; one that the call makes of several arguments is nobody else's. */
    private List<Integer> passed(Calls.Call call) {
        int count = call.choice().spread()
                ? call.method().getParameters().size() - 1
                : call.arguments().size();
        return IntStream.range(0, count)
                .filter(i -> holdsArrays(call.method().getParameters().get(i).asType()))
                .boxed()
                .toList();
    }

    private boolean holdsArrays(TypeMirror type) {
        return type.getKind() == TypeKind.ARRAY || desk.records.isTakenApart(type);
    }
}
