package org.backwire.processor.source;

import java.util.List;

/** White space in what is quoted from the user's source. */
public final class Spaces {
    /** White space other than one blank. */
    private static final List<String> RUNS = List.of("  ", "\n", "\t", "\r", "\f", "\u000b");

    private Spaces() {}

    /** A text with one blank for each run of white space, line ends included. */
    public static String onOneLine(String text) {
        if (RUNS.stream().noneMatch(text::contains)) {
            return text;
        }
        StringBuilder line = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            if (!isSpace(text.charAt(at))) {
                line.append(text.charAt(at));
            } else if (at == 0 || !isSpace(text.charAt(at - 1))) {
                line.append(' ');
            }
        }
        return line.toString();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
