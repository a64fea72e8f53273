package org.backwire.processor;

import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Problem;

/**
 * What is most often a mistake against Java, which javac explains better: an operator that does not go with its operands, a
 * call that no method fits. After an error of a processor javac does not look at bodies, so such messages wait until it has; they
 * are printed if it has nothing to say about the class, and then it is we who are at a loss.
 */
final class HeldBack implements TaskListener {
    private static final Set<Problem> JAVAS = EnumSet.of(Problem.UNKNOWN_TYPE, Problem.UNRESOLVED_CALL);

    private final Trees trees;
    private final Reporter reporter;
    private final List<Held> all = new ArrayList<>();

    private record Held(Subject subject, List<Diagnosis> problems) {}

    HeldBack(Trees trees, Reporter reporter) {
        this.trees = trees;
        this.reporter = reporter;
    }

    /** Reports what is wrong with a method, or waits with it. */
    void report(Subject subject, List<Diagnosis> problems) {
        boolean waits = !problems.isEmpty() && problems.stream().allMatch(problem -> JAVAS.contains(problem.problem()));
        if (waits) {
            all.add(new Held(subject, problems));
        } else {
            reporter.report(problems, subject.place());
        }
    }

    /** Waits no longer: javac will not look at bodies. */
    void release() {
        all.forEach(this::print);
        all.clear();
    }

    private void print(Held held) {
        reporter.report(held.problems(), held.subject().place());
    }

    @Override
    public void finished(TaskEvent event) {
        if (event.getKind() == TaskEvent.Kind.ANALYZE && event.getTypeElement() != null) {
            List<Held> ofClass = all.stream().filter(held -> isIn(held, event)).toList();
            all.removeAll(ofClass);
            if (!ofClass.isEmpty() && !isAtALoss(event)) {
                ofClass.forEach(this::print);
            }
        } else if (event.getKind() == TaskEvent.Kind.COMPILATION) {
            release(); // classes that javac did not come to
        }
    }

    private boolean isIn(Held held, TaskEvent event) {
        Element at = held.subject().owner();
        while (at.getEnclosingElement() instanceof TypeElement around) {
            at = around;
        }
        return at.getSimpleName().contentEquals(event.getTypeElement().getSimpleName())
                && held.subject().unit() == event.getCompilationUnit();
    }

    private boolean isAtALoss(TaskEvent event) {
        TreePath type = trees.getPath(event.getTypeElement());
        return type != null && Unresolved.isIn(type, trees);
    }
}
