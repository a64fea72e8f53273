package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Lets a function tell of an array it returns whether it is one of its parameters, and which: beside each array on its way to the
 * result goes the number of the parameter, and where it is one, an empty array goes in its place.
 */
final class ReturnedArrays extends Copier {
    private final ArraySources sources;
    private final Effects effects;

    /** Arrays that travel with their source. */
    private final Set<Value> told = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Those of them that are used for something else as well. */
    private final Set<Value> kept = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Map<Value, Told> copies = new IdentityHashMap<>();

    /** @param array empty where it is a parameter, or null */
    private record Told(Value source, Value array) {}

    private ReturnedArrays(ArraySources sources, Effects effects) {
        this.sources = sources;
        this.effects = effects;
    }

    /** The function that yields what {@link Effects#outputs} says. */
    static Function run(Function function, Effects effects) {
        ReturnedArrays arrays = new ReturnedArrays(new ArraySources(function, Set.of()), effects);
        for (int i = 0; i < function.results().size(); i++) {
            if (effects.isMixed(i)) {
                arrays.sources.joinedOf(function.results().get(i), arrays.told);
            }
        }
        arrays.findKept(function.body());
        RegionBuilder body = new RegionBuilder();
        List<Value> parameters = new ArrayList<>();
        for (Value parameter : function.parameters()) {
            Value copy = parameter.fresh();
            arrays.define(parameter, copy);
            parameters.add(copy);
        }
        arrays.copyInto(body, function.body());
        if (!function.body().completes()) {
            body.endsHere();
        }
        return new Function(
                function.name(),
                parameters,
                body.yielding(body.completes() ? arrays.outputs(function, parameters, body) : List.of()));
    }

    private List<Value> outputs(Function function, List<Value> parameters, RegionBuilder body) {
        List<Value> outputs = new ArrayList<>();
        Map<Integer, Told> pairs = new HashMap<>();
        for (Effects.Output output : effects.outputs()) {
            int index = output.index();
            outputs.add(
                    switch (output.kind()) {
                        case SOURCE -> {
                            Type type = effects.callee().result().types().get(index);
                            Told pair = told(function.results().get(index), type, body);
                            pairs.put(index, pair);
                            yield pair.source();
                        }
                        case VALUE ->
                            pairs.containsKey(index)
                                    ? pairs.get(index).array()
                                    : of(function.results().get(index));
                        case WRITTEN -> parameters.get(index);
                        case NOTHING -> body.constant(Type.Primitive.INT, 0);
                    });
        }
        return outputs;
    }

    private void findKept(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.Loop loop) {
                keepUnless(loop.variables(), loop.initials());
                keepUnless(loop.variables(), loop.body().yields());
            } else {
                op.operands().forEach(this::keep);
            }
            if (op instanceof Op.If branch) {
                branch.regions().forEach(side -> keepUnless(branch.results(), side.yields()));
            } else if (!(op instanceof Op.Loop)) {
                op.regions().forEach(inner -> inner.yields().forEach(this::keep));
            }
            op.regions().forEach(this::findKept);
        }
    }

    private void keepUnless(List<Value> targets, List<Value> values) {
        for (int i = 0; i < values.size(); i++) {
            if (!told.contains(targets.get(i))) {
                keep(values.get(i));
            }
        }
    }

    private void keep(Value value) {
        if (told.contains(value) && !kept.contains(value)) {
            Set<Value> joined = Collections.newSetFromMap(new IdentityHashMap<>());
            sources.joinedOf(value, joined);
            kept.addAll(joined); // what a value is made of is needed with it
        }
    }

    /** What travels for a value at the end of what is built. */
    private Told told(Value value, Type type, RegionBuilder target) {
        Told pair = copies.get(value);
        if (pair != null) {
            return pair;
        }
        int source = sources.end(value);
        Value number = target.constant(Type.Primitive.INT, source);
        if (source == Effects.OWN) {
            return new Told(number, of(value));
        }
        Value none = Value.of(type);
        target.add(new Op.NewArray(none, List.of(target.constant(Type.Primitive.INT, 0))));
        return new Told(number, none);
    }

    private Told renewed(Value value, List<Value> values) {
        Told pair = new Told(Value.named(Type.Primitive.INT, "source"), value.fresh());
        copies.put(value, pair);
        values.add(pair.source());
        values.add(pair.array());
        return pair;
    }

    @Override
    protected void visit(Op op, RegionBuilder target) {
        if (op instanceof Op.If branch && branch.results().stream().anyMatch(told::contains)) {
            visit(branch, target);
        } else if (op instanceof Op.Loop loop && loop.variables().stream().anyMatch(this::isTold)) {
            visit(loop, target);
        } else {
            super.visit(op, target);
        }
    }

    private boolean isTold(Value value) {
        return told.contains(value);
    }

    private void visit(Op.If branch, RegionBuilder target) {
        Value condition = of(branch.condition());
        Region then = side(branch.then(), branch.results());
        Region otherwise = side(branch.otherwise(), branch.results());
        target.add(new Op.If(renewed(branch.results()), condition, then, otherwise));
    }

    private void visit(Op.Loop loop, RegionBuilder target) {
        List<Value> initials = passed(loop.initials(), loop.variables(), target);
        List<Value> variables = renewed(loop.variables());
        Region test = region(loop.test());
        Region body = side(loop.body(), loop.variables());
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < loop.results().size(); i++) {
            Value result = loop.results().get(i);
            Value variable = loop.variables().get(i);
            if (isTold(variable)) {
                renewed(result, results);
            }
            if (!isTold(variable) || kept.contains(variable)) {
                results.add(redefined(result));
            }
        }
        target.add(new Op.Loop(results, variables, initials, test, body));
    }

    private Region side(Region region, List<Value> targets) {
        return region(region, side -> passed(region.yields(), targets, side));
    }

    private List<Value> passed(List<Value> values, List<Value> targets, RegionBuilder region) {
        List<Value> passed = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Value target = targets.get(i);
            if (isTold(target)) {
                Told pair = told(values.get(i), target.type(), region);
                passed.add(pair.source());
                passed.add(pair.array());
            }
            if (!isTold(target) || kept.contains(target)) {
                passed.add(of(values.get(i)));
            }
        }
        return passed;
    }

    private List<Value> renewed(List<Value> targets) {
        List<Value> all = new ArrayList<>();
        for (Value target : targets) {
            if (isTold(target)) {
                renewed(target, all);
            }
            if (!isTold(target) || kept.contains(target)) {
                all.add(redefined(target));
            }
        }
        return all;
    }

    private Value redefined(Value value) {
        Value copy = value.fresh();
        define(value, copy);
        return copy;
    }
}
