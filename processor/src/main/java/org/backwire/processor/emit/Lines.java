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

    private final Verbatim verbatim;
    private final StringBuilder format = new StringBuilder();
    private final List<Object> arguments = new ArrayList<>();
    private Verbatim.Passage passage = new Verbatim.Passage();
    private int depth;
    /** The depth that the format has reached. */
    private int reached;

    private @Nullable Note last;

    /** @param verbatim takes the lines that are final */
    Lines(Verbatim verbatim) {
        this.verbatim = verbatim;
    }

    CodeBlock build() {
        endPassage();
        goTo(depth);
        return CodeBlock.of(format.toString(), arguments.toArray());
    }

    void statement(Text text) {
        statement(text, null, "");
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
            passage.add(Text.literal("// " + comment), depth);
            line(text, length, ";", "");
        }
    }

    /** @param end what must stand on the line where the text ends */
    private void line(Text text, int length, String end, String comment) {
        boolean wraps = length + end.length() + comment.length() + depth * STEP > WRAPPED;
        if (!wraps && text.isFinal()) {
            passage.add(text.followedBy(end + comment), depth);
            return;
        }
        endPassage();
        goTo(depth);
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
        if (format.length() > 0 || !passage.isEmpty()) {
            passage.add(Text.literal(""), depth);
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
        passage.add(Text.literal("} else {"), depth);
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
        passage.add(Text.literal("}"), depth);
        last = null;
    }

    private void indent() {
        depth++;
        last = null;
    }

    private void outdent() {
        depth--;
    }

    private void endPassage() {
        if (!passage.isEmpty()) {
            goTo(passage.depth());
            format.append("$L\n");
            arguments.add(verbatim.reference(passage));
            passage = new Verbatim.Passage();
        }
    }

    private void goTo(int other) {
        for (; reached < other; reached++) {
            format.append("$>");
        }
        for (; reached > other; reached--) {
            format.append("$<");
        }
    }
}
