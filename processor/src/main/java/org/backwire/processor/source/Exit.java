package org.backwire.processor.source;

/**
 * A way to leave a statement early: to return from a method, to break out of a statement, or to continue with the next
 * round of a loop. Compared by identity.
 */
final class Exit {
    private final String name;

    Exit(String name) {
        this.name = name;
    }

    /** How a flag is called that says that this way was taken. */
    String name() {
        return name;
    }
}
