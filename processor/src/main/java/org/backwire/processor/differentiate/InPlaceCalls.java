package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.CompanionMember;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Value;

/**
 * Calls helpers that change arrays where they are ({@link InPlace}). The last of all passes: from here on, the calls write to their
 * arguments.
 */
public final class InPlaceCalls extends Copier {
    private final Map<ClassRef, InPlacePlan> plans;
    /** What came back and was copied over an argument. */
    private final Set<Value> writtenBack = new HashSet<>();

    private final Set<Value> used = new HashSet<>();
    /** What came back and was added to a gradient. */
    private final Map<Value, AddedGradients.Addition> additions;

    private final Set<Op> gone = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean isPlanned;

    private InPlaceCalls(Map<ClassRef, InPlacePlan> plans, Map<Value, AddedGradients.Addition> additions) {
        this.plans = plans;
        this.additions = additions;
    }

    public static Function run(Function function, Map<ClassRef, InPlacePlan> plans) {
        InPlaceCalls calls = new InPlaceCalls(plans, AddedGradients.in(function));
        calls.collect(function.body());
        return calls.isPlanned ? calls.function(function) : function;
    }

    /** Takes note of what is copied over an argument, and of what else is read. */
    private void collect(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.CallDifferentiable call && call.frame() != null) {
                isPlanned |= !plan(call.callee()).isEmpty();
                plan(call.callee())
                        .written()
                        .keySet()
                        .forEach(i -> writtenBack.add(call.results().get(i)));
            } else if (op instanceof Op.CallCompanion back && back.frame() != null) {
                isPlanned |= !plan(back.callee()).isEmpty();
                List<Integer> wrt = back.callee().wrt();
                plan(back.callee()).written().values().stream()
                        .filter(wrt::contains)
                        .forEach(i -> writtenBack.add(back.results().get(wrt.indexOf(i))));
                plan(back.callee())
                        .added()
                        .forEach(i -> gone.addAll(addition(back, i).ops()));
            }
            if (!isWriteBack(op)) {
                used.addAll(op.operands());
            }
            op.regions().forEach(this::collect);
        }
        used.addAll(region.yields());
    }

    private AddedGradients.Addition addition(Op.CallCompanion back, int parameter) {
        Value gradient = back.results().get(back.callee().wrt().indexOf(parameter));
        return Objects.requireNonNull(additions.get(gradient));
    }

    private boolean isWriteBack(Op op) {
        return op instanceof Op.CopyRange copy && writtenBack.contains(copy.source())
                || op instanceof Op.Length length
                        && writtenBack.contains(length.array())
                        && !used.contains(length.result());
    }

    /**
     * The forward half of a helper's frame, which works in its parameters.
     */
    public static Function forward(Function forward, InPlacePlan plan) {
        Copier copier = new Copier() {
            @Override
            protected void visit(Op op, RegionBuilder target) {
                if (op instanceof Op.DeepCopy copy && isPlanned(copy)) {
                    define(copy.result(), of(copy.array()));
                } else {
                    super.visit(op, target);
                }
            }

            private boolean isPlanned(Op.DeepCopy copy) {
                int parameter = forward.parameters().indexOf(copy.array());
                return plan.written().entrySet().stream()
                        .anyMatch(entry -> entry.getValue() == parameter
                                && forward.results().get(entry.getKey()) == copy.result());
            }
        };
        Function changed = copier.function(forward);
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < changed.results().size(); i++) {
            if (!plan.written().containsKey(i)) {
                results.add(changed.results().get(i));
            }
        }
        return changed.with(new Region(changed.body().ops(), results, true));
    }

    /**
     * The backward half, which works in the gradients that it is given: without those of arrays that have none.
     */
    public static Function backward(Function backward, Callee callee, InPlacePlan plan) {
        List<Value> all = backward.parameters();
        int outputs = callee.result().size();
        int kept = all.size() - outputs - plan.added().size();
        List<Value> parameters = new ArrayList<>(all.subList(0, kept));
        for (int i = 0; i < outputs; i++) {
            Integer parameter = plan.written().get(i);
            if (parameter == null || callee.wrt().contains(parameter)) {
                parameters.add(all.get(kept + i));
            }
        }
        parameters.addAll(all.subList(kept + outputs, all.size()));
        return new Function(backward.name(), parameters, backward.body());
    }

    /** What helpers return that is none of their parameters. */
    private static Shape result(Callee callee, InPlacePlan plan) {
        if (plan.written().isEmpty()) {
            return callee.result();
        }
        List<String> names = new ArrayList<>();
        List<Shape> others = new ArrayList<>();
        for (int i = 0; i < callee.result().size(); i++) {
            if (!plan.written().containsKey(i)) {
                names.add(
                        callee.result() instanceof Shape.Compound record
                                ? record.names().get(i)
                                : "value");
                others.add(new Shape.Single(callee.result().types().get(i)));
            }
        }
        return others.size() == 1
                ? others.get(0)
                : new Shape.Compound(callee.companion().reference(Callee.RETURNED), names, others);
    }

    @Override
    protected void visit(Op op, RegionBuilder target) {
        if (op instanceof Op.CallDifferentiable call
                && call.frame() != null
                && !plan(call.callee()).isEmpty()) {
            forward(call, plan(call.callee()), target);
        } else if (op instanceof Op.CallCompanion back
                && back.frame() != null
                && !plan(back.callee()).isEmpty()) {
            backward(back, plan(back.callee()), target);
        } else if (!isWriteBack(op) && !gone.contains(op)) {
            super.visit(op, target);
        }
    }

    private InPlacePlan plan(Callee callee) {
        return InPlace.planned(plans, callee);
    }

    private void forward(Op.CallDifferentiable call, InPlacePlan plan, RegionBuilder target) {
        List<Value> arguments = of(call.arguments());
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < call.results().size(); i++) {
            Value result = call.results().get(i);
            Integer parameter = plan.written().get(i);
            if (parameter == null) {
                results.add(renewed(result));
                define(result, results.get(results.size() - 1));
            } else {
                define(result, arguments.get(parameter));
            }
        }
        target.add(new Op.CallDifferentiable(
                results, callee(call.callee(), plan), arguments, of(call.points()), call.places()));
    }

    private void backward(Op.CallCompanion back, InPlacePlan plan, RegionBuilder target) {
        List<Value> operands = new ArrayList<>(List.of(of(back.operands().get(0))));
        Map<Integer, Value> gradients = new HashMap<>();
        for (int i = 0; i < back.arguments().size(); i++) {
            Value argument = of(back.arguments().get(i));
            Integer parameter = plan.written().get(i);
            if (parameter == null || back.callee().wrt().contains(parameter)) {
                operands.add(argument);
            }
            if (parameter != null) {
                gradients.put(parameter, argument);
            }
        }
        List<Value> added = new ArrayList<>();
        for (int parameter : plan.added(back.callee())) {
            AddedGradients.Addition addition = addition(back, parameter);
            if (addition.row() != null) {
                super.visit(addition.row(), target);
            }
            added.add(of(addition.target()));
        }
        operands.addAll(operands.size() - (back.takesWorkspace() ? 1 : 0), added);
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < back.results().size(); i++) {
            Value result = back.results().get(i);
            int parameter = back.callee().wrt().get(i);
            Value gradient = gradients.get(parameter);
            if (plan.added().contains(parameter)) {
                continue; // nothing is left that reads it
            }
            if (gradient == null) {
                results.add(renewed(result));
                define(result, results.get(results.size() - 1));
            } else {
                define(result, gradient);
            }
        }
        target.add(new Op.CallCompanion(
                CompanionMember.BACKWARD_IN_PLACE, results, callee(back.callee(), plan), operands));
    }

    /** The helper as it is called then: what it returns, and the parameters whose gradients backward returns. */
    public static Callee callee(Callee callee, InPlacePlan plan) {
        return callee.returning(
                callee.method(),
                result(callee, plan),
                plan.returned(callee),
                callee.derivatives(),
                callee.steady(),
                callee.owns());
    }
}
