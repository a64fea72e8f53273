package org.backwire.processor;

import java.util.Map;
import org.backwire.processor.emit.CompanionWriter;

/**
 * How many bytes of bytecode a method of a companion may have before it is written in parts: {@code -Abackwire.split=4000}. It is
 * HotSpot's limit where nothing is said.
 */
final class MethodLimit {
    static final String OPTION = "backwire.split";

    static final String RANGE = "a number of bytes from 100 to 65535";

    private static final int LEAST = 100;
    private static final int MOST = 65_535;

    private MethodLimit() {}

    static int of(Map<String, String> options) {
        String bytes = options.getOrDefault(OPTION, "");
        return isOne(bytes) ? Integer.parseInt(bytes) : CompanionWriter.HUGE;
    }

    static boolean isOne(String bytes) {
        return bytes.matches("\\d{3,5}") && Integer.parseInt(bytes) >= LEAST && Integer.parseInt(bytes) <= MOST;
    }
}
