package org.backwire.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.backwire.processor.differentiate.GradientFunction;
import org.backwire.processor.differentiate.Halves;
import org.backwire.processor.differentiate.InPlace;
import org.backwire.processor.differentiate.InPlaceCalls;
import org.backwire.processor.differentiate.Workspaces;
import org.backwire.processor.emit.Derivatives;
import org.backwire.processor.emit.Frame;
import org.backwire.processor.emit.NestedCompanion;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Optimization;
import org.backwire.processor.graph.Optimizations;
import org.backwire.processor.simplify.Simplifier;
import org.backwire.processor.source.Reading;
import org.backwire.processor.source.RecursiveHelper;
import org.jspecify.annotations.Nullable;

/** The frames of helpers that call themselves: what they keep, and whether they work in the arrays of their callers. */
final class Frames {
    private Frames() {}

    /** A method and its helpers. */
    record Whole(Derivatives derivatives, List<NestedCompanion> helpers) {
        private List<Function> functions() {
            return Stream.concat(
                            derivatives.functions().stream(),
                            helpers.stream().flatMap(helper -> helper.functions().stream()))
                    .toList();
        }
    }

    /** The same optimizations, or those without frames if there is a helper that can have none. */
    static Optimizations settled(Reading reading, Optimizations optimizations) {
        if (!optimizations.has(Optimization.FRAMES)) {
            return optimizations;
        }
        for (RecursiveHelper helper : reading.helpers()) {
            if (mayHave(helper) && copying(helper, optimizations) == null) {
                return optimizations.without(Optimization.FRAMES);
            }
        }
        return optimizations;
    }

    /** Whether a helper is one whose calls get frames. */
    static boolean mayHave(RecursiveHelper helper) {
        return helper.callee().mayHaveFrame();
    }

    /** The frame of a helper that works in copies of the arrays it is given; null if it cannot be cut in two. */
    static @Nullable Frame copying(RecursiveHelper helper, Optimizations optimizations) {
        Callee callee = helper.callee();
        Derivatives.Halves halves = halves(helper, Map.of(), optimizations);
        return halves == null ? null : new Frame(halves, callee.result(), callee.result(), callee.wrt(), Map.of());
    }

    /** Halves that keep numbers rather than the arrays in which they are. */
    private static Derivatives.@Nullable Halves halves(
            RecursiveHelper helper, Map<Integer, Integer> inPlace, Optimizations wished) {
        Optimizations optimizations = wished.without(Optimization.RELOADS).without(Optimization.ORDERED_WRITES);
        Function primal = Simplifier.beforeDifferentiation(helper.function(), optimizations);
        Function whole = Simplifier.afterDifferentiation(
                GradientFunction.whole(primal, helper.callee().wrt(), inPlace, optimizations), optimizations);
        if (!whole.body().completes()) {
            return null;
        }
        int outputs = helper.callee().result().size();
        Halves halves = Halves.of(whole, primal.parameters().size(), outputs);
        return halves == null
                ? null
                : new Derivatives.Halves(halves.forward(), halves.backward(), halves.copied(), halves.copiesResults());
    }

    /** The same with frames that work in the arrays of their callers, wherever they can. */
    static Whole inPlace(Whole copying, List<RecursiveHelper> helpers, Optimizations optimizations) {
        Map<ClassRef, Map<Integer, Integer>> plans =
                optimizations.has(Optimization.IN_PLACE) ? plans(copying, helpers) : Map.of();
        if (plans.isEmpty()) {
            return copying;
        }
        List<NestedCompanion> changed = new ArrayList<>();
        for (int i = 0; i < helpers.size(); i++) {
            Map<Integer, Integer> plan =
                    plans.getOrDefault(helpers.get(i).callee().companion(), Map.of());
            NestedCompanion companion = copying.helpers().get(i);
            Frame frame = companion.frame();
            if (frame != null && !plan.isEmpty()) {
                Derivatives.Halves halves = halves(helpers.get(i), plan, optimizations);
                frame = halves == null
                        ? null
                        : new Frame(halves, frame.result(), frame.returned(), frame.wrt(), Map.of());
            }
            changed.add(companion.with(frame, function -> function));
        }
        Whole made = new Whole(copying.derivatives(), changed);
        return plans(made, helpers).equals(plans) ? called(made, helpers, plans) : copying;
    }

    /** The same with frames that take their arrays, and the frames of the calls inside, from a workspace. */
    static Whole inWorkspaces(Whole whole) {
        boolean isTakenBack = whole.helpers().stream()
                .map(NestedCompanion::frame)
                .anyMatch(frame -> frame != null
                        && Workspaces.takesArrays(
                                Workspaces.ofFrame(frame.halves().backward())));
        UnaryOperator<Function> calling = function -> Workspaces.everywhere(function, isTakenBack);
        List<NestedCompanion> helpers = new ArrayList<>();
        for (NestedCompanion helper : whole.helpers()) {
            Frame frame = helper.frame();
            Frame given = frame == null
                    ? null
                    : frame.with(
                            Workspaces.ofFrame(frame.halves().forward()),
                            isTakenBack
                                    ? Workspaces.ofFrame(frame.halves().backward())
                                    : frame.halves().backward());
            helpers.add(helper.with(given, calling));
        }
        return new Whole(whole.derivatives().map(calling), helpers);
    }

    private static Map<ClassRef, Map<Integer, Integer>> plans(Whole whole, List<RecursiveHelper> helpers) {
        List<InPlace.Frame> frames = new ArrayList<>();
        for (int i = 0; i < helpers.size(); i++) {
            Frame frame = whole.helpers().get(i).frame();
            if (frame != null) {
                frames.add(new InPlace.Frame(
                        helpers.get(i).callee(), frame.halves().forward()));
            }
        }
        return InPlace.plans(frames, whole.functions());
    }

    private static Whole called(Whole made, List<RecursiveHelper> helpers, Map<ClassRef, Map<Integer, Integer>> plans) {
        List<NestedCompanion> changed = new ArrayList<>();
        for (int i = 0; i < helpers.size(); i++) {
            Callee callee = helpers.get(i).callee();
            NestedCompanion companion = made.helpers().get(i);
            Map<Integer, Integer> plan = plans.get(callee.companion());
            Frame frame =
                    plan == null ? companion.frame() : inPlace(Objects.requireNonNull(companion.frame()), callee, plan);
            changed.add(companion.with(frame, function -> InPlaceCalls.run(function, plans)));
        }
        return new Whole(made.derivatives().map(function -> InPlaceCalls.run(function, plans)), changed);
    }

    private static Frame inPlace(Frame frame, Callee callee, Map<Integer, Integer> plan) {
        Derivatives.Halves halves = new Derivatives.Halves(
                InPlaceCalls.forward(frame.halves().forward(), plan),
                InPlaceCalls.backward(frame.halves().backward(), callee, plan),
                frame.halves().copied(),
                frame.halves().copiesResults());
        return new Frame(
                halves, callee.result(), InPlaceCalls.result(callee, plan), InPlaceCalls.wrt(callee, plan), plan);
    }
}
