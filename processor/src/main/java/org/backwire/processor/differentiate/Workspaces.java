package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Type.Primitive;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Takes the arrays that a function makes for itself from a workspace, its last parameter, so that a gate can use them again.
 * Afterwards only arrays that leave the function (its results, what foreign code sees) are made anew at each call, small ones
 * that HotSpot keeps in registers, and those of rare types. A function that makes no array has no workspace. The frames of
 * recursive calls come from it, too, and take from it what they keep.
 *
 * <p>What lives in one iteration of a loop is given back at its end.
 */
public final class Workspaces extends Copier {
    private static final String PACKAGE = "org.backwire";
    private static final int REGISTERS = 16;

    /** How many values a function may have, so that HotSpot still keeps small arrays out of memory; found by experiment. */
    private static final int MOST_VALUES = 200;

    private static final Type INT = Primitive.INT;

    private final Memory memory;
    private final Definitions definitions;
    private final Value workspace = Value.named(Type.Reference.WORKSPACE, "workspace");
    private final Set<Object> leaving = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Object> variable = Collections.newSetFromMap(new IdentityHashMap<>());
    /** The innermost loop, or its test, in which arrays are made. */
    private final Map<Object, Region> makers = new IdentityHashMap<>();

    private final Map<Value, Integer> uses;
    private final boolean isLong;
    private final Set<Value> remembered = new HashSet<>();
    private final Locality locality;
    private final Map<SlopesInto.Numbers, Value> slopes = new LinkedHashMap<>();
    /** The array of a helper of numbers, which it has from its caller. */
    private @Nullable Value own;

    private boolean used;

    private Workspaces(Function function, int returned) {
        memory = Memory.of(function);
        uses = function.body().uses();
        definitions = Definitions.of(function);
        locality = new Locality(function, memory);
        function.results().subList(0, returned).forEach(this::leaves);
        enter(function.body());
        isLong = uses.size() > MOST_VALUES;
    }

    /** A call that belongs to the frame of a helper that calls itself. */
    private static boolean hasFrame(Op op) {
        return op instanceof Op.CallDifferentiable call && call.frame() != null
                || op instanceof Op.CallCompanion back && back.frame() != null;
    }

    private static boolean mayMakeArray(Op op) {
        return op instanceof Op.NewArray
                || op instanceof Op.ArrayOf
                || op instanceof Op.NewTape
                || op instanceof Op.ZerosLike
                || op instanceof Op.CloneArray
                || op instanceof Op.DeepCopy
                || op instanceof Op.Foreign
                || hasFrame(op)
                || SlopesInto.isPossible(op);
    }

    /** A call of the companion of a helper that calls itself, which is given a workspace even where nothing is kept. */
    private static boolean isOfHelper(Op op) {
        return SlopesInto.isPossible(op) && ((Op.CallCompanion) op).callee().isRecursive();
    }

    /** Whether a function calls companions that could write their slopes into its arrays. */
    public static boolean callsCompanions(Function function) {
        return function.body().hasAny(SlopesInto::isPossible);
    }

    /** @param returned how many of the results are given to the caller; what else there is stays with the gate */
    public static Function run(Function function, int returned) {
        if (!function.body().hasAny(Workspaces::mayMakeArray)) {
            return function;
        }
        Workspaces pass = new Workspaces(function, returned);
        Function result = pass.function(function);
        return pass.used ? pass.given(result) : result;
    }

    /** A half of a frame: what it returns is its caller's, who has the same workspace. It is given one in any case. */
    public static Function ofFrame(Function half) {
        Workspaces pass = new Workspaces(half, 0);
        return pass.given(pass.function(half));
    }

    /**
     * The derivative of a helper of numbers that calls itself: it is given a workspace, then the array for its slopes, which its own calls use
     * before it does.
     */
    public static Function ofHelper(Function vjp) {
        Workspaces pass = new Workspaces(vjp, 0);
        List<Type> types = vjp.results().stream().map(Value::type).toList();
        SlopesInto.Numbers numbers = SlopesInto.Numbers.of(types, types.size() - 1);
        Value own = numbers.array();
        pass.slopes.put(numbers, own);
        pass.own = own;
        return pass.given(pass.function(vjp));
    }

    /** Whether a function takes arrays from its workspace, rather than pass it on. */
    public static boolean takesArrays(Function function) {
        return function.body().hasAny(WorkspaceCalls::isAny);
    }

    /**
     * The same with a workspace for each call that has a frame: one that keeps nothing, if the call has none yet.
     *
     * @param onTheWayBack whether {@code backward} is given one
     */
    public static Function everywhere(Function function, boolean onTheWayBack) {
        return !function.body().hasAny(op -> hasFrame(op) || isOfHelper(op))
                ? function
                : new Copier() {
                    @Override
                    protected void visit(Op op, RegionBuilder target) {
                        Op copy = copy(op);
                        if (isOfHelper(copy)) {
                            writeAlone((Op.CallCompanion) copy, target);
                        } else if (copy instanceof Op.CallCompanion back && !onTheWayBack) {
                            target.add(back.takingNone());
                        } else if (hasFrame(copy) && !takesWorkspace(copy)) {
                            target.add(taking(copy, none(target)));
                        } else {
                            target.add(copy);
                        }
                    }
                }.function(function);
    }

    /** A call that makes the array for its slopes itself. */
    private static void writeAlone(Op.CallCompanion call, RegionBuilder target) {
        SlopesInto.Numbers numbers = SlopesInto.numbers(call);
        Value array = null;
        if (numbers != null) {
            array = numbers.array();
            target.add(new Op.NewArray(array, List.of(target.constant(INT, numbers.count()))));
        }
        SlopesInto.write(call, i -> true, array, none(target), false, target);
    }

    private static boolean takesWorkspace(Op call) {
        return call instanceof Op.CallDifferentiable forward
                ? forward.takesWorkspace()
                : ((Op.CallCompanion) call).takesWorkspace();
    }

    private Function given(Function function) {
        List<Value> parameters = new ArrayList<>(function.parameters());
        parameters.add(workspace);
        Region body = function.body();
        List<Op> ops = new ArrayList<>();
        if (own != null) {
            parameters.add(own);
            slopes.values().remove(own);
        }
        slopes.forEach((numbers, array) -> {
            Value count = Value.of(INT);
            ops.add(new Op.Constant(count, numbers.count(), null, null));
            ops.add(WorkspaceCalls.of(array, WorkspaceArrays.plural(numbers.type()), workspace, List.of(count)));
        });
        ops.addAll(body.ops());
        return new Function(function.name(), parameters, new Region(ops, body.yields(), body.completes()));
    }

    /** Takes the slopes of numbers, as many as a call has; there is one for all such calls. */
    private @Nullable Value slopesOf(Op.CallCompanion call) {
        SlopesInto.Numbers numbers = SlopesInto.numbers(call);
        return numbers == null ? null : slopes.computeIfAbsent(numbers, SlopesInto.Numbers::array);
    }

    /** Whether a function takes its arrays from a workspace. */
    public static boolean isUsed(Function function) {
        List<Value> parameters = function.parameters();
        return !parameters.isEmpty()
                && parameters.get(parameters.size() - 1).type().equals(Type.Reference.WORKSPACE);
    }

    private void leaves(Value value) {
        if (value.type() instanceof Type.Array) {
            leaving.addAll(memory.classesOf(value));
        }
    }

    private void enter(Region region) {
        enter(region, region);
    }

    /** @param around the innermost loop, or its test */
    private void enter(Region region, Region around) {
        for (Op op : region.ops()) {
            acrossLoops(op, around);
            if (op instanceof Op.Foreign foreign
                    && !foreign.makesRoom()
                    && !foreign.comparesArrays()
                    && !isOurs(foreign)) {
                op.operands().forEach(this::leaves);
            }
            if (op instanceof Op.Throw || op instanceof Op.Concat || op instanceof Op.CastReference) {
                op.operands().forEach(this::leaves);
            }
            indexed(op);
            if (!(op instanceof Op.CallCompanion)) {
                remembered.addAll(op.operands());
            }
            op.regions().forEach(inner -> enter(inner, op instanceof Op.Loop ? inner : around));
        }
        remembered.addAll(region.yields());
        outOfRegisters(region.yields());
    }

    /** What a loop does to an array of the code around it is not followed from one iteration to the next. */
    private void acrossLoops(Op op, Region around) {
        if (op instanceof Op.NewArray || op instanceof Op.ArrayOf) {
            memory.classesOf(op.results().get(0)).forEach(node -> makers.put(node, around));
        }
        for (Value operand : op.operands()) {
            if (operand.type() instanceof Type.Array) {
                Object node = memory.classOf(operand);
                if (makers.getOrDefault(node, around) != around) {
                    variable.add(node);
                }
            }
        }
    }

    private void outOfRegisters(List<Value> values) {
        values.stream()
                .filter(value -> value.type() instanceof Type.Array)
                .forEach(array -> variable.addAll(memory.classesOf(array)));
    }

    /** An element at a place that is not known beforehand keeps an array out of registers; so does what holds it, keeps it, or may have another. */
    private void indexed(Op op) {
        boolean isVariable = op instanceof Op.Load load && definitions.number(load.index()) == null
                || op instanceof Op.Store store && definitions.number(store.index()) == null
                || op instanceof Op.Fill
                || op instanceof Op.CopyRange
                || op instanceof Op.CloneArray
                || op instanceof Op.Foreign
                || op instanceof Op.CallCompanion
                || op instanceof Op.CallDifferentiable;
        boolean isHeld = op instanceof Op.ArrayOf
                || op instanceof Op.Store store && store.value().type() instanceof Type.Array;
        if (isVariable || isHeld) {
            op.operands().stream()
                    .filter(v -> v.type() instanceof Type.Array)
                    .forEach(v -> variable.add(memory.classOf(v)));
        }
    }

    private static boolean isOurs(Op.Foreign foreign) {
        return foreign.member().owner().equals(ClassRef.of(PACKAGE, "Shapes"));
    }

    private boolean isKept(Op op) {
        if (!WorkspaceArrays.has(op)) {
            return false;
        }
        if (op instanceof Op.Foreign) {
            return true; // room on a tape, or an order, which nobody else sees
        }
        boolean leaves = made(op, op.results().get(0)).stream().anyMatch(leaving::contains);
        return !leaves && !isSmall(op, memory.classOf(op.results().get(0)));
    }

    /** The classes of the arrays that an op makes: not of rows that it is given, or that are put into what it makes. */
    private List<Object> made(Op op, Value array) {
        int rank = ((Type.Array) array.type()).rank();
        int ranks = op instanceof Op.NewArray
                ? op.operands().size()
                : op instanceof Op.ArrayOf || op instanceof Op.NewTape || op instanceof Op.CloneArray ? 1 : rank;
        return memory.classesOf(array, ranks);
    }

    private boolean isSmall(Op op, Object node) {
        if (isLong || variable.contains(node)) {
            return false;
        }
        if (op instanceof Op.ArrayOf array) {
            return array.operands().size() <= REGISTERS;
        }
        Double length = op instanceof Op.NewArray array && array.operands().size() == 1
                ? definitions.number(array.operands().get(0))
                : null;
        return length != null && length <= REGISTERS;
    }

    @Override
    protected void visit(Op op, RegionBuilder target) {
        if (op instanceof Op.Loop loop) {
            target.add(isReleased(loop) ? releasing((Op.Loop) copy(loop)) : copy(loop));
        } else if (hasFrame(op)) {
            boolean isGiven = isGiven(op);
            used |= isGiven;
            target.add(taking(copy(op), isGiven ? workspace : none(target)));
        } else if (SlopesInto.isPossible(op) && isGiven(op)) {
            used = true;
            Op.CallCompanion call = (Op.CallCompanion) copy(op);
            List<Value> before = SlopesInto.slopes((Op.CallCompanion) op);
            SlopesInto.write(call, i -> uses.containsKey(before.get(i)), slopesOf(call), workspace, true, target);
        } else if (!isKept(op)) {
            super.visit(op, target);
        } else if (op instanceof Op.Foreign room && room.makesRoom()) {
            used = true;
            String name = room.member().equals(Op.Foreign.BIT_ROOM) ? "bitRoom" : "room";
            target.add(WorkspaceCalls.of(result(op), name, workspace, of(room.arguments())));
        } else if (op instanceof Op.ArrayOf array) {
            Value length = target.constant(INT, array.operands().size());
            take(array, List.of(length), target);
            for (int i = 0; i < array.operands().size(); i++) {
                Value element = array.operands().get(i);
                if (!isZero(element)) {
                    target.add(new Op.Store(of(array.result()), target.constant(INT, i), of(element), null));
                }
            }
        } else {
            take(op, of(op.operands()), target);
        }
    }

    /** What an array holds as it is taken; not -0.0. */
    private boolean isZero(Value element) {
        Double number = definitions.number(element);
        return number != null && Double.doubleToRawLongBits(number) == 0;
    }

    private void take(Op op, List<Value> arguments, RegionBuilder target) {
        used = true;
        WorkspaceArrays.take(op, result(op), arguments, definitions, workspace, target);
    }

    /** Whether nothing that a call of ours returns leaves the function. */
    private boolean isGiven(Op op) {
        return (hasFrame(op) || SlopesInto.isPossible(op))
                && arrays(op).stream()
                        .noneMatch(array -> memory.classesOf(array).stream().anyMatch(leaving::contains));
    }

    private static List<Value> arrays(Op op) {
        return op.results().stream()
                .filter(value -> value.type() instanceof Type.Array)
                .toList();
    }

    private static Op taking(Op call, Value workspace) {
        return call instanceof Op.CallDifferentiable forward
                ? forward.taking(workspace)
                : ((Op.CallCompanion) call).taking(workspace);
    }

    private static Value none(RegionBuilder target) {
        Value none = Value.named(Type.Reference.WORKSPACE, "none");
        return target.value(
                new Op.Foreign(none, Op.Use.STATIC_FIELD, WorkspaceCalls.member("NONE"), null, List.of(), null));
    }

    private Value result(Op op) {
        Value result = op.results().get(0);
        Value copy = new Value(result.type(), result.name(), result.origin(), null);
        define(result, copy);
        return copy;
    }

    /** Whether all that a loop's body takes lives in one iteration only. */
    private boolean isReleased(Op.Loop loop) {
        Set<Value> inside = Locality.definedIn(List.of(loop.body()));
        List<Op> kept = new ArrayList<>();
        kept(loop.body(), kept);
        return !kept.isEmpty()
                && loop.body().completes()
                && kept.stream()
                        .noneMatch(op -> op instanceof Op.CallDifferentiable call && remembered.contains(call.frame()))
                && kept.stream()
                        .flatMap(op -> arrays(op).stream().flatMap(array -> made(op, array).stream()))
                        .allMatch(arrays -> locality.isLocal(arrays, inside::contains));
    }

    private void kept(Region region, List<Op> into) {
        for (Op op : region.ops()) {
            if (isKept(op) || isGiven(op) && (hasFrame(op) || !arrays(op).isEmpty())) {
                into.add(op);
            }
            op.regions().forEach(r -> kept(r, into));
        }
    }

    private Op.Loop releasing(Op.Loop loop) {
        List<Op> ops = loop.body().ops();
        int steps = ops.size(); // the step of a for stays last
        while (steps > 0 && ops.get(steps - 1) instanceof Op.Apply) {
            steps--;
        }
        RegionBuilder body = new RegionBuilder();
        Value mark = Value.named(INT, "mark");
        body.add(WorkspaceCalls.of(mark, "mark", workspace, List.of()));
        ops.subList(0, steps).forEach(body::add);
        body.add(WorkspaceCalls.of(null, "release", workspace, List.of(mark)));
        ops.subList(steps, ops.size()).forEach(body::add);
        return new Op.Loop(
                loop.results(),
                loop.variables(),
                loop.initials(),
                loop.test(),
                body.yielding(loop.body().yields()));
    }
}
