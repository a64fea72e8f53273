package org.backwire.processor.simplify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type.Primitive;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Computes what is known. Afterwards no gate has constant operands only, if its value is exact on every platform; no gate is one
 * of its operands ({@code x * 1}); and no {@code If} has a constant condition, or a result that both sides agree on; and no {@code Loop} has a test that is
 * known to fail.
 *
 * <p>Every value keeps its bits ({@link Identities}); what may throw stays. Arithmetic that a user wrote with constants that
 * have names stays as they wrote it: {@code 2 * Math.PI} says more than its digits, and costs nothing at run time.
 * Views are left alone: what has one is not folded.
 *
 * <pre>
 * f(double x) {                     f(double x) {
 *   t = mul 2.0 3.0 : double          t = 6.0 : double
 *   u = mul x 1.0 : double            y = add x t : double
 *   y = add u t : double              yield y
 *   yield y                         }
 * }
 * </pre>
 */
public final class Folding {
    private final Map<Value, Op> definitions = new IdentityHashMap<>();
    private final Identities identities = new Identities(definitions);
    private final Replacements replacements = new Replacements();
    private boolean changed;
    /** Whether what is folded is one expression, so that what it calls must have a place in it. */
    private boolean inTest;
    /** What is computed by effects in such an expression: without a use they would have no place. */
    private final Set<Value> effectful = Collections.newSetFromMap(new IdentityHashMap<>());

    private Folding() {}

    public static Function run(Function function) {
        Folding pass = new Folding();
        Region body = pass.region(function.body());
        return pass.changed ? pass.replacements.named(function.with(body)) : function;
    }

    private Region region(Region region) {
        List<Op> folded = new ArrayList<>(region.ops().size());
        for (Op op : region.ops()) {
            fold(op, folded);
        }
        return region.with(folded, replacements.of(region.yields()));
    }

    private Region region(Op op, Region inner) {
        boolean before = inTest;
        inTest = op instanceof Op.Loop loop ? inner == loop.test() : inTest || op instanceof Op.Assert;
        Region folded = region(inner);
        inTest = before;
        return folded;
    }

    private void fold(Op op, List<Op> into) {
        Op current = op.rebuild(op.results(), replacements::of, inner -> region(op, inner));
        if (current instanceof Op.Apply apply && apply.view() == null) {
            apply(apply, into);
        } else if (current instanceof Op.If branch) {
            branch(branch, into);
        } else if (current instanceof Op.Loop loop) {
            loop(loop, into);
        } else {
            put(current, into);
        }
    }

    /** A loop that has no round is its test, made once: Java takes no {@code while (false)}. */
    private void loop(Op.Loop loop, List<Op> into) {
        Region test = loop.test();
        if (!test.completes() || !Boolean.FALSE.equals(constant(test.yields().get(0)))) {
            put(loop, into);
            return;
        }
        for (int i = 0; i < loop.variables().size(); i++) {
            replace(loop.variables().get(i), loop.initials().get(i));
            replace(loop.results().get(i), loop.initials().get(i));
        }
        test.ops().forEach(op -> fold(op, into));
    }

    private void put(Op op, List<Op> into) {
        into.add(op);
        for (Value result : op.results()) {
            definitions.put(result, op);
        }
        if (inTest && hasEffects(op)) {
            effectful.addAll(op.results());
        }
    }

    private boolean hasEffects(Op op) {
        return op.effect() != Op.Effect.NONE
                || op.operands().stream().anyMatch(effectful::contains)
                || op.regions().stream().anyMatch(r -> r.ops().stream().anyMatch(this::hasEffects));
    }

    private void replace(Value gone, Value survivor) {
        replacements.replace(gone, survivor);
        changed = true;
    }

    private void apply(Op.Apply written, List<Op> into) {
        Op.Apply apply = written;
        while (true) {
            Object value = identities.isStrongZero(apply)
                    ? RegionBuilder.zeroOf(apply.result().type())
                    : constant(apply);
            if (value != null) {
                changed = true;
                put(new Op.Constant(apply.result(), value, null, null), into);
                return;
            }
            Value same = identities.same(apply);
            if (same != null) {
                replace(apply.result(), same);
                return;
            }
            Op.Apply other = identities.other(apply);
            if (other == null) {
                put(apply, into);
                return;
            }
            changed = true;
            apply = other;
        }
    }

    private @Nullable Object constant(Op.Apply apply) {
        boolean compares = apply.gate() == Gate.EQ || apply.gate() == Gate.NE;
        if (compares && apply.operands().stream().allMatch(this::isNull)) {
            return apply.gate() == Gate.EQ;
        }
        List<Op.Constant> operands = identities.constants(apply);
        if (operands == null
                || apply.operands().stream().anyMatch(v -> !v.type().isPrimitive())) {
            return null;
        }
        boolean isNamed =
                operands.stream().anyMatch(c -> c.member() != null || c.result().name() != null);
        boolean isWritten = apply.result().origin() != null || apply.gate() == Gate.CAST;
        if (isNamed && isWritten && apply.result().type() != Primitive.BOOLEAN) {
            return null;
        }
        List<Object> values =
                operands.stream().map(c -> Objects.requireNonNull(c.value())).toList();
        return ConstantArithmetic.fold(
                apply.gate(), apply.operands().get(0).type(), apply.result().type(), values);
    }

    private void branch(Op.If branch, List<Op> into) {
        Object condition = constant(branch.condition());
        if (condition != null) {
            Region taken = (boolean) condition ? branch.then() : branch.otherwise();
            if (taken.completes()) {
                taken.ops().forEach(op -> put(op, into));
                for (int i = 0; i < branch.results().size(); i++) {
                    replace(branch.results().get(i), taken.yields().get(i));
                }
                changed = true;
                return;
            }
        }
        if (!branch.then().completes() || !branch.otherwise().completes()) {
            put(branch, into);
            return;
        }
        List<Value> results = new ArrayList<>();
        List<Value> fromThen = new ArrayList<>();
        List<Value> fromOtherwise = new ArrayList<>();
        for (int i = 0; i < branch.results().size(); i++) {
            Value result = branch.results().get(i);
            Value then = branch.then().yields().get(i);
            Value otherwise = branch.otherwise().yields().get(i);
            if (!agree(branch.condition(), result, then, otherwise, into)) {
                results.add(result);
                fromThen.add(then);
                fromOtherwise.add(otherwise);
            }
        }
        if (results.size() == branch.results().size()) {
            put(branch, into);
            return;
        }
        Region then = new Region(branch.then().ops(), fromThen, true);
        Region otherwise = new Region(branch.otherwise().ops(), fromOtherwise, true);
        changed = true;
        put(new Op.If(results, branch.condition(), then, otherwise), into);
    }

    /** Whether a result does not depend on the side taken, or is the condition itself; then it is defined here. */
    private boolean agree(Value condition, Value result, Value then, Value otherwise, List<Op> into) {
        if (inTest && effectful.contains(condition)) {
            return false;
        }
        if (then == otherwise) {
            replace(result, then);
            return true;
        }
        Object ifTrue = constant(then);
        Object ifFalse = constant(otherwise);
        if (ifTrue == null || ifFalse == null) {
            return false;
        }
        if (ifTrue.equals(ifFalse)) {
            put(new Op.Constant(result, ifTrue, null, null), into);
            return true;
        }
        if (!(ifTrue instanceof Boolean isKept)) {
            return false;
        }
        if (isKept) {
            replace(result, condition);
        } else {
            put(Op.Apply.of(result, Gate.NOT, condition), into);
        }
        return true;
    }

    private boolean isNull(Value value) {
        return definitions.get(value) instanceof Op.Constant constant && constant.value() == null;
    }

    private @Nullable Object constant(Value value) {
        return definitions.get(value) instanceof Op.Constant constant ? constant.value() : null;
    }
}
