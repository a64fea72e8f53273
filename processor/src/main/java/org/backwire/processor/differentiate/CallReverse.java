package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backwire.processor.graph.CompanionMember;
import org.backwire.processor.graph.Note;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Ruled;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.backwire.processor.rules.Flow;
import org.backwire.processor.rules.Rules;
import org.backwire.processor.rules.Site;

/** Reverse mode through calls: of companions, of frames, and of methods with rules. */
final class CallReverse {
    private final Reverse reverse;
    private final Activity activity;
    private final MemoryReverse memory;
    private final Map<Value, Value> writtenBack;

    /** @param writtenBack the arguments over which results are copied ({@link WriteBacks}) */
    CallReverse(Reverse reverse, Activity activity, MemoryReverse memory, Map<Value, Value> writtenBack) {
        this.reverse = reverse;
        this.activity = activity;
        this.memory = memory;
        this.writtenBack = writtenBack;
    }

    /** Whether an op copies a result over an argument: the call itself takes the gradient of the one, and gives that of the other. */
    boolean isWriteBack(Op op) {
        return op instanceof Op.CopyRange copy && writtenBack.get(copy.source()) == copy.target();
    }

    /** What a companion's {@code gradient} gave: the slopes are there. */
    void backward(Op.CallCompanion call, Adjoints adjoints) {
        Value incoming = adjoints.of(call.results().get(0));
        if (incoming == null) {
            return;
        }
        Note note = new Note("call", Reverse.quote(call.results().get(0)));
        List<Integer> wrt = call.callee().wrtOperands();
        for (int i = 0; i < wrt.size(); i++) {
            Value operand = call.operands().get(wrt.get(i));
            if (operand.type() instanceof Type.Array) {
                if (memory.isShadowed(operand)) {
                    ArrayLoops.addScaled(
                            adjoints.region(),
                            memory.shadowAt(call, operand),
                            call.results().get(i + 1),
                            incoming);
                }
                continue;
            }
            Flow flow = Rules.along(reverse.term(call.results().get(i + 1)));
            reverse.contribute(operand, flow, incoming, Site.MATH, note, adjoints);
        }
    }

    /** What a companion gives back for the gradients of an array or a record; a call on data gets none. */
    void backward(Op.CallDifferentiable call, Adjoints adjoints) {
        if (call.callee().isStreamSum()) {
            sum(call, adjoints);
            return;
        }
        RegionBuilder region = adjoints.region();
        Value frame = call.frame();
        List<Value> operands = new ArrayList<>(frame == null ? call.points() : List.of(frame));
        boolean isReached = false;
        List<Value> overwritten = new ArrayList<>();
        for (Value result : call.results().subList(0, call.callee().result().size())) {
            boolean isArray = result.type() instanceof Type.Array;
            Value argument = writtenBack.get(result);
            if (argument != null) {
                overwritten.add(argument);
            }
            Value incoming =
                    isArray ? memory.shadowOrNull(call, argument != null ? argument : result) : adjoints.of(result);
            if (incoming == null && isArray && argument == null && activity.isActive(result)) {
                throw new AssertionError("no gradient of " + result);
            }
            isReached |= incoming != null;
            operands.add(
                    incoming != null
                            ? incoming
                            : isArray && result.type().isDifferentiable()
                                    ? region.value(new Op.ZerosLike(Value.of(result.type()), result))
                                    : region.zero(result.type()));
        }
        if (!isReached) {
            return;
        }
        Note note = new Note("call", Reverse.quote(call.result()));
        List<Integer> wrt = call.callee().wrtOperands();
        List<Value> gradients = new ArrayList<>();
        for (int i : wrt) {
            gradients.add(Value.named(
                    call.arguments().get(i).type(), "d" + call.callee().parameterOf(i)));
        }
        CompanionMember member = frame == null ? CompanionMember.PULLBACK : CompanionMember.BACKWARD;
        region.add(new Op.CallCompanion(member, gradients, call.callee(), operands));
        for (int i = 0; i < gradients.size(); i++) {
            Value argument = call.arguments().get(wrt.get(i));
            if (!(argument.type() instanceof Type.Array)) {
                reverse.contribute(argument, Rules.copy(), gradients.get(i), Site.MATH, note, adjoints);
            } else if (memory.isShadowed(argument) && overwritten.contains(argument)) {
                ArrayLoops.copy(region, memory.shadowAt(call, argument), gradients.get(i));
            } else if (memory.isShadowed(argument)) {
                ArrayLoops.add(region, memory.shadowAt(call, argument), gradients.get(i));
            }
        }
        memory.clearAfter(call, adjoints);
    }

    /** A sum gives its gradient to all that it adds up. */
    private void sum(Op.CallDifferentiable call, Adjoints adjoints) {
        Value incoming = adjoints.of(call.result());
        Value array = call.arguments().get(0);
        if (incoming != null && memory.isShadowed(array)) {
            ArrayLoops.addToEach(adjoints.region(), memory.shadowAt(call, array), incoming);
        }
    }

    void backward(Op.CallRuled call, Adjoints adjoints) {
        Value incoming = adjoints.of(call.result());
        if (incoming == null) {
            return;
        }
        Note note = new Note(call.ruled().method().name(), Reverse.quote(call.result()));
        for (int i = 0; i < call.arguments().size(); i++) {
            Value argument = call.arguments().get(i);
            Ruled rule = call.ruled().slopes().get(i);
            if (rule == null || !activity.isActive(argument)) {
                continue;
            }
            Value slope = adjoints.region().value(new Op.Slope(Value.of(rule.result()), rule, call.points()));
            if (!(argument.type() instanceof Type.Array)) {
                reverse.contribute(argument, Rules.along(reverse.term(slope)), incoming, Site.MATH, note, adjoints);
            } else if (memory.isShadowed(argument)) {
                Value shadow = memory.shadowAt(call, argument);
                ArrayLoops.requireShape(adjoints.region(), rule, slope, shadow);
                ArrayLoops.addScaled(adjoints.region(), shadow, slope, incoming);
            }
        }
    }
}
