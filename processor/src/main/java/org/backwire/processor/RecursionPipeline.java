package org.backwire.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.backwire.processor.differentiate.CopiedParameters;
import org.backwire.processor.differentiate.Reverse;
import org.backwire.processor.emit.Derivatives;
import org.backwire.processor.emit.NestedCompanion;
import org.backwire.processor.emit.Target;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Optimizations;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Refused;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.backwire.processor.simplify.Simplifier;
import org.backwire.processor.source.Reading;
import org.backwire.processor.source.RecursiveHelper;

/** The road of the helpers that call themselves. */
final class RecursionPipeline {
    private RecursionPipeline() {}

    /** @param target the companion in which theirs are nested */
    static List<NestedCompanion> companions(
            Reading reading, Target target, Optimizations optimizations, Consumer<Diagnosis> warnings) {
        List<NestedCompanion> companions = new ArrayList<>();
        for (RecursiveHelper helper : reading.helpers()) {
            companions.add(companion(helper, target, optimizations, warnings));
        }
        return companions;
    }

    /** A companion works on copies: what a method writes to its arrays when it calls itself would be lost. */
    static void rejectWritesOf(Function primal, ClassRef companion) {
        if (!CopiedParameters.written(primal).isEmpty()) {
            rejectCalls(primal.body(), companion);
        }
    }

    private static void rejectCalls(Region region, ClassRef companion) {
        for (Op op : region.ops()) {
            if (op instanceof Op.CallDifferentiable call
                    && call.callee().companion().equals(companion)) {
                String name = call.callee().method().name();
                Origin place = call.result().origin();
                throw new Refused(Problem.RECURSION, place == null ? new Origin(call, name) : place, name);
            }
            op.regions().forEach(inner -> rejectCalls(inner, companion));
        }
    }

    private static NestedCompanion companion(
            RecursiveHelper helper, Target target, Optimizations optimizations, Consumer<Diagnosis> warnings) {
        Op.Callee callee = helper.callee();
        Pipeline.rejectLosses(helper.function(), callee.wrt(), derivatives(target), warnings);
        Function primal = Simplifier.beforeDifferentiation(helper.function(), optimizations);
        if (!CopiedParameters.written(primal).isEmpty()) {
            throw new Refused(
                    Problem.RECURSION, helper.place(), helper.function().name());
        }
        return new NestedCompanion(
                nested(helper, target),
                callee.wrt().isEmpty() ? null : derivatives(primal, helper, target, optimizations),
                helper.isHidden() ? Simplifier.afterDifferentiation(primal, optimizations) : null);
    }

    /** What the helper needs, so that the method has what was asked for. */
    private static Set<String> derivatives(Target target) {
        boolean second =
                target.derivatives().contains("HVP") || target.derivatives().contains("HESSIAN");
        return second ? Set.of("GRADIENT", "HVP") : Set.of("GRADIENT");
    }

    private static Derivatives derivatives(
            Function primal, RecursiveHelper helper, Target target, Optimizations optimizations) {
        List<Integer> wrt = helper.callee().wrt();
        Function vjp = Simplifier.afterDifferentiation(Reverse.run(primal, wrt, optimizations), optimizations);
        Function hvp = derivatives(target).contains("HVP") ? Pipeline.second(primal, wrt, optimizations) : null;
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
                null,
                hvp,
                null,
                null,
                Set.of(),
                shapes,
                new Shape.Single(helper.result()),
                true,
                false,
                true,
                true);
    }

    private static Target nested(RecursiveHelper helper, Target around) {
        Op.Callee callee = helper.callee();
        List<Target.Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < callee.parameters().size(); i++) {
            Type type = helper.function().parameters().get(i).type();
            parameters.add(new Target.Parameter(
                    callee.parameters().get(i), type, callee.wrt().contains(i)));
        }
        return new Target(
                callee.companion(),
                new Member(around.method().owner(), helper.function().name()),
                parameters,
                helper.result(),
                around.thrown(),
                false,
                around.seesGenerated(),
                around.inNamedModule(),
                around.implicitMathIsJavas(),
                derivatives(around),
                false,
                around.deprecated(),
                around.originating());
    }
}
