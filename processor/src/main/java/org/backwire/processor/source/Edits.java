package org.backwire.processor.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.backwire.processor.graph.ClassRef;

/** Changes of a piece of the user's text. */
final class Edits {
    private final List<Edit> all = new ArrayList<>();

    /** @param with in place of what stands there: texts, and classes to be named */
    private record Edit(int start, int end, List<Object> with) {}

    void replace(SourceCode.Span span, Object... with) {
        all.add(new Edit(span.start(), span.end(), List.of(with)));
    }

    /** Whether one of some variables has the name by which a class would be named. */
    boolean nameAny(Set<String> variables) {
        return all.stream()
                .flatMap(edit -> edit.with().stream())
                .anyMatch(piece -> piece instanceof ClassRef type
                        && variables.contains(type.simpleNames().get(0)));
    }

    /** The text with the changes: texts, and classes to be named. */
    List<Object> madeIn(SourceCode.Span span) {
        List<Object> pieces = new ArrayList<>();
        int margin = Margins.of(span.text());
        int at = span.start();
        all.sort(Comparator.comparingInt(Edit::start));
        for (Edit edit : all) {
            pieces.add(Margins.without(span.file().subSequence(at, edit.start()).toString(), margin));
            pieces.addAll(edit.with());
            at = edit.end();
        }
        pieces.add(Margins.without(span.file().subSequence(at, span.end()).toString(), margin));
        return pieces;
    }
}
