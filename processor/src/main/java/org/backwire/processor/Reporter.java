package org.backwire.processor;

import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Set;
import javax.tools.Diagnostic;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.source.TreePlace;

/** Prints every message, each once per place: a helper that two methods use is read twice. */
final class Reporter {
    private final Trees trees;
    private final IdentityHashMap<Tree, Set<Problem>> reported = new IdentityHashMap<>();

    Reporter(Trees trees) {
        this.trees = trees;
    }

    /**
     * Prints the diagnoses.
     *
     * @param otherwise where to print those that have no place of their own
     */
    void report(Collection<Diagnosis> diagnoses, TreePlace otherwise) {
        diagnoses.stream()
                .sorted(Comparator.comparingLong(diagnosis -> position(place(diagnosis, otherwise), otherwise)))
                .forEach(diagnosis -> report(diagnosis, place(diagnosis, otherwise)));
    }

    private static TreePlace place(Diagnosis diagnosis, TreePlace otherwise) {
        return diagnosis.origin().place() instanceof TreePlace own ? own : otherwise;
    }

    /** Where in its file; what stands in another file than the method comes last. */
    private long position(TreePlace place, TreePlace method) {
        return place.unit() == method.unit()
                ? trees.getSourcePositions().getStartPosition(place.unit(), place.tree())
                : Long.MAX_VALUE;
    }

    private void report(Diagnosis diagnosis, TreePlace place) {
        Problem problem = diagnosis.problem();
        boolean isNew = reported.computeIfAbsent(place.tree(), tree -> EnumSet.noneOf(Problem.class))
                .add(problem);
        if (!isNew || (problem.isWarning() && isSuppressed(place))) {
            return;
        }
        // Not MANDATORY_WARNING: that would ignore -nowarn.
        trees.printMessage(
                problem.isWarning() ? Diagnostic.Kind.WARNING : Diagnostic.Kind.ERROR,
                diagnosis.message(),
                place.tree(),
                place.unit());
    }

    private static boolean isSuppressed(TreePlace place) {
        TreePath path = TreePath.getPath(place.unit(), place.tree());
        return path != null && Suppressions.cover(path);
    }
}
