package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Gives every active array its shadow: the array that holds its gradient. Wherever the function moves the reference of an
 * array, to a variable of a loop, out of an {@code If}, into a row of a matrix, the shadow moves in the same way.
 */
final class Shadows extends Copier {
    private final Activity activity;
    private final boolean apart;
    private final Map<Value, Value> writtenBack;
    private final Map<Value, Value> shadows = new HashMap<>();
    private final Map<Value, Value> ownOfCopies = new HashMap<>();
    private final Map<Value, Map<Value, Value>> atCalls = new HashMap<>();

    private Shadows(Function function, Activity activity, boolean apart) {
        this.writtenBack = WriteBacks.in(function);
        this.activity = activity;
        this.apart = apart;
    }

    /**
     * @param function its parameters are those of the method, then the shadows of the {@code wrt} arrays
     * @param of the shadow of each active array of the function
     * @param ofCopies what is to be added to the gradient of a parameter in the end, by the copy that the function works on
     * @param atCalls by the first result of a call, then by what is passed or returned: a shadow with its rows as they were then, where rows
     *     move from place to place
     * @param writtenBack the arguments over which results of calls are copied ({@link WriteBacks}): such a result has no shadow
     */
    record Shadowed(
            Function function,
            Map<Value, Value> of,
            Map<Value, Value> ofCopies,
            Map<Value, Map<Value, Value>> atCalls,
            Map<Value, Value> writtenBack) {}

    /**
     * Makes the shadows.
     *
     * @param wrt the differentiated parameters; the shadows of those that are arrays become parameters
     * @param apart whether the copy of a parameter has a shadow of its own, since that of the parameter need not begin with zeros
     */
    static Shadowed run(Function function, List<Integer> wrt, Activity activity, boolean apart) {
        if (!function.hasArrays()) {
            return new Shadowed(function, Map.of(), Map.of(), Map.of(), Map.of());
        }
        Shadows shadows = new Shadows(function, activity, apart);
        List<Value> parameters = new ArrayList<>();
        for (Value parameter : function.parameters()) {
            Value copy = parameter.fresh();
            shadows.define(parameter, copy);
            parameters.add(copy);
        }
        RegionBuilder body = new RegionBuilder();
        for (int i = 0; i < function.parameters().size(); i++) {
            Value parameter = function.parameters().get(i);
            if (!(parameter.type() instanceof Type.Array)) {
                continue;
            }
            if (wrt.contains(i)) {
                Value shadow = shadows.shadowFor(parameter);
                parameters.add(shadow);
            } else if (activity.isActive(parameter)) { // it may be one and the same as an active array
                body.add(new Op.ZerosLike(shadows.shadowFor(parameter), parameters.get(i)));
            }
        }
        shadows.copyInto(body, function.body());
        Function result = new Function(function.name(), parameters, body.yielding(shadows.of(function.results())));
        Map<Value, Value> byCopy = new HashMap<>();
        shadows.shadows.forEach((primal, shadow) -> byCopy.put(shadows.of(primal), shadow));
        Map<Value, Value> ofCopies = new HashMap<>();
        shadows.ownOfCopies.forEach((copy, own) -> ofCopies.put(shadows.of(copy), own));
        Map<Value, Value> writtenBack = new HashMap<>();
        shadows.writtenBack.forEach(
                (returned, argument) -> writtenBack.put(shadows.of(returned), shadows.of(argument)));
        return new Shadowed(result, byCopy, ofCopies, shadows.atCalls, writtenBack);
    }

    private Value shadowFor(Value primal) {
        Value shadow = new Value(primal.type(), nameOf(primal), null, null);
        shadows.put(primal, shadow);
        return shadow;
    }

    private static @Nullable String nameOf(Value primal) {
        return primal.name() == null ? null : "d" + primal.name();
    }

    private boolean isShadowed(Value value) {
        return value.type() instanceof Type.Array && activity.isActive(value);
    }

    private Value shadow(Value primal) {
        Value shadow = shadows.get(primal);
        if (shadow == null) {
            throw new AssertionError("no shadow of " + primal);
        }
        return shadow;
    }

    @Override
    protected void visit(Op op, RegionBuilder target) {
        if (op instanceof Op.If branch) {
            visit(branch, target);
        } else if (op instanceof Op.Loop loop) {
            visit(loop, target);
        } else {
            super.visit(op, target);
            follow(op, target);
            keepRows(op, target);
        }
    }

    private void visit(Op.If branch, RegionBuilder target) {
        List<Value> results = new ArrayList<>();
        for (Value result : branch.results()) {
            results.add(redefined(result));
        }
        Value condition = of(branch.condition());
        Region then = shadowed(branch.then(), branch.results());
        Region otherwise = shadowed(branch.otherwise(), branch.results());
        for (Value result : branch.results()) {
            if (isShadowed(result)) {
                results.add(shadowFor(result));
            }
        }
        target.add(new Op.If(results, condition, then, otherwise));
    }

    private Region shadowed(Region region, List<Value> results) {
        RegionBuilder target = new RegionBuilder();
        copyInto(target, region);
        if (!region.completes()) {
            target.endsHere();
            return target.yielding();
        }
        return target.yielding(withShadows(region.yields(), results, target));
    }

    private List<Value> withShadows(List<Value> values, List<Value> targets, RegionBuilder region) {
        List<Value> all = new ArrayList<>(of(values));
        for (int i = 0; i < values.size(); i++) {
            if (isShadowed(targets.get(i))) {
                Value primal = values.get(i);
                all.add(shadows.containsKey(primal) ? shadow(primal) : region.constant(primal.type(), null));
            }
        }
        return all;
    }

    private void visit(Op.Loop loop, RegionBuilder target) {
        List<Value> initials = withShadows(loop.initials(), loop.variables(), target);
        List<Value> variables = new ArrayList<>();
        for (Value variable : loop.variables()) {
            variables.add(redefined(variable));
        }
        for (Value variable : loop.variables()) {
            if (isShadowed(variable)) {
                variables.add(shadowFor(variable));
            }
        }
        Region test = region(loop.test());
        Region body = shadowed(loop.body(), loop.variables());
        List<Value> results = new ArrayList<>();
        for (Value result : loop.results()) {
            results.add(redefined(result));
        }
        for (Value result : loop.results()) {
            if (isShadowed(result)) {
                results.add(shadowFor(result));
            }
        }
        target.add(new Op.Loop(results, variables, initials, test, body));
    }

    private Value redefined(Value value) {
        Value copy = value.fresh();
        define(value, copy);
        return copy;
    }

    /** What happens to references happens to the shadows. */
    private void follow(Op op, RegionBuilder target) {
        if (op instanceof Op.NewArray array && isShadowed(array.result())) {
            target.add(new Op.NewArray(shadowFor(array.result()), of(array.operands())));
        } else if (op instanceof Op.ArrayOf array && isShadowed(array.result())) {
            if (hasRows(array.result())) {
                target.add(new Op.ArrayOf(
                        shadowFor(array.result()),
                        array.operands().stream().map(this::shadow).toList()));
            } else {
                Value length =
                        target.constant(Type.Primitive.INT, array.operands().size());
                target.add(new Op.NewArray(shadowFor(array.result()), List.of(length)));
            }
        } else if (op instanceof Op.CloneArray clone && isShadowed(clone.result())) {
            if (hasRows(clone.result()) && shadows.containsKey(clone.array())) {
                target.add(new Op.CloneArray(shadowFor(clone.result()), shadow(clone.array())));
            } else {
                target.add(new Op.ZerosLike(shadowFor(clone.result()), of(clone.result())));
            }
        } else if (op instanceof Op.DeepCopy copy && isShadowed(copy.result())) {
            Value shadow = shadows.get(copy.array());
            if (shadow != null && apart) {
                shadow = new Value(copy.result().type(), nameOf(copy.result()), null, null);
                target.add(new Op.ZerosLike(shadow, of(copy.result())));
                ownOfCopies.put(copy.result(), shadow);
            }
            if (shadow != null && activity.hasMovingRows(copy.result())) {
                copyContainers(shadow, shadowFor(copy.result()), target);
            } else if (shadow != null) {
                shadows.put(copy.result(), shadow); // a parameter and what stands for it
            } else {
                target.add(new Op.ZerosLike(shadowFor(copy.result()), of(copy.result())));
            }
        } else if (op instanceof Op.Load load && isShadowed(load.result())) {
            target.add(new Op.Load(shadowFor(load.result()), shadow(load.array()), of(load.index())));
        } else if (op instanceof Op.Store store && isShadowed(store.value()) && isShadowed(store.array())) {
            target.add(new Op.Store(shadow(store.array()), of(store.index()), shadow(store.value()), null));
        } else if (op instanceof Op.Fill fill && isShadowed(fill.value()) && isShadowed(fill.array())) {
            target.add(new Op.Fill(shadow(fill.array()), of(fill.from()), of(fill.to()), shadow(fill.value()), null));
        } else if (op instanceof Op.CopyRange copy && isShadowed(copy.target()) && hasRows(copy.target())) {
            target.add(new Op.CopyRange(
                    shadow(copy.source()), of(copy.from()), shadow(copy.target()), of(copy.to()), of(copy.length())));
        } else if (op instanceof Op.Foreign foreign && foreign.result() != null && isShadowed(foreign.result())) {
            target.add(
                    new Op.ZerosLike(shadowFor(foreign.result()), of(foreign.result()))); // may stand for an active one
        } else if (op instanceof Op.CallDifferentiable call) {
            call.results().stream()
                    .filter(result -> isShadowed(result) && !writtenBack.containsKey(result))
                    .forEach(result -> target.add(new Op.ZerosLike(shadowFor(result), of(result))));
        } else if (op instanceof Op.Constant constant && isShadowed(constant.result())) {
            target.add(new Op.Constant(shadowFor(constant.result()), null, null, null));
        }
    }

    /** A call gives gradients back, later, to the rows that it was given and that it returned, wherever these are then. */
    private void keepRows(Op op, RegionBuilder target) {
        boolean isCall = op instanceof Op.CallDifferentiable
                || op instanceof Op.CallCompanion
                || op instanceof Op.CallRuled
                || op instanceof Op.Slope;
        if (!isCall || op.results().isEmpty()) {
            return;
        }
        List<Value> passed = new ArrayList<>(op.operands());
        passed.addAll(op.results());
        Map<Value, Value> kept = new HashMap<>();
        for (Value array : passed) {
            if (hasRows(array) && shadows.containsKey(array) && activity.hasMovingRows(array)) {
                Value rows = new Value(array.type(), nameOf(array), null, null);
                copyContainers(shadow(array), rows, target);
                kept.put(of(array), rows);
            }
        }
        atCalls.put(of(op.results().get(0)), kept);
    }

    /** Rows that move from place to place move in the copy; the gradient keeps them where the caller's rows are. */
    private static void copyContainers(Value shadow, Value copy, RegionBuilder target) {
        target.add(new Op.CloneArray(copy, shadow));
        Type rows = ((Type.Array) copy.type()).element();
        if (rows instanceof Type.Array row && row.rank() > 1) {
            Value length = target.value(new Op.Length(Value.of(Type.Primitive.INT), copy));
            ArrayLoops.forEach(target, length, (body, k) -> {
                Value inner = Value.of(rows);
                copyContainers(body.value(new Op.Load(Value.of(rows), copy, k)), inner, body);
                body.add(new Op.Store(copy, k, inner, null));
            });
        }
    }

    private static boolean hasRows(Value value) {
        return value.type() instanceof Type.Array array && array.rank() > 1;
    }
}
