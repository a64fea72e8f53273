package org.backwire.processor.differentiate;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.CompanionMember;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Which arrays helpers with frames may change where they are, rather than in copies that are copied back: forward the array itself,
 * backward its gradient.
 *
 * <p>An array that a helper writes to may be changed where the helper keeps nothing of it, where each caller copies what comes back
 * over the argument at once. The gradient of an array that it only reads may be
 * changed where forward does not need it, and each caller adds what comes back to that of the argument at once.
 */
public final class InPlace {
    private final Map<ClassRef, Map<Integer, Integer>> written = new HashMap<>();
    private final Map<ClassRef, Set<Integer>> added = new HashMap<>();

    /** A helper, what it does, and the halves of its frame. */
    public record Frame(Callee callee, Function primal, Function forward, Function backward) {}

    private InPlace() {}

    /**
     * What each helper may do; nothing for a helper whose arrays have to be copied.
     *
     * @param functions all that call helpers, the halves of their frames among them
     */
    public static Map<ClassRef, InPlacePlan> plans(List<Frame> frames, List<Function> functions) {
        return plans(frames, InPlace::readOnly, functions);
    }

    /** Whether helpers whose frames were made for such plans may do all that. */
    public static boolean fit(Map<ClassRef, InPlacePlan> plans, List<Frame> frames, List<Function> functions) {
        return plans(frames, frame -> planned(plans, frame.callee()).added(), functions)
                .equals(plans);
    }

    static InPlacePlan planned(Map<ClassRef, InPlacePlan> plans, Callee callee) {
        return plans.getOrDefault(callee.companion(), InPlacePlan.NONE);
    }

    private static Map<ClassRef, InPlacePlan> plans(
            List<Frame> frames, java.util.function.Function<Frame, Set<Integer>> added, List<Function> functions) {
        if (frames.isEmpty()) {
            return Map.of();
        }
        InPlace plan = new InPlace();
        for (Frame frame : frames) {
            ClassRef companion = frame.callee().companion();
            plan.written.put(
                    companion, written(frame.forward(), frame.callee().result().size()));
            plan.added.put(companion, added.apply(frame));
        }
        functions.forEach(plan::check);
        Map<ClassRef, InPlacePlan> plans = new HashMap<>();
        for (Frame frame : frames) {
            ClassRef companion = frame.callee().companion();
            InPlacePlan found = new InPlacePlan(
                    plan.written.getOrDefault(companion, Map.of()), plan.added.getOrDefault(companion, Set.of()));
            if (!found.isEmpty()) {
                plans.put(companion, found);
            }
        }
        return plans;
    }

    /** The array parameters that are only read, and whose gradients are made on the way back. */
    private static Set<Integer> readOnly(Frame frame) {
        Set<Integer> changed = CopiedParameters.written(frame.primal());
        Set<Integer> read = new LinkedHashSet<>();
        List<Integer> wrt = frame.callee().wrtOperands();
        for (int i = 0; i < wrt.size(); i++) {
            Value gradient = frame.backward().results().get(i);
            boolean isMadeThere = frame.backward().body().ops().stream()
                    .anyMatch(op -> op.results().contains(gradient)
                            && (op instanceof Op.NewArray || op instanceof Op.ZerosLike));
            if (isMadeThere && !changed.contains(wrt.get(i))) {
                read.add(wrt.get(i));
            }
        }
        return read;
    }

    /** By the number of a result of forward, that of the parameter of which it is a copy, where the copy may as well be the parameter. */
    private static Map<Integer, Integer> written(Function forward, int outputs) {
        Map<Integer, Integer> written = new LinkedHashMap<>();
        Memory memory = Memory.of(forward);
        for (Op op : forward.body().ops()) {
            if (!(op instanceof Op.DeepCopy copy) || ((Type.Array) copy.result().type()).rank() > 1) {
                continue;
            }
            int output = forward.results().indexOf(copy.result());
            int parameter = forward.parameters().indexOf(copy.array());
            if (parameter >= 0
                    && output >= 0
                    && output < outputs
                    && isOnlyCopied(copy.array(), copy, forward.body())
                    && !isKept(copy, output, forward, memory)) {
                written.put(output, parameter);
            }
        }
        return written;
    }

    /** Whether another result may be the copy, or what is copied, or have it for a row. */
    private static boolean isKept(Op.DeepCopy copy, int output, Function forward, Memory memory) {
        Set<Object> classes = Set.of(memory.classOf(copy.result()), memory.classOf(copy.array()));
        for (int i = 0; i < forward.results().size(); i++) {
            Value result = forward.results().get(i);
            if (i != output
                    && result.type() instanceof Type.Array
                    && memory.classesOf(result).stream().anyMatch(classes::contains)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOnlyCopied(Value parameter, Op copy, Region region) {
        for (Op op : region.ops()) {
            boolean isUse = op.operands().contains(parameter) && !(op instanceof Op.Length) && op != copy;
            if (isUse || op.regions().stream().anyMatch(inner -> !isOnlyCopied(parameter, copy, inner))) {
                return false;
            }
        }
        return !region.yields().contains(parameter);
    }

    private void check(Function function) {
        Map<Value, AddedGradients.Addition> additions = AddedGradients.in(function);
        Memory memory = Memory.of(function);
        Map<Value, Value> writtenBack = WriteBacks.ofAll(function, additions.values(), memory);
        Set<ClassRef> copying = new HashSet<>();
        check(function.body(), op -> {
            if (op instanceof Op.CallDifferentiable call && call.frame() != null && !isFine(call, writtenBack)) {
                copying.add(call.callee().companion());
            } else if (op instanceof Op.CallCompanion back && back.member() == CompanionMember.BACKWARD) {
                if (!isFine(back, writtenBack)) {
                    copying.add(back.callee().companion());
                }
                keepAdded(back, additions, memory);
            }
        });
        written.keySet().removeAll(copying);
    }

    private static void check(Region region, Consumer<Op> check) {
        for (Op op : region.ops()) {
            check.accept(op);
            op.regions().forEach(inner -> check(inner, check));
        }
    }

    /** No array is passed twice: what is added to the one could be lost where the other is read before and written after it. */
    private void keepAdded(Op.CallCompanion back, Map<Value, AddedGradients.Addition> additions, Memory memory) {
        Set<Object> passed = new HashSet<>();
        for (Value argument : back.arguments()) {
            if (argument.type() instanceof Type.Array) {
                passed.addAll(memory.classesOf(argument));
            }
        }
        Callee callee = back.callee();
        Set<Integer> fine = new LinkedHashSet<>();
        List<Integer> wrt = callee.wrtOperands();
        for (int i = 0; i < wrt.size(); i++) {
            AddedGradients.Addition addition = additions.get(back.results().get(i));
            Set<Object> classes = addition == null ? Set.of() : memory.classesOf(addition.target());
            if (addition != null && Collections.disjoint(passed, classes)) {
                fine.add(wrt.get(i));
            }
            passed.addAll(classes);
        }
        added.computeIfPresent(callee.companion(), (companion, all) -> {
            Set<Integer> kept = new LinkedHashSet<>(all);
            kept.retainAll(fine);
            return kept;
        });
    }

    private boolean isFine(Op.CallDifferentiable call, Map<Value, Value> writtenBack) {
        Map<Integer, Integer> plan = written.getOrDefault(call.callee().companion(), Map.of());
        return plan.entrySet().stream()
                .allMatch(entry -> writtenBack.get(call.results().get(entry.getKey()))
                        == call.arguments().get(entry.getValue()));
    }

    private boolean isFine(Op.CallCompanion back, Map<Value, Value> writtenBack) {
        Map<Integer, Integer> plan = written.getOrDefault(back.callee().companion(), Map.of());
        return plan.entrySet().stream().allMatch(entry -> {
            int gradient = back.callee().wrtOperands().indexOf(entry.getValue());
            return gradient < 0
                    || writtenBack.get(back.results().get(gradient))
                            == back.arguments().get(entry.getKey());
        });
    }
}
