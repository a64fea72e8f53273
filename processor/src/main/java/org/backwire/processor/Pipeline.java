package org.backwire.processor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backwire.processor.differentiate.Activity;
import org.backwire.processor.differentiate.BorrowedTapes;
import org.backwire.processor.differentiate.CalledSlopes;
import org.backwire.processor.differentiate.CopiedParameters;
import org.backwire.processor.differentiate.Elementwise;
import org.backwire.processor.differentiate.FirstWrites;
import org.backwire.processor.differentiate.Forward;
import org.backwire.processor.differentiate.GradientFunction;
import org.backwire.processor.differentiate.Halves;
import org.backwire.processor.differentiate.Losses;
import org.backwire.processor.differentiate.OwnResults;
import org.backwire.processor.differentiate.Replays;
import org.backwire.processor.differentiate.Reverse;
import org.backwire.processor.differentiate.SharedResults;
import org.backwire.processor.differentiate.Sorts;
import org.backwire.processor.differentiate.Split;
import org.backwire.processor.differentiate.UnitSeed;
import org.backwire.processor.differentiate.UnreadStores;
import org.backwire.processor.differentiate.Workspaces;
import org.backwire.processor.emit.CompanionWriter;
import org.backwire.processor.emit.Derivatives;
import org.backwire.processor.emit.SourceFile;
import org.backwire.processor.emit.TangentOfPullback;
import org.backwire.processor.emit.Target;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Optimization;
import org.backwire.processor.graph.Optimizations;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Refused;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.backwire.processor.simplify.DeadCode;
import org.backwire.processor.simplify.Simplifier;
import org.backwire.processor.source.CalleeFacts;
import org.backwire.processor.source.Reading;
import org.jspecify.annotations.Nullable;

/** The road from what was read to what is written: simplify, differentiate, simplify, emit. */
final class Pipeline {
    private Pipeline() {}

    /** A companion, and what its callers may want to know. */
    record Companion(SourceFile file, Offers offers) {
        Companion(SourceFile file, boolean hasPullbackTangent) {
            this(file, new Offers(hasPullbackTangent, file.lending()));
        }
    }

    /**
     * The companion of a method.
     *
     * @param read what the method does
     * @param wished how fast it shall be
     * @param limit the bytes that a method of the companion may have; a longer one is written in parts
     * @param warnings takes what the user should know
     * @throws Refused if the method cannot be differentiated correctly
     */
    static Companion companion(
            Reading read, Target target, Optimizations wished, int limit, Consumer<Diagnosis> warnings) {
        List<Integer> wrt = wrt(read.parameters(), target.parameters());
        Reading reading = RecursionPipeline.narrowed(read, wrt);
        Set<String> asked = target.derivatives();
        rejectLosses(reading.function(), wrt, asked, wished, false, warnings);
        Optimizations optimizations = Frames.settled(reading, wished);
        if (optimizations != wished) {
            rejectLosses(reading.function(), wrt, asked, optimizations, false, again -> {});
        }
        Function primal = Simplifier.beforeDifferentiation(reading.function(), optimizations);
        boolean isElementwise =
                optimizations.has(Optimization.ELEMENTWISE) && isPlain(reading) && Elementwise.is(primal, wrt);
        boolean reverses = asked.contains("GRADIENT") || CalledSlopes.haveGradients(primal);
        RepeatedRuns.rejectUnsteady(reading, target, wrt, reverses, isElementwise);
        boolean isOneRow = target.result().isPrimitive() && reverses;
        Derivatives.Sweep columns = asked.contains("JACOBIAN") && !isOneRow && !isElementwise
                ? Sweeps.ofJacobian(primal, wrt, optimizations)
                : null;
        boolean tangents = asked.contains("JVP") || asked.contains("JACOBIAN") && columns == null;
        boolean second = asked.contains("HVP") || asked.contains("HESSIAN");
        Function gradient = second ? GradientFunction.of(primal, wrt, optimizations) : null;
        Derivatives.Sweep hessian =
                gradient != null && asked.contains("HESSIAN") ? Sweeps.ofHessian(gradient, wrt, optimizations) : null;
        Function joint = Reverse.run(primal, wrt, reading.result(), optimizations);
        boolean isFlat = optimizations.has(Optimization.SPLIT)
                && target.result().isPrimitive()
                && reading.parameters().stream().allMatch(Shape.Single.class::isInstance)
                && target.parameters().stream()
                        .allMatch(p -> !p.isWrt() || p.type().isPrimitive());
        int outputs = primal.results().size();
        boolean isPlain =
                isFlat && Split.isPossible(joint) && reading.helpers().stream().noneMatch(Frames::mayHave);
        boolean works = optimizations.has(Optimization.WORKSPACE) && Workspaces.callsCompanions(joint);
        boolean mayBeShared = isPlain && !works && asked.contains("GRADIENT") && !target.narrows();
        Function vjp =
                mayBeShared && Split.isLong(joint) ? joint : Simplifier.afterDifferentiation(joint, optimizations);
        Split split = isPlain && (Split.isShort(vjp) || target.narrows()) ? Split.of(vjp) : null;
        boolean isShared = mayBeShared && split == null;
        Function unit = split != null || isShared
                ? Simplifier.afterDifferentiation(UnitSeed.run(split == null ? vjp : joint), optimizations)
                : null;
        Halves halves = target.result().isPrimitive() ? null : halves(primal, wrt, reading.result(), optimizations);
        BiFunction<Function, Integer, Function> last = (function, returned) -> {
            Function kept = withoutUnreadStores(function, optimizations);
            return optimizations.has(Optimization.WORKSPACE) ? Workspaces.run(kept, returned) : kept;
        };
        Map<Integer, Integer> shadows = shadows(vjp, wrt, primal.parameters().size() + outputs);
        FirstWrites.Result first = optimizations.has(Optimization.FIRST_WRITES) && split == null
                ? FirstWrites.run(vjp, shadows)
                : new FirstWrites.Result(vjp, Map.of());
        Function lean =
                optimizations.has(Optimization.BORROWED_TAPES) ? BorrowedTapes.run(first, shadows) : first.function();
        CalleeFacts facts = KnownCallees.facts(reading);
        Derivatives derivatives = new Derivatives(
                split == null ? last.apply(lean, outputs) : vjp,
                unit,
                split == null ? null : last.apply(split.forward(), outputs),
                split == null ? null : withoutUnreadStores(split.backward(), optimizations),
                halves == null
                        ? null
                        : new Derivatives.Halves(
                                last.apply(halves.forward(), halves.copiesResults() ? 0 : outputs),
                                last.apply(halves.backward(), 0),
                                halves.copied(),
                                halves.copiesResults()),
                tangents ? tangents(primal, wrt, optimizations) : null,
                gradient != null && (asked.contains("HVP") || hessian == null)
                        ? Simplifier.afterDifferentiation(
                                withoutValueTangent(
                                        Forward.run(gradient, wrt),
                                        gradient.results().size()),
                                optimizations)
                        : null,
                hessian,
                columns,
                CopiedParameters.written(reading.function()),
                facts.writes(),
                first.unwritten(),
                reading.parameters(),
                reading.result(),
                reverses,
                isElementwise,
                facts.steady(),
                facts.owns());
        if (TangentOfPullback.isOffered(target)) {
            SourceFile file = withPullbackTangent(reading, target, primal, derivatives, optimizations, limit, warnings);
            if (file != null) {
                return new Companion(file, true);
            }
        }
        return new Companion(written(target, derivatives, reading, asked, optimizations, limit, warnings), false);
    }

    private static SourceFile written(
            Target target,
            Derivatives derivatives,
            Reading reading,
            Set<String> asked,
            Optimizations optimizations,
            int limit,
            Consumer<Diagnosis> warnings) {
        Frames.Whole copying = new Frames.Whole(
                derivatives,
                RecursionPipeline.companions(reading, derivatives.functions(), target, asked, optimizations, warnings));
        Frames.Whole arranged = Frames.inPlace(copying, reading.helpers(), optimizations);
        Frames.Whole whole = optimizations.has(Optimization.WORKSPACE) ? Frames.inWorkspaces(arranged) : arranged;
        return CompanionWriter.write(target, whole.derivatives(), whole.helpers(), reading.kept(), limit);
    }

    /** With what callers need for their second derivatives; null if that is too much to ask. */
    private static @Nullable SourceFile withPullbackTangent(
            Reading reading,
            Target target,
            Function primal,
            Derivatives derivatives,
            Optimizations optimizations,
            int limit,
            Consumer<Diagnosis> warnings) {
        Set<String> asked = new LinkedHashSet<>(target.derivatives());
        asked.add("HVP");
        List<Integer> wrt = wrt(reading.parameters(), target.parameters());
        List<Diagnosis> found = new ArrayList<>();
        try {
            Activity activity = Activity.of(reading.function(), wrt);
            boolean frames = optimizations.has(Optimization.FRAMES);
            if (!CalledSlopes.missing(reading.function(), activity, asked, frames, false)
                    .isEmpty()) {
                return null;
            }
            Derivatives more = derivatives.with(secondAlong(primal, wrt, optimizations));
            SourceFile file = written(target, more, reading, asked, optimizations, limit, found::add);
            found.forEach(warnings);
            return file;
        } catch (RuntimeException | Error tooMuch) { // what nobody asked for by name must not be an error
            return null;
        }
    }

    /**
     * Nobody asks for the tangent of the value beside that of the gradient: it is 0 instead.
     *
     * @param at its number among the results
     */
    private static Function withoutValueTangent(Function second, int at) {
        List<Op> ops = new ArrayList<>(second.body().ops());
        List<Value> yields = new ArrayList<>(second.body().yields());
        Value zero = Value.of(yields.get(at).type());
        ops.add(new Op.Constant(zero, zero.type() == Type.Primitive.FLOAT ? (Object) 0f : 0.0, null, null));
        yields.set(at, zero);
        return second.with(new Region(ops, yields, second.body().completes()));
    }

    private static Function withoutUnreadStores(Function derivative, Optimizations optimizations) {
        Function read = optimizations.has(Optimization.DEAD_ADJOINTS) ? UnreadStores.run(derivative) : derivative;
        return read == derivative ? derivative : DeadCode.run(read);
    }

    /** By the number of an array, that of its gradient: after all others, in the same order. */
    private static Map<Integer, Integer> shadows(Function function, List<Integer> wrt, int others) {
        Map<Integer, Integer> shadows = new LinkedHashMap<>();
        for (int i : wrt) {
            if (function.parameters().get(i).type() instanceof Type.Array) {
                shadows.put(i, others + shadows.size());
            }
        }
        return shadows;
    }

    static Function tangents(Function primal, List<Integer> wrt, Optimizations optimizations) {
        Function forward = Simplifier.afterDifferentiation(Forward.run(primal, wrt), optimizations);
        return OwnResults.run(
                forward, primal.parameters().size(), primal.results().size());
    }

    static Function second(Function primal, List<Integer> wrt, Optimizations optimizations) {
        Function gradient = GradientFunction.of(primal, wrt, optimizations);
        return Simplifier.afterDifferentiation(Forward.run(gradient, wrt), optimizations);
    }

    /** The gradients of what a function returns, and their tangents. */
    static Function secondAlong(Function primal, List<Integer> wrt, Optimizations optimizations) {
        Function pullback = GradientFunction.along(primal, wrt, optimizations);
        List<Integer> moving = new ArrayList<>(wrt);
        for (int i = primal.parameters().size(); i < pullback.parameters().size(); i++) {
            if (pullback.parameters().get(i).type().isDifferentiable()) {
                moving.add(i);
            }
        }
        return Simplifier.afterDifferentiation(Forward.run(pullback, moving), optimizations);
    }

    /** The derivative in two halves; null if it cannot be cut, in which case the gate goes forward once more. */
    private static @Nullable Halves halves(
            Function primal, List<Integer> wrt, Shape result, Optimizations optimizations) {
        Halves halves = null;
        if (optimizations.has(Optimization.HALVES) || Replays.data(primal) != null) {
            Function joint = Simplifier.afterDifferentiation(
                    Reverse.separately(primal, wrt, result, optimizations), optimizations);
            halves = Halves.of(
                    joint, primal.parameters().size(), primal.results().size());
        }
        if (halves == null) {
            Origin data = Replays.data(primal);
            if (data != null) {
                throw new Refused(Problem.READ_TWICE, data, data.text());
            }
        }
        return halves;
    }

    private static boolean isPlain(Reading reading) {
        return Stream.concat(reading.parameters().stream(), Stream.of(reading.result()))
                .allMatch(shape -> shape instanceof Shape.Single);
    }

    /** The numbers of the differentiated parameters, where records are taken apart. */
    static List<Integer> wrt(List<Shape> shapes, List<Target.Parameter> parameters) {
        List<Integer> wrt = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < parameters.size(); i++) {
            int size = shapes.get(i).size();
            if (parameters.get(i).isWrt()) {
                IntStream.range(next, next + size).forEach(wrt::add);
            }
            next += size;
        }
        return wrt;
    }

    /** The companion of a refused method, so that its users see no error but ours. */
    static SourceFile refused(Target target) {
        return CompanionWriter.writeSignatures(target);
    }

    /** Where gradients vanish in a method that has other mistakes. */
    static List<Diagnosis> errors(Reading reading, Target target) {
        List<Integer> wrt = wrt(reading.parameters(), target.parameters());
        Function function = Sorts.run(reading.function(), wrt);
        return errors(function, wrt, target.derivatives(), true, false, warning -> {}).stream()
                .filter(error -> error.problem() != Problem.RECURSION) // of helpers too little is known yet
                .toList();
    }

    static void rejectLosses(
            Function function,
            List<Integer> wrt,
            Set<String> asked,
            Optimizations optimizations,
            boolean isHelper,
            Consumer<Diagnosis> warnings) {
        List<Diagnosis> errors =
                errors(function, wrt, asked, optimizations.has(Optimization.FRAMES), isHelper, warnings);
        if (!errors.isEmpty()) {
            throw new Refused(errors);
        }
    }

    /** Looks at what the user wrote, not at what was simplified: a message must not depend on our cleverness. */
    private static List<Diagnosis> errors(
            Function function,
            List<Integer> wrt,
            Set<String> asked,
            boolean frames,
            boolean isHelper,
            Consumer<Diagnosis> warnings) {
        Activity activity = Activity.of(function, wrt);
        List<Diagnosis> errors = new ArrayList<>(CalledSlopes.missing(function, activity, asked, frames, isHelper));
        errors.addAll(SharedResults.in(function, activity));
        for (Diagnosis loss : Losses.in(function, activity)) {
            if (loss.problem().isWarning()) {
                warnings.accept(loss);
            } else {
                errors.add(loss);
            }
        }
        return errors;
    }
}
