package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Which arrays may be one and the same, and which are ever written. Arrays are sorted into classes: two that may alias are in
 * the same class; the rows of an array are a class of their own.
 *
 * <p>Different parameters are different arrays: the contract forbids aliases where one of them is written, and where none is
 * written it does not matter.
 */
final class Memory {
    private static final ClassRef SHAPES = ClassRef.of("org.backwire", "Shapes");

    private final Map<Object, Object> leaders = new IdentityHashMap<>();
    private final Map<Object, Object> rows = new IdentityHashMap<>();
    private final Set<Value> targets = new HashSet<>();
    /** Arrays that foreign code was given, with all their rows. */
    private final Set<Value> given = new HashSet<>();
    /** Arrays that foreign code has returned, or that come out of an object. */
    private final Set<Value> others = new HashSet<>();
    /** Arrays that are seen as something else, or put into it: they may come out of an object again. */
    private final Set<Value> hidden = new HashSet<>();

    private final Set<Object> written = new HashSet<>();
    private boolean areOthersWritten;

    private Memory() {}

    static Memory of(Function function) {
        Memory memory = new Memory();
        if (function.hasArrays()) {
            memory.collect(function.body());
            function.parameters().stream()
                    .filter(parameter -> isArray(parameter) && !parameter.type().isDifferentiable())
                    .forEach(memory.hidden::add); // objects that are passed beside it may hold it, too
            memory.meet();
        }
        memory.targets.forEach(v -> memory.written.add(memory.classOf(v)));
        memory.given.forEach(v -> memory.written.addAll(memory.classesOf(v)));
        if (memory.areOthersWritten) {
            memory.written.addAll(memory.known());
        }
        return memory;
    }

    /** The class of an array: equal for arrays that may alias. */
    Object classOf(Value array) {
        return find(array);
    }

    /** The class of an array, and those of its rows. */
    Set<Object> classesOf(Value array) {
        Set<Object> classes = Collections.newSetFromMap(new IdentityHashMap<>());
        classes.addAll(classesOf(array, ((Type.Array) array.type()).rank()));
        return classes;
    }

    /** The class of an array, then those of its rows, down to a rank. */
    List<Object> classesOf(Value array, int ranks) {
        List<Object> classes = new ArrayList<>();
        Object node = classOf(array);
        classes.add(node);
        for (int i = 1; i < ranks; i++) {
            node = rowsOfClass(node);
            classes.add(node);
        }
        return classes;
    }

    boolean isWritten(Value array) {
        return written.contains(find(array));
    }

    boolean isWrittenClass(Object arrays) {
        return written.contains(find(arrays));
    }

    /** The arrays to which an op writes by name. */
    static List<Value> given(Op op) {
        if (op instanceof Op.Store store) {
            return List.of(store.array());
        }
        if (op instanceof Op.Fill fill) {
            return List.of(fill.array());
        }
        if (op instanceof Op.CopyRange copy) {
            return List.of(copy.target());
        }
        return op instanceof Op.Foreign foreign && !foreign.member().owner().equals(SHAPES)
                ? foreign.operands().stream().filter(Memory::isArray).toList()
                : List.of();
    }

    /** The classes of the arrays whose elements an op itself may set: of all rows and of what it knows, if it is foreign. */
    Set<Object> targets(Op op) {
        List<Value> arrays = given(op);
        if (!(op instanceof Op.Foreign foreign)) {
            return arrays.isEmpty() ? Set.of() : Set.of(classOf(arrays.get(0)));
        }
        Set<Object> classes = Collections.newSetFromMap(new IdentityHashMap<>());
        arrays.forEach(v -> classes.addAll(classesOf(v)));
        if (ForeignWrites.toKnownArrays(foreign)) {
            classes.addAll(known());
        }
        return classes;
    }

    /** The arrays that foreign code may know. */
    private Set<Object> known() {
        Set<Object> known = Collections.newSetFromMap(new IdentityHashMap<>());
        hidden.forEach(v -> known.addAll(classesOf(v)));
        given.forEach(v -> known.addAll(classesOf(v)));
        others.forEach(v -> known.addAll(classesOf(v)));
        return known;
    }

    /** Whether an array, or a row of it, is ever written. */
    boolean isEverWritten(Value array) {
        return classesOf(array).stream().anyMatch(this::isWrittenClass);
    }

    private Object find(Object node) {
        Object leader = node;
        for (Object next = leaders.get(leader); next != null; next = leaders.get(leader)) {
            leader = next;
        }
        return leader;
    }

    private void unify(Object a, Object b) {
        Object x = find(a);
        Object y = find(b);
        if (x == y) {
            return;
        }
        leaders.put(y, x);
        Object rowsOfY = rows.remove(y);
        if (rowsOfY != null) {
            Object rowsOfX = rows.get(x);
            if (rowsOfX == null) {
                rows.put(x, rowsOfY);
            } else {
                unify(rowsOfX, rowsOfY);
            }
        }
    }

    /** The class of the rows of an array of arrays. */
    Object rowsOf(Value array) {
        return rowsOfClass(find(array));
    }

    Object rowsOfClass(Object arrays) {
        return find(rows.computeIfAbsent(find(arrays), a -> new Object()));
    }

    private static boolean isArray(@Nullable Value value) {
        return value != null && value.type() instanceof Type.Array;
    }

    private static boolean hasRows(Value value) {
        return value.type() instanceof Type.Array array && array.rank() > 1;
    }

    private void same(List<Value> a, List<Value> b) {
        for (int i = 0; i < b.size(); i++) {
            if (isArray(a.get(i))) {
                unify(a.get(i), b.get(i));
            }
        }
    }

    private void collect(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.If branch) {
                branch.regions().forEach(r -> same(branch.results(), r.yields()));
            } else if (op instanceof Op.Loop loop) {
                same(loop.variables(), loop.initials());
                same(loop.variables(), loop.body().yields());
                same(loop.results(), loop.variables());
            } else if (op instanceof Op.Load load && isArray(load.result())) {
                unify(load.result(), rowsOf(load.array()));
            } else if (op instanceof Op.Store store) {
                targets.add(store.array());
                contains(store.array(), store.value());
            } else if (op instanceof Op.Fill fill) {
                targets.add(fill.array());
                contains(fill.array(), fill.value());
            } else if (op instanceof Op.CopyRange copy) {
                targets.add(copy.target());
                shareRows(copy.source(), copy.target());
            } else if (op instanceof Op.CloneArray clone) {
                shareRows(clone.array(), clone.result());
            } else if (op instanceof Op.ArrayOf array) {
                array.operands().forEach(v -> contains(array.result(), v));
            } else if (op instanceof Op.Foreign foreign) {
                collect(foreign);
            } else if (op instanceof Op.CastReference cast) {
                collect(cast);
            } else if (op instanceof Op.CallDifferentiable call
                    && !call.callee().owns()) {
                call.results().stream()
                        .filter(Memory::isArray)
                        .forEach(result ->
                                call.operands().stream().filter(Memory::isArray).forEach(v -> returns(v, result)));
            }
            op.regions().forEach(this::collect);
        }
    }

    /** Foreign code may write its arguments, and return one of them. */
    private void collect(Op.Foreign foreign) {
        if (foreign.member().owner().equals(SHAPES) || foreign.isNullCheck() || foreign.comparesArrays()) {
            return; // our own, which looks or sets to zero, and those that only look
        }
        List<Value> arrays = new ArrayList<>(foreign.operands());
        arrays.removeIf(value -> !isArray(value));
        List<Value> returned =
                foreign.results().stream().filter(Memory::isArray).toList();
        if (!foreign.makesRoom()) { // that is our own, and knows nothing but the tape
            areOthersWritten |= ForeignWrites.toKnownArrays(foreign);
            given.addAll(arrays);
            others.addAll(returned);
        }
        arrays.addAll(returned);
        arrays.forEach(array -> unify(arrays.get(0), array));
    }

    /** A method may return its argument, a row of it, or an array with it as a row. */
    private void returns(Value argument, Value result) {
        Type.Array given = (Type.Array) argument.type();
        Type.Array returned = (Type.Array) result.type();
        if (!given.leaf().equals(returned.leaf())) {
            return;
        }
        int difference = given.rank() - returned.rank();
        Object outer = difference > 0 ? argument : result;
        for (int i = Math.abs(difference); i > 0; i--) {
            outer = rowsOfClass(outer);
        }
        unify(outer, difference > 0 ? result : argument);
    }

    private void collect(Op.CastReference cast) {
        if (isArray(cast.operand())) {
            hidden.add(cast.operand());
        }
        if (isArray(cast.result())) {
            others.add(cast.result());
            if (isArray(cast.operand())) {
                unify(cast.operand(), cast.result());
            }
        }
    }

    /** What comes out of an object may be any array that went into one, or a row of it. */
    private void meet() {
        hidden.addAll(given);
        for (Value other : others) {
            for (Value array : hidden) {
                meet(other, array);
            }
        }
    }

    private void meet(Value other, Value array) {
        Object node = other;
        for (Type type = other.type(); type instanceof Type.Array of; type = of.element()) {
            Object known = array;
            for (Type seen = array.type(); seen instanceof Type.Array; seen = ((Type.Array) seen).element()) {
                if (mayBeSame(of, (Type.Array) seen)) {
                    unify(node, known);
                }
                known = rowsOfClass(known);
            }
            node = rowsOfClass(node);
        }
    }

    /** Whether an array can be of both types: one of objects is also of any class of these. */
    private static boolean mayBeSame(Type.Array a, Type.Array b) {
        return a.equals(b) || !a.element().isPrimitive() && !b.element().isPrimitive();
    }

    private void contains(Value array, Value element) {
        if (isArray(element)) {
            unify(rowsOf(array), element);
            if (!(((Type.Array) array.type()).element() instanceof Type.Array)) {
                hidden.add(element); // in an array of objects
            }
        }
    }

    private void shareRows(Value a, Value b) {
        if (hasRows(a)) {
            unify(rowsOf(a), rowsOf(b));
        }
    }
}
