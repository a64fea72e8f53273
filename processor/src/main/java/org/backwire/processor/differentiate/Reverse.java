package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.CompanionMember;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Elements;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Note;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Optimization;
import org.backwire.processor.graph.Optimizations;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.backwire.processor.rules.Flow;
import org.backwire.processor.rules.Rules;
import org.backwire.processor.rules.Site;
import org.backwire.processor.rules.Term;
import org.jspecify.annotations.Nullable;

/**
 * Reverse mode: from a function of P… to a function of P… and the gradient of its result, that yields the value and the
 * gradient of each {@code wrt} parameter.
 *
 * <p>The forward ops come first, unchanged; the backward ops walk them in reverse and use forward values freely, also those
 * inside of regions: {@link Reach} brings these out afterwards.
 */
public final class Reverse {
    private static final int LONGEST_QUOTE = 48;

    private final Optimizations optimizations;
    private final Activity activity;
    private final Definitions definitions;
    private final Map<Value, Value> answers;
    private final MemoryReverse memory;
    private final LoopReverse loops;
    private final CallReverse calls;
    private final @Nullable ForwardValues forward;
    /** Null where nobody differentiates once more. */
    private final @Nullable SteepValues steep;

    private Reverse(
            Function function,
            Activity activity,
            Shadows.Shadowed shadows,
            Map<Value, Value> answers,
            Map<Op, Winner> winners,
            boolean clears,
            @Nullable SteepValues steep,
            Optimizations optimizations) {
        this.optimizations = optimizations;
        this.steep = steep;
        this.answers = answers;
        this.activity = activity;
        this.definitions = Definitions.of(function);
        Memory aliases = Memory.of(function);
        this.loops = new LoopReverse(this, function, activity, definitions, aliases, winners);
        Updates updates = optimizations.has(Optimization.UPDATES)
                ? Updates.of(function, definitions, aliases)
                : Updates.none(definitions, aliases);
        this.forward = optimizations.has(Optimization.COMMON_SUBEXPRESSIONS) ? new ForwardValues(function) : null;
        this.memory = new MemoryReverse(activity, shadows, updates, clears, new Sink(), this::nameOf);
        this.calls = new CallReverse(this, activity, memory, shadows.writtenBack());
    }

    private final class Sink implements MemoryReverse.Sink {
        @Override
        public void add(Value primal, Value gradient, Adjoints adjoints) {
            Reverse.this.add(primal, Rules.copy(), gradient, Site.MATH, null, adjoints);
        }

        @Override
        public void subtract(Value primal, Value gradient, Adjoints adjoints) {
            Reverse.this.add(primal, Rules.negative(), gradient, Site.MATH, null, adjoints);
        }
    }

    /** The name of the parameter that takes the gradient of the result. */
    public static final String SEED = "dvalue";

    /**
     * The function and its gradients.
     *
     * @param primal from P… to its results: one, or the components of a record
     * @param wrt the numbers of the differentiated parameters
     * @param optimizations how it shall be done
     * @return from P…, the gradient of each result, and for each {@code wrt} array its gradient, an array of zeros to be
     *     filled, to the results and the gradient of each {@code wrt} scalar
     */
    public static Function run(Function primal, List<Integer> wrt, Optimizations optimizations) {
        return run(primal, wrt, Form.JOINT, optimizations);
    }

    /** The same as fast as it can be. */
    public static Function run(Function primal, List<Integer> wrt) {
        return run(primal, wrt, Optimizations.ALL);
    }

    /** The same of a method that returns its results in a shape, by which its user knows them. */
    public static Function run(Function primal, List<Integer> wrt, Shape result, Optimizations optimizations) {
        return run(primal, wrt, Form.JOINT, Map.of(), result.paths(), optimizations);
    }

    /** The same with every backward op behind all forward ops: no loop is differentiated while it runs. */
    public static Function separately(Function primal, List<Integer> wrt, Shape result, Optimizations optimizations) {
        return run(primal, wrt, Form.HALVES, Map.of(), result.paths(), optimizations);
    }

    /**
     * The same where the gradients of the {@code wrt} arrays begin with zeros each time that backward runs.
     *
     * @param inPlace by the number of a result, that of the parameter which it is in the end: its gradient begins with that of the
     *     result
     */
    static Function ofFrame(
            Function primal, List<Integer> wrt, Map<Integer, Integer> inPlace, Optimizations optimizations) {
        return run(primal, wrt, Form.FRAME, inPlace, List.of(), optimizations);
    }

    /** The same to be differentiated once more. */
    static Function again(Function primal, List<Integer> wrt, Optimizations optimizations) {
        return run(primal, wrt, Form.AGAIN, optimizations);
    }

    /** What the derivative is for. */
    private enum Form {
        /** One function. */
        JOINT,
        /** A function that is differentiated once more. */
        AGAIN,
        /** A gate, whose backward adds to gradients. */
        HALVES,
        /** A frame, whose backward makes gradients. */
        FRAME
    }

    private static Function run(Function primal, List<Integer> wrt, Form form, Optimizations optimizations) {
        return run(primal, wrt, form, Map.of(), List.of(), optimizations);
    }

    /** @param paths how the user takes each result out of what is returned; none if no user sees them */
    private static Function run(
            Function primal,
            List<Integer> wrt,
            Form form,
            Map<Integer, Integer> inPlace,
            List<String> paths,
            Optimizations optimizations) {
        boolean again = form == Form.AGAIN;
        boolean early = form == Form.JOINT || again;
        Function hoisted = optimizations.has(Optimization.ACCUMULATORS) ? InvariantLoads.run(primal) : primal;
        Function copying = CopiedParameters.run(hoisted);
        boolean frames = !again && optimizations.has(Optimization.FRAMES);
        Function called = frames ? CalledGradients.unlessFrames(copying, wrt) : CalledGradients.run(copying, wrt);
        Function framed = frames ? CalledFrames.run(called, wrt) : called;
        Function named = NamedResult.run(KeptPoints.run(framed));
        List<Integer> moving = optimizations.has(Optimization.DEAD_ADJOINTS) ? wrt : differentiable(named);
        Activity before = Activity.of(named, moving);
        Shadows.Shadowed shadowed = Shadows.run(named, wrt, before, form == Form.HALVES);
        Activity activity = shadowed.function() == named ? before : Activity.of(shadowed.function(), moving);
        Routers.Asked asked = optimizations.has(Optimization.ROUTERS)
                ? Routers.in(shadowed.function(), activity)
                : new Routers.Asked(shadowed.function(), Map.of());
        Winners.Found found = optimizations.has(Optimization.WINNERS)
                ? Winners.in(asked.function(), activity, asked.answers())
                : new Winners.Found(asked.function(), Map.of());
        Function function = found.function();
        SteepValues steep = again ? SteepValues.of(function, activity) : null;
        Reverse reverse = new Reverse(
                function, activity, shadowed, asked.answers(), found.winners(), !early, steep, optimizations);

        RegionBuilder region = new RegionBuilder();
        function.body().ops().forEach(region::add);
        Adjoints adjoints = new Adjoints(null, region);
        List<Value> seeds = new ArrayList<>();
        for (Value result : function.results()) {
            Value seed = Value.named(result.type(), function.results().size() == 1 ? SEED : "d" + result.name());
            Integer parameter = inPlace.get(seeds.size());
            seeds.add(seed);
            if (parameter != null) {
                reverse.requireOne(result, function.parameters().get(parameter));
            } else if (reverse.activity.isActive(result)) {
                if (result.type() instanceof Type.Array) {
                    String title =
                            paths.isEmpty() ? Objects.requireNonNull(seed.name()) : SEED + paths.get(seeds.size() - 1);
                    ArrayLoops.requireShape(region, title, seed, reverse.memory.shadow(result));
                    ArrayLoops.add(region, reverse.memory.shadow(result), seed);
                } else {
                    reverse.add(result, Rules.copy(), seed, Site.MATH, null, adjoints);
                }
            }
        }
        reverse.backward(function.body().ops(), adjoints);

        List<Value> parameters = new ArrayList<>(function.parameters());
        parameters.addAll(primal.parameters().size(), seeds);
        List<Value> results = new ArrayList<>(function.results());
        for (int index : wrt) {
            Value parameter = function.parameters().get(index);
            if (!(parameter.type() instanceof Type.Array)) {
                Value adjoint = adjoints.of(parameter);
                results.add(adjoint != null ? adjoint : region.zero(parameter.type()));
            }
        }
        Function summed = new Function(function.name(), parameters, region.yielding(results));
        Function joint = optimizations.has(Optimization.KNOWN_SUMS)
                ? KnownSums.run(summed, reverse.loops.reversals(), reverse.loops.backwardLoops())
                : summed;
        Memory memory = Memory.of(joint);
        Function reduced = early
                ? EarlyAdjoint.run(
                        joint, reverse.loops.reversals(), reverse.loops.backwardLoops(), memory, optimizations)
                : joint;
        List<Value> inputs = reduced.parameters();
        List<Value> gradients = form == Form.FRAME
                ? inputs.subList(primal.parameters().size() + seeds.size(), inputs.size())
                : List.of();
        return Reach.run(reduced, reverse.loops.reversals(), memory, again, Set.copyOf(gradients), optimizations);
    }

    private static List<Integer> differentiable(Function function) {
        return IntStream.range(0, function.parameters().size())
                .filter(i -> function.parameters().get(i).type().isDifferentiable())
                .boxed()
                .toList();
    }

    void backward(List<Op> ops, Adjoints adjoints) {
        for (int i = ops.size() - 1; i >= 0; i--) {
            Op op = ops.get(i);
            if (op instanceof Op.Apply apply) {
                backward(apply, adjoints);
            } else if (op instanceof Op.If branch) {
                backward(branch, adjoints);
            } else if (op instanceof Op.Loop loop) {
                loops.backward(loop, memory.touches(loop), adjoints);
            } else if (op instanceof Op.CallCompanion call && call.member() == CompanionMember.GRADIENT) {
                calls.backward(call, adjoints);
            } else if (op instanceof Op.CallRuled call) {
                calls.backward(call, adjoints);
            } else if (op instanceof Op.CallDifferentiable call) {
                calls.backward(call, adjoints);
            } else if (!calls.isWriteBack(op)) {
                memory.backward(op, adjoints);
            }
        }
    }

    private void requireOne(Value result, Value parameter) {
        boolean isOne = memory.isShadowed(result)
                && memory.isShadowed(parameter)
                && memory.shadow(result) == memory.shadow(parameter);
        if (!isOne && result.type().isDifferentiable()) {
            throw new AssertionError("two gradients of " + parameter);
        }
    }

    private void backward(Op.Apply apply, Adjoints adjoints) {
        Value incoming = adjoints.of(apply.result());
        if (incoming == null) {
            return;
        }
        List<Value> operands = apply.derivedOperands();
        Value answer = answers.get(apply.result());
        List<Flow> flows = answer != null
                ? Rules.routed(answer)
                : Rules.flows(apply.derivedGate(), terms(operands), term(apply.result()));
        ClassRef math = apply.method() != null && apply.method().owner().equals(Site.STRICT_MATH)
                ? Site.STRICT_MATH
                : Site.MATH;
        Note note = new Note(apply.derivedGate().title(), quote(apply.result()));
        int size = adjoints.region().ops().size();
        for (int i = 0; i < operands.size(); i++) {
            Flow flow = apply.isMoved() ? flows.get(i).steepThroughout() : flows.get(i);
            if (steep != null && steep.containsAny(operands)) {
                flow = flow.steepOnceMore();
            }
            contribute(operands.get(i), flow, incoming, math, note, adjoints);
        }
        if (forward != null) {
            forward.reuse(adjoints, size, apply);
        }
    }

    /** Replays the condition. A side that does not complete was not taken, or there would be no backward pass. */
    private void backward(Op.If branch, Adjoints adjoints) {
        List<@Nullable Value> incoming = new ArrayList<>();
        for (Value result : branch.results()) {
            incoming.add(isActiveScalar(result) ? adjoints.of(result) : null);
        }
        if (incoming.stream().allMatch(d -> d == null) && !memory.touches(branch)) {
            return;
        }
        if (!branch.then().completes() || !branch.otherwise().completes()) {
            Region taken = branch.then().completes() ? branch.then() : branch.otherwise();
            seed(taken, incoming, adjoints);
            backward(taken.ops(), adjoints);
            return;
        }
        Adjoints then = side(branch.then(), incoming, adjoints);
        Adjoints otherwise = side(branch.otherwise(), incoming, adjoints);
        join(branch.condition(), then, otherwise, Locality.definedIn(branch.regions()), adjoints);
    }

    /** Goes on after one of two sides has been taken. */
    void join(Value condition, Adjoints then, Adjoints otherwise, Set<Value> inner, Adjoints adjoints) {
        Set<Value> changed = new LinkedHashSet<>(then.changed().keySet());
        changed.addAll(otherwise.changed().keySet());
        changed.removeAll(inner);
        List<Value> results = new ArrayList<>();
        List<Value> fromThen = new ArrayList<>();
        List<Value> fromOtherwise = new ArrayList<>();
        for (Value primal : changed) {
            results.add(new Value(primal.type(), nameOf(primal), null, null));
            fromThen.add(current(primal, then));
            fromOtherwise.add(current(primal, otherwise));
        }
        adjoints.region()
                .add(new Op.If(
                        results,
                        condition,
                        then.region().yielding(fromThen),
                        otherwise.region().yielding(fromOtherwise)));
        int i = 0;
        for (Value primal : changed) {
            adjoints.put(primal, results.get(i++));
        }
    }

    boolean isActiveScalar(Value value) {
        return !(value.type() instanceof Type.Array) && activity.isActive(value);
    }

    private Adjoints side(Region region, List<@Nullable Value> incoming, Adjoints outer) {
        Adjoints adjoints = new Adjoints(outer, new RegionBuilder());
        seed(region, incoming, adjoints);
        backward(region.ops(), adjoints);
        return adjoints;
    }

    private void seed(Region region, List<@Nullable Value> incoming, Adjoints adjoints) {
        for (int i = 0; i < incoming.size(); i++) {
            Value adjoint = incoming.get(i);
            Value yielded = region.yields().get(i);
            if (adjoint != null) {
                addCopy(yielded, adjoint, adjoints);
            }
        }
    }

    Value current(Value primal, Adjoints adjoints) {
        Value adjoint = adjoints.of(primal);
        return adjoint != null ? adjoint : adjoints.region().zero(primal.type());
    }

    void contribute(Value primal, Flow flow, Value incoming, ClassRef math, Note note, Adjoints adjoints) {
        if (activity.isActive(primal) && !flow.isBlocked()) {
            add(primal, flow, incoming, math, note, adjoints);
        }
    }

    /** Adds to the adjoint of a scalar what a copy of it has. */
    void addCopy(Value primal, Value incoming, Adjoints adjoints) {
        if (activity.isActive(primal)) {
            add(primal, Rules.copy(), incoming, Site.MATH, null, adjoints);
        }
    }

    /** Adds to the adjoint of a scalar. */
    private void add(Value primal, Flow flow, Value incoming, ClassRef math, @Nullable Note note, Adjoints adjoints) {
        RegionBuilder region = adjoints.region();
        Site site = new Site(region, primal.type(), math);
        Value before = adjoints.of(primal);
        boolean isElement = primal.name() == null && definitions.of(primal) instanceof Op.Load;
        if (isElement && note != null) {
            memory.note(primal, note); // for the line that adds to the array
        }
        Value after = isElement ? Value.of(primal.type()) : new Value(primal.type(), nameOf(primal), null, note);
        if (before == null) {
            int size = region.ops().size();
            Value through = flow.pass(incoming, definitions.number(incoming), site);
            boolean fresh = region.ops().size() > size;
            Value adjoint = fresh ? region.renameLast(through, after) : through;
            adjoints.put(primal, adjoint);
            if (fresh
                    && optimizations.has(Optimization.ROUTERS)
                    && flow.isRouted()
                    && region.ops().get(region.ops().size() - 1) instanceof Op.If router
                    && router.then().ops().isEmpty() != router.otherwise().ops().isEmpty()) {
                loops.route(adjoint, router);
            }
        } else {
            Value through = flow.withoutSign().pass(incoming, definitions.number(incoming), site);
            Gate gate = flow.isNegative() ? Gate.SUB : Gate.ADD;
            region.add(Op.Apply.of(after, gate, before, through));
            adjoints.put(primal, after);
        }
    }

    private List<Term> terms(List<Value> values) {
        List<Term> terms = new ArrayList<>(values.size());
        for (Value value : values) {
            terms.add(term(value));
        }
        return terms;
    }

    Term term(Value value) {
        return Term.of(value, value.type().isFloating() ? definitions.number(value) : null, activity.isVaried(value));
    }

    String nameOf(Value primal) {
        if (primal.name() != null) {
            return "d" + primal.name();
        }
        Op op = definitions.of(primal);
        if (op instanceof Op.Apply apply) {
            return "d" + apply.derivedGate().noun();
        }
        if (op instanceof Op.Load load) {
            return "d" + Elements.nounOf(load);
        }
        if (op instanceof Op.CallRuled call) {
            return "d" + call.ruled().method().name();
        }
        if (op instanceof Op.CallDifferentiable call) {
            return "d" + call.callee().title();
        }
        return op instanceof Op.CallCompanion call ? "d" + call.callee().title() : "dchoice";
    }

    static String quote(Value value) {
        Origin origin = value.origin();
        return origin == null || origin.text().length() > LONGEST_QUOTE ? "" : origin.text();
    }
}
