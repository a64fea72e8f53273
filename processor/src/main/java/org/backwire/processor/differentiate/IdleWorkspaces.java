package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.backwire.processor.graph.CompanionMember;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/** Takes the workspace from helpers of numbers that call themselves, where all that they do with it is to pass it on. */
public final class IdleWorkspaces extends Copier {
    private final Set<Op> left = Collections.newSetFromMap(new IdentityHashMap<>());

    private IdleWorkspaces(Function function) {
        collect(function.body());
    }

    /** Whether none of some helpers takes anything from its workspace. */
    public static boolean areIdle(Collection<Function> helpers) {
        return helpers.stream().noneMatch(helper -> helper.body().hasAny(IdleWorkspaces::takes));
    }

    private static boolean takes(Op op) {
        return WorkspaceCalls.isAny(op)
                ? !WorkspaceCalls.is(op, "mark") && !WorkspaceCalls.is(op, "release")
                : op.operands().stream().anyMatch(value -> value.type().equals(Type.Reference.WORKSPACE))
                        && !isOfHelper(op);
    }

    private static boolean isOfHelper(Op op) {
        return op instanceof Op.CallCompanion call
                && call.member() == CompanionMember.FORWARD_BACKWARD
                && call.callee().isRecursive()
                && call.operands().get(call.operands().size() - 1).type().equals(Type.Reference.WORKSPACE);
    }

    /** The same without workspaces in calls of helpers. */
    public static Function inCalls(Function function) {
        return function.body().hasAny(IdleWorkspaces::isOfHelper)
                ? new IdleWorkspaces(function).function(function)
                : function;
    }

    /** The derivative of such a helper, which is given none. */
    public static Function ofHelper(Function function) {
        Function made = inCalls(function);
        List<Value> parameters = made.parameters().stream()
                .filter(parameter -> !parameter.type().equals(Type.Reference.WORKSPACE))
                .toList();
        return new Function(made.name(), parameters, made.body());
    }

    /** Finds what stands around calls for the sake of the workspace. */
    private void collect(Region region) {
        List<Op> ops = region.ops();
        for (int i = 0; i < ops.size(); i++) {
            Op op = ops.get(i);
            if (isOfHelper(op)
                    && i > 0
                    && WorkspaceCalls.is(ops.get(i - 1), "mark")
                    && WorkspaceCalls.is(ops.get(i + 1), "release")) {
                left.add(ops.get(i - 1));
                left.add(ops.get(i + 1));
            }
            op.regions().forEach(this::collect);
        }
    }

    @Override
    protected void visit(Op op, RegionBuilder target) {
        if (left.contains(op)) {
            return;
        }
        Op copy = copy(op);
        if (isOfHelper(op)) {
            Op.CallCompanion call = (Op.CallCompanion) copy;
            List<Value> operands = new ArrayList<>(call.operands());
            operands.remove(operands.size() - 1);
            copy = new Op.CallCompanion(call.member(), call.results(), call.callee(), operands);
        }
        target.add(copy);
    }
}
