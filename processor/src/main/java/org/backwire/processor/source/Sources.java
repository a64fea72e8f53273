package org.backwire.processor.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeParameterTree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** The trees of the members that are declared in the compilation unit. Parsed trees are not tied to elements, so by name. */
final class Sources {
    private final CompilationUnitTree unit;
    private final TypeTrees typeTrees;
    private final Types types;
    private final TypeElement home;
    private final Function<TypeElement, @Nullable ClassTree> declarations;
    private final Map<ExecutableElement, MethodTree> methods = new HashMap<>();

    Sources(
            CompilationUnitTree unit,
            TypeTrees typeTrees,
            Types types,
            TypeElement home,
            Function<TypeElement, @Nullable ClassTree> declarations) {
        this.home = home;
        this.declarations = declarations;
        this.unit = unit;
        this.typeTrees = typeTrees;
        this.types = types;
    }

    /**
     * Whether a record of another file is all implicit: its canonical constructor keeps what it is given, and its accessors
     * give it back. Not all files are seen, and what is written in them would have to be read by their own imports.
     */
    boolean isPlainElsewhere(TypeElement record) {
        ClassTree declaration = declarations.apply(record);
        if (declaration == null) {
            return false;
        }
        List<String> components = record.getRecordComponents().stream()
                .map(component -> component.getSimpleName().toString())
                .toList();
        for (Tree tree : declaration.getMembers()) {
            if (tree instanceof MethodTree method && method.getBody() != null) {
                int count = method.getParameters().size();
                boolean accessor =
                        count == 0 && components.contains(method.getName().toString());
                boolean constructor = method.getName().contentEquals("<init>") && count == components.size();
                if (accessor || constructor && !RecordConstructors.isPlain(method)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether a class is compiled now, from source. */
    boolean isCompiledHere(TypeElement type) {
        return declarations.apply(type) != null;
    }

    /** Whether a class has a method of its own with such a name and so many parameters, as far as one can see. */
    boolean mayDeclare(TypeElement type, String name, int parameters) {
        ClassTree declaration = declarations.apply(type);
        return declaration == null
                || declaration.getMembers().stream()
                        .anyMatch(member -> member instanceof MethodTree method
                                && method.getName().contentEquals(name)
                                && method.getParameters().size() == parameters);
    }

    /** The declaration of a class; null if it is none of this unit. */
    @Nullable
    ClassTree type(TypeElement type) {
        if (!Members.packageNameOf(type).equals(Members.packageNameOf(home))) {
            return null;
        }
        if (type.getNestingKind() != NestingKind.TOP_LEVEL && type.getNestingKind() != NestingKind.MEMBER) {
            return null;
        }
        Element around = type.getEnclosingElement();
        List<? extends Tree> declarations = unit.getTypeDecls();
        if (around instanceof TypeElement outer) {
            ClassTree outerTree = type(outer);
            if (outerTree == null) {
                return null;
            }
            declarations = outerTree.getMembers();
        }
        for (Tree tree : declarations) {
            if (tree instanceof ClassTree found && type.getSimpleName().contentEquals(found.getSimpleName())) {
                return found;
            }
        }
        return null;
    }

    /** The declaration of a method or constructor; null if it is none of this unit, or has no body. */
    @Nullable
    MethodTree method(ExecutableElement method) {
        MethodTree known = methods.get(method);
        if (known == null) {
            known = find(method);
            if (known != null) {
                methods.put(method, known);
            }
        }
        return known;
    }

    private @Nullable MethodTree find(ExecutableElement method) {
        TypeElement owner = Members.ownerOf(method);
        ClassTree type = type(owner);
        if (type == null) {
            return null;
        }
        List<MethodTree> found = new ArrayList<>();
        for (Tree tree : type.getMembers()) {
            if (tree instanceof MethodTree candidate && candidate.getBody() != null && looksLike(candidate, method)) {
                found.add(candidate);
            }
        }
        return found.size() == 1 ? found.get(0) : null;
    }

    /** Whether a declaration has the name of a method, and parameters of the same types. */
    boolean looksLike(MethodTree tree, ExecutableElement method) {
        return method.getSimpleName().contentEquals(tree.getName())
                && tree.getParameters().size() == method.getParameters().size()
                && hasTypes(tree, method);
    }

    private boolean hasTypes(MethodTree tree, ExecutableElement method) {
        for (int i = 0; i < tree.getParameters().size(); i++) {
            Tree written = tree.getParameters().get(i).getType();
            if (!isErased(method, written, method.getParameters().get(i).asType())) {
                return false;
            }
        }
        return hasBounds(tree.getTypeParameters(), method);
    }

    /** Whether type parameters are those of a method, which tell it from one whose parameters look alike. */
    private boolean hasBounds(List<? extends TypeParameterTree> trees, ExecutableElement method) {
        List<? extends TypeParameterElement> parameters = method.getTypeParameters();
        if (trees.size() != parameters.size()) {
            return false;
        }
        for (int i = 0; i < trees.size(); i++) {
            List<? extends Tree> bounds = trees.get(i).getBounds();
            TypeMirror first = parameters.get(i).getBounds().get(0);
            boolean isAny = JavaTypes.is(first, "java.lang.Object");
            if (bounds.isEmpty() ? !isAny : !isErased(method, bounds.get(0), first)) {
                return false;
            }
        }
        return true;
    }

    private boolean isErased(ExecutableElement method, Tree written, TypeMirror type) {
        TypeMirror meant = typeTrees.typeIn(method, written);
        return meant != null && types.isSameType(types.erasure(meant), types.erasure(type));
    }

    /** The declaration of a field; null if it is none of this unit. */
    @Nullable
    VariableTree field(VariableElement field) {
        ClassTree type = type(Members.ownerOf(field));
        if (type == null) {
            return null;
        }
        for (Tree tree : type.getMembers()) {
            if (tree instanceof VariableTree found && field.getSimpleName().contentEquals(found.getName())) {
                return found;
            }
        }
        return null;
    }
}
