package org.backwire.processor.testing;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reflection without its checked exceptions: what a method throws passes through. */
final class Reflected {
    private Reflected() {}

    static Object invoke(Method method, @Nullable Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw Reflected.<RuntimeException>unchecked(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    static Object construct(Class<?> type, Class<?>[] types, Object... arguments) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw Reflected.<RuntimeException>unchecked(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static Object component(RecordComponent component, Object value) {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        return invoke(accessor, value);
    }

    /** The component of a record by its name. */
    static Object component(String name, Object value) {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            if (component.getName().equals(name)) {
                return component(component, value);
            }
        }
        throw new AssertionError(value.getClass() + " has no component " + name);
    }

    /** The only method of that name and number of parameters, or null. */
    static @Nullable Method method(Class<?> type, String name, int parameters) {
        Method found = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == parameters)
                .findFirst()
                .orElse(null);
        if (found != null) {
            found.setAccessible(true);
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
