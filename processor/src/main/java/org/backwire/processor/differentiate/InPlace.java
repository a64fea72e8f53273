package org.backwire.processor.differentiate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * <p>It is so where a helper keeps nothing of such an array, where each caller copies what comes back over the argument at once, and where nothing else
 * comes back but one value.
 */
public final class InPlace {
    private final Map<ClassRef, Map<Integer, Integer>> plans = new HashMap<>();

    /** A helper, and the forward half of its frame. */
    public record Frame(Callee callee, Function forward) {}

    private InPlace() {}

    /**
     * For each helper, by the number of a result, that of the parameter which it is; nothing for a helper whose arrays have to be copied.
     *
     * @param functions all that call helpers, the halves of their frames among them
     */
    public static Map<ClassRef, Map<Integer, Integer>> plans(List<Frame> frames, List<Function> functions) {
        InPlace plan = new InPlace();
        for (Frame frame : frames) {
            Map<Integer, Integer> written =
                    written(frame.forward(), frame.callee().result().size());
            if (frame.callee().result().size() - written.size() <= 1) {
                plan.plans.put(frame.callee().companion(), written);
            }
        }
        plan.plans.values().removeIf(Map::isEmpty);
        functions.forEach(plan::check);
        return plan.plans;
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
        Map<Value, Value> writtenBack = WriteBacks.ofAll(function);
        Set<ClassRef> copying = new HashSet<>();
        check(function.body(), writtenBack, copying);
        plans.keySet().removeAll(copying);
    }

    private void check(Region region, Map<Value, Value> writtenBack, Set<ClassRef> copying) {
        for (Op op : region.ops()) {
            if (op instanceof Op.CallDifferentiable call && call.frame() != null && !isFine(call, writtenBack)) {
                copying.add(call.callee().companion());
            } else if (op instanceof Op.CallCompanion back
                    && back.member() == CompanionMember.BACKWARD
                    && !isFine(back, writtenBack)) {
                copying.add(back.callee().companion());
            }
            op.regions().forEach(inner -> check(inner, writtenBack, copying));
        }
    }

    private boolean isFine(Op.CallDifferentiable call, Map<Value, Value> writtenBack) {
        Map<Integer, Integer> plan = plans.getOrDefault(call.callee().companion(), Map.of());
        return plan.entrySet().stream()
                .allMatch(entry -> writtenBack.get(call.results().get(entry.getKey()))
                        == call.arguments().get(entry.getValue()));
    }

    private boolean isFine(Op.CallCompanion back, Map<Value, Value> writtenBack) {
        Map<Integer, Integer> plan = plans.getOrDefault(back.callee().companion(), Map.of());
        return plan.entrySet().stream().allMatch(entry -> {
            int gradient = back.callee().wrtOperands().indexOf(entry.getValue());
            return gradient < 0
                    || writtenBack.get(back.results().get(gradient))
                            == back.arguments().get(entry.getKey());
        });
    }
}
