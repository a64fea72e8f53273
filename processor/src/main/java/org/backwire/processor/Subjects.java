package org.backwire.processor;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.backwire.processor.source.Annotation;
import org.jspecify.annotations.Nullable;

/** Finds the text of annotated methods, in one round. */
final class Subjects {
    private final Elements elements;
    private final Trees trees;
    private final SourceText text;
    private final Map<TypeElement, CompilationUnitTree> units = new HashMap<>();

    Subjects(Elements elements, Trees trees, SourceText text) {
        this.elements = elements;
        this.trees = trees;
        this.text = text;
    }

    /** Null for a method without the annotation, and for one from a class file, which is passed in when it is checked again. */
    @Nullable
    Subject of(ExecutableElement method, String qualifiedName) {
        Annotation annotation = Annotation.on(method, qualifiedName, elements);
        MethodTree tree = annotation == null ? null : trees.getTree(method);
        if (annotation == null || tree == null) {
            return null;
        }
        CompilationUnitTree unit = units.computeIfAbsent(Targets.topLevel(method), this::unit);
        Tree annotationTree = trees.getTree(method, annotation.mirror());
        return unit == null
                ? null
                : new Subject(method, tree, unit, annotation, annotationTree == null ? tree : annotationTree, text);
    }

    private @Nullable CompilationUnitTree unit(Element topLevel) {
        TreePath path = trees.getPath(topLevel);
        return path == null ? null : path.getCompilationUnit();
    }
}
