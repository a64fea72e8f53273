package org.backwire.processor.differentiate;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.CompanionMember;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Which values are active: they vary with a parameter that is differentiated, and the result depends on them by
 * differentiable gates.
 *
 * <p>A value that varies through a test, a cast to an integer or a step does not count as varying: its derivative is 0. Arrays
 * that may be one and the same are active together, with all their elements.
 */
public final class Activity {
    private static final Set<ClassRef> NUMBERS = Stream.of(
                    "Math", "StrictMath", "Byte", "Character", "Short", "Integer", "Long")
            .map(name -> ClassRef.of("java.lang", name))
            .collect(Collectors.toUnmodifiableSet());

    private final Memory memory;
    private final Set<Object> varied = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Object> useful = Collections.newSetFromMap(new IdentityHashMap<>());

    private Activity(Memory memory) {
        this.memory = memory;
    }

    public static Activity of(Function function, List<Integer> wrt) {
        Activity activity = new Activity(Memory.of(function));
        for (int index : wrt) {
            activity.vary(function.parameters().get(index));
        }
        int before;
        do { // arrays carry facts back to earlier ops
            before = activity.varied.size();
            activity.forward(function.body());
        } while (activity.varied.size() > before);
        function.results().forEach(activity::use);
        do {
            before = activity.useful.size();
            activity.backward(function.body());
        } while (activity.useful.size() > before);
        return activity;
    }

    public boolean isVaried(Value value) {
        return isIn(varied, value);
    }

    /** Whether the result depends on it other than by tests, steps and positions. */
    public boolean isUseful(Value value) {
        return isIn(useful, value);
    }

    /** An array of arrays is what its rows are: their shadows are rows of its shadow. */
    private boolean isIn(Set<Object> set, Value value) {
        Object node = node(value);
        boolean found = set.contains(node);
        for (int rank = value.type() instanceof Type.Array array ? array.rank() : 1; rank > 1 && !found; rank--) {
            node = memory.rowsOfClass(node);
            found = set.contains(node);
        }
        return found;
    }

    public boolean isActive(Value value) {
        return value.type().isDifferentiable() && isVaried(value) && isUseful(value);
    }

    /** Whether an array of arrays is ever given other rows. */
    boolean hasMovingRows(Value array) {
        Object node = memory.classOf(array);
        for (int rank = ((Type.Array) array.type()).rank(); rank > 1; rank--) {
            if (memory.isWrittenClass(node)) {
                return true;
            }
            node = memory.rowsOfClass(node);
        }
        return false;
    }

    private Object node(Value value) {
        return value.type() instanceof Type.Array ? memory.classOf(value) : value;
    }

    private void vary(Value value) {
        if (value.type().isDifferentiable()) {
            varied.add(node(value));
            if (value.type() instanceof Type.Array array && array.rank() > 1) {
                varyRows(memory.rowsOf(value), array.rank() - 1);
            }
        }
    }

    private void varyRows(Object rows, int rank) {
        varied.add(rows);
        if (rank > 1) {
            varyRows(memory.rowsOfClass(rows), rank - 1);
        }
    }

    private void use(Value value) {
        useful.add(node(value));
        if (value.type() instanceof Type.Array array && array.rank() > 1) {
            useRows(memory.rowsOf(value), array.rank() - 1);
        }
    }

    private void useRows(Object rows, int rank) {
        useful.add(rows);
        if (rank > 1) {
            useRows(memory.rowsOfClass(rows), rank - 1);
        }
    }

    private void forward(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.If branch) {
                forward(branch.then());
                forward(branch.otherwise());
                for (Region side : op.regions()) {
                    varyWhere(branch.results(), side.yields());
                }
            } else if (op instanceof Op.Loop loop) {
                forward(loop);
            } else if (op instanceof Op.Apply apply) {
                if (!apply.gate().isStep() && isAnyVaried(apply.derivedOperands())) {
                    vary(apply.result());
                }
            } else if (op instanceof Op.CallDifferentiable call) {
                if (call.callee().wrtOperands().stream()
                        .anyMatch(i -> isVaried(call.arguments().get(i)))) {
                    call.results().forEach(this::vary);
                }
            } else if (op instanceof Op.CallCompanion call && call.member() == CompanionMember.GRADIENT) {
                if (call.callee().wrtOperands().stream()
                        .anyMatch(i -> isVaried(call.operands().get(i)))) {
                    call.results().forEach(this::vary);
                }
            } else if (op instanceof Op.CallRuled
                    || op instanceof Op.Slope
                    || op instanceof Op.Foreign
                    || op instanceof Op.CallCompanion) {
                if (isAnyVaried(op.operands())) {
                    op.results().forEach(this::vary);
                }
            } else {
                flow(op, varied);
            }
        }
    }

    private boolean isAnyVaried(List<Value> values) {
        for (Value value : values) {
            if (isVaried(value)) {
                return true;
            }
        }
        return false;
    }

    private void forward(Op.Loop loop) {
        varyWhere(loop.variables(), loop.initials());
        int before;
        do {
            before = varied.size();
            forward(loop.test());
            forward(loop.body());
            varyWhere(loop.variables(), loop.body().yields());
        } while (varied.size() > before);
        varyWhere(loop.results(), loop.variables());
    }

    /** Between memory and what is put into it or taken out of it, facts flow the same way as the data. */
    private void flow(Op op, Set<Object> into) {
        boolean forward = into == varied;
        if (op instanceof Op.Load load) {
            flow(load.array(), load.result(), forward);
        } else if (op instanceof Op.Store store) {
            flow(store.value(), store.array(), forward);
        } else if (op instanceof Op.Fill fill) {
            flow(fill.value(), fill.array(), forward);
        } else if (op instanceof Op.CopyRange copy) {
            flow(copy.source(), copy.target(), forward);
        } else if (op instanceof Op.CloneArray clone) {
            flow(clone.array(), clone.result(), forward);
        } else if (op instanceof Op.DeepCopy copy) {
            flow(copy.array(), copy.result(), forward);
        } else if (op instanceof Op.ArrayOf array) {
            array.operands().forEach(v -> flow(v, array.result(), forward));
        }
    }

    private void flow(Value from, Value to, boolean forward) {
        if (forward && isVaried(from)) {
            vary(to);
        } else if (!forward && isUseful(to)) {
            use(from);
        }
    }

    private void varyWhere(List<Value> targets, List<Value> sources) {
        for (int i = 0; i < sources.size(); i++) {
            flow(sources.get(i), targets.get(i), true);
        }
    }

    private void backward(Region region) {
        List<Op> ops = region.ops();
        for (int i = ops.size() - 1; i >= 0; i--) {
            Op op = ops.get(i);
            if (op instanceof Op.If branch) {
                for (Region side : op.regions()) {
                    useWhere(branch.results(), side.yields());
                }
                backward(branch.then());
                backward(branch.otherwise());
            } else if (op instanceof Op.Loop loop) {
                backward(loop);
            } else if (op instanceof Op.Apply apply) {
                if (isUseful(apply.result()) && !apply.gate().isTest()) {
                    apply.operands().forEach(this::use);
                    apply.derivedOperands().forEach(this::use);
                }
            } else if (op instanceof Op.Foreign foreign) {
                if (foreign.result() != null && isUseful(foreign.result()) && isOfNumbers(foreign)) {
                    foreign.operands().forEach(this::use);
                }
            } else if (op instanceof Op.CallRuled call) {
                if (isUseful(call.result())) {
                    call.arguments().forEach(this::use); // of the points only slopes are taken
                }
            } else if (op instanceof Op.CallDifferentiable call) {
                if (call.results().stream().anyMatch(this::isUseful)) {
                    call.arguments().forEach(this::use);
                }
            } else if (op instanceof Op.CallCompanion || op instanceof Op.Slope) {
                if (op.results().stream().anyMatch(this::isUseful)) {
                    op.operands().forEach(this::use);
                }
            } else {
                flow(op, useful);
            }
        }
    }

    /** Whether a number is made of numbers alone, or of the box of one: what is looked up in an object is a matter of positions. */
    private static boolean isOfNumbers(Op.Foreign foreign) {
        return NUMBERS.contains(foreign.member().owner())
                || foreign.receiver() == null
                        && Objects.requireNonNull(foreign.result()).type().isPrimitive()
                        && foreign.operands().stream().allMatch(v -> v.type().isPrimitive());
    }

    private void backward(Op.Loop loop) {
        useWhere(loop.results(), loop.variables());
        int before;
        do {
            before = useful.size();
            useWhere(loop.variables(), loop.body().yields());
            backward(loop.body());
        } while (useful.size() > before);
        useWhere(loop.variables(), loop.initials());
    }

    private void useWhere(List<Value> targets, List<Value> sources) {
        for (int i = 0; i < sources.size(); i++) {
            flow(sources.get(i), targets.get(i), false);
        }
    }
}
