package org.backwire.processor.simplify;

import java.util.ArrayList;
import java.util.List;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * A flag that ends a loop is false as long as the loop runs, so no branch of the body need say so: afterwards it stays what it is there.
 *
 * <p>Before: {@code while (!done) { done = c ? true : false }}. After: {@code while (!done) { done = c ? true : done }}, for
 * which nothing is written but {@code if (c) { done = true; }}.
 */
final class LoopFlags {
    private final Definitions definitions;

    private LoopFlags(Definitions definitions) {
        this.definitions = definitions;
    }

    static Function run(Function function) {
        return function.body().has(Op.Loop.class)
                ? function.with(new LoopFlags(Definitions.of(function)).region(function.body()))
                : function;
    }

    private Region region(Region region) {
        List<Op> ops = new ArrayList<>(region.ops().size());
        for (Op op : region.ops()) {
            Op inner = op.regions().isEmpty() ? op : op.rebuild(op.results(), v -> v, this::region);
            ops.add(inner instanceof Op.Loop loop ? flagged(loop) : inner);
        }
        return region.with(ops, region.yields());
    }

    private Op.Loop flagged(Op.Loop loop) {
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

    /** Whether a test that is true says that a flag is false. */
    private boolean isFalseIn(Value test, Value flag) {
        Op op = definitions.of(test);
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
        return definitions.of(value) instanceof Op.Constant constant && Boolean.FALSE.equals(constant.value());
    }

    /** A region that ends with a flag as it was, where it would end with false. */
    private Region staying(Region region, int index, Value flag) {
        Value end = region.yields().get(index);
        List<Op> ops = new ArrayList<>(region.ops());
        List<Value> yields = new ArrayList<>(region.yields());
        Op last = definitions.of(end);
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
