package org.backwire.processor.emit;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of a class that are final as they are. JavaPoet gets a reference in their place: it would look at every character, twice
 * for each file, for the end of a line.
 */
final class Verbatim {
    /** Begins a reference, which is a line of its own; no line of Java begins with it. */
    private static final char MARK = '§';

    private static final String INDENT = "    ";

    private final List<Passage> passages = new ArrayList<>();

    /** Lines, each with its depth in braces, compared with that of the first. */
    static final class Passage {
        private final List<String> lines = new ArrayList<>();
        private final List<Integer> depths = new ArrayList<>();

        void add(String line, int depth) {
            lines.add(line);
            depths.add(depth);
        }

        boolean isEmpty() {
            return lines.isEmpty();
        }

        /** That of the first line. */
        int depth() {
            return depths.get(0);
        }

        private void appendTo(StringBuilder text, String indent) {
            for (int i = 0; i < lines.size(); i++) {
                text.append(i == 0 ? "" : "\n");
                int depth = depths.get(i) - depth();
                if (!lines.get(i).isEmpty()) {
                    text.append(indent, 0, Math.max(0, indent.length() + Math.min(depth, 0) * INDENT.length()));
                    for (int j = 0; j < depth; j++) {
                        text.append(INDENT);
                    }
                    text.append(lines.get(i));
                }
            }
        }
    }

    /** What stands for a passage until it is put in. */
    String reference(Passage passage) {
        passages.add(passage);
        return MARK + Integer.toString(passages.size() - 1);
    }

    /** A text with the passages that it refers to. */
    String putInto(String text) {
        StringBuilder whole = new StringBuilder();
        int done = 0;
        for (int line = 0, end = text.indexOf('\n'); end >= 0; line = end + 1, end = text.indexOf('\n', line)) {
            int at = line;
            while (text.charAt(at) == ' ') {
                at++;
            }
            if (text.charAt(at) == MARK) {
                whole.append(text, done, line);
                Passage passage = passages.get(Integer.parseInt(text, at + 1, end, 10));
                passage.appendTo(whole, text.substring(line, at));
                done = end;
            }
        }
        return whole.append(text, done, text.length()).toString();
    }
}
