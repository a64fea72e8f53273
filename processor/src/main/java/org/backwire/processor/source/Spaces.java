package org.backwire.processor.source;

/** White space in what is quoted from the user's source. */
public final class Spaces {
    private Spaces() {}

    /** A text with one blank for each run of white space, line ends included. */
    public static String onOneLine(String text) {
        int at = 0;
        while (at < text.length() && !isRun(text, at)) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder line = new StringBuilder(text.length()).append(text, 0, at);
        for (; at < text.length(); at++) {
            if (!isSpace(text.charAt(at))) {
                line.append(text.charAt(at));
            } else if (at == 0 || !isSpace(text.charAt(at - 1))) {
                line.append(' ');
            }
        }
        return line.toString();
    }

    /** Whether there is white space at a place other than one blank. */
    private static boolean isRun(String text, int at) {
        char c = text.charAt(at);
        return c != ' ' ? isSpace(c) : at + 1 < text.length() && isSpace(text.charAt(at + 1));
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
