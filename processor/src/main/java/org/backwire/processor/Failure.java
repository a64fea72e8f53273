package org.backwire.processor;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Our own mistake, with all that is needed to find it. */
final class Failure {
    private static final int FRAMES = 4;

    private Failure() {}

    static String describe(Throwable failure) {
        String where = Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("org.backwire"))
                .limit(FRAMES)
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .collect(Collectors.joining(", "));
        return failure + (where.isEmpty() ? "" : " (" + where + ")");
    }
}
