package org.backwire.processor;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.source.AnnotatedMethod;
import org.backwire.processor.source.Assumptions;
import org.backwire.processor.source.Assumptions.Assumption;
import org.backwire.processor.source.TreePlace;
import org.jspecify.annotations.Nullable;

/**
 * Lets javac check us. When javac has worked out what every name and expression of a class means, it is compared with what
 * we took it to mean; so a misreading is a compile error and never a wrong number.
 *
 * <p>Where javac itself is at a loss, because the user's code has errors, there is nothing to compare.
 */
final class Referee implements TaskListener {
    /** How {@link Assumptions} describes what is no type at all, such as that of an expression with errors. */
    private static final String UNKNOWN = "?";

    private final Types types;
    private final Trees trees;
    private final Reporter reporter;
    private final SourceText text;
    private final IdentityHashMap<Tree, List<Assumption>> assumptions = new IdentityHashMap<>();
    /** The names of classes that we wrote: there is much of them, and nothing to judge. */
    private final Set<String> companions = new HashSet<>();

    Referee(Types types, Trees trees, Reporter reporter, SourceText text) {
        this.types = types;
        this.trees = trees;
        this.reporter = reporter;
        this.text = text;
    }

    /** Remembers what a method's companion relies on. */
    void expect(Collection<Assumption> all) {
        for (Assumption assumption : all) {
            List<Assumption> atTree = assumptions.computeIfAbsent(assumption.tree(), tree -> new ArrayList<>(1));
            if (!isAmong(atTree, assumption)) {
                atTree.add(assumption);
            }
        }
    }

    private static boolean isAmong(List<Assumption> all, Assumption assumption) {
        for (Assumption other : all) {
            if (assumption.says(other)) {
                return true;
            }
        }
        return false;
    }

    /** Does without judging a class that we wrote. */
    void trust(ClassRef companion) {
        companions.add(companion.toString());
    }

    @Override
    public void finished(TaskEvent event) {
        if (event.getKind() == TaskEvent.Kind.ANALYZE && event.getTypeElement() != null) {
            try {
                judge(event);
            } catch (StackOverflowError deep) {
                DeepStack.run(() -> judgeOrSay(event));
            } catch (RuntimeException | LinkageError failure) {
                say(failure, event);
            }
        }
    }

    private void judgeOrSay(TaskEvent event) {
        try {
            judge(event);
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            say(failure, event);
        }
    }

    /** What is not judged must not pass as right. Only javac's own errors excuse it; a class that we rely on nothing of needs no judge. */
    private void say(Throwable failure, TaskEvent event) {
        CompilationUnitTree unit = event.getCompilationUnit();
        boolean isReliedOn =
                assumptions.values().stream().flatMap(List::stream).anyMatch(assumption -> assumption.unit() == unit);
        TreePath type = trees.getPath(event.getTypeElement());
        if (isReliedOn && type != null && (failure instanceof StackOverflowError || !Unresolved.isIn(type, trees))) {
            String name = event.getTypeElement().getSimpleName().toString();
            report(Problem.INTERNAL, type.getLeaf(), unit, name, Failure.describe(failure));
        }
    }

    /** Only the class of the event: what comes after it in the file may not be attributed, what came before is desugared. */
    private void judge(TaskEvent event) {
        if (companions.contains(event.getTypeElement().getQualifiedName().toString())) {
            return;
        }
        CompilationUnitTree unit = event.getCompilationUnit();
        for (Tree declaration : unit.getTypeDecls()) {
            if (declaration instanceof ClassTree type
                    && type.getSimpleName().contentEquals(event.getTypeElement().getSimpleName())) {
                new Scanner(unit).scan(new TreePath(new TreePath(unit), type), null);
            }
        }
    }

    private void report(Problem problem, Tree tree, CompilationUnitTree unit, String... words) {
        TreePlace place = new TreePlace(tree, unit);
        reporter.report(List.of(Diagnosis.of(problem, new Origin(place, text.of(unit, tree)), words)), place);
    }

    /** Visits every tree once, with its path. */
    private final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private int localClasses;

        Scanner(CompilationUnitTree unit) {
            this.unit = unit;
        }

        @Override
        public @Nullable Void scan(Tree tree, @Nullable Void unused) {
            if (tree != null && assumptions.containsKey(tree)) {
                TreePath path = getCurrentPath() == null ? null : new TreePath(getCurrentPath(), tree);
                for (Assumption assumption : assumptions.getOrDefault(tree, List.of())) {
                    if (path != null) {
                        compare(assumption, path);
                    }
                }
            }
            return super.scan(tree, null);
        }

        /** What cannot be compared must not pass as right: only javac's own errors excuse it. */
        private void compare(Assumption assumption, TreePath path) {
            if (assumption.kind() == Assumptions.Kind.VISIBLE) {
                requireVisible(trees.getElement(path), assumption.tree());
                return;
            }
            String actual;
            try {
                actual = actual(assumption, path);
            } catch (RuntimeException | LinkageError failure) {
                if (!Unresolved.isIn(path, trees)) {
                    Tree tree = assumption.tree();
                    report(Problem.INTERNAL, tree, unit, text.of(unit, tree), Failure.describe(failure));
                }
                return;
            }
            if (actual != null && !actual.equals(assumption.meaning())) {
                Tree tree = assumption.tree();
                report(Problem.MISREAD, tree, unit, text.of(unit, tree), assumption.meaning(), actual);
            }
        }

        private void requireVisible(@Nullable Element element, Tree tree) {
            for (Element at = element; at != null; at = at.getEnclosingElement()) {
                if (at.getModifiers().contains(Modifier.PRIVATE)) {
                    report(
                            Problem.PRIVATE_MEMBER,
                            tree,
                            unit,
                            at.getSimpleName().toString());
                    return;
                }
            }
        }

        private @Nullable String actual(Assumption assumption, TreePath path) {
            return switch (assumption.kind()) {
                case METHOD, FIELD, LOCAL -> meaning(trees.getElement(path));
                case TYPE -> meaning(trees.getTypeMirror(path));
                case VISIBLE -> null;
            };
        }

        private @Nullable String meaning(@Nullable Element element) {
            if (element == null || element.asType().getKind() == TypeKind.ERROR) {
                return null;
            } else if (element instanceof ExecutableElement method) {
                return Assumptions.describe(method, types);
            }
            return element instanceof VariableElement variable ? Assumptions.describe(variable) : element.toString();
        }

        private @Nullable String meaning(@Nullable TypeMirror type) {
            String meaning = type == null ? UNKNOWN : Assumptions.describe(type, types);
            return meaning.equals(UNKNOWN) ? null : meaning;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
            TreePath around = getCurrentPath().getParentPath();
            boolean isMember = around.getLeaf() instanceof ClassTree || around.getLeaf() instanceof CompilationUnitTree;
            localClasses += isMember ? 0 : 1;
            try {
                return super.visitClass(type, null);
            } finally {
                localClasses -= isMember ? 0 : 1;
            }
        }

        /** Elements of local classes are not shown to processors: without this nothing would be generated, or said. */
        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
            if (localClasses > 0 && isAnnotated(trees.getElement(getCurrentPath()))) {
                report(
                        Problem.LOCAL_CLASS_METHOD,
                        method,
                        unit,
                        method.getName().toString());
            }
            return super.visitMethod(method, null);
        }

        private boolean isAnnotated(@Nullable Element method) {
            return method != null
                    && method.getAnnotationMirrors().stream()
                            .anyMatch(mirror ->
                                    mirror.getAnnotationType().toString().equals(AnnotatedMethod.ANNOTATION));
        }
    }
}
