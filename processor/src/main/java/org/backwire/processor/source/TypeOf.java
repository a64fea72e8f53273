package org.backwire.processor.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.QualifiedNameable;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Types;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Type.Primitive;
import org.jspecify.annotations.Nullable;

/** The types of the language model, as the graph writes them. */
public final class TypeOf {
    private static final Pattern QUALIFIERS = Pattern.compile("(\\w+[.])+");

    private TypeOf() {}

    /** Whether something holds of a type, of what it is an array of, or of one of its type arguments and their bounds, down to the last. */
    public static boolean anyPart(@Nullable TypeMirror type, Predicate<TypeMirror> holds) {
        if (type == null) {
            return false;
        }
        if (holds.test(type)) {
            return true;
        }
        if (type instanceof ArrayType array) {
            return anyPart(array.getComponentType(), holds);
        }
        if (type instanceof WildcardType wildcard) {
            return anyPart(wildcard.getExtendsBound(), holds) || anyPart(wildcard.getSuperBound(), holds);
        }
        return type instanceof DeclaredType declared
                && (declared.getEnclosingType() instanceof DeclaredType around && anyPart(around, holds)
                        || declared.getTypeArguments().stream().anyMatch(argument -> anyPart(argument, holds)));
    }

    /**
     * The type of the graph for a type of the model. Type variables, intersections and captures become what they erase to.
     *
     * @return null for {@code void}, {@code null} and types that cannot be found
     */
    public static @Nullable Type of(TypeMirror type, Types types) {
        return switch (type.getKind()) {
            case BOOLEAN -> Primitive.BOOLEAN;
            case BYTE -> Primitive.BYTE;
            case SHORT -> Primitive.SHORT;
            case CHAR -> Primitive.CHAR;
            case INT -> Primitive.INT;
            case LONG -> Primitive.LONG;
            case FLOAT -> Primitive.FLOAT;
            case DOUBLE -> Primitive.DOUBLE;
            case ARRAY -> {
                Type element = of(((ArrayType) type).getComponentType(), types);
                yield element == null ? null : new Type.Array(element);
            }
            case DECLARED -> reference((DeclaredType) type, types);
            case WILDCARD -> wildcard((WildcardType) type, types);
            case TYPEVAR, INTERSECTION, UNION -> {
                TypeMirror erased = types.erasure(type);
                yield erased.getKind() == type.getKind() ? null : of(erased, types);
            }
            default -> null;
        };
    }

    private static @Nullable Type reference(DeclaredType type, Types types) {
        List<Type> arguments = new ArrayList<>();
        for (TypeMirror argument : type.getTypeArguments()) {
            Type converted = argument(argument, types);
            if (converted == null) {
                return null;
            }
            arguments.add(converted);
        }
        return new Type.Reference(classRef((TypeElement) type.asElement()), arguments);
    }

    /** What was captured has no name: it becomes a wildcard again, and so does what is made of it (JLS 4.10.5). */
    private static @Nullable Type argument(TypeMirror type, Types types) {
        if (isCaptured(type)) {
            TypeMirror lower = ((TypeVariable) type).getLowerBound();
            TypeMirror upper = ((TypeVariable) type).getUpperBound();
            boolean hasLower = lower.getKind() != TypeKind.NULL && !mentionsCaptured(lower);
            Type above = hasLower ? null : mentionsCaptured(upper) ? ofAny(upper, types) : of(upper, types);
            return new Type.Wildcard(
                    Type.Reference.OBJECT.equals(above) ? null : above, hasLower ? of(lower, types) : null);
        }
        Type converted = of(type, types);
        return converted == null || type.getKind() == TypeKind.WILDCARD || !mentionsCaptured(type)
                ? converted
                : new Type.Wildcard(converted, null);
    }

    /** A class with any type arguments, as a cast may have it. */
    static @Nullable Type ofAny(TypeMirror type, Types types) {
        if (!(type instanceof DeclaredType declared)) {
            return of(types.erasure(type), types);
        }
        Type any = new Type.Wildcard(null, null);
        return new Type.Reference(
                classRef((TypeElement) declared.asElement()),
                Collections.nCopies(declared.getTypeArguments().size(), any));
    }

    /** Whether a type is what a wildcard stands for, which no code can name. */
    static boolean isCaptured(TypeMirror type) {
        return type instanceof TypeVariable variable
                && !(variable.asElement() instanceof TypeParameterElement parameter
                        && (parameter.getGenericElement() instanceof TypeElement
                                || parameter.getGenericElement() instanceof ExecutableElement));
    }

    private static boolean mentionsCaptured(TypeMirror type) {
        return isCaptured(type)
                || type instanceof ArrayType array && mentionsCaptured(array.getComponentType())
                || type instanceof DeclaredType declared
                        && declared.getTypeArguments().stream().anyMatch(TypeOf::mentionsCaptured)
                || type instanceof WildcardType wildcard
                        && (wildcard.getExtendsBound() != null && mentionsCaptured(wildcard.getExtendsBound())
                                || wildcard.getSuperBound() != null && mentionsCaptured(wildcard.getSuperBound()));
    }

    private static @Nullable Type wildcard(WildcardType type, Types types) {
        TypeMirror above = type.getExtendsBound();
        TypeMirror below = type.getSuperBound();
        Type upper = above == null ? null : of(above, types);
        if (below != null && mentionsCaptured(below)) {
            return new Type.Wildcard(null, null);
        }
        Type lower = below == null ? null : of(below, types);
        boolean lost = (above != null && upper == null) || (below != null && lower == null);
        return lost ? null : new Type.Wildcard(upper, lower);
    }

    /** The class that declares a method or field. */
    public static TypeElement owner(Element member) {
        return (TypeElement) Objects.requireNonNull(member.getEnclosingElement());
    }

    /** The name of a class that has a canonical name. */
    public static ClassRef classRef(TypeElement type) {
        Deque<String> names = new ArrayDeque<>();
        Element at = type;
        while (at != null && !(at instanceof PackageElement)) {
            if (at instanceof TypeElement) {
                names.addFirst(at.getSimpleName().toString());
            }
            at = at.getEnclosingElement();
        }
        String packageName =
                at == null ? "" : ((QualifiedNameable) at).getQualifiedName().toString();
        return new ClassRef(packageName, List.copyOf(names));
    }

    /**
     * Whether values of a type have gradients: {@code double}, {@code float}, arrays of them of any rank, and records with
     * components, all of which are differentiable. A record that contains itself is not, nor is an array of records.
     */
    public static boolean isDifferentiable(TypeMirror type) {
        return isDifferentiable(type, new TreeSet<>());
    }

    /** Which component is why a record is not differentiable, to be said behind it; "" if the type is no record. */
    public static String obstacle(TypeMirror type) {
        if (!(type instanceof DeclaredType declared)
                || !(declared.asElement() instanceof TypeElement element)
                || element.getKind() != ElementKind.RECORD) {
            return "";
        }
        return element.getRecordComponents().stream()
                .filter(component -> !isDifferentiable(component.asType()))
                .findFirst()
                .map(component -> ": its component " + component.getSimpleName() + " is "
                        + QUALIFIERS.matcher(component.asType().toString()).replaceAll(""))
                .orElse("");
    }

    /** {@code around}: the names of the records that contain the type. */
    private static boolean isDifferentiable(TypeMirror type, Set<String> around) {
        TypeMirror leaf = type;
        while (leaf instanceof ArrayType array) {
            leaf = array.getComponentType();
        }
        if (leaf.getKind().isPrimitive() || leaf != type) {
            return leaf.getKind() == TypeKind.DOUBLE || leaf.getKind() == TypeKind.FLOAT;
        }
        if (!(type instanceof DeclaredType declared)
                || type.getKind() != TypeKind.DECLARED
                || !(declared.asElement() instanceof TypeElement element)
                || element.getKind() != ElementKind.RECORD
                || !around.add(element.getQualifiedName().toString())) {
            return false;
        }
        List<? extends RecordComponentElement> components = element.getRecordComponents();
        boolean all = !components.isEmpty()
                && components.stream().allMatch(component -> isDifferentiable(component.asType(), around));
        around.remove(element.getQualifiedName().toString());
        return all;
    }
}
