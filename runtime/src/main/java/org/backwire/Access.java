package org.backwire;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reflection as {@link GradientCheck} needs it: companions need not be public, and exceptions arrive as they were
 * thrown.
 */
final class Access {
    private Access() {}

    static <T extends AccessibleObject & Member> void open(T member) {
        try {
            member.setAccessible(true);
        } catch (InaccessibleObjectException e) {
            Class<?> owner = member.getDeclaringClass();
            throw new IllegalArgumentException(
                    "%s is not accessible from here. Add \"opens %s to org.backwire;\" to its module-info."
                            .formatted(owner.getName(), owner.getPackageName()),
                    e);
        }
    }

    static @Nullable Object call(Method method, @Nullable Object receiver, @Nullable Object... arguments) {
        open(method);
        try {
            return method.invoke(receiver, arguments);
        } catch (InvocationTargetException e) {
            throw thrownBy(e);
        } catch (IllegalArgumentException | NullPointerException e) { // not thrown by the method, but on the way to it
            throw new IllegalArgumentException("these arguments do not fit " + signature(method), e);
        } catch (IllegalAccessException e) {
            throw new LinkageError("it was opened", e);
        }
    }

    /** A method as in {@code LossGrad.forward(double[], double)}. */
    static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(
                        ", ", method.getDeclaringClass().getSimpleName() + "." + method.getName() + "(", ")"));
    }

    /** What the called method itself threw, to be thrown again. */
    static RuntimeException thrownBy(InvocationTargetException call) {
        Throwable thrown = call.getCause();
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException exception ? exception : new IllegalStateException(thrown);
    }
}
