package org.backwire.processor.emit;

/** Thrown where the companion would pass a limit of the JVM. */
@SuppressWarnings("serial")
public final class TooLarge extends RuntimeException {
    private final String limit;

    private TooLarge(String limit) {
        super(limit, null, false, false);
        this.limit = limit;
    }

    static TooLarge method(int bytes) {
        return new TooLarge("64 KB (about " + bytes + " bytes)");
    }

    static TooLarge constants(int number) {
        return new TooLarge("65,535 constants in a class (about " + number + ")");
    }

    /** The limit, and by how much it would be passed. */
    public String limit() {
        return limit;
    }
}
