package org.backwire.processor.emit;

/** Thrown where a method of the companion would pass the JVM's limit. */
@SuppressWarnings("serial")
public final class TooLarge extends RuntimeException {
    private final int bytes;

    TooLarge(int bytes) {
        super("about " + bytes + " bytes", null, false, false);
        this.bytes = bytes;
    }

    /** The estimated size of the method. */
    public int bytes() {
        return bytes;
    }
}
