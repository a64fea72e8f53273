package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** A file as javac reads it. */
final class Parsed {
    final JavacTask task;
    final CompilationUnitTree unit;
    final SourceText text;
    private final DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();

    Parsed(String code) throws IOException {
        task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, diagnostics, List.of("-proc:none"), null, List.of(Marked.file(code)));
        unit = task.parse().iterator().next();
        text = new SourceText(Trees.instance(task));
    }

    Trees trees() {
        return Trees.instance(task);
    }

    /** The only tree of a kind whose text is the given one; with {@code ...}, the only one whose text begins so. */
    TreePath path(Tree.Kind kind, String words) {
        List<TreePath> found = new ArrayList<>();
        new TreePathScanner<Void, Void>() {
            @Override
            public Void scan(Tree tree, Void unused) {
                if (tree != null && tree.getKind() == kind) {
                    String own = text.of(unit, tree);
                    boolean matches = words.endsWith("...")
                            ? own.startsWith(words.substring(0, words.length() - 3))
                            : own.equals(words);
                    if (matches) {
                        found.add(new TreePath(getCurrentPath(), tree));
                    }
                }
                return super.scan(tree, null);
            }
        }.scan(new TreePath(unit), null);
        assertThat(found).as(words).hasSize(1);
        return found.get(0);
    }

    /** Lets javac attribute it, and returns what was printed. */
    List<String> analyzed() throws IOException {
        task.analyze();
        return diagnostics.getDiagnostics().stream()
                .map(diagnostic -> diagnostic.getLineNumber() + ":" + diagnostic.getColumnNumber() + " "
                        + diagnostic.getMessage(Locale.ROOT))
                .toList();
    }
}
