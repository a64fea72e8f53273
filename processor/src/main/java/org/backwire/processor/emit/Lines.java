package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import org.backwire.processor.graph.Note;
import org.jspecify.annotations.Nullable;

/** Lines of code: statements with their comments, braces, and a blank line between thoughts. */
final class Lines {
    private static final int LINE = 120;
    private static final int INDENT = 12;

    private final CodeBlock.Builder code = CodeBlock.builder();
    private @Nullable Note last;

    CodeBlock build() {
        return code.build();
    }

    /**
     * A statement, with the comment of its note if that differs from the one of the statement before.
     *
     * @param prefix begins the comment, also where nothing follows
     */
    void statement(CodeBlock text, @Nullable Note note, String prefix) {
        String gate = note == null || note.equals(last) ? "" : comment(note);
        String comment = prefix + (prefix.isEmpty() || gate.isEmpty() ? "" : ", ") + gate;
        last = note;
        int length = Code.text(text).length() + INDENT;
        if (comment.isEmpty()) {
            code.add("$[$L;\n$]", text);
        } else if (length + comment.length() + 4 <= LINE) {
            code.add("$[$L;$] // $L\n", text, comment);
        } else {
            code.add("// $L\n", comment);
            code.add("$[$L;\n$]", text);
        }
    }

    private static String comment(Note note) {
        return note.gate() + " gate" + (note.quote().isEmpty() ? "" : ": " + note.quote());
    }

    void separate() {
        if (!code.isEmpty()) {
            code.add("\n");
        }
        last = null;
    }

    void begin(String format, CodeBlock condition) {
        code.add("$[" + format + " {$]\n$>", condition);
        last = null;
    }

    void orElse() {
        code.add("$<} else {\n$>");
        last = null;
    }

    void orElse(CodeBlock condition) {
        code.add("$[$<} else if ($L) {$]\n$>", condition);
        last = null;
    }

    void end() {
        code.add("$<}\n");
        last = null;
    }
}
