package org.backwire.processor.graph;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.backwire.Bits;

/**
 * Runs a function on boxed arguments, bit for bit as Java runs what the emitter prints. Foreign code is called by
 * reflection; calls of other differentiable methods are not supported. Assertions are enabled.
 */
public final class Interpreter {
    private final Map<Value, Object> values = new IdentityHashMap<>();

    private Interpreter() {}

    /** The results of a function; throws what the function throws. */
    public static List<Object> run(Function function, Object... arguments) {
        Interpreter interpreter = new Interpreter();
        for (int i = 0; i < arguments.length; i++) {
            interpreter.values.put(function.parameters().get(i), arguments[i]);
        }
        try {
            return interpreter.region(function.body());
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    private Object get(Value value) {
        if (!values.containsKey(value)) {
            throw new AssertionError("not computed yet: " + value);
        }
        return values.get(value);
    }

    private List<Object> get(List<Value> all) {
        List<Object> results = new ArrayList<>();
        all.forEach(v -> results.add(get(v)));
        return results;
    }

    private void put(List<Value> all, List<Object> results) {
        for (int i = 0; i < all.size(); i++) {
            values.put(all.get(i), results.get(i));
        }
    }

    private List<Object> region(Region region) throws Throwable {
        for (Op op : region.ops()) {
            op(op);
        }
        if (!region.completes()) {
            throw new AssertionError("the end of a region that does not complete");
        }
        return get(region.yields());
    }

    private boolean test(Region region) throws Throwable {
        return (boolean) region(region).get(0);
    }

    private void op(Op op) throws Throwable {
        if (op instanceof Op.If branch) {
            put(branch.results(), region((boolean) get(branch.condition()) ? branch.then() : branch.otherwise()));
        } else if (op instanceof Op.Loop loop) {
            put(loop.variables(), get(loop.initials()));
            while (test(loop.test())) {
                put(loop.variables(), region(loop.body()));
            }
            put(loop.results(), get(loop.variables()));
        } else if (op instanceof Op.Assert assertion) {
            if (!test(assertion.test())) {
                throw assertion.message() == null
                        ? new AssertionError()
                        : new AssertionError(region(assertion.message()).get(0));
            }
        } else if (op instanceof Op.Throw exit) {
            throw (Throwable) get(exit.exception());
        } else if (op instanceof Op.Store store && isOfBits(store.array())) {
            Bits.set((long[]) get(store.array()), (int) get(store.index()), (boolean) get(store.value()));
        } else if (op instanceof Op.Store store) {
            Array.set(get(store.array()), (int) get(store.index()), get(store.value()));
        } else if (op instanceof Op.CopyRange copy) {
            System.arraycopy(get(copy.source()), (int) get(copy.from()), get(copy.target()), (int) get(copy.to()), (int)
                    get(copy.length()));
        } else if (op instanceof Op.Fill fill) {
            for (int i = (int) get(fill.from()); i < (int) get(fill.to()); i++) {
                Array.set(get(fill.array()), i, get(fill.value()));
            }
        } else if (op instanceof Op.Foreign foreign) {
            Object result = foreign(foreign);
            if (foreign.result() != null) {
                values.put(foreign.result(), result);
            }
        } else {
            values.put(op.results().get(0), value(op));
        }
    }

    private static boolean isOfBits(Value array) {
        return ((Type.Array) array.type()).isOfBits();
    }

    private Object value(Op op) throws Throwable {
        List<Object> operands = get(op.operands());
        if (op instanceof Op.Constant constant) {
            return constant.value();
        }
        if (op instanceof Op.Apply apply) {
            return Arithmetic.apply(apply, operands);
        }
        if (op instanceof Op.Concat) {
            StringBuilder text = new StringBuilder();
            operands.forEach(text::append);
            return text.toString();
        }
        if (op instanceof Op.InstanceOf test) {
            return Arithmetic.classOf(test.type()).isInstance(operands.get(0));
        }
        if (op instanceof Op.CastReference cast) {
            return Arithmetic.classOf(cast.result().type()).cast(operands.get(0));
        }
        if (op instanceof Op.NewTape tape && isOfBits(tape.result())) {
            return Bits.tape((int) operands.get(0));
        }
        if (op instanceof Op.NewArray || op instanceof Op.NewTape) {
            Class<?> component = Arithmetic.classOf(op.results().get(0).type());
            int[] lengths = new int[operands.size()];
            for (int i = 0; i < lengths.length; i++) {
                lengths[i] = (int) operands.get(i);
                component = component.getComponentType();
            }
            return Array.newInstance(component, lengths);
        }
        if (op instanceof Op.ArrayOf array) {
            Class<?> component = Arithmetic.classOf(array.result().type()).getComponentType();
            Object result = Array.newInstance(component, operands.size());
            for (int i = 0; i < operands.size(); i++) {
                Array.set(result, i, operands.get(i));
            }
            return result;
        }
        if (op instanceof Op.Length) {
            return Array.getLength(operands.get(0));
        }
        if (op instanceof Op.Load load && isOfBits(load.array())) {
            return Bits.get((long[]) operands.get(0), (int) operands.get(1));
        }
        if (op instanceof Op.Load) {
            return Array.get(operands.get(0), (int) operands.get(1));
        }
        if (op instanceof Op.CloneArray) {
            Object source = operands.get(0);
            int length = Array.getLength(source);
            Object result = Array.newInstance(source.getClass().getComponentType(), length);
            System.arraycopy(source, 0, result, 0, length);
            return result;
        }
        if (op instanceof Op.DeepCopy || op instanceof Op.ZerosLike) {
            return copy(operands.get(0), op instanceof Op.DeepCopy);
        }
        throw new AssertionError("cannot run " + op);
    }

    /** An array of the same shape, rows included. */
    private static Object copy(Object array, boolean withNumbers) {
        int length = Array.getLength(array);
        Class<?> component = array.getClass().getComponentType();
        Object result = Array.newInstance(component, length);
        for (int i = 0; i < length; i++) {
            if (component.isArray()) {
                Array.set(result, i, copy(Array.get(array, i), withNumbers));
            } else if (withNumbers) {
                Array.set(result, i, Array.get(array, i));
            }
        }
        return result;
    }

    private Object foreign(Op.Foreign foreign) throws Throwable {
        Class<?> owner = Class.forName(foreign.member().owner().toString());
        Object receiver = foreign.receiver() == null ? null : get(foreign.receiver());
        Object[] arguments = get(foreign.arguments()).toArray();
        String name = foreign.member().name();
        return switch (foreign.use()) {
            case KEPT -> throw new UnsupportedOperationException("no graph");
            case STATIC_FIELD, INSTANCE_FIELD -> owner.getField(name).get(receiver);
            case CONSTRUCTOR, RECORD ->
                owner.getConstructor(classes(foreign.arguments())).newInstance(arguments);
            case STATIC_CALL, STEADY_CALL, INSTANCE_CALL, ACCESSOR, COMPONENT -> {
                try {
                    yield method(owner, name, foreign).invoke(receiver, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }
        };
    }

    private static Method method(Class<?> owner, String name, Op.Foreign foreign) throws NoSuchMethodException {
        Class<?>[] classes = classes(foreign.arguments());
        for (Method method : owner.getMethods()) {
            boolean isStatic = Modifier.isStatic(method.getModifiers());
            if (method.getName().equals(name)
                    && isStatic == (foreign.receiver() == null)
                    && Arrays.equals(method.getParameterTypes(), classes)) {
                return method;
            }
        }
        for (Method method : owner.getMethods()) {
            boolean isStatic = Modifier.isStatic(method.getModifiers());
            if (method.getName().equals(name) && isStatic == (foreign.receiver() == null) && accepts(method, classes)) {
                return method;
            }
        }
        throw new NoSuchMethodException(foreign.member().toString());
    }

    /** Whether a method takes arguments of these classes, if not by exactly these parameters. */
    private static boolean accepts(Method method, Class<?>[] classes) {
        Class<?>[] parameters = method.getParameterTypes();
        boolean accepts = parameters.length == classes.length;
        for (int i = 0; accepts && i < classes.length; i++) {
            accepts = parameters[i].isAssignableFrom(classes[i]);
        }
        return accepts;
    }

    private static Class<?>[] classes(List<Value> arguments) {
        return arguments.stream().map(v -> Arithmetic.classOf(v.type())).toArray(Class<?>[]::new);
    }
}
