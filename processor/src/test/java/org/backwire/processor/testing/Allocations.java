package org.backwire.processor.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What code takes from the heap. */
public final class Allocations {
    private static final int CALLS = 40;

    private Allocations() {}

    /** The bytes of one way forward and back of a gate, after others. */
    public static long bytes(Companion.Gate gate, Object... arguments) {
        return bytes(() -> {
            gate.forward(arguments);
            gate.backward(1.0);
        });
    }

    /** The bytes of one call, after others: what reflection takes is among them. */
    public static long bytes(Runnable call) {
        long bytes = 0;
        for (int i = 0; i < CALLS; i++) {
            bytes = first(call);
        }
        return bytes;
    }

    /** The bytes of one call as it is. */
    public static long first(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        call.run();
        return threads.getThreadAllocatedBytes(thread) - before;
    }
}
