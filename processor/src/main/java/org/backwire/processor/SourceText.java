package org.backwire.processor;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.regex.Pattern;
import javax.lang.model.element.TypeElement;
import org.backwire.processor.source.SourceCode;
import org.backwire.processor.source.Spaces;
import org.jspecify.annotations.Nullable;

/** The user's own words. */
final class SourceText implements SourceCode {
    /** More than this is never printed in full, and the nested parts of a long expression would add up to its square. */
    private static final int LONGEST = 200;

    /** A line end in disguise would end the comment that quotes it. */
    private static final Pattern ESCAPED_LINE_END = Pattern.compile("\\\\u+000[aAdD]");

    private final Trees trees;
    private final SourcePositions positions;
    private final IdentityHashMap<CompilationUnitTree, CharSequence> contents = new IdentityHashMap<>();

    SourceText(Trees trees) {
        this.trees = trees;
        this.positions = trees.getSourcePositions();
    }

    @Override
    public @Nullable Span span(CompilationUnitTree unit, Tree tree) {
        long start = positions.getStartPosition(unit, tree);
        long end = positions.getEndPosition(unit, tree);
        CharSequence content = contents.computeIfAbsent(unit, SourceText::content);
        return start < 0 || end < start || end > content.length() ? null : new Span(content, (int) start, (int) end);
    }

    /** The text of a tree on one line, cut where it gets long; a literal is never cut. */
    @Override
    public String of(CompilationUnitTree unit, Tree tree) {
        Span span = span(unit, tree);
        if (span == null) {
            return "";
        }
        CharSequence content = span.file();
        int start = span.start();
        int end = span.end();
        if (tree instanceof LiteralTree) {
            return content.subSequence(start, end).toString();
        }
        boolean cut = end - start > 4 * LONGEST;
        String raw = content.subSequence(start, cut ? start + 4 * LONGEST : end).toString();
        String line = raw.contains("\\u") ? ESCAPED_LINE_END.matcher(raw).replaceAll(" ") : raw;
        line = Spaces.onOneLine(line).trim();
        if (line.length() <= LONGEST && !cut) {
            return line;
        }
        int last = Math.min(LONGEST, line.length());
        return line.substring(0, Character.isHighSurrogate(line.charAt(last - 1)) ? last - 1 : last) + "…";
    }

    /** The declaration of a class that is compiled from source; null for other classes. */
    @Nullable
    ClassTree declaration(TypeElement type) {
        try {
            return trees.getTree(type);
        } catch (RuntimeException foreign) { // Elements of another compiler than the one that parsed the text.
            return null;
        }
    }

    /** Whether a class shares its file with others. */
    boolean hasNeighbours(TypeElement type) {
        TreePath path = trees.getPath(type);
        return path != null && path.getCompilationUnit().getTypeDecls().size() > 1;
    }

    private static CharSequence content(CompilationUnitTree unit) {
        try {
            return unit.getSourceFile().getCharContent(true).toString();
        } catch (IOException | RuntimeException unreadable) {
            return "";
        }
    }
}
