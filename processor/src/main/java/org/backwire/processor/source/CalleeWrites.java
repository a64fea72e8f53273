package org.backwire.processor.source;

import com.sun.source.tree.Tree;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.lang.model.type.TypeKind;
import org.backwire.processor.graph.Problem;
import org.jspecify.annotations.Nullable;

/** Refuses calls of differentiable methods that write to an array of the caller's: their companions write to a copy. */
final class CalleeWrites {
    private final Lowering desk;
    private final Function<AnnotatedMethod, @Nullable Set<Integer>> written;

    CalleeWrites(Lowering desk, Function<AnnotatedMethod, @Nullable Set<Integer>> written) {
        this.desk = desk;
        this.written = written;
    }

    /** Whether a call was refused, at each argument that would be written to. */
    boolean areRefused(Calls.Call call, AnnotatedMethod callee) {
        List<Integer> arrays = arrays(call);
        if (arrays.isEmpty()) {
            return false;
        }
        String name = Members.ownerOf(call.method()).getSimpleName() + "."
                + call.method().getSimpleName();
        Set<Integer> indices = written.apply(callee);
        if (indices == null) {
            desk.refuse(
                    Problem.COMPANION_MISSING,
                    call.name(),
                    name,
                    callee.companion().toString(),
                    Members.ownerOf(call.method()).getSimpleName().toString());
            return true;
        }
        boolean refused = false;
        for (int index : arrays) {
            if (indices.contains(index)) {
                Tree argument = call.argumentTree(index);
                desk.refuse(
                        Problem.CALLEE_WRITES,
                        argument,
                        name,
                        callee.parameters().get(index));
                refused = true;
            }
        }
        return refused;
    }

    /** The numbers of the arguments that are arrays; one that the call makes of several arguments is nobody else's. */
    private static List<Integer> arrays(Calls.Call call) {
        int count = call.choice().spread()
                ? call.method().getParameters().size() - 1
                : call.arguments().size();
        return IntStream.range(0, count)
                .filter(i -> call.method().getParameters().get(i).asType().getKind() == TypeKind.ARRAY)
                .boxed()
                .toList();
    }
}
