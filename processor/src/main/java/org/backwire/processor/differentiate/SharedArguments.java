package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Finds calls of helpers that call themselves where it matters that such a helper works on a copy of an array that it writes to:
 * the array is known by another name as well, or what is written is not just its elements.
 */
final class SharedArguments {
    /** How deep arrays are looked for in arrays of objects. */
    private static final int DEPTH = 3;

    private final Map<ClassRef, Effects> effects;
    private final Memory memory;
    private final Ownership rows;
    private final ArraySources sources;
    private final Definitions definitions;
    private final Set<Object> outer = identities();
    private final Set<Object> remembered = identities();
    private final List<Diagnosis> found = new ArrayList<>();

    private SharedArguments(Function function, Map<ClassRef, Effects> effects) {
        this.effects = effects;
        memory = Memory.of(function);
        rows = Ownership.ofRows(function);
        sources = new ArraySources(function, Set.of());
        definitions = Definitions.of(function);
        findOuter(function.body());
    }

    /** All of them, in program order. */
    static List<Diagnosis> in(Function function, Map<ClassRef, Effects> effects) {
        SharedArguments arguments = new SharedArguments(function, effects);
        arguments.inspect(function.body());
        return arguments.found;
    }

    /** Whether the rows of an array stay where they are in a function, and nobody else knows it. */
    static boolean staysTogether(Function function, Value array) {
        SharedArguments arguments = new SharedArguments(function, Map.of());
        List<Object> classes = arguments.classes(array);
        boolean moves = arguments.isArrays(array)
                && classes.subList(0, classes.size() - 1).stream().anyMatch(arguments.memory::isWrittenClass);
        return !moves && Collections.disjoint(classes, arguments.remembered);
    }

    private boolean isArrays(Value value) {
        return value.type() instanceof Type.Array array
                && (array.rank() > 1 || !array.leaf().isPrimitive());
    }

    private static Set<Object> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private void findOuter(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.CastReference cast && cast.result().type() instanceof Type.Array) {
                outer.addAll(classes(cast.result()));
            } else if (op instanceof Op.Foreign foreign && !foreign.isNullCheck()) {
                findOuter(foreign);
            }
            op.regions().forEach(this::findOuter);
        }
    }

    private void findOuter(Op.Foreign foreign) {
        Value result = foreign.result();
        boolean isField = foreign.use() == Op.Use.STATIC_FIELD || foreign.use() == Op.Use.INSTANCE_FIELD;
        if (result != null
                && result.type() instanceof Type.Array
                && (isField || result.type().isDifferentiable())) {
            outer.addAll(classes(result));
        }
        boolean hasObject = result != null && isObject(result)
                || foreign.operands().stream().anyMatch(SharedArguments::isObject);
        if (hasObject) {
            foreign.operands().stream()
                    .filter(operand -> operand.type() instanceof Type.Array)
                    .forEach(operand -> remembered.addAll(classes(operand)));
        }
    }

    /** Whether a value may be an object that remembers an array. */
    private static boolean isObject(Value value) {
        return value.type() instanceof Type.Reference type && !type.equals(Type.Reference.STRING);
    }

    private List<Object> classes(Value value) {
        if (!(value.type() instanceof Type.Array array)) {
            return List.of();
        }
        int depth = array.leaf().isPrimitive() ? array.rank() : array.rank() + DEPTH;
        return memory.classesOf(value, depth);
    }

    private void inspect(Region region) {
        for (Op op : region.ops()) {
            Effects effect = op instanceof Op.CallDifferentiable call
                    ? effects.get(call.callee().companion())
                    : null;
            if (effect != null) {
                inspect((Op.CallDifferentiable) op, effect);
            }
            op.regions().forEach(this::inspect);
        }
    }

    private void inspect(Op.CallDifferentiable call, Effects effect) {
        String name = call.callee().title();
        for (int i = 0; i < call.arguments().size(); i++) {
            Value argument = call.arguments().get(i);
            Origin place = place(call, i);
            boolean isWritten = effect.writes().contains(i);
            if (isWritten && !Collections.disjoint(classes(argument), outer)) {
                found.add(Diagnosis.of(Problem.WRITE_TO_OUTER_ARRAY, place, name));
            } else if (isWritten && (isShared(call, i) || !rows.hasOwnRows(argument))) {
                found.add(Diagnosis.of(Problem.SHARED_ARGUMENT, place, name, place.text()));
            } else if ((isWritten || effect.moving().contains(i) && effect.hasGradients())
                    && call.callee().shapes().get(i).types().get(0) instanceof Type.Array
                    && mayBeNull(argument)) {
                found.add(Diagnosis.of(Problem.NULL_ARRAY, place, place.text(), name));
            }
        }
        boolean isShared = !effect.owns()
                && call.results().stream()
                        .anyMatch(result -> result.type() instanceof Type.Array && memory.isEverWritten(result));
        Origin origin = call.result().origin();
        if (isShared && origin != null) {
            found.add(Diagnosis.of(Problem.CALLEE_SHARES, origin, name));
        }
    }

    /** Where an argument stands. */
    static Origin place(Op.CallDifferentiable call, int argument) {
        return call.places().isEmpty()
                ? new Origin(call, call.callee().title())
                : call.places().get(argument);
    }

    private boolean isShared(Op.CallDifferentiable call, int written) {
        Value array = call.arguments().get(written);
        List<Object> classes = classes(array);
        if (!Collections.disjoint(classes, remembered)) {
            return true;
        }
        for (int i = 0; i < call.arguments().size(); i++) {
            if (i != written
                    && !Collections.disjoint(classes, classes(call.arguments().get(i)))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the user passes null; what has no value yet is null, too, but nobody wrote that. */
    private boolean mayBeNull(Value argument) {
        return sources.endsOf(argument).stream()
                .anyMatch(end -> end.origin() != null
                        && definitions.of(end) instanceof Op.Constant constant
                        && constant.value() == null);
    }
}
