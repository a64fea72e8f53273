package org.backwire.processor.source;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.WildcardTree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** The types that the user writes. */
final class TypeTrees {
    private final Names names;
    private final Members members;
    private final Types types;
    private final Supplier<List<? extends TypeParameterElement>> variables;

    /** @param variables the type parameters in scope */
    TypeTrees(Names names, Members members, Types types, Supplier<List<? extends TypeParameterElement>> variables) {
        this.names = names;
        this.members = members;
        this.types = types;
        this.variables = variables;
    }

    /** The type that a tree in the code of a class means; null if it cannot be found. */
    @Nullable
    TypeMirror type(Tree tree, TypeElement from) {
        return type(tree, from, variables.get());
    }

    /** The same where a method is declared, for the types of its parameters. */
    @Nullable
    TypeMirror typeIn(ExecutableElement method, Tree tree) {
        return type(tree, Members.ownerOf(method), variablesOf(method));
    }

    /** The type parameters that the code of a method may use. */
    static List<TypeParameterElement> variablesOf(ExecutableElement method) {
        List<TypeParameterElement> parameters = new ArrayList<>(method.getTypeParameters());
        if (!method.getModifiers().contains(Modifier.STATIC)) {
            parameters.addAll(Members.ownerOf(method).getTypeParameters());
        }
        return parameters;
    }

    private @Nullable TypeMirror type(Tree tree, TypeElement from, List<? extends TypeParameterElement> inScope) {
        if (tree instanceof PrimitiveTypeTree primitive) {
            return primitive.getPrimitiveTypeKind() == TypeKind.VOID
                    ? types.getNoType(TypeKind.VOID)
                    : types.getPrimitiveType(primitive.getPrimitiveTypeKind());
        }
        if (tree instanceof ArrayTypeTree array) {
            TypeMirror element = type(array.getType(), from, inScope);
            return element == null ? null : types.getArrayType(element);
        }
        if (tree instanceof AnnotatedTypeTree annotated) {
            return type(annotated.getUnderlyingType(), from, inScope);
        }
        if (tree instanceof WildcardTree wildcard) {
            return wildcard(wildcard, from, inScope);
        }
        if (tree instanceof ParameterizedTypeTree parameterized) {
            return parameterized(parameterized, from, inScope);
        }
        if (tree instanceof IdentifierTree identifier) {
            for (TypeParameterElement variable : inScope) {
                if (variable.getSimpleName().contentEquals(identifier.getName())) {
                    return variable.asType();
                }
            }
        }
        TypeElement element = element(tree, from);
        return element == null ? null : types.getDeclaredType(element);
    }

    private @Nullable TypeMirror wildcard(
            WildcardTree tree, TypeElement from, List<? extends TypeParameterElement> inScope) {
        if (tree.getKind() == Tree.Kind.UNBOUNDED_WILDCARD) {
            return types.getWildcardType(null, null);
        }
        TypeMirror bound = type(tree.getBound(), from, inScope);
        if (bound == null || bound.getKind().isPrimitive()) {
            return null;
        }
        return tree.getKind() == Tree.Kind.EXTENDS_WILDCARD
                ? types.getWildcardType(bound, null)
                : types.getWildcardType(null, bound);
    }

    private @Nullable TypeMirror parameterized(
            ParameterizedTypeTree tree, TypeElement from, List<? extends TypeParameterElement> inScope) {
        TypeElement element = element(tree.getType(), from);
        if (element == null) {
            return null;
        }
        List<TypeMirror> arguments = new ArrayList<>();
        for (Tree argument : tree.getTypeArguments()) {
            TypeMirror type = type(argument, from, inScope);
            if (type == null || type.getKind().isPrimitive()) { // which javac reports
                return null;
            }
            arguments.add(type);
        }
        boolean fits = arguments.isEmpty()
                || arguments.size() == element.getTypeParameters().size();
        return fits ? types.getDeclaredType(element, arguments.toArray(TypeMirror[]::new)) : null;
    }

    /** The class that a name, simple or qualified, means in the code of a class; null if there is none. */
    @Nullable
    TypeElement element(Tree tree, TypeElement from) {
        if (tree instanceof AnnotatedTypeTree annotated) {
            return element(annotated.getUnderlyingType(), from);
        }
        if (tree instanceof ParameterizedTypeTree parameterized) {
            return element(parameterized.getType(), from);
        }
        if (tree instanceof IdentifierTree identifier) {
            return names.type(identifier.getName().toString(), from);
        }
        if (tree instanceof MemberSelectTree select) {
            TypeElement outer = element(select.getExpression(), from);
            if (outer != null) {
                return members.nested(outer, select.getIdentifier().toString(), from);
            }
            return isName(select) ? names.qualified(select.toString()) : null;
        }
        return null;
    }

    /** Whether a tree is made of identifiers and dots only. */
    static boolean isName(Tree tree) {
        return tree instanceof IdentifierTree
                || tree instanceof MemberSelectTree select && !isClassLiteral(select) && isName(select.getExpression());
    }

    /** Whether the type arguments of a name are left out, as in {@code List<>}. */
    static boolean isDiamond(Tree tree) {
        return tree instanceof ParameterizedTypeTree parameterized
                && parameterized.getTypeArguments().isEmpty();
    }

    static boolean isClassLiteral(Tree tree) {
        return tree instanceof MemberSelectTree select && select.getIdentifier().contentEquals("class");
    }
}
