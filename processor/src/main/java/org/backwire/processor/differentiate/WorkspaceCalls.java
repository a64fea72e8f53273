package org.backwire.processor.differentiate;

import java.util.List;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Calls of the methods of a workspace. */
final class WorkspaceCalls {
    private static final ClassRef OWNER = Type.Reference.WORKSPACE.type();

    private WorkspaceCalls() {}

    static Member member(String name) {
        return new Member(OWNER, name);
    }

    /** @param result null if there is none */
    static Op of(@Nullable Value result, String method, Value workspace, List<Value> arguments) {
        return new Op.Foreign(result, Op.Use.INSTANCE_CALL, member(method), workspace, arguments, null);
    }

    static boolean isAny(Op op) {
        return op instanceof Op.Foreign foreign && foreign.member().owner().equals(OWNER);
    }

    static boolean is(Op op, String method) {
        return op instanceof Op.Foreign foreign && foreign.member().equals(member(method));
    }
}
