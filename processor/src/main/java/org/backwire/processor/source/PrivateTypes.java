package org.backwire.processor.source;

import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.WildcardTree;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import org.backwire.processor.graph.Problem;
import org.jspecify.annotations.Nullable;

/** Types that the companion, a class of its own, may not name. Each is reported once, where the method first names it. */
final class PrivateTypes {
    private final Lowering desk;

    PrivateTypes(Lowering desk) {
        this.desk = desk;
    }

    /** Whether the companion may not name a type, which is reported then. */
    boolean refuse(TypeMirror type, Tree tree) {
        if (desk.members.isVisibleBeside(type, desk.home)) {
            return false;
        }
        Tree named = hidden(type, tree);
        String name = named instanceof ParameterizedTypeTree diamond ? nameOf(type, diamond) : desk.text(named);
        desk.refuse(problem(type), named, name);
        return true;
    }

    /** Whether the companion may not name the type of what an expression gives, which is reported then. */
    boolean refuseGiven(TypeMirror type, Tree tree) {
        DeclaredType hidden = hidden(type);
        if (hidden == null) {
            return false;
        }
        desk.refuse(problem(type), tree, hidden.asElement().getSimpleName().toString());
        return true;
    }

    private @Nullable DeclaredType hidden(TypeMirror type) {
        DeclaredType[] hidden = new DeclaredType[1];
        TypeOf.anyPart(type, part -> {
            boolean isHidden =
                    part instanceof DeclaredType named && !desk.members.isVisibleBeside(named.asElement(), desk.home);
            hidden[0] = isHidden ? (DeclaredType) part : hidden[0];
            return isHidden;
        });
        return hidden[0];
    }

    private Problem problem(TypeMirror type) {
        boolean isPrivate = TypeOf.anyPart(
                type, part -> part instanceof DeclaredType named && Visibility.isPrivate(named.asElement()));
        return isPrivate ? Problem.PRIVATE_MEMBER : Problem.NOT_VISIBLE;
    }

    /** The private class among the type arguments that a diamond leaves out. */
    private String nameOf(TypeMirror type, ParameterizedTypeTree diamond) {
        return type instanceof DeclaredType declared
                ? declared.getTypeArguments().stream()
                        .filter(argument -> !desk.members.isVisibleBeside(argument, desk.home))
                        .findFirst()
                        .map(argument -> argument instanceof DeclaredType inner
                                ? inner.asElement().getSimpleName().toString()
                                : argument.toString())
                        .orElseGet(() -> desk.text(diamond))
                : desk.text(diamond);
    }

    /** The part of a type that is private. */
    private Tree hidden(TypeMirror type, Tree tree) {
        if (tree instanceof ArrayTypeTree array) {
            return type instanceof ArrayType of ? hidden(of.getComponentType(), array.getType()) : array.getType();
        }
        if (tree instanceof WildcardTree wildcard && type instanceof WildcardType bounded) {
            TypeMirror bound = bounded.getExtendsBound() == null ? bounded.getSuperBound() : bounded.getExtendsBound();
            return bound == null ? tree : hidden(bound, wildcard.getBound());
        }
        if (tree instanceof ParameterizedTypeTree parameterized
                && type instanceof DeclaredType declared
                && desk.members.isVisibleBeside(declared.asElement(), desk.home)) {
            for (int i = 0; i < parameterized.getTypeArguments().size(); i++) {
                TypeMirror argument = declared.getTypeArguments().get(i);
                if (!desk.members.isVisibleBeside(argument, desk.home)) {
                    return hidden(argument, parameterized.getTypeArguments().get(i));
                }
            }
        }
        return tree;
    }
}
