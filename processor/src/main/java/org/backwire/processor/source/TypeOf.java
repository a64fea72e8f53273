package org.backwire.processor.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.QualifiedNameable;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Types;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Type.Primitive;
import org.jspecify.annotations.Nullable;

/** The types of the language model, as the graph writes them. */
public final class TypeOf {
    private TypeOf() {}

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
            Type converted = of(argument, types);
            if (converted == null) {
                return null;
            }
            arguments.add(converted);
        }
        return new Type.Reference(classRef((TypeElement) type.asElement()), arguments);
    }

    private static @Nullable Type wildcard(WildcardType type, Types types) {
        TypeMirror above = type.getExtendsBound();
        TypeMirror below = type.getSuperBound();
        Type upper = above == null ? null : of(above, types);
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
