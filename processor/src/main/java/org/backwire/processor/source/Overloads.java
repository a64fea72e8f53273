package org.backwire.processor.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import org.jspecify.annotations.Nullable;

/** Which of several methods a call means (chapter 15.12.2 of the language specification). */
final class Overloads {
    private final JavaTypes java;
    private final Members members;

    Overloads(JavaTypes java, Members members) {
        this.java = java;
        this.members = members;
    }

    /**
     * The method that a call means.
     *
     * @param parameters one type per argument: the last parameter's element type for each of its arguments in a variable
     *     arity call
     * @param spread whether this is a variable arity call
     * @param result what the call gives, type variables replaced
     * @param substitution what the type parameters stand for
     */
    record Choice(
            ExecutableElement method,
            List<TypeMirror> parameters,
            boolean spread,
            TypeMirror result,
            UnaryOperator<TypeMirror> substitution) {}

    private enum Phase {
        STRICT,
        LOOSE,
        SPREAD
    }

    /**
     * @param arguments for each argument the types of all that it may come to
     * @param site the type of the object or class of which the methods are members; null for static methods
     * @param explicit the type arguments that the call names
     * @param target the type that the call's result is assigned to
     * @return null if there is no such method, or no most specific one
     */
    @Nullable
    Choice choose(
            List<ExecutableElement> candidates,
            @Nullable DeclaredType site,
            List<List<TypeMirror>> arguments,
            List<TypeMirror> explicit,
            @Nullable TypeMirror target,
            TypeElement from) {
        return choose(candidates, site, false, arguments, explicit, target, from);
    }

    /** @param diamond whether the type arguments of {@code site}, the class of these constructors, are to be found as well */
    @Nullable
    Choice choose(
            List<ExecutableElement> candidates,
            @Nullable DeclaredType site,
            boolean diamond,
            List<List<TypeMirror>> arguments,
            List<TypeMirror> explicit,
            @Nullable TypeMirror target,
            TypeElement from) {
        for (Phase phase : Phase.values()) {
            List<Choice> applicable = new ArrayList<>();
            for (ExecutableElement candidate : candidates) {
                if (members.isAccessible(candidate, from)) {
                    Choice choice = apply(candidate, site, diamond, arguments, explicit, target, phase);
                    if (choice != null) {
                        applicable.add(choice);
                    }
                }
            }
            if (!applicable.isEmpty()) {
                return mostSpecific(applicable);
            }
        }
        return null;
    }

    private @Nullable Choice apply(
            ExecutableElement method,
            @Nullable DeclaredType site,
            boolean diamond,
            List<List<TypeMirror>> arguments,
            List<TypeMirror> explicit,
            @Nullable TypeMirror target,
            Phase phase) {
        boolean spread = phase == Phase.SPREAD;
        int count = method.getParameters().size();
        if (spread ? !method.isVarArgs() || arguments.size() < count - 1 : arguments.size() != count) {
            return null;
        }
        ExecutableType type = (ExecutableType)
                (site == null || method.getModifiers().contains(Modifier.STATIC)
                        ? method.asType()
                        : java.types.asMemberOf(site, method));
        List<TypeMirror> formals = spread(type.getParameterTypes(), arguments.size(), spread);
        List<TypeParameterElement> unknown = new ArrayList<>(method.getTypeParameters());
        if (diamond && site != null) {
            unknown.addAll(((TypeElement) site.asElement()).getTypeParameters());
        }
        TypeMirror result = diamond && site != null ? site : type.getReturnType();
        Inference inference = new Inference(java, unknown);
        if (explicit.isEmpty()) {
            inference.fromArguments(formals, arguments);
            if (target != null) {
                inference.fromTarget(result, target);
            }
        } else {
            inference.explicitly(explicit);
        }
        List<TypeMirror> parameters =
                formals.stream().map(inference::substitute).toList();
        for (int i = 0; i < arguments.size(); i++) {
            TypeMirror parameter = parameters.get(i);
            for (TypeMirror argument : arguments.get(i)) {
                boolean passes =
                        phase == Phase.STRICT ? java.isStrict(argument, parameter) : java.isLoose(argument, parameter);
                if (!passes || !isWithinBound(argument, formals.get(i))) {
                    return null;
                }
            }
        }
        return new Choice(method, parameters, spread, inference.substitute(result), inference::substitute);
    }

    /** Whether an argument may be what a type parameter stands for. */
    private boolean isWithinBound(TypeMirror argument, TypeMirror formal) {
        return !(formal instanceof TypeVariable) || java.isLoose(argument, java.types.erasure(formal));
    }

    /** The parameter types, the last one repeated as often as there are arguments for it. */
    private static List<TypeMirror> spread(List<? extends TypeMirror> parameters, int count, boolean spread) {
        if (!spread) {
            return List.copyOf(parameters);
        }
        List<TypeMirror> types = new ArrayList<>(parameters.subList(0, parameters.size() - 1));
        ArrayType last = (ArrayType) parameters.get(parameters.size() - 1);
        while (types.size() < count) {
            types.add(last.getComponentType());
        }
        return types;
    }

    private @Nullable Choice mostSpecific(List<Choice> applicable) {
        if (applicable.size() == 1) {
            return applicable.get(0);
        }
        List<Choice> best = new ArrayList<>();
        for (Choice choice : applicable) {
            if (applicable.stream().allMatch(other -> isAsSpecific(choice, other))) {
                best.add(choice);
            }
        }
        if (best.size() <= 1) {
            return best.isEmpty() ? null : best.get(0);
        }
        // The same parameters: declared in several supertypes. The one with a body is meant, else that of an interface.
        return best.stream()
                .filter(choice -> !choice.method().getModifiers().contains(Modifier.ABSTRACT))
                .findFirst()
                .or(() -> best.stream()
                        .filter(choice ->
                                Members.ownerOf(choice.method()).getKind().isInterface())
                        .findFirst())
                .orElse(best.get(0));
    }

    private boolean isAsSpecific(Choice one, Choice other) {
        // A variable arity call without variable arguments is still told by their type.
        int count = !one.spread()
                ? one.parameters().size()
                : Math.max(
                        one.parameters().size(),
                        Math.max(
                                one.method().getParameters().size(),
                                other.method().getParameters().size()));
        List<TypeMirror> as = declared(one, count);
        List<TypeMirror> bs = declared(other, count);
        for (int i = 0; i < count; i++) {
            if (!java.isStrict(as.get(i), bs.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The erased parameter types of a method as it is declared, one per argument. */
    private List<TypeMirror> declared(Choice choice, int count) {
        List<TypeMirror> declared = choice.method().getParameters().stream()
                .map(parameter -> java.types.erasure(parameter.asType()))
                .toList();
        return spread(declared, count, choice.spread());
    }
}
