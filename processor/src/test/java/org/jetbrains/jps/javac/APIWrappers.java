package org.jetbrains.jps.javac;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.WeakHashMap;

/** Stands for the class of IntelliJ's that unwraps what IntelliJ has wrapped. */
public final class APIWrappers {
    private static final Map<InvocationHandler, Object> WRAPPED = new WeakHashMap<>();

    private APIWrappers() {}

    /** Wraps an object so that nothing but {@link #unwrap} finds it. */
    public static <T> T wrap(Class<T> type, T object) {
        var handler = new InvocationHandler() {
            @Override
            public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
                return method.invoke(WRAPPED.get(this), arguments);
            }
        };
        WRAPPED.put(handler, object);
        return type.cast(Proxy.newProxyInstance(APIWrappers.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** The signature that IntelliJ documents. */
    public static <T> T unwrap(Class<? extends T> type, T wrapper) {
        return type.cast(WRAPPED.get(Proxy.getInvocationHandler(wrapper)));
    }
}
