package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.List;
import org.backwire.processor.graph.Note;
import org.jspecify.annotations.Nullable;

/** Lines of code: statements with their comments, braces, and a blank line between thoughts. */
final class Lines {
    private static final int LINE = 120;
    /** Where JavaPoet ends a line. */
    private static final int WRAPPED = 100;

    private static final int INDENT = 12;
    private static final int STEP = 4;

    private final StringBuilder format = new StringBuilder();
    private final List<Object> arguments = new ArrayList<>();
    private int depth;
    private @Nullable Note last;

    CodeBlock build() {
        return CodeBlock.of(format.toString(), arguments.toArray());
    }

    /**
     * A statement, with the comment of its note if that differs from the one of the statement before.
     *
     * @param prefix begins the comment, also where nothing follows
     */
    void statement(Text text, @Nullable Note note, String prefix) {
        String gate = note == null || saysTheSame(note, last) ? "" : comment(note);
        String comment = prefix + (prefix.isEmpty() || gate.isEmpty() ? "" : ", ") + gate;
        last = note;
        int length = text.length() + INDENT;
        if (comment.isEmpty()) {
            line(text, length, ";", "");
        } else if (length + comment.length() + 4 <= LINE) {
            line(text, length, ";", " // " + comment);
        } else {
            format.append("// ").append(Text.quoted(comment)).append('\n');
            line(text, length, ";", "");
        }
    }

    /** @param end what must stand on the line where the text ends */
    private void line(Text text, int length, String end, String comment) {
        boolean wraps = length + end.length() + comment.length() + depth * STEP > WRAPPED;
        format.append(wraps ? "$[" : "");
        text.appendTo(format, arguments, wraps);
        format.append(end)
                .append(wraps ? "$]" : "")
                .append(Text.quoted(comment))
                .append('\n');
    }

    private static boolean saysTheSame(Note note, @Nullable Note other) {
        return other != null && note.gate().equals(other.gate()) && note.quote().equals(other.quote());
    }

    private static String comment(Note note) {
        return note.gate() + " gate" + (note.quote().isEmpty() ? "" : ": " + note.quote());
    }

    void separate() {
        if (format.length() > 0) {
            format.append('\n');
        }
        last = null;
    }

    /** @param head what stands before the brace */
    void begin(Text head) {
        line(head, head.length() + INDENT, " {", "");
        indent();
    }

    void orElse() {
        outdent();
        format.append("} else {\n");
        indent();
    }

    void orElse(Text condition) {
        outdent();
        Text head = Text.of("} else if ($L)", condition);
        line(head, head.length() + INDENT, " {", "");
        indent();
    }

    void end() {
        outdent();
        format.append("}\n");
        last = null;
    }

    private void indent() {
        format.append("$>");
        depth++;
        last = null;
    }

    private void outdent() {
        format.append("$<");
        depth--;
    }
}
