package org.backwire.processor.testing;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A method and its companion, loaded. Whatever the members throw passes through. */
public final class Companion {
    private final Method method;
    private final Class<?> type;
    private final List<Integer> wrt = new ArrayList<>();

    private Companion(Method method, Class<?> type) {
        this.method = method;
        this.type = type;
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            if (Reflected.method(type, "d" + parameters[i].getName(), 0) != null) {
                wrt.add(i);
            }
        }
    }

    /** The companion with the default name of the only method of that name. */
    public static Companion of(ClassLoader loader, String className, String methodName) {
        String base = className.replaceAll("[$]", "");
        String name = base + Character.toUpperCase(methodName.charAt(0)) + methodName.substring(1) + "Grad";
        return named(loader, className, methodName, name);
    }

    /** The companion with a name of its own. */
    public static Companion named(ClassLoader loader, String className, String methodName, String companion) {
        try {
            for (Method method : loader.loadClass(className).getDeclaredMethods()) {
                if (method.getName().equals(methodName)) {
                    method.setAccessible(true);
                    return new Companion(method, loader.loadClass(companion));
                }
            }
        } catch (ClassNotFoundException e) {
            throw new AssertionError("there is no companion " + companion, e);
        }
        throw new AssertionError("there is no method " + methodName);
    }

    /** The annotated method. */
    public Method method() {
        return method;
    }

    /** Whether the result is one number. */
    public boolean isScalar() {
        return method.getReturnType().isPrimitive();
    }

    /** Whether a number that goes in or comes out is a {@code float}. */
    public boolean hasFloats() {
        return method.getReturnType() == float.class
                || wrt.stream().anyMatch(i -> method.getParameterTypes()[i] == float.class);
    }

    /** Indices of the differentiated parameters. */
    public List<Integer> wrt() {
        return wrt;
    }

    private String name(int parameter) {
        return "d" + method.getParameters()[parameter].getName();
    }

    /** What the annotated method itself returns. */
    public Object value(Object... arguments) {
        return Reflected.invoke(method, null, arguments);
    }

    /** The record {@code Gradient}. */
    public Object gradient(Object... arguments) {
        return Reflected.invoke(member("gradient", arguments.length), null, arguments);
    }

    /** The record {@code Gradient} for a cotangent. */
    public Object vjp(Object cotangent, Object... arguments) {
        Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = cotangent;
        return Reflected.invoke(member("vjp", all.length), null, all);
    }

    /** The numbers of a record {@code Gradient}, without the value. */
    public double[] numbers(Object gradient) {
        List<Object> components = new ArrayList<>();
        wrt.forEach(i -> components.add(Reflected.component(name(i), gradient)));
        return Leaves.of(components.toArray());
    }

    /** The value in a record {@code Gradient}. */
    public static Object valueIn(Object gradient) {
        return Reflected.component("value", gradient);
    }

    /** Whether the contract has {@code valueAndGradient} for this method. */
    public boolean hasValueAndGradient() {
        return isScalar() && wrt.stream().noneMatch(i -> method.getParameterTypes()[i].isRecord());
    }

    /** Calls {@code valueAndGradient} with destinations full of garbage; the numbers written there follow the value. */
    public Object[] valueAndGradient(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(arguments));
        int scalars = 0;
        for (int i : wrt) {
            if (arguments[i].getClass().isArray()) {
                all.add(Leaves.garbage(arguments[i]));
            } else {
                scalars++;
            }
        }
        Object partials = null;
        if (scalars > 0) {
            partials = method.getReturnType() == float.class ? new float[scalars] : new double[scalars];
            partials = Leaves.garbage(partials);
            all.add(partials);
        }
        Object value = Reflected.invoke(member("valueAndGradient", all.size()), null, all.toArray());
        double[] ofScalars = Leaves.of(partials);
        List<Object> numbers = new ArrayList<>();
        int array = arguments.length;
        int scalar = 0;
        for (int i : wrt) {
            numbers.add(arguments[i].getClass().isArray() ? all.get(array++) : (Object) ofScalars[scalar++]);
        }
        return new Object[] {value, Leaves.of(numbers.toArray())};
    }

    /** Whether it has a static member of that name. */
    boolean has(String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(member -> member.getName().equals(name));
    }

    /** Calls a static member beyond the gradient. */
    public Object call(String name, Object... arguments) {
        return Reflected.invoke(member(name, arguments.length), null, arguments);
    }

    /** The numbers of the components of a record that are named by a prefix and a differentiated parameter. */
    double[] numbers(String prefix, Object record) {
        return Leaves.of(wrt.stream()
                .map(i -> Reflected.component(prefix + method.getParameters()[i].getName(), record))
                .toArray());
    }

    /** The components {@code d…} of a record. */
    Object[] components(Object record) {
        return wrt.stream().map(i -> Reflected.component(name(i), record)).toArray();
    }

    /** A fresh gate. */
    public Gate gate() {
        return new Gate(Reflected.construct(type, new Class<?>[0]));
    }

    private Method member(String name, int parameters) {
        Method found = Reflected.method(type, name, parameters);
        if (found == null) {
            throw new AssertionError(type.getName() + " has no " + name + " of " + parameters + " parameters");
        }
        return found;
    }

    /** A gate: the instance side of the companion. */
    public final class Gate {
        private final Object gate;

        private Gate(Object gate) {
            this.gate = gate;
        }

        public Object forward(Object... arguments) {
            return Reflected.invoke(member("forward", arguments.length), gate, arguments);
        }

        public void backward(Object cotangent) {
            Reflected.invoke(member("backward", 1), gate, cotangent);
        }

        public void clear() {
            Reflected.invoke(member("clear", 0), gate);
        }

        /** The accumulated numbers. */
        public double[] numbers() {
            Object[] components = wrt.stream()
                    .map(i -> Reflected.invoke(member(name(i), 0), gate))
                    .toArray();
            return Leaves.of(components);
        }

        @Nullable
        Object component(int parameter) {
            return Reflected.invoke(member(name(parameter), 0), gate);
        }
    }
}
