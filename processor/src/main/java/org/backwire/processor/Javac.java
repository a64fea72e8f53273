package org.backwire.processor;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * What only javac has, and only hands out for its own environment: syntax trees, and events.
 *
 * <p>IntelliJ passes a proxy of the environment, which a class of theirs unwraps; Gradle passes an object that keeps the
 * real one in a field. Others do one or the other. So every environment that can be reached that way is tried. Everything
 * but the trees goes through the wrapper, which counts what is generated.
 */
record Javac(Trees trees, JavacTask task) {
    private static final int ENOUGH = 20;

    /** Null if the compiler behind the environment is not javac. */
    static @Nullable Javac of(ProcessingEnvironment environment) {
        Deque<ProcessingEnvironment> candidates = new ArrayDeque<>(List.of(environment));
        Set<ProcessingEnvironment> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!candidates.isEmpty() && seen.size() < ENOUGH) {
            ProcessingEnvironment candidate = candidates.remove();
            if (seen.add(candidate)) {
                try {
                    return new Javac(Trees.instance(candidate), JavacTask.instance(candidate));
                } catch (IllegalArgumentException wrapped) {
                    candidates.addAll(wrappedIn(candidate));
                }
            }
        }
        return null;
    }

    private static List<ProcessingEnvironment> wrappedIn(ProcessingEnvironment wrapper) {
        List<ProcessingEnvironment> found = new ArrayList<>();
        ProcessingEnvironment unwrapped = unwrappedByIntelliJ(wrapper);
        if (unwrapped != null) {
            found.add(unwrapped);
        }
        fields(wrapper, found);
        if (Proxy.isProxyClass(wrapper.getClass())) {
            fields(Proxy.getInvocationHandler(wrapper), found);
        }
        return found;
    }

    /** The call that IntelliJ asks processors to make. */
    private static @Nullable ProcessingEnvironment unwrappedByIntelliJ(ProcessingEnvironment wrapper) {
        try {
            Object unwrapped = Class.forName(
                            "org.jetbrains.jps.javac.APIWrappers",
                            true,
                            wrapper.getClass().getClassLoader())
                    .getDeclaredMethod("unwrap", Class.class, Object.class)
                    .invoke(null, ProcessingEnvironment.class, wrapper);
            return unwrapped instanceof ProcessingEnvironment environment ? environment : null;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError notIntelliJ) {
            return null;
        }
    }

    private static void fields(Object holder, List<ProcessingEnvironment> found) {
        for (Class<?> type = holder.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                boolean mayHoldOne = field.getType().isAssignableFrom(ProcessingEnvironment.class)
                        || ProcessingEnvironment.class.isAssignableFrom(field.getType());
                if (mayHoldOne && !Modifier.isStatic(field.getModifiers())) {
                    try {
                        field.setAccessible(true);
                        if (field.get(holder) instanceof ProcessingEnvironment environment) {
                            found.add(environment);
                        }
                    } catch (ReflectiveOperationException | RuntimeException closed) {
                        // A field of a module that is closed to us: nothing of a build tool's wrapper.
                    }
                }
            }
        }
    }
}
