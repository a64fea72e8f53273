package org.backwire.processor.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import org.jspecify.annotations.Nullable;

/** The user's own words. */
@FunctionalInterface
public interface SourceCode {
    /** The text of a tree on one line, for people to read; a long one may be cut. */
    String of(CompilationUnitTree unit, Tree tree);

    /** Where a tree stands; null if that is not known. */
    default @Nullable Span span(CompilationUnitTree unit, Tree tree) {
        return null;
    }

    /** What stands in a file from one place to another. */
    record Span(CharSequence file, int start, int end) {
        String text() {
            return file.subSequence(start, end).toString();
        }
    }
}
