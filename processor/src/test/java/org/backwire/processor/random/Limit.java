package org.backwire.processor.random;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How long work may take. What takes longer is left behind, running. */
final class Limit {
    /** Much for a small class on a busy machine. */
    static final Limit SECONDS = new Limit(Long.getLong("backwire.limit", 120));

    /** Kept, because opening the JDK's classes takes a thread longer than a small compilation. */
    private static final ExecutorService WORKERS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "limited");
        thread.setDaemon(true);
        return thread;
    });

    private final long seconds;

    private Limit(long seconds) {
        this.seconds = seconds;
    }

    /** What the work gives, or null if it does not come back. */
    <T> @Nullable T run(Supplier<T> work) {
        Future<T> result = WORKERS.submit(work::get);
        try {
            return result.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
