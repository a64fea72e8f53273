package org.backwire.processor;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.backwire.processor.source.Annotation;
import org.backwire.processor.source.TypeOf;
import org.jspecify.annotations.Nullable;

/** Finds the text of annotated methods, in one round. */
final class Subjects {
    private final Elements elements;
    private final Trees trees;
    private final SourceText text;
    private final Map<TypeElement, CompilationUnitTree> units = new HashMap<>();
    private final Map<TypeElement, ClassTree> classes = new HashMap<>();

    Subjects(Elements elements, Trees trees, SourceText text) {
        this.elements = elements;
        this.trees = trees;
        this.text = text;
    }

    /** Null for a method without the annotation, and for one from a class file, which is passed in when it is checked again. */
    @Nullable
    Subject of(ExecutableElement method, String qualifiedName) {
        Annotation annotation = Annotation.on(method, qualifiedName, elements);
        MethodTree tree = annotation == null ? null : tree(method);
        if (annotation == null || tree == null) {
            return null;
        }
        CompilationUnitTree unit = units.computeIfAbsent(Targets.topLevel(method), this::unit);
        return unit == null
                ? null
                : new Subject(method, tree, unit, annotation, annotationTree(method, tree, annotation), text);
    }

    /** Looks among the members of the class first: javac would look through the bodies of all of them. */
    private @Nullable MethodTree tree(ExecutableElement method) {
        ClassTree owner = classes.computeIfAbsent(TypeOf.owner(method), trees::getTree);
        MethodTree only = null;
        for (Tree member : owner == null ? List.<Tree>of() : owner.getMembers()) {
            if (member instanceof MethodTree tree
                    && tree.getName().contentEquals(method.getSimpleName())
                    && tree.getParameters().size() == method.getParameters().size()) {
                if (only != null) {
                    return trees.getTree(method);
                }
                only = tree;
            }
        }
        return only != null ? only : trees.getTree(method);
    }

    private Tree annotationTree(ExecutableElement method, MethodTree tree, Annotation annotation) {
        Name name = annotation.mirror().getAnnotationType().asElement().getSimpleName();
        List<? extends AnnotationTree> named = tree.getModifiers().getAnnotations().stream()
                .filter(candidate -> name.contentEquals(lastName(candidate.getAnnotationType())))
                .toList();
        Tree found = named.size() == 1 ? named.get(0) : trees.getTree(method, annotation.mirror());
        return found == null ? tree : found;
    }

    private static CharSequence lastName(Tree type) {
        return type instanceof MemberSelectTree select
                ? select.getIdentifier()
                : type instanceof IdentifierTree identifier ? identifier.getName() : "";
    }

    private @Nullable CompilationUnitTree unit(Element topLevel) {
        TreePath path = trees.getPath(topLevel);
        return path == null ? null : path.getCompilationUnit();
    }
}
