package org.backwire.processor.source;

import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreeScanner;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Texts that tell of numbers, such as {@code "negative: " + x}. They have no gradient, and may go into an exception all the
 * same: then helpers that throw it have to be written out.
 */
final class Texts {
    private final Set<Value> telling = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Takes note of what an op makes. */
    void see(Op op) {
        if (!(op instanceof Op.Concat || op instanceof Op.Foreign)) {
            return;
        }
        for (Value result : op.results()) {
            if (result.type().equals(Type.Reference.STRING) && tells(op)) {
                telling.add(result);
            }
        }
    }

    private boolean tells(Op op) {
        for (Value operand : op.operands()) {
            if (operand.type().isDifferentiable() || tell(operand)) {
                return true;
            }
        }
        return false;
    }

    boolean tell(Value value) {
        return telling.contains(value);
    }

    /** Whether a method throws by itself, and can be written out as far as its statements tell. */
    static boolean areThrownBy(MethodTree method) {
        boolean[] found = new boolean[2];
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitThrow(ThrowTree exit, @Nullable Void unused) {
                found[0] = true;
                return super.visitThrow(exit, null);
            }

            @Override
            public @Nullable Void visitTry(TryTree block, @Nullable Void unused) {
                found[1] = true;
                return null;
            }

            @Override
            public @Nullable Void visitLambdaExpression(LambdaExpressionTree lambda, @Nullable Void unused) {
                found[1] = true;
                return null;
            }
        }.scan(method, null);
        return found[0] && !found[1];
    }
}
