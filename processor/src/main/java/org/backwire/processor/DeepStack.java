package org.backwire.processor;

/**
 * Runs work with a stack so large that deep input, such as a sum of thousands of terms, passes through recursive code. Only
 * what is used of it is ever backed by memory.
 */
final class DeepStack {
    private static final long BYTES = 512L << 20;

    private DeepStack() {}

    /** Runs the work to its end. */
    static void run(Runnable work) {
        Thread thread = new Thread(null, work, "backwire", BYTES);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        Throwable[] failure = new Throwable[1];
        thread.setUncaughtExceptionHandler((dead, cause) -> failure[0] = cause);
        try {
            thread.start();
        } catch (OutOfMemoryError noThread) {
            work.run();
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure[0] instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure[0] instanceof Error error) {
            throw error;
        }
    }
}
