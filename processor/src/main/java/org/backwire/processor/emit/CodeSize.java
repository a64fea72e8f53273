package org.backwire.processor.emit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Estimates how many bytes of bytecode a method body becomes. Where a method has more than some hundred locals, each access
 * to one takes four bytes, a call or constant three, an operator one.
 */
final class CodeSize {
    /** The JVM's limit, less a margin for what the estimate does not see. */
    static final int LIMIT = 62_000;

    private static final Pattern TOKEN = Pattern.compile(
            "(?<name>[\\p{L}_$][\\p{L}\\d_$]*)(?<call>\\()?|(?<number>\\d[\\w.]*)|(?<operator>[-+*/%<>=!&|?:\\[]+)");
    private static final Pattern KEYWORD =
            Pattern.compile("double|float|int|long|boolean|char|short|byte|new|Math|return|final");
    private static final int NARROW_LOCALS = 120;

    private CodeSize() {}

    static int of(String code) {
        int names = 0;
        int rest = 0;
        int locals = 0;
        Matcher matcher = TOKEN.matcher(code.replaceAll("//[^\n]*", ""));
        while (matcher.find()) {
            String name = matcher.group("name");
            if (name != null && KEYWORD.matcher(name).matches()) {
                locals += name.equals("double") || name.equals("long") ? 1 : 0;
            } else if (name != null && matcher.group("call") != null) {
                rest += 3;
            } else if (name != null) {
                names++;
            } else if (matcher.group("number") != null) {
                rest += 2;
            } else {
                rest += matcher.group("operator").matches("[?:]") ? 3 : 1;
            }
        }
        return names * (locals > NARROW_LOCALS ? 4 : 2) + rest;
    }
}
