package org.backwire;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A companion seen through reflection: its forward pass, its gradient, and what the gradient is with respect to. */
final class CheckedCompanion {

    /** A parameter that is differentiated, and the component of the gradient that belongs to it. */
    record Variable(String name, int parameter, RecordComponent component) {
        Object gradientIn(Object gradient) {
            return present(Access.call(component.getAccessor(), gradient), component.getName());
        }
    }

    private final Class<?> type;
    private final Method forward;
    private final Method gradient;
    private final Object gate;
    private final List<Variable> wrt;

    CheckedCompanion(Class<?> type) {
        this.type = type;
        this.forward = method("forward", false).orElseThrow(() -> missing("forward(…)"));
        boolean scalar = forward.getReturnType().isPrimitive();
        this.gradient = (scalar ? method("gradient", true) : Optional.<Method>empty())
                .or(() -> method("vjp", true))
                .orElseThrow(() -> missing(scalar ? "gradient(…)" : "vjp(…)"));
        this.gate = newGate();
        this.wrt = variables();
    }

    List<Variable> wrt() {
        return wrt;
    }

    /** The arguments as the parameters want them: numbers widened as in a call, and nothing missing. */
    @Nullable
    Object[] arguments(@Nullable Object[] given) {
        Class<?>[] types = forward.getParameterTypes();
        // check(c, matrix) passes the rows, not the matrix: a double[][] is an Object[] too.
        boolean isTheArgument = types.length == 1 && types[0].isInstance(given) && types[0] != Object[].class;
        @Nullable Object[] arguments = isTheArgument ? new @Nullable Object[] {given} : given.clone();
        if (arguments.length != types.length) {
            throw new IllegalArgumentException("%s takes %d arguments, not %d"
                    .formatted(Access.signature(forward), types.length, arguments.length));
        }
        for (Variable variable : wrt) {
            int i = variable.parameter();
            arguments[i] = widened(present(arguments[i], variable.name()), types[i], variable.name());
        }
        return arguments;
    }

    /** Copies of the arguments: no call can spoil the next one, and the caller's arrays stay out of it. */
    @Nullable
    Object[] copies(@Nullable Object[] arguments) {
        return copies(arguments, -1, (index, value) -> value);
    }

    /** Copies, with the leaves of one argument changed. */
    @Nullable
    Object[] copies(@Nullable Object[] arguments, int changed, Leaves.Change change) {
        Class<?>[] types = forward.getParameterTypes();
        @Nullable Object[] copies = arguments.clone();
        for (int i = 0; i < copies.length; i++) {
            Object argument = copies[i];
            if (argument != null && Leaves.areIn(types[i])) {
                copies[i] = Leaves.changed(argument, i == changed ? change : (index, value) -> value);
            }
        }
        return copies;
    }

    Object forward(@Nullable Object[] arguments) {
        return present(Access.call(forward, gate, arguments), "what forward returns");
    }

    boolean wantsCotangent() {
        return gradient.getName().equals("vjp");
    }

    /** The record of the value and its gradient; the cotangent is used if {@link #wantsCotangent()}. */
    Object gradient(@Nullable Object[] arguments, Object cotangent) {
        @Nullable Object[] all = arguments;
        if (wantsCotangent()) {
            all = Arrays.copyOf(arguments, arguments.length + 1);
            all[arguments.length] = cotangent;
        }
        return present(Access.call(gradient, null, all), "what " + gradient.getName() + " returns");
    }

    /** The value that stands beside the gradient, if one does. */
    Optional<Object> valueIn(Object gradientRecord) {
        return components()
                .filter(CheckedCompanion::isValue)
                .map(component -> present(Access.call(component.getAccessor(), gradientRecord), "the value"))
                .findFirst();
    }

    private Optional<Method> method(String name, boolean isStatic) {
        List<Method> found = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name) && !method.isSynthetic())
                .filter(method -> Modifier.isStatic(method.getModifiers()) == isStatic)
                .filter(method -> !Modifier.isPrivate(method.getModifiers()))
                .toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    "%s has %d methods %s; a companion has one".formatted(type.getName(), found.size(), name));
        }
        return found.stream().findFirst();
    }

    private IllegalArgumentException missing(String what) {
        return new IllegalArgumentException(
                "%s has no %s, which this check needs. If it is a companion, add GRADIENT to the value of @Differentiable."
                        .formatted(type.getName(), what));
    }

    private Object newGate() {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            Access.open(constructor);
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw Access.thrownBy(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    type.getName() + " cannot be created without arguments: no companion", e);
        }
    }

    /**
     * Pairs the components of the gradient with parameters: by their names, if the class was compiled with
     * {@code -parameters}; else as the companion's annotation says; else by their types, if these leave one way only.
     */
    private List<Variable> variables() {
        List<RecordComponent> gradients =
                components().filter(component -> !isValue(component)).toList();
        Parameter[] parameters = forward.getParameters();
        List<Integer> byName = gradients.stream()
                .flatMap(component -> indices(i ->
                        parameters[i].isNamePresent() && component.getName().equals("d" + parameters[i].getName())))
                .toList();
        List<Integer> indices = byName.size() == gradients.size() ? byName : byAnnotation(gradients);
        return IntStream.range(0, gradients.size())
                .mapToObj(i -> {
                    RecordComponent component = gradients.get(i);
                    return new Variable(component.getName().replaceFirst("^d", ""), indices.get(i), component);
                })
                .toList();
    }

    private List<Integer> byAnnotation(List<RecordComponent> gradients) {
        List<Integer> indices = CompanionFile.wrt(type)
                .map(named -> named.isEmpty() ? differentiable() : named)
                .orElse(List.of());
        return indices.size() == gradients.size() ? indices : byType(gradients);
    }

    private List<Integer> byType(List<RecordComponent> gradients) {
        List<Integer> leftmost = inOrder(gradients, false);
        if (leftmost.size() != gradients.size() || !leftmost.equals(inOrder(gradients, true))) {
            throw new IllegalArgumentException(
                    "%s: it cannot be told which parameters of %s the components of %s are for. %s"
                            .formatted(
                                    type.getName(),
                                    Access.signature(forward),
                                    gradient.getReturnType().getSimpleName(),
                                    "Compile it with -parameters."));
        }
        return leftmost;
    }

    /** The leftmost way, or the rightmost, to give each component a parameter of its type, keeping the order. */
    private List<Integer> inOrder(List<RecordComponent> gradients, boolean rightmost) {
        Class<?>[] types = forward.getParameterTypes();
        List<Integer> found = new ArrayList<>();
        for (int k = 0; k < types.length && found.size() < gradients.size(); k++) {
            int parameter = rightmost ? types.length - 1 - k : k;
            int component = rightmost ? gradients.size() - 1 - found.size() : found.size();
            if (types[parameter] == gradients.get(component).getType()) {
                found.add(rightmost ? 0 : found.size(), parameter);
            }
        }
        return found;
    }

    private List<Integer> differentiable() {
        Class<?>[] types = forward.getParameterTypes();
        return indices(i -> Leaves.areIn(types[i])).toList();
    }

    private Stream<Integer> indices(IntPredicate test) {
        return IntStream.range(0, forward.getParameterCount()).filter(test).boxed();
    }

    private Stream<RecordComponent> components() {
        Class<?> holder = gradient.getReturnType();
        if (!holder.isRecord()) {
            throw new IllegalArgumentException(Access.signature(gradient) + " does not return a record: no companion");
        }
        return Arrays.stream(holder.getRecordComponents());
    }

    private static boolean isValue(RecordComponent component) {
        return component.getName().equals("value");
    }

    private Object widened(Object argument, Class<?> parameter, String name) {
        Object number = argument instanceof Character character ? Integer.valueOf(character) : argument;
        if (number instanceof Number given && given.getClass().getPackageName().equals("java.lang")) {
            if (parameter == double.class) {
                return given.doubleValue();
            }
            if (parameter == float.class && !(given instanceof Double)) {
                return given.floatValue();
            }
        }
        if (!parameter.isInstance(argument)) {
            throw new IllegalArgumentException("the argument %s of %s is of type %s, not %s"
                    .formatted(
                            name,
                            Access.signature(forward),
                            argument.getClass().getSimpleName(),
                            parameter.getSimpleName()));
        }
        return argument;
    }

    private static Object present(@Nullable Object value, String name) {
        return Objects.requireNonNull(value, () -> name + " is null");
    }
}
