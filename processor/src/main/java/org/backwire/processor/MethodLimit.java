package org.backwire.processor;

import java.util.Map;
import org.backwire.processor.emit.CompanionWriter;

/**
 * How many bytes of bytecode a method of a companion may have before it is written in parts: {@code -Abackwire.split=4000}. It is
 * HotSpot's limit where nothing, or no number, is said.
 */
final class MethodLimit {
    static final String OPTION = "backwire.split";

    private static final int LEAST = 100;

    private MethodLimit() {}

    static int of(Map<String, String> options) {
        String bytes = options.getOrDefault(OPTION, "");
        return bytes.matches("\\d{1,5}") ? Math.max(LEAST, Integer.parseInt(bytes)) : CompanionWriter.HUGE;
    }
}
