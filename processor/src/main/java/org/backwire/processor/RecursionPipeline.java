package org.backwire.processor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.backwire.processor.differentiate.ActiveArguments;
import org.backwire.processor.differentiate.CopiedParameters;
import org.backwire.processor.differentiate.ReturnedWrites;
import org.backwire.processor.differentiate.Reverse;
import org.backwire.processor.differentiate.Sorts;
import org.backwire.processor.emit.Derivatives;
import org.backwire.processor.emit.NestedCompanion;
import org.backwire.processor.emit.Target;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Optimization;
import org.backwire.processor.graph.Optimizations;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.backwire.processor.simplify.Simplifier;
import org.backwire.processor.source.Reading;
import org.backwire.processor.source.RecursiveHelper;

/** The road of the helpers that call themselves. */
final class RecursionPipeline {
    private RecursionPipeline() {}

    /**
     * What they need, so that the method has what was asked for.
     *
     * @param functions the derivatives of the method
     * @param target the companion in which theirs are nested
     */
    static List<NestedCompanion> companions(
            Reading reading,
            List<Function> functions,
            Target target,
            Set<String> asked,
            Optimizations optimizations,
            Consumer<Diagnosis> warnings) {
        List<NestedCompanion> companions = new ArrayList<>();
        for (RecursiveHelper helper : reading.helpers()) {
            companions.add(companion(helper, target, derivatives(helper, asked), optimizations, warnings));
        }
        return CalledValues.only(functions, companions);
    }

    /**
     * Helpers that write to arrays return what they wrote; what is sorted moves to its place.
     *
     * @param wrt the numbers of the differentiated parameters of the method
     */
    static Reading pure(Reading reading, List<Integer> wrt) {
        // A sort is a write of its helper; and what else is to be sorted varies is known when all writes are.
        ReturnedWrites.Pure pure = ReturnedWrites.run(reading.function(), sorting(helpers(reading)));
        Function main = Sorts.run(pure.function(), wrt);
        return with(new ReturnedWrites.Pure(main, sorting(pure.helpers())), reading);
    }

    private static List<ReturnedWrites.Helper> sorting(List<ReturnedWrites.Helper> helpers) {
        return helpers.stream()
                .map(helper -> new ReturnedWrites.Helper(
                        helper.callee(), Sorts.run(helper.function(), differentiable(helper.function()))))
                .toList();
    }

    /** The numbers of all parameters that could be differentiated. */
    static List<Integer> differentiable(Function function) {
        return IntStream.range(0, function.parameters().size())
                .filter(i -> function.parameters().get(i).type().isDifferentiable())
                .boxed()
                .toList();
    }

    /**
     * Helpers are differentiated by what is active where they are called.
     *
     * @param wrt the numbers of the differentiated parameters of the method
     */
    static Reading narrowed(Reading reading, List<Integer> wrt) {
        return reading.helpers().isEmpty()
                ? reading
                : with(ActiveArguments.run(reading.function(), wrt, helpers(reading)), reading);
    }

    private static List<ReturnedWrites.Helper> helpers(Reading reading) {
        return reading.helpers().stream()
                .map(helper -> new ReturnedWrites.Helper(helper.callee(), helper.function()))
                .toList();
    }

    private static Reading with(ReturnedWrites.Pure pure, Reading reading) {
        return new Reading(
                pure.function(),
                reading.assumptions(),
                reading.parameters(),
                reading.result(),
                pure.helpers().stream()
                        .map(helper -> new RecursiveHelper(helper.callee(), helper.function()))
                        .toList(),
                reading.kept());
    }

    private static NestedCompanion companion(
            RecursiveHelper helper,
            Target target,
            Set<String> needed,
            Optimizations optimizations,
            Consumer<Diagnosis> warnings) {
        Callee callee = helper.callee();
        Pipeline.rejectLosses(helper.function(), callee.wrt(), needed, optimizations, true, warnings);
        Function primal = Simplifier.beforeDifferentiation(helper.function(), optimizations);
        boolean hasFrame = Frames.mayHave(helper) && optimizations.has(Optimization.FRAMES);
        boolean isSecond = needed.contains("HVP");
        return new NestedCompanion(
                nested(helper, target, needed),
                callee.result(),
                callee.wrt().isEmpty() || !callee.hasGradients() || hasFrame && !isSecond && !needed.contains("JVP")
                        ? null
                        : derivatives(primal, helper, needed, optimizations),
                hasFrame ? Frames.copying(helper, optimizations) : null,
                helper.isHidden()
                        ? Simplifier.afterDifferentiation(CopiedParameters.run(primal), optimizations)
                        : null);
    }

    private static Set<String> derivatives(RecursiveHelper helper, Set<String> asked) {
        Set<String> needed = new LinkedHashSet<>(Set.of("GRADIENT"));
        if (asked.contains("HVP") || asked.contains("HESSIAN")) {
            needed.add("HVP");
        }
        Callee callee = helper.callee();
        boolean tangents = asked.contains("JVP") || asked.contains("JACOBIAN");
        if (callee.derivatives().contains("JVP") && (tangents || needed.contains("HVP") && !callee.isScalar())) {
            needed.add("JVP");
        }
        return needed;
    }

    /** The members beyond the gradient; the second order of what is no number is none of those that users know. */
    private static Set<String> members(RecursiveHelper helper, Set<String> needed) {
        Set<String> members = new LinkedHashSet<>(needed);
        if (!helper.callee().isScalar()) {
            members.remove("HVP");
        }
        return members;
    }

    private static Derivatives derivatives(
            Function primal, RecursiveHelper helper, Set<String> needed, Optimizations optimizations) {
        List<Integer> wrt = helper.callee().wrt();
        Function vjp = Simplifier.afterDifferentiation(Reverse.run(primal, wrt, optimizations), optimizations);
        Function hvp = !needed.contains("HVP")
                ? null
                : helper.callee().isScalar()
                        ? Pipeline.second(primal, wrt, optimizations)
                        : Pipeline.secondAlong(primal, wrt, optimizations);
        List<Shape> shapes = primal.parameters().stream()
                .map(Value::type)
                .map(type -> (Shape) new Shape.Single(type))
                .toList();
        return new Derivatives(
                vjp,
                null,
                null,
                null,
                null,
                needed.contains("JVP") ? Pipeline.tangents(primal, wrt, optimizations) : null,
                hvp,
                null,
                null,
                Set.of(),
                Set.of(),
                Map.of(),
                shapes,
                helper.callee().result(),
                true,
                false,
                true,
                true);
    }

    private static Target nested(RecursiveHelper helper, Target around, Set<String> needed) {
        Callee callee = helper.callee();
        List<Target.Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < callee.parameters().size(); i++) {
            Type type = helper.function().parameters().get(i).type();
            parameters.add(new Target.Parameter(
                    callee.parameters().get(i), type, callee.wrt().contains(i)));
        }
        Type result = callee.result() instanceof Shape.Single single
                ? single.type()
                : ((Shape.Compound) callee.result()).type();
        return new Target(
                callee.companion(),
                new Member(around.method().owner(), helper.function().name()),
                false,
                parameters,
                result,
                around.thrown(),
                false,
                around.seesGenerated(),
                around.inNamedModule(),
                around.implicitMathIsJavas(),
                around.neighbours(),
                members(helper, needed),
                false,
                around.suppressed(),
                around.originating());
    }
}
