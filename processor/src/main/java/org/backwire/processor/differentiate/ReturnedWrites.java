package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Refused;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Makes pure functions of helpers that call themselves. What a helper writes to an array it returns instead, as a new array, and
 * its callers copy that back; where an array that it returns is one it was given, it says which.
 */
public final class ReturnedWrites {
    private final Map<ClassRef, Helper> helpers = new LinkedHashMap<>();
    private final Map<ClassRef, Effects> effects = new LinkedHashMap<>();
    private final Map<ClassRef, Callee> callees = new LinkedHashMap<>();

    /** A helper: how it is called, and what it does. */
    public record Helper(Callee callee, Function function) {}

    /** A function, and the helpers that it or they call. */
    public record Pure(Function function, List<Helper> helpers) {
        public Pure {
            helpers = List.copyOf(helpers);
        }
    }

    private ReturnedWrites(List<Helper> all) {
        for (Helper helper : all) {
            helpers.put(helper.callee().companion(), helper);
            effects.put(helper.callee().companion(), Effects.none(helper.callee()));
        }
    }

    /**
     * The same, pure.
     *
     * @throws Refused where it could matter that arrays are others than they were
     */
    public static Pure run(Function function, List<Helper> helpers) {
        if (helpers.isEmpty()) {
            return new Pure(function, helpers);
        }
        ReturnedWrites writes = new ReturnedWrites(helpers);
        boolean isSettled;
        do {
            isSettled = true;
            for (Helper helper : helpers) {
                isSettled &= !writes.learn(helper);
            }
        } while (!isSettled);
        return writes.pure(function);
    }

    /** Whether there was something to learn of a helper. */
    private boolean learn(Helper helper) {
        Effects before = effectsOf(helper);
        Calls calls = new Calls();
        Function called = calls.function(helper.function());
        ArraySources sources = new ArraySources(called, calls.unknown);
        List<Set<Integer>> of = new ArrayList<>();
        for (int i = 0; i < before.sources().size(); i++) {
            boolean isArray =
                    called.body().completes() && called.results().get(i).type() instanceof Type.Array;
            of.add(
                    isArray
                            ? sources.of(called.results().get(i))
                            : before.sources().get(i));
        }
        Effects returning = new Effects(before.callee(), of, before.writes(), before.owns());
        Function returned = ReturnedArrays.run(called, returning);
        SortedSet<Integer> writes = new TreeSet<>(before.writes());
        writes.addAll(CopiedParameters.written(returned));
        Effects after = new Effects(
                before.callee(), of, writes, before.owns() && Ownership.isOwn(values(returned, returning.outputs())));
        effects.put(helper.callee().companion(), after);
        return !after.equals(before);
    }

    private Effects effectsOf(Helper helper) {
        return effects.getOrDefault(helper.callee().companion(), Effects.none(helper.callee()));
    }

    /** The function that yields the values it returns, and not what it writes. */
    private static Function values(Function function, List<Effects.Output> outputs) {
        if (!function.body().completes()) {
            return function;
        }
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).kind() == Effects.Kind.VALUE) {
                values.add(function.results().get(i));
            }
        }
        return new Function(
                function.name(),
                function.parameters(),
                new Region(function.body().ops(), values, function.body().completes()));
    }

    private Pure pure(Function function) {
        Map<ClassRef, Function> functions = new LinkedHashMap<>();
        helpers.forEach((companion, helper) -> functions.put(
                companion, ReturnedArrays.run(new Calls().function(helper.function()), effectsOf(helper))));
        boolean steady = SteadyData.unsteady(List.copyOf(functions.values())) == null;
        effects.forEach((companion, effect) ->
                callees.put(companion, effect.returning(steady, keeps(functions.get(companion), effect))));
        Function main = new Calls().function(function);
        List<Helper> all = new ArrayList<>();
        helpers.forEach((companion, helper) -> all.add(new Helper(
                callees.getOrDefault(companion, helper.callee()),
                ReturnedArrays.run(new Calls().function(helper.function()), effectsOf(helper)))));
        List<Diagnosis> problems = movedRows(main, all);
        if (problems.isEmpty()) {
            problems.addAll(SharedArguments.in(main, effects));
            all.forEach(helper -> problems.addAll(SharedArguments.in(helper.function(), effects)));
        }
        if (!problems.isEmpty()) {
            throw new Refused(problems);
        }
        return new Pure(main, all);
    }

    /** Whether a number that is passed may be lost in an object. */
    private static boolean keeps(@Nullable Function function, Effects effect) {
        return function == null
                || Losses.in(function, Activity.of(function, effect.moving())).stream()
                        .anyMatch(loss -> !loss.problem().isWarning());
    }

    /** Arguments that are passed to helpers which do more with an array than to set its elements. */
    private List<Diagnosis> movedRows(Function main, List<Helper> all) {
        List<Diagnosis> problems = new ArrayList<>();
        for (Helper helper : all) {
            Function function = helper.function();
            for (int i : effectsOf(helper).writes()) {
                if (SharedArguments.staysTogether(
                        function, function.parameters().get(i))) {
                    continue;
                }
                Op.CallDifferentiable call = firstCall(main.body(), helper.callee());
                for (Helper other : all) {
                    call = call == null ? firstCall(other.function().body(), helper.callee()) : call;
                }
                String name = helper.callee().title();
                Origin place = call == null ? new Origin(helper, name) : SharedArguments.place(call, i);
                problems.add(Diagnosis.of(
                        Problem.RECURSION,
                        place,
                        name,
                        "puts rows of this array in other places, where it could move their numbers in an int[]"));
            }
        }
        return problems;
    }

    private static Op.@Nullable CallDifferentiable firstCall(Region region, Callee callee) {
        for (Op op : region.ops()) {
            if (op instanceof Op.CallDifferentiable call
                    && call.callee().companion().equals(callee.companion())) {
                return call;
            }
            for (Region inner : op.regions()) {
                Op.CallDifferentiable call = firstCall(inner, callee);
                if (call != null) {
                    return call;
                }
            }
        }
        return null;
    }

    /** Calls helpers that return what they wrote. */
    private final class Calls extends Copier {
        /** Arrays that are returned by helpers of which nothing is known yet. */
        private final Set<Value> unknown = Collections.newSetFromMap(new IdentityHashMap<>());

        @Override
        protected void visit(Op op, RegionBuilder target) {
            Effects effect = op instanceof Op.CallDifferentiable call
                    ? effects.get(call.callee().companion())
                    : null;
            if (effect != null) {
                call((Op.CallDifferentiable) op, effect, target);
            } else {
                super.visit(op, target);
            }
        }

        private void call(Op.CallDifferentiable call, Effects effect, RegionBuilder target) {
            List<Effects.Output> outputs = effect.outputs();
            List<Value> results = new ArrayList<>();
            for (Effects.Output output : outputs) {
                Value declared =
                        output.kind() == Effects.Kind.VALUE ? call.results().get(output.index()) : null;
                Value result = declared != null && !effect.isMixed(output.index())
                        ? declared.fresh()
                        : new Value(output.type(), null, place(call), null);
                results.add(result);
                if (declared != null && effect.sources().get(output.index()).isEmpty()) {
                    unknown.add(result);
                }
            }
            List<Value> arguments = of(call.arguments());
            Callee callee = callees.getOrDefault(call.callee().companion(), effect.returning(true, false));
            target.add(new Op.CallDifferentiable(results, callee, arguments, arguments, call.places()));
            for (int i = 0; i < call.results().size(); i++) {
                define(call.results().get(i), result(i, call.results().get(i), results, arguments, effect, target));
            }
            for (int i = 0; i < outputs.size(); i++) {
                if (outputs.get(i).kind() == Effects.Kind.WRITTEN) {
                    ArrayLoops.copy(target, arguments.get(outputs.get(i).index()), results.get(i));
                }
            }
        }

        private static @Nullable Origin place(Op.CallDifferentiable call) {
            return !call.results().isEmpty()
                    ? call.results().get(0).origin()
                    : call.places().isEmpty() ? null : call.places().get(0);
        }

        /** What a declared result is. */
        private Value result(
                int index,
                Value declared,
                List<Value> results,
                List<Value> arguments,
                Effects effect,
                RegionBuilder target) {
            if (effect.parameter(index) >= 0) {
                return arguments.get(effect.parameter(index));
            }
            int place = 0;
            while (effect.outputs().get(place).kind() != Effects.Kind.VALUE
                    || effect.outputs().get(place).index() != index) {
                place++;
            }
            Value result = results.get(place);
            if (!effect.isMixed(index)) {
                return result;
            }
            Value source = results.get(place - 1);
            for (int from : effect.sources().get(index)) {
                if (from == Effects.OWN) {
                    continue;
                }
                RegionBuilder given = new RegionBuilder();
                Value array = from == Effects.NULL ? given.constant(declared.type(), null) : arguments.get(from);
                Value isGiven = target.apply(
                        Gate.EQ, Type.Primitive.BOOLEAN, source, target.constant(Type.Primitive.INT, from));
                Value joined = declared.fresh();
                target.add(new Op.If(
                        List.of(joined), isGiven, given.yielding(array), new RegionBuilder().yielding(result)));
                result = joined;
            }
            return result;
        }
    }
}
