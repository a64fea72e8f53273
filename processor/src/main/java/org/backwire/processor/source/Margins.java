package org.backwire.processor.source;

/** The white space that all lines of a text but the first one begin with. */
final class Margins {
    private Margins() {}

    /** How much that is. */
    static int of(String text) {
        int least = Integer.MAX_VALUE;
        for (String line : text.lines().skip(1).toList()) {
            if (!line.isBlank()) {
                least = Math.min(least, line.length() - line.stripLeading().length());
            }
        }
        return least == Integer.MAX_VALUE ? 0 : least;
    }

    /** A text, or part of one, without it. */
    static String without(String text, int margin) {
        StringBuilder moved = new StringBuilder();
        int at = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
            moved.append(text.substring(at, end).stripTrailing()).append('\n');
            at = end + 1;
            for (int i = 0; i < margin && at < text.length() && isSpace(text.charAt(at)); i++) {
                at++;
            }
        }
        return moved.append(text, at, text.length()).toString();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\f';
    }
}
