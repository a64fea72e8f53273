package org.backwire.processor.emit;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Estimates how many bytes of bytecode ops become, before they are written. A value that has no name and is used once is
 * taken to stay on the stack; any other is stored in a local variable, and read from it at each use.
 */
final class OpSizes {
    private static final int LOCAL = 4;
    private static final int FIELD = 5;
    private static final int CONSTANT = 3;
    private static final int CALL = 3;
    private static final int BRANCH = 8;
    private static final int STRONG = 8;

    private final Map<Value, Integer> uses = new IdentityHashMap<>();
    private final Set<Value> constants = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Value> inFields = Collections.newSetFromMap(new IdentityHashMap<>());

    OpSizes(Function function) {
        count(function.body());
    }

    private void count(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.Constant constant) {
                constants.add(constant.result());
            }
            op.operands().forEach(v -> uses.merge(v, 1, Integer::sum));
            op.regions().forEach(this::count);
        }
        region.yields().forEach(v -> uses.merge(v, 1, Integer::sum));
    }

    int of(Region region) {
        int size = 0;
        for (Op op : region.ops()) {
            size += of(op);
        }
        return size;
    }

    int of(List<Op> ops) {
        int size = 0;
        for (Op op : ops) {
            size += of(op);
        }
        return size;
    }

    int of(Op op) {
        if (op instanceof Op.Constant) {
            return 0;
        }
        if (op instanceof Op.CallPart call) {
            return of(call);
        }
        int size = own(op) + reads(op);
        for (Region region : op.regions()) {
            size += of(region);
            for (Value yielded : region.yields()) {
                size += read(yielded) + LOCAL;
            }
        }
        for (Value result : op.results()) {
            size += isOnStack(result) ? 0 : LOCAL;
        }
        return size;
    }

    private int of(Op.CallPart call) {
        int passed = (int)
                call.operands().stream().filter(v -> !inFields.contains(v)).count();
        return CALL + LOCAL * (passed + 2);
    }

    /** These values will be read from fields. */
    void putInFields(List<Value> values) {
        inFields.addAll(values);
    }

    private int reads(Op op) {
        int size = 0;
        for (Value operand : op.operands()) {
            size += read(operand);
        }
        boolean twice = op instanceof Op.Apply apply && isStrong(apply.gate());
        return twice ? size + read(op.operands().get(0)) : size;
    }

    private int read(Value value) {
        return constants.contains(value) ? CONSTANT : inFields.contains(value) ? FIELD : isOnStack(value) ? 0 : LOCAL;
    }

    private boolean isOnStack(Value value) {
        return value.name() == null && value.note() == null && uses.getOrDefault(value, 0) <= 1;
    }

    private static boolean isStrong(Gate gate) {
        return gate == Gate.STRONG_MUL || gate == Gate.STRONG_DIV;
    }

    private static int own(Op op) {
        if (op instanceof Op.Apply apply) {
            boolean isCall = apply.method() != null;
            return isStrong(apply.gate())
                    ? STRONG
                    : isCall ? CALL : apply.gate().isTest() ? BRANCH : 1;
        }
        if (op instanceof Op.ArrayOf array) {
            return CONSTANT + CALL + (CONSTANT + 2) * array.operands().size();
        }
        if (op instanceof Op.CallCompanion call) {
            return CALL + LOCAL + (CALL + LOCAL) * call.results().size();
        }
        if (op instanceof Op.Load load) {
            return Bits.areIn(load.array().type()) ? CALL : 1;
        }
        if (op instanceof Op.Throw) {
            return 1;
        }
        if (op instanceof Op.Store store) {
            return store.value().type() instanceof Type.Primitive ? 2 : 1;
        }
        boolean branches = op instanceof Op.If || op instanceof Op.Loop || op instanceof Op.Assert;
        return branches ? BRANCH : CALL + LOCAL;
    }
}
