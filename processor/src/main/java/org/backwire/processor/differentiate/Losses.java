package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a gradient would be lost: an error where it vanishes in foreign code, a warning where it stops at a step.
 *
 * <p>What only leads to an exception or stands in an assertion loses nothing: no result is computed from it.
 */
public final class Losses {
    private static final Set<String> KNOWN_STAGES =
            Set.of("map", "mapToDouble", "sorted", "sum", "average", "max", "min", "reduce", "toArray");

    /** Methods of a record for which there is no source, unless the user writes them. */
    private static final Set<String> IMPLICIT = Set.of("equals", "hashCode", "toString");

    private final Activity activity;
    private final Set<Value> usedBeyondThrows = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Diagnosis> found = new ArrayList<>();

    /** Records made of numbers that vary, for a call of one of their methods, of which there is no text. */
    private final Map<Value, Op.Foreign> handedOver = new IdentityHashMap<>();
    /** What is called next, by the stream. */
    private final Map<Value, Op.Foreign> stages = new IdentityHashMap<>();

    private Losses(Activity activity) {
        this.activity = activity;
    }

    /** All losses in program order. */
    public static List<Diagnosis> in(Function function, Activity activity) {
        Losses losses = new Losses(activity);
        losses.collectUses(function.body());
        losses.collectHandedOver(function.body());
        losses.inspect(function.body());
        return losses.found;
    }

    private void collectUses(Region region) {
        if (!region.completes()) {
            return;
        }
        usedBeyondThrows.addAll(region.yields());
        for (int i = region.ops().size() - 1; i >= 0; i--) { // a text in a text is used where that is
            Op op = region.ops().get(i);
            if (!(op instanceof Op.Assert)) {
                op.regions().forEach(this::collectUses);
            }
            if (!(op instanceof Op.Concat concat) || usedBeyondThrows.contains(concat.result())) {
                usedBeyondThrows.addAll(op.operands());
            }
        }
    }

    private void collectHandedOver(Region region) {
        List<Op> ops = region.ops();
        Set<Value> made = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Op op : ops) {
            if (op instanceof Op.Foreign call && call.receiver() != null && made.contains(call.receiver())) {
                call.operands().stream().filter(made::contains).forEach(record -> handedOver.put(record, call));
            } else if (op instanceof Op.Foreign call && call.use() == Op.Use.RECORD) {
                made.addAll(call.results());
            } else if (op instanceof Op.Foreign call
                    && call.receiver() != null
                    && isStream(call.receiver().type())) {
                stages.put(call.receiver(), call);
            }
            op.regions().forEach(this::collectHandedOver);
        }
    }

    private void inspect(Region region) {
        if (!region.completes()) {
            return;
        }
        for (Op op : region.ops()) {
            if (op instanceof Op.Foreign foreign) {
                inspectForeign(foreign);
            } else if (op instanceof Op.CallDifferentiable call) {
                inspectCall(call);
            } else if (op instanceof Op.Concat concat && usedBeyondThrows.contains(concat.result())) {
                Value active = firstVaried(concat.operands());
                if (active != null) {
                    Origin origin = concat.result().origin();
                    report(Problem.THROUGH_OBJECT, origin, origin == null ? "This text" : origin.text(), "String");
                }
            } else if (op instanceof Op.CastReference || op instanceof Op.ArrayOf || op instanceof Op.Store) {
                inspectReferences(op);
            } else if (op instanceof Op.If || op instanceof Op.Loop) {
                inspectMerges(op);
            } else if (op instanceof Op.Apply apply && stops(apply)) {
                Origin origin = apply.result().origin();
                if (origin != null) {
                    report(Problem.GRADIENT_LOST, origin, origin.text());
                }
            }
            if (!(op instanceof Op.Assert)) {
                op.regions().forEach(this::inspect);
            }
        }
    }

    /** An array of numbers in an array of objects, or behind a cast, is out of sight. */
    private void inspectReferences(Op op) {
        Type holder = op instanceof Op.Store store
                ? store.array().type()
                : op.results().get(0).type();
        Type leaf = holder instanceof Type.Array array ? array.leaf() : holder;
        Value hidden = op instanceof Op.Store store ? firstVaried(List.of(store.value())) : firstVaried(op.operands());
        if (hidden != null && (op instanceof Op.CastReference || leaf instanceof Type.Reference)) {
            report(Problem.THROUGH_OBJECT, hidden.origin(), text(hidden), leaf.toString());
        }
    }

    private void inspectMerges(Op op) {
        List<Region> sources = op instanceof Op.Loop loop ? List.of(loop.body()) : op.regions();
        List<Value> targets = op instanceof Op.Loop loop ? loop.variables() : op.results();
        for (Region region : sources) {
            for (int i = 0; i < region.yields().size(); i++) {
                Value yielded = region.yields().get(i);
                if (activity.isVaried(yielded) && !targets.get(i).type().isDifferentiable()) {
                    report(
                            Problem.THROUGH_OBJECT,
                            yielded.origin(),
                            text(yielded),
                            targets.get(i).type().toString());
                }
            }
        }
    }

    private void inspectForeign(Op.Foreign foreign) {
        Value active = firstVaried(foreign.operands());
        if (active == null || foreign.isNullCheck() || foreign.comparesArrays()) {
            return; // a comparison is the same all around, or jumps
        }
        if (foreign.use() == Op.Use.KEPT) {
            Origin origin = foreign.origin();
            boolean isLambda = origin == null
                    || !origin.text().contains("::")
                    || origin.text().contains("->");
            report(isLambda ? Problem.LAMBDA : Problem.METHOD_REFERENCE, origin);
            return;
        }
        String method = foreign.makesObject()
                ? "new " + foreign.member().owner().simpleName()
                : foreign.member().owner().simpleName() + "." + foreign.member().name();
        Op.Foreign call = foreign.result() == null ? null : handedOver.get(foreign.result());
        if (call != null) {
            String record = foreign.member().owner().simpleName();
            String called = record + "." + call.member().name();
            boolean isSaid = found.stream().anyMatch(other -> other.origin().equals(call.origin()));
            boolean isImplicit = IMPLICIT.contains(call.member().name());
            if (!isSaid && call.use() == Op.Use.ACCESSOR) {
                report(Problem.RECORD_ELSEWHERE, foreign.origin(), record);
            } else if (!isSaid && isImplicit) {
                String cure = "Write what " + called + " does with the components";
                report(Problem.EXTERNAL_CALL, call.origin(), "A " + record, called, cure);
            } else if (!isSaid) {
                report(Problem.RECORD_METHOD, call.origin(), called, record);
            }
            return;
        }
        if (foreign.result() != null && isStream(foreign.result().type())) {
            Op.Foreign stage = unknownStage(foreign);
            report(
                    Problem.STREAM,
                    stage == null ? foreign.origin() : stage.origin(),
                    stage == null ? "What follows " + method : stage.member().name());
        } else if (foreign.result() != null
                && !foreign.result().type().isPrimitive()
                && !foreign.result().type().isDifferentiable()
                && !mayReturnRecord(foreign)
                && !prints(foreign)) {
            report(
                    Problem.THROUGH_OBJECT,
                    foreign.origin(),
                    foreign.origin() == null ? method : foreign.origin().text(),
                    foreign.result().type().toString());
        } else {
            report(Problem.EXTERNAL_CALL, foreign.origin(), text(active), method, cure(foreign, method));
        }
    }

    /** Whether a method of the user returns an object of a class that is not Java's. */
    private static boolean mayReturnRecord(Op.Foreign foreign) {
        boolean isStatic = foreign.use() == Op.Use.STATIC_CALL
                || foreign.use() == Op.Use.STEADY_CALL && foreign.receiver() == null;
        return isStatic
                && foreign.result() != null
                && foreign.result().type() instanceof Type.Reference returned
                && !isJavas(returned.type())
                && !isJavas(foreign.member().owner());
    }

    private static boolean isJavas(ClassRef type) {
        return type.packageName().matches("javax?\\..*");
    }

    /** The first call of a stream that has no derivative, whatever it is called on; null if it is not that. */
    private Op.@Nullable Foreign unknownStage(Op.Foreign source) {
        Op.Foreign stage = stages.get(source.result());
        while (stage != null && KNOWN_STAGES.contains(stage.member().name())) {
            stage = stages.get(stage.result());
        }
        return stage;
    }

    private static boolean isStream(Type type) {
        return type instanceof Type.Reference reference && reference.toString().startsWith("java.util.stream.");
    }

    /** Only what is static and returns numbers can be annotated, or have rules; and nobody annotates the methods of the JDK. */
    private static String cure(Op.Foreign foreign, String method) {
        boolean ofJdk = isJavas(foreign.member().owner());
        Type returned = foreign.result() == null ? null : foreign.result().type();
        boolean hasDerivative = returned != null && returned.isDifferentiable();
        if (foreign.makesObject() || ofJdk && (foreign.receiver() != null || !hasDerivative)) {
            return insteadOf(foreign, method);
        }
        if (ofJdk) {
            return "Give a rule for " + method + " with @DerivativeOf";
        }
        if (foreign.receiver() != null) {
            return "Make " + method
                    + " a static method with @Differentiable, or call it on a record or a final class that stands inside of this one";
        }
        if (mayReturnRecord(foreign)) {
            return "Annotate " + method + " with @Differentiable if " + returned + " is a record";
        }
        if (hasDerivative && returned instanceof Type.Array) {
            return "Annotate " + method + " with @Differentiable";
        }
        return hasDerivative
                ? "Annotate " + method + " with @Differentiable, give a rule for it with @DerivativeOf"
                : "Move " + method + " into this class, where it is a helper method";
    }

    private static boolean prints(Op.Foreign foreign) {
        String home = foreign.member().owner().packageName();
        return home.equals("java.io") || home.equals("java.util.logging");
    }

    private static String insteadOf(Op.Foreign foreign, String method) {
        if (prints(foreign)) {
            return "Call " + method + " where this method is called, with what it returns";
        }
        boolean isOfUtil = foreign.member().owner().packageName().equals("java.util");
        return foreign.makesObject() || isOfUtil && foreign.receiver() != null
                ? "Keep numbers in variables and arrays"
                : "Write what " + method + " does as statements, or as a helper method in this class";
    }

    /** What a companion takes for a constant must be one. */
    private void inspectCall(Op.CallDifferentiable call) {
        Callee callee = call.callee();
        List<Integer> wrt = callee.wrtOperands();
        for (int i = 0; i < call.arguments().size(); i++) {
            Value operand = call.arguments().get(i);
            if (!wrt.contains(i) && activity.isVaried(operand)) {
                Origin place = call.places().isEmpty()
                        ? call.result().origin()
                        : call.places().get(i);
                if (callee.isRecursive()) {
                    String taken = callee.parameterOf(i)
                            + ", which depends on a differentiated parameter here, goes into objects";
                    report(Problem.RECURSION, place, callee.title(), taken);
                    continue;
                }
                String name = callee.method().owner().simpleName() + "."
                        + callee.method().name();
                report(Problem.CALLEE_HOLDS_CONSTANT, place, place == null ? text(operand) : place.text(), name, name);
            }
        }
    }

    private @Nullable Value firstVaried(List<Value> operands) {
        return operands.stream().filter(activity::isVaried).findFirst().orElse(null);
    }

    /** Whether a gradient that matters arrives at a gate with derivative 0. */
    private boolean stops(Op.Apply apply) {
        Value operand = apply.operands().get(0);
        boolean step = apply.gate().isStep() && apply.gate() != Gate.COMPARE
                || apply.gate() == Gate.CAST
                        && operand.type().isFloating()
                        && apply.result().type() instanceof Type.Primitive type
                        && type.isIntegral();
        return step && activity.isVaried(operand) && activity.isUseful(apply.result());
    }

    private static String text(Value value) {
        Origin origin = value.origin();
        return value.name() != null ? value.name() : origin != null ? origin.text() : "this value";
    }

    private void report(Problem problem, @Nullable Origin origin, String... words) {
        found.add(Diagnosis.of(problem, origin == null ? new Origin(this, "") : origin, words));
    }
}
