package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Ruled;
import org.backwire.processor.graph.Value;

/** Finds calls whose slopes cannot be had: a rule is missing, or the companion that is called does not compute them. */
public final class CalledSlopes {
    private final Activity activity;
    private final Set<String> asked;
    private final boolean frames;
    private final boolean hasGate;
    private final Function function;
    private final List<Diagnosis> missing = new ArrayList<>();

    private CalledSlopes(Function function, Activity activity, Set<String> asked, boolean frames, boolean isHelper) {
        this.function = function;
        this.frames = frames;
        this.hasGate = !isHelper
                && (function.results().size() > 1
                        || !function.results().get(0).type().isPrimitive());
        this.activity = activity;
        this.asked = asked;
    }

    /**
     * What is missing, in program order.
     *
     * @param asked the names of the derivatives that the caller is to have
     * @param frames whether helpers that call themselves keep what their way back needs
     * @param isHelper whether this is one of them: whose gradient comes back later is asked where the method calls it
     */
    public static List<Diagnosis> missing(
            Function function, Activity activity, Set<String> asked, boolean frames, boolean isHelper) {
        CalledSlopes calls = new CalledSlopes(function, activity, asked, frames, isHelper);
        calls.inspect(function.body());
        return calls.missing;
    }

    /** Whether all differentiable methods that are called have a gradient. */
    public static boolean haveGradients(Function function) {
        return haveGradients(function.body());
    }

    private static boolean haveGradients(Region region) {
        return region.ops().stream()
                .allMatch(op -> op.regions().stream().allMatch(CalledSlopes::haveGradients)
                        && (!(op instanceof Op.CallDifferentiable call)
                                || call.callee().derivatives().contains("GRADIENT")
                                        && (call.callee().isScalar()
                                                || call.callee().steady())));
    }

    private void inspect(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.CallRuled call && activity.isActive(call.result())) {
                inspect(call);
            } else if (op instanceof Op.CallDifferentiable call
                    && call.results().stream().anyMatch(activity::isActive)) {
                inspect(call);
            }
            op.regions().forEach(this::inspect);
        }
    }

    private void inspect(Op.CallRuled call) {
        List<Integer> varied = varied(call.arguments());
        Ruled ruled = call.ruled();
        Member method = ruled.method();
        for (int i : varied) {
            if (!ruled.slopes().containsKey(i)) {
                report(
                        Problem.RULE_MISSING,
                        call.result(),
                        text(call.arguments().get(i)),
                        name(method),
                        Integer.toString(i),
                        method.owner().simpleName(),
                        method.name(),
                        Integer.toString(i));
                return;
            }
        }
        if (!asked.contains("HVP") && !asked.contains("HESSIAN")) {
            return;
        }
        for (int i : varied) {
            Ruled rule = ruled.slopes().get(i);
            for (int k : varied) {
                if (rule != null && !rule.hasSlope(k)) {
                    String mode = asked.contains("HVP") ? "HVP" : "HESSIAN";
                    report(
                            Problem.RULE_NOT_DIFFERENTIABLE,
                            call.result(),
                            mode,
                            name(rule.method()),
                            Integer.toString(k));
                    return;
                }
            }
        }
    }

    private void inspect(Op.CallDifferentiable call) {
        Callee callee = call.callee();
        Set<String> offered = callee.derivatives();
        boolean tangents = asked.contains("JVP") || asked.contains("JACOBIAN");
        boolean second = asked.contains("HVP") || asked.contains("HESSIAN");
        boolean byPullback = second && !callee.isScalar() && !offered.contains("HVP");
        Set<String> lacking = new LinkedHashSet<>();
        if ((asked.contains("GRADIENT") || byPullback) && !offered.contains("GRADIENT")) {
            lacking.add("GRADIENT");
        }
        boolean byGradient = callee.isScalar() && offered.contains("GRADIENT");
        if ((tangents || byPullback) && !offered.contains("JVP") && !byGradient) {
            lacking.add("JVP");
        }
        if (second && callee.isScalar() && !offered.contains("HVP")) {
            lacking.add("HVP");
        }
        if (!lacking.isEmpty()) {
            reportLacking(lacking, call);
        } else if (byPullback) {
            String mode = asked.contains("HVP") ? "HVP" : "HESSIAN";
            report(Problem.CALLEE_RETURNS_ARRAY, call.result(), name(callee.method()), mode, name(callee.method()));
        }
        boolean isKept = frames && callee.isRecursive();
        boolean comesBack = (asked.contains("GRADIENT") && !isKept || second) && !callee.isScalar();
        if (comesBack && (!callee.steady() || mayChange(call))) {
            report(Problem.READ_TWICE, call.result(), text(call.result()));
        }
    }

    /** Whether an object that is passed may be another when the gradient comes back, later, through its companion. */
    private boolean mayChange(Op.CallDifferentiable call) {
        return !call.callee().objects().isEmpty() && (hasGate || LaterChanges.areAfter(call, function));
    }

    private void reportLacking(Set<String> lacking, Op.CallDifferentiable call) {
        Origin origin = call.result().origin();
        report(
                Problem.CALLEE_LACKS_DERIVATIVE,
                call.result(),
                origin == null ? name(call.callee().method()) : origin.text(),
                String.join(" and no ", lacking),
                String.join(" and ", lacking),
                name(call.callee().method()));
    }

    private List<Integer> varied(List<Value> operands) {
        List<Integer> varied = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            if (operands.get(i).type().isDifferentiable() && activity.isVaried(operands.get(i))) {
                varied.add(i);
            }
        }
        return varied;
    }

    private static String name(Member member) {
        return member.owner().simpleName() + "." + member.name();
    }

    private static String text(Value value) {
        Origin origin = value.origin();
        return value.name() != null ? value.name() : origin != null ? origin.text() : "this value";
    }

    private void report(Problem problem, Value result, String... words) {
        Origin origin = result.origin();
        missing.add(Diagnosis.of(problem, origin == null ? new Origin(result, "") : origin, words));
    }
}
