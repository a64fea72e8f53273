package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.CompanionMember;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Lending;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * A call of a companion's {@code gradient} as one of its {@code valueAndGradient}, or of {@code forwardBackward} if there is one for
 * callers, as which {@code vjp} is called, too: the slopes go into arrays of the caller, and no record is made.
 */
final class SlopesInto {
    private SlopesInto() {}

    /** Whether a companion can write its slopes into arrays, all those of numbers into one. */
    static boolean isPossible(Op op) {
        return op instanceof Op.CallCompanion call
                && (call.member() == CompanionMember.GRADIENT
                        ? isPossible(call.callee())
                        : call.member() == CompanionMember.PULLBACK
                                && call.callee().takesWorkspace()
                                && !call.callee().isRecursive()
                                && call.callee().result() instanceof Shape.Single
                                && arePlain(call.callee()));
    }

    private static boolean isPossible(Callee callee) {
        boolean isCompanion = !callee.companion().packageName().equals("org.backwire");
        return isCompanion
                && arePlain(callee)
                && callee.isScalar()
                && (!callee.isRecursive() || callee.goesByNumbers());
    }

    private static boolean arePlain(Callee callee) {
        for (int parameter : callee.wrt()) {
            if (!(callee.shapes().get(parameter) instanceof Shape.Single single)
                    || single.type() instanceof Type.Array array && array.rank() > 3) {
                return false;
            }
        }
        return callee.lending() != Lending.NONE || !callee.isScalar() || !losesDigits(callee);
    }

    /** Whether {@code valueAndGradient} writes slopes of numbers into an array of a type that is too narrow, that of the value. */
    private static boolean losesDigits(Callee callee) {
        boolean isFloat = callee.result().types().get(0) == Type.Primitive.FLOAT;
        return isFloat
                && callee.wrt().stream()
                        .anyMatch(parameter ->
                                callee.shapes().get(parameter).types().get(0) == Type.Primitive.DOUBLE);
    }

    /** The slopes among the results of a call. */
    static List<Value> slopes(Op.CallCompanion call) {
        boolean givesValue = call.member() == CompanionMember.GRADIENT;
        return givesValue ? call.results().subList(1, call.results().size()) : call.results();
    }

    /** The array that takes the slopes of numbers; null if there are none. */
    static @Nullable Numbers numbers(Op.CallCompanion call) {
        List<Type> types =
                slopes(call).stream().map(Value::type).filter(Type::isPrimitive).toList();
        List<Type> all = new ArrayList<>(types);
        all.addAll(call.callee().result().types());
        return types.isEmpty() ? null : Numbers.of(all, types.size());
    }

    /** An array of so many numbers. */
    record Numbers(Type type, int count) {
        /** @param all the types of the numbers, and of the value: the array has the widest */
        static Numbers of(List<Type> all, int count) {
            return new Numbers(
                    all.contains(Type.Primitive.DOUBLE) ? Type.Primitive.DOUBLE : Type.Primitive.FLOAT, count);
        }

        Value array() {
            return Value.named(new Type.Array(type), "slopes");
        }
    }

    /**
     * Writes a call.
     *
     * @param isUsed whether the slope of this number is, counted from 0
     * @param numbers takes the slopes of numbers; null if there are none
     * @param workspace gives the other arrays, and those that the companion works with
     * @param isKept whether the workspace keeps anything
     */
    static void write(
            Op.CallCompanion call,
            IntPredicate isUsed,
            @Nullable Value numbers,
            Value workspace,
            boolean isKept,
            RegionBuilder target) {
        Callee callee = call.callee();
        boolean givesValue = call.member() == CompanionMember.GRADIENT;
        boolean lends = callee.takesWorkspace();
        boolean isSeeded = callee.lending() != Lending.NONE;
        List<Value> operands = new ArrayList<>(call.operands());
        if (isSeeded && givesValue) {
            boolean isFloat = call.results().get(0).type() == Type.Primitive.FLOAT;
            operands.add(target.constant(call.results().get(0).type(), isFloat ? (Object) 1f : 1.0));
        }
        List<Value> slopes = slopes(call);
        List<Integer> wrt = callee.wrtOperands();
        for (int i = 0; i < slopes.size(); i++) {
            Value slope = slopes.get(i);
            if (slope.type() instanceof Type.Array) {
                Value like = call.operands().get(wrt.get(i));
                target.add(WorkspaceCalls.of(slope, "zerosLike", workspace, List.of(like)));
                operands.add(slope);
            }
        }
        if (numbers != null) {
            operands.add(numbers);
        }
        Value mark = Value.named(Type.Primitive.INT, "mark");
        boolean isReleased = lends && isKept;
        if (lends) {
            operands.add(workspace);
        }
        if (isReleased) {
            target.add(WorkspaceCalls.of(mark, "mark", workspace, List.of()));
        }
        CompanionMember member = isSeeded ? CompanionMember.FORWARD_BACKWARD : CompanionMember.VALUE_AND_GRADIENT;
        Value value = givesValue
                ? call.results().get(0)
                : Value.of(callee.result().types().get(0));
        target.add(new Op.CallCompanion(member, List.of(value), callee, operands));
        if (isReleased) {
            target.add(WorkspaceCalls.of(null, "release", workspace, List.of(mark)));
        }
        int next = 0;
        for (int i = 0; i < slopes.size(); i++) {
            Value slope = slopes.get(i);
            if (numbers != null && slope.type().isPrimitive()) {
                if (isUsed.test(i)) {
                    load(slope, numbers, next, target);
                }
                next++;
            }
        }
    }

    private static void load(Value slope, Value numbers, int index, RegionBuilder target) {
        Type type = ((Type.Array) numbers.type()).element();
        boolean isWider = !type.equals(slope.type());
        Value element = isWider ? Value.of(type) : slope;
        target.add(new Op.Load(element, numbers, target.constant(Type.Primitive.INT, index)));
        if (isWider) {
            target.add(Op.Apply.of(slope, Gate.CAST, element));
        }
    }
}
