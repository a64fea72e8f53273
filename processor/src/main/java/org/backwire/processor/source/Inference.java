package org.backwire.processor.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;

/**
 * What the type parameters of one method stand for in one call. A guess that suffices for calls on data; where it is wrong,
 * javac says so afterwards.
 */
final class Inference {
    private final JavaTypes java;
    private final List<? extends TypeParameterElement> parameters;
    private final Map<Element, TypeMirror> bindings = new LinkedHashMap<>();

    Inference(JavaTypes java, List<? extends TypeParameterElement> parameters) {
        this.java = java;
        this.parameters = parameters;
    }

    void explicitly(List<TypeMirror> arguments) {
        for (int i = 0; i < Math.min(arguments.size(), parameters.size()); i++) {
            bindings.put(parameters.get(i), arguments.get(i));
        }
    }

    /** @param arguments for each argument the types of all that it may come to */
    void fromArguments(List<TypeMirror> formals, List<List<TypeMirror>> arguments) {
        for (int i = 0; i < formals.size() && !parameters.isEmpty(); i++) {
            for (TypeMirror argument : arguments.get(i)) {
                match(formals.get(i), argument);
            }
        }
    }

    /** What no argument told, the type asked for may tell. */
    void fromTarget(TypeMirror result, TypeMirror target) {
        if (parameters.isEmpty()) {
            return;
        }
        TypeMirror wanted = target.getKind().isPrimitive() ? java.boxed(target) : target;
        if (result instanceof TypeVariable variable) {
            bindFree(variable, wanted);
            return;
        }
        if (result instanceof DeclaredType declared && wanted instanceof DeclaredType asked) {
            DeclaredType seen = java.seenAs(declared, asked.asElement());
            if (seen == null) {
                return;
            }
            List<? extends TypeMirror> own = seen.getTypeArguments();
            List<? extends TypeMirror> given = asked.getTypeArguments();
            for (int i = 0; i < Math.min(own.size(), given.size()); i++) {
                if (own.get(i) instanceof TypeVariable variable) {
                    bindTo(variable, given.get(i));
                }
            }
        }
    }

    /** What is asked for by its name is what the arguments are passed as; of a wildcard it is not known what. */
    private void bindTo(TypeVariable variable, TypeMirror asked) {
        TypeMirror known = bindings.get(variable.asElement());
        boolean isExact = asked.getKind() != TypeKind.WILDCARD && !TypeOf.isCaptured(asked);
        if (known != null && isExact) {
            bindings.put(variable.asElement(), asked);
        } else {
            TypeMirror lower = asked instanceof WildcardType wildcard ? wildcard.getSuperBound() : null;
            bindFree(variable, lower != null ? lower : isOfMethod(asked) ? asked : java.upward(asked));
        }
    }

    private void bindFree(TypeVariable variable, TypeMirror type) {
        if (parameters.contains(variable.asElement())) {
            bindings.putIfAbsent(variable.asElement(), type);
        }
    }

    private void match(TypeMirror formal, TypeMirror argument) {
        if (argument.getKind() == TypeKind.NULL || argument.getKind() == TypeKind.VOID) {
            return;
        }
        if (formal instanceof TypeVariable variable && parameters.contains(variable.asElement())) {
            boolean isKept = isOfMethod(argument) || argument.getKind() == TypeKind.WILDCARD;
            bind(variable.asElement(), isKept ? argument : classOf(argument));
        } else if (formal instanceof ArrayType array
                && argument instanceof ArrayType given
                && !given.getComponentType().getKind().isPrimitive()) {
            match(array.getComponentType(), given.getComponentType());
        } else if (formal instanceof DeclaredType declared) {
            TypeMirror given = classOf(argument);
            DeclaredType seen = given instanceof DeclaredType type ? java.seenAs(type, declared.asElement()) : null;
            if (seen != null) {
                matchArguments(declared.getTypeArguments(), seen.getTypeArguments());
            }
        }
    }

    private TypeMirror classOf(TypeMirror argument) {
        return argument.getKind().isPrimitive() ? java.boxed(argument) : java.upward(argument);
    }

    /** Whether a type is the type parameter of a generic method, from whose body the call is. */
    private static boolean isOfMethod(TypeMirror type) {
        return type instanceof TypeVariable variable
                && variable.asElement() instanceof TypeParameterElement parameter
                && parameter.getGenericElement() instanceof ExecutableElement;
    }

    private void matchArguments(List<? extends TypeMirror> formals, List<? extends TypeMirror> arguments) {
        for (int i = 0; i < Math.min(formals.size(), arguments.size()); i++) {
            TypeMirror formal = formals.get(i);
            TypeMirror argument = unnamed(arguments.get(i));
            if (formal instanceof WildcardType wildcard) {
                TypeMirror bound =
                        wildcard.getExtendsBound() != null ? wildcard.getExtendsBound() : wildcard.getSuperBound();
                if (bound != null) {
                    match(bound, argument);
                }
            } else {
                match(formal, argument);
            }
        }
    }

    /** What was captured is a wildcard again. */
    private TypeMirror unnamed(TypeMirror argument) {
        return TypeOf.isCaptured(argument) ? java.types.getWildcardType(java.upward(argument), null) : argument;
    }

    private void bind(Element parameter, TypeMirror type) {
        TypeMirror known = bindings.get(parameter);
        if (known == null || java.isSubtype(known, type)) {
            bindings.put(parameter, type);
        } else if (!java.isSubtype(type, known)) {
            bindings.put(parameter, java.types.getWildcardType(java.above(known, type), null)); // at most
        }
    }

    /** A type with the type parameters replaced; what is not known becomes its bound. */
    TypeMirror substitute(TypeMirror type) {
        if (parameters.isEmpty()) {
            return type;
        }
        if (type instanceof TypeVariable variable && parameters.contains(variable.asElement())) {
            TypeMirror bound = bindings.get(variable.asElement());
            if (bound == null || bound instanceof WildcardType wildcard && wildcard.getExtendsBound() == null) {
                return java.types.erasure(variable);
            }
            return bound instanceof WildcardType ? java.upward(bound) : bound;
        }
        if (type instanceof ArrayType array) {
            return java.types.getArrayType(substitute(array.getComponentType()));
        }
        if (type instanceof WildcardType wildcard) {
            TypeMirror upper = wildcard.getExtendsBound();
            TypeMirror lower = wildcard.getSuperBound();
            return java.types.getWildcardType(
                    upper == null ? null : substitute(upper), lower == null ? null : substitute(lower));
        }
        if (type instanceof DeclaredType declared
                && !declared.getTypeArguments().isEmpty()) {
            TypeMirror[] arguments =
                    declared.getTypeArguments().stream().map(this::argument).toArray(TypeMirror[]::new);
            return java.types.getDeclaredType((TypeElement) declared.asElement(), arguments);
        }
        return type;
    }

    /** A type argument may also become a wildcard. */
    private TypeMirror argument(TypeMirror type) {
        TypeMirror bound = type instanceof TypeVariable variable ? bindings.get(variable.asElement()) : null;
        return bound instanceof WildcardType ? bound : substitute(type);
    }
}
