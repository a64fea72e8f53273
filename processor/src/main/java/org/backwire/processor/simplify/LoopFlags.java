package org.backwire.processor.simplify;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * A flag that ends a loop is false as long as the loop runs, so no branch of the body need say so: afterwards it stays what it is there.
 *
 * <p>Before: {@code while (!done) { done = c ? true : false }}. After: {@code while (!done) { done = c ? true : done }}, for
 * which nothing is written but {@code if (c) { done = true; }}.
 */
final class LoopFlags extends Copier {
    private final Map<Value, Op> made = new IdentityHashMap<>();

    private LoopFlags() {}

    static Function run(Function function) {
        return function.body().has(Op.Loop.class) ? new LoopFlags().function(function) : function;
    }

    @Override
    protected void visit(Op op, RegionBuilder target) {
        super.visit(op, target);
        Op copy = target.ops().get(target.ops().size() - 1);
        if (copy instanceof Op.Loop loop) {
            target.ops().set(target.ops().size() - 1, flagged(loop));
        }
    }

    private Op.Loop flagged(Op.Loop loop) {
        collect(loop.test());
        collect(loop.body());
        Region body = loop.body();
        for (int i = 0; i < loop.variables().size(); i++) {
            Value variable = loop.variables().get(i);
            if (body.completes() && isFalseIn(loop.test().yields().get(0), variable)) {
                body = staying(body, i, variable);
            }
        }
        return body == loop.body()
                ? loop
                : new Op.Loop(loop.results(), loop.variables(), loop.initials(), loop.test(), body);
    }

    private void collect(Region region) {
        for (Op op : region.ops()) {
            op.results().forEach(v -> made.put(v, op));
            op.regions().forEach(this::collect);
        }
    }

    /** Whether a test that is true says that a flag is false. */
    private boolean isFalseIn(Value test, Value flag) {
        Op op = made.get(test);
        if (op instanceof Op.Apply not && not.gate() == Gate.NOT) {
            return not.operands().get(0) == flag;
        }
        if (!(op instanceof Op.If both)
                || !both.then().completes()
                || !both.otherwise().completes()) {
            return false;
        }
        int index = both.results().indexOf(test);
        Value yes = both.then().yields().get(index);
        Value no = both.otherwise().yields().get(index);
        return isFalse(no) && (isFalseIn(both.condition(), flag) || isFalseIn(yes, flag))
                || isFalse(yes) && (both.condition() == flag || isFalseIn(no, flag));
    }

    private boolean isFalse(Value value) {
        return made.get(value) instanceof Op.Constant constant && Boolean.FALSE.equals(constant.value());
    }

    /** A region that ends with a flag as it was, where it would end with false. */
    private Region staying(Region region, int index, Value flag) {
        Value end = region.yields().get(index);
        List<Op> ops = new ArrayList<>(region.ops());
        List<Value> yields = new ArrayList<>(region.yields());
        Op last = made.get(end);
        if (isFalse(end)) {
            yields.set(index, flag);
        } else if (last instanceof Op.If) {
            int at = indexOf(ops, end);
            if (at < 0) {
                return region;
            }
            Op.If branch = (Op.If) ops.get(at);
            int result = branch.results().indexOf(end);
            Region then = branch.then().completes() ? staying(branch.then(), result, flag) : branch.then();
            Region otherwise =
                    branch.otherwise().completes() ? staying(branch.otherwise(), result, flag) : branch.otherwise();
            ops.set(at, new Op.If(branch.results(), branch.condition(), then, otherwise));
        }
        return new Region(ops, yields, region.completes());
    }

    private static int indexOf(List<Op> ops, @Nullable Value result) {
        for (int i = 0; i < ops.size(); i++) {
            if (ops.get(i).results().contains(result)) {
                return i;
            }
        }
        return -1;
    }
}
