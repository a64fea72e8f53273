package org.backwire.processor.differentiate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Which of the arrays that it is given a function may write to. {@link Memory} knows which arrays may be one; here they are followed
 * the way they go: in {@code a = x; for (…) { z = new double[n]; z[0] = …; a = z; }} nothing is written to {@code x}, though
 * {@code a} may be either.
 */
public final class WrittenParameters {
    /** What may be the parameter, or a row of it. */
    private final Set<Value> reached = new HashSet<>();

    private boolean isWritten;
    private boolean grew;

    private WrittenParameters(Value parameter, Region body) {
        reached.add(parameter);
        do {
            grew = false;
            follow(body);
        } while (grew && !isWritten);
    }

    /** Their numbers. */
    public static Set<Integer> of(Function function) {
        Set<Integer> written = CopiedParameters.written(function);
        written.removeIf(i -> {
            Value parameter = function.parameters().get(i);
            boolean isFollowed = parameter.type().isDifferentiable(); // objects may hold other arrays, too
            return isFollowed && !new WrittenParameters(parameter, function.body()).isWritten;
        });
        return written;
    }

    private void follow(Region region) {
        for (Op op : region.ops()) {
            follow(op);
            op.regions().forEach(this::follow);
        }
    }

    private void follow(Op op) {
        if (op instanceof Op.Loop loop) {
            pass(loop.initials(), loop.variables());
            pass(loop.body().yields(), loop.variables());
            pass(loop.variables(), loop.results());
        } else if (op instanceof Op.If branch) {
            branch.regions().forEach(side -> pass(side.yields(), branch.results()));
        } else if (op.operands().stream().anyMatch(reached::contains)) {
            take(op);
        }
    }

    private void pass(List<Value> from, List<Value> to) {
        for (int i = 0; i < from.size(); i++) { // a side that does not complete yields nothing
            if (reached.contains(from.get(i))) {
                grew |= reached.add(to.get(i));
            }
        }
    }

    /** An op that is given one of them. What becomes of it where others may keep it is not followed. */
    private void take(Op op) {
        if (op instanceof Op.Load load) {
            if (load.result().type() instanceof Type.Array) {
                grew |= reached.add(load.result());
            }
        } else if (!isReading(op)) {
            isWritten = true;
        }
    }

    private boolean isReading(Op op) {
        if (op instanceof Op.Store || op instanceof Op.Fill) {
            return false;
        }
        if (op instanceof Op.CopyRange copy) {
            return !reached.contains(copy.target()) && hasNoRows(copy.source());
        }
        return op instanceof Op.Length
                || op instanceof Op.Apply
                || op instanceof Op.DeepCopy
                || op instanceof Op.CloneArray clone && hasNoRows(clone.array())
                || op instanceof Op.CallDifferentiable call
                        && call.callee().owns()
                        && !call.callee().isRecursive();
    }

    private static boolean hasNoRows(Value array) {
        return array.type() instanceof Type.Array type && type.rank() == 1;
    }
}
