package org.backwire.processor.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * Messages as {@code line:column Tag}: those that a source expects, and those that were printed.
 *
 * <p>A comment line {@code // ^ Tag} says that the code line above it has the message {@code [Backwire/Tag]} in the column of
 * the caret.
 */
final class Marks {
    private static final Pattern MARK = Pattern.compile("\\^ (\\w+)");
    private static final Pattern TAG = Pattern.compile("^\\[Backwire/(\\w+)]");

    private Marks() {}

    static List<String> in(String source) {
        List<String> marks = new ArrayList<>();
        int code = 0;
        int number = 0;
        for (String line : source.split("\n", -1)) {
            number++;
            Matcher mark = MARK.matcher(line);
            if (!line.strip().startsWith("//") || !mark.find()) {
                code = number;
                continue;
            }
            do {
                marks.add(code + ":" + (mark.start() + 1) + " " + mark.group(1));
            } while (mark.find());
        }
        return marks;
    }

    /** What was printed; a message that is not ours appears with its text. */
    static List<String> printed(Compiled compiled) {
        List<String> marks = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> diagnostic : compiled.diagnostics()) {
            if (diagnostic.getKind() != Diagnostic.Kind.NOTE) {
                String message = diagnostic.getMessage(Locale.ROOT);
                Matcher tag = TAG.matcher(message);
                marks.add(diagnostic.getLineNumber() + ":" + diagnostic.getColumnNumber() + " "
                        + (tag.find() ? tag.group(1) : message));
            }
        }
        return marks;
    }
}
