package org.backwire.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.backwire.processor.differentiate.GradientFunction;
import org.backwire.processor.differentiate.Halves;
import org.backwire.processor.differentiate.IdleWorkspaces;
import org.backwire.processor.differentiate.InPlace;
import org.backwire.processor.differentiate.InPlaceCalls;
import org.backwire.processor.differentiate.InPlacePlan;
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
        /** The same where helpers of numbers have no workspace. */
        Whole withoutIdleWorkspaces() {
            return new Whole(
                    derivatives.map(IdleWorkspaces::inCalls),
                    helpers.stream()
                            .map(helper -> helper.working(IdleWorkspaces::ofHelper)
                                    .with(helper.frame(), IdleWorkspaces::inCalls))
                            .toList());
        }

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
        Derivatives.Halves halves = halves(helper, InPlacePlan.NONE, optimizations);
        return halves == null ? null : frame(halves, callee, InPlacePlan.NONE);
    }

    /** Halves that keep numbers rather than the arrays in which they are. */
    private static Derivatives.@Nullable Halves halves(
            RecursiveHelper helper, InPlacePlan inPlace, Optimizations wished) {
        Optimizations optimizations = wished.without(Optimization.RELOADS)
                .without(Optimization.ORDERED_WRITES)
                .without(Optimization.KEPT_ARRAYS);
        Function primal = Simplifier.beforeDifferentiation(helper.function(), optimizations);
        Function whole = Simplifier.afterDifferentiation(
                GradientFunction.whole(primal, helper.callee().wrt(), inPlace, optimizations), optimizations);
        if (!whole.body().completes()) {
            return null;
        }
        int outputs = helper.callee().result().size();
        int inputs = primal.parameters().size();
        Halves halves = Halves.of(whole, inputs, outputs);
        if (halves == null || halves.movesGradients(inputs)) {
            return null;
        }
        Function forward = halves.forward();
        return new Derivatives.Halves(
                new Function(forward.name(), forward.parameters().subList(0, inputs), forward.body()),
                halves.backward(),
                halves.copied(),
                halves.copiesResults());
    }

    /** The same with frames that work in the arrays of their callers, wherever they can. */
    static Whole inPlace(Whole copying, List<RecursiveHelper> helpers, Optimizations optimizations) {
        Map<ClassRef, InPlacePlan> plans = optimizations.has(Optimization.IN_PLACE)
                ? InPlace.plans(frames(copying, helpers), copying.functions())
                : Map.of();
        if (plans.isEmpty()) {
            return copying;
        }
        List<NestedCompanion> changed = new ArrayList<>();
        for (int i = 0; i < helpers.size(); i++) {
            Callee callee = helpers.get(i).callee();
            InPlacePlan plan = plans.get(callee.companion());
            NestedCompanion companion = copying.helpers().get(i);
            Frame frame = companion.frame();
            if (frame != null && plan != null) {
                Derivatives.Halves halves = halves(helpers.get(i), plan, optimizations);
                if (halves == null) {
                    return copying;
                }
                frame = frame(halves, callee, InPlacePlan.NONE);
            }
            changed.add(companion.with(frame, function -> function));
        }
        Whole made = new Whole(copying.derivatives(), changed);
        return InPlace.fit(plans, frames(made, helpers), made.functions()) ? called(made, helpers, plans) : copying;
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
            helpers.add(helper.working(Workspaces::ofHelper).with(given, calling));
        }
        Whole made = new Whole(whole.derivatives().map(calling), helpers);
        return IdleWorkspaces.areIdle(made.helpers().stream()
                        .flatMap(helper -> helper.ofNumbers().stream())
                        .toList())
                ? made.withoutIdleWorkspaces()
                : made;
    }

    private static List<InPlace.Frame> frames(Whole whole, List<RecursiveHelper> helpers) {
        List<InPlace.Frame> frames = new ArrayList<>();
        for (int i = 0; i < helpers.size(); i++) {
            Frame frame = whole.helpers().get(i).frame();
            if (frame != null) {
                RecursiveHelper helper = helpers.get(i);
                frames.add(new InPlace.Frame(
                        helper.callee(),
                        helper.function(),
                        frame.halves().forward(),
                        frame.halves().backward()));
            }
        }
        return frames;
    }

    private static Whole called(Whole made, List<RecursiveHelper> helpers, Map<ClassRef, InPlacePlan> plans) {
        List<NestedCompanion> changed = new ArrayList<>();
        for (int i = 0; i < helpers.size(); i++) {
            Callee callee = helpers.get(i).callee();
            NestedCompanion companion = made.helpers().get(i);
            InPlacePlan plan = plans.get(callee.companion());
            Frame frame =
                    plan == null ? companion.frame() : inPlace(Objects.requireNonNull(companion.frame()), callee, plan);
            changed.add(companion.with(frame, function -> InPlaceCalls.run(function, plans)));
        }
        return new Whole(made.derivatives().map(function -> InPlaceCalls.run(function, plans)), changed);
    }

    private static Frame inPlace(Frame frame, Callee callee, InPlacePlan plan) {
        Derivatives.Halves halves = new Derivatives.Halves(
                InPlaceCalls.forward(frame.halves().forward(), plan),
                InPlaceCalls.backward(frame.halves().backward(), callee, plan),
                frame.halves().copied(),
                frame.halves().copiesResults());
        return frame(halves, callee, plan);
    }

    private static Frame frame(Derivatives.Halves halves, Callee callee, InPlacePlan plan) {
        return new Frame(halves, callee, InPlaceCalls.callee(callee, plan), plan.written(), plan.added(callee));
    }
}
