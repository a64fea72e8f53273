package org.backwire.processor.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Comments in what is quoted from the user's source. */
final class Comments {
    /** A literal, in which nothing begins a comment, or a comment. */
    private static final Pattern LITERAL_OR_COMMENT = Pattern.compile(
            "(\"\"\"(?:[^\\\\]|\\\\.)*?\"\"\"|\"(?:[^\"\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\n]|\\\\.)*')|//[^\n]*|/\\*.*?\\*/",
            Pattern.DOTALL);

    private Comments() {}

    /** A text with a blank for each comment. */
    static String without(String text) {
        return text.contains("//") || text.contains("/*")
                ? LITERAL_OR_COMMENT
                        .matcher(text)
                        .replaceAll(found -> found.group(1) == null ? " " : Matcher.quoteReplacement(found.group()))
                : text;
    }
}
