package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of a class whose layout is final. JavaPoet gets a reference in their place, with the types whose names it chooses: it
 * would look at every character, twice for each file, for the end of a line.
 */
final class Verbatim {
    /** Begins a reference, which is a line of its own, and each type in it; no line of Java begins with it. */
    private static final char MARK = '§';

    private static final String INDENT = "    ";

    private final List<Passage> passages = new ArrayList<>();

    /** Lines, each with its depth in braces, compared with that of the first. */
    static final class Passage {
        private final List<Text> lines = new ArrayList<>();
        private final List<Integer> depths = new ArrayList<>();
        private final List<TypeName> types = new ArrayList<>();

        void add(Text line, int depth) {
            lines.add(line);
            depths.add(depth);
            line.addTypesTo(types);
        }

        boolean isEmpty() {
            return lines.isEmpty();
        }

        /** That of the first line. */
        int depth() {
            return depths.get(0);
        }

        private void appendTo(StringBuilder text, String indent, List<String> names) {
            int named = 0;
            for (int i = 0; i < lines.size(); i++) {
                text.append(i == 0 ? "" : "\n");
                int depth = depths.get(i) - depth();
                if (!lines.get(i).isEmpty()) {
                    text.append(indent.substring(
                            0, Math.max(0, indent.length() + Math.min(depth, 0) * INDENT.length())));
                    for (int j = 0; j < depth; j++) {
                        text.append(INDENT);
                    }
                    named = lines.get(i).appendTo(text, names, named);
                }
            }
        }
    }

    /** What stands for a passage until it is put in. */
    CodeBlock reference(Passage passage) {
        passages.add(passage);
        String types = (MARK + "$T").repeat(passage.types.size());
        return CodeBlock.of(MARK + Integer.toString(passages.size() - 1) + types, passage.types.toArray());
    }

    /** A text with the passages that it refers to. */
    String putInto(String text) {
        StringBuilder whole = new StringBuilder();
        int done = 0;
        for (int at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, Math.max(at + 1, done))) {
            int line = text.lastIndexOf('\n', at) + 1;
            int end = text.indexOf('\n', at);
            String indent = text.substring(line, at);
            if (indent.isBlank() && end >= 0) {
                whole.append(text.substring(done, line));
                done = end;
                List<String> reference = reference(text, at + 1, end);
                Passage passage = passages.get(Integer.parseInt(reference.get(0)));
                passage.appendTo(whole, indent, reference.subList(1, reference.size()));
            }
        }
        return whole.append(text.substring(done)).toString();
    }

    /** The number of a passage, and the names of its types. */
    private static List<String> reference(String text, int begin, int end) {
        List<String> parts = new ArrayList<>();
        int from = begin;
        for (int mark = text.indexOf(MARK, from); mark >= 0 && mark < end; mark = text.indexOf(MARK, from)) {
            parts.add(text.substring(from, mark));
            from = mark + 1;
        }
        parts.add(text.substring(from, end));
        return parts;
    }
}
