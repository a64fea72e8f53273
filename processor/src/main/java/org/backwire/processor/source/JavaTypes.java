package org.backwire.processor.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Java's rules of promotion, boxing and conversion (chapter 5 of the language specification). */
final class JavaTypes {
    /** Packages of classes whose objects never change. */
    private static final Set<String> VALUES = Set.of("java.math", "java.time", "java.time.temporal");

    final Types types;
    final Elements elements;
    private final Map<String, TypeMirror> known = new HashMap<>();

    JavaTypes(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    TypeMirror primitive(TypeKind kind) {
        return types.getPrimitiveType(kind);
    }

    TypeMirror declared(String qualifiedName) {
        return known.computeIfAbsent(
                qualifiedName, name -> elements.getTypeElement(name).asType());
    }

    TypeMirror string() {
        return declared("java.lang.String");
    }

    TypeMirror object() {
        return declared("java.lang.Object");
    }

    static boolean isNumeric(TypeKind kind) {
        return kind.isPrimitive() && kind != TypeKind.BOOLEAN;
    }

    static boolean isIntegral(TypeKind kind) {
        return isNumeric(kind) && kind != TypeKind.FLOAT && kind != TypeKind.DOUBLE;
    }

    static boolean isReference(TypeMirror type) {
        return switch (type.getKind()) {
            case DECLARED, ARRAY, TYPEVAR, NULL, INTERSECTION, WILDCARD, UNION -> true;
            default -> false;
        };
    }

    static boolean is(TypeMirror type, String qualifiedName) {
        return type.getKind() == TypeKind.DECLARED
                && ((TypeElement) ((DeclaredType) type).asElement())
                        .getQualifiedName()
                        .contentEquals(qualifiedName);
    }

    static boolean isString(TypeMirror type) {
        return is(type, "java.lang.String");
    }

    static boolean isEnum(TypeMirror type) {
        return type.getKind() == TypeKind.DECLARED
                && ((DeclaredType) type).asElement().getKind() == ElementKind.ENUM;
    }

    /** Whether a value may be an object that is another after somebody has called a method of it. */
    boolean mayChange(TypeMirror type) {
        return mayChange(type, new HashSet<>());
    }

    private boolean mayChange(TypeMirror type, Set<TypeElement> around) {
        if (type instanceof ArrayType array) {
            return mayChange(array.getComponentType(), around);
        }
        if (type.getKind().isPrimitive() || unboxed(type) != null || isString(type) || isEnum(type)) {
            return false;
        }
        TypeElement record = Records.recordOf(type);
        if (record != null) {
            return around.add(record)
                    && record.getRecordComponents().stream()
                            .anyMatch(component -> mayChange(component.asType(), around));
        }
        return !(type instanceof DeclaredType declared)
                || !VALUES.contains(elements.getPackageOf(declared.asElement())
                        .getQualifiedName()
                        .toString());
    }

    boolean same(TypeMirror a, TypeMirror b) {
        return a.getKind() != TypeKind.WILDCARD && types.isSameType(a, b);
    }

    /** A type without captured wildcards and type variables at the top: the bound that can be written down. */
    TypeMirror upward(TypeMirror type) {
        if (type instanceof TypeVariable variable) {
            return upward(variable.getUpperBound());
        }
        if (type instanceof WildcardType wildcard) {
            TypeMirror bound = wildcard.getExtendsBound();
            return bound == null ? object() : upward(bound);
        }
        if (type instanceof IntersectionType intersection) {
            return upward(intersection.getBounds().get(0));
        }
        return type;
    }

    /** The same, but for the type parameters that code may name. */
    TypeMirror uncaptured(TypeMirror type) {
        return type instanceof TypeVariable && !TypeOf.isCaptured(type) ? type : upward(type);
    }

    /** The bound of a type that has a method; its first one, if none has it. */
    TypeMirror boundWith(String method, TypeMirror type, Members members) {
        TypeMirror bound = type;
        while (bound instanceof TypeVariable variable) {
            bound = variable.getUpperBound();
        }
        if (bound instanceof IntersectionType intersection) {
            for (TypeMirror part : intersection.getBounds()) {
                if (part instanceof DeclaredType declared
                        && !members.methods((TypeElement) declared.asElement(), method)
                                .isEmpty()) {
                    return part;
                }
            }
        }
        return upward(bound);
    }

    /**
     * A type that two classes have in common: one of the user's, if there is one, rather than one of Java's, and a class rather than an
     * interface. Java knows all of them.
     */
    TypeMirror above(TypeMirror one, TypeMirror other) {
        List<TypeMirror> common = new ArrayList<>();
        collectAbove(upward(one), upward(other), common);
        return common.stream().min(Comparator.comparingInt(this::distance)).orElse(object());
    }

    private void collectAbove(TypeMirror type, TypeMirror other, List<TypeMirror> common) {
        if (isSubtype(other, type)) {
            common.add(type);
            return;
        }
        types.directSupertypes(type).forEach(parent -> collectAbove(parent, other, common));
    }

    private int distance(TypeMirror type) {
        String name = types.erasure(type).toString();
        boolean isEverywhere = Set.of("java.lang.Object", "java.lang.Record", "java.lang.Enum", "java.io.Serializable")
                .contains(name);
        int ofJava = name.startsWith("java.") ? 2 : 0;
        boolean isInterface = type instanceof DeclaredType declared
                && declared.asElement().getKind().isInterface();
        return isEverywhere ? 4 : ofJava + (isInterface ? 1 : 0);
    }

    /** How a class type is seen as one of its supertypes; null if it is none. */
    @Nullable
    DeclaredType seenAs(DeclaredType type, Element wanted) {
        if (type.asElement().equals(wanted)) {
            return type;
        }
        for (TypeMirror parent : types.directSupertypes(type)) {
            DeclaredType found = parent instanceof DeclaredType declared ? seenAs(declared, wanted) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The primitive type of a primitive or boxed type; null for other types. */
    @Nullable
    TypeMirror unboxed(TypeMirror type) {
        if (type.getKind().isPrimitive()) {
            return plain(type);
        }
        TypeMirror bound = upward(type);
        return isBox(bound) ? types.unboxedType(bound) : null;
    }

    /** The type without annotations and without what the compiler knows of a constant. */
    TypeMirror plain(TypeMirror type) {
        return type.getKind().isPrimitive() ? primitive(type.getKind()) : type;
    }

    static boolean isBox(TypeMirror type) {
        return type.getKind() == TypeKind.DECLARED
                && List.of(
                                "java.lang.Boolean",
                                "java.lang.Byte",
                                "java.lang.Short",
                                "java.lang.Character",
                                "java.lang.Integer",
                                "java.lang.Long",
                                "java.lang.Float",
                                "java.lang.Double")
                        .contains(((TypeElement) ((DeclaredType) type).asElement())
                                .getQualifiedName()
                                .toString());
    }

    TypeMirror boxed(TypeMirror primitive) {
        return types.boxedClass(types.getPrimitiveType(primitive.getKind())).asType();
    }

    /** Unary numeric promotion of a primitive type. */
    TypeMirror promoted(TypeMirror type) {
        return switch (type.getKind()) {
            case BYTE, SHORT, CHAR -> primitive(TypeKind.INT);
            default -> plain(type);
        };
    }

    /** Binary numeric promotion of two primitive types. */
    TypeMirror promoted(TypeMirror a, TypeMirror b) {
        for (TypeKind kind : List.of(TypeKind.DOUBLE, TypeKind.FLOAT, TypeKind.LONG)) {
            if (a.getKind() == kind || b.getKind() == kind) {
                return primitive(kind);
            }
        }
        return primitive(TypeKind.INT);
    }

    /** Whether a primitive type widens to another, or is the same. */
    static boolean widens(TypeKind from, TypeKind to) {
        if (from == to) {
            return true;
        }
        return switch (from) {
            case BYTE -> to == TypeKind.SHORT || widens(TypeKind.INT, to);
            case SHORT, CHAR -> widens(TypeKind.INT, to);
            case INT -> to == TypeKind.LONG || to == TypeKind.FLOAT || to == TypeKind.DOUBLE;
            case LONG -> to == TypeKind.FLOAT || to == TypeKind.DOUBLE;
            case FLOAT -> to == TypeKind.DOUBLE;
            default -> false;
        };
    }

    /** Whether an argument may be passed by a subtyping or widening conversion. */
    boolean isStrict(TypeMirror from, TypeMirror to) {
        if (from.getKind().isPrimitive() || to.getKind().isPrimitive()) {
            return from.getKind().isPrimitive() && to.getKind().isPrimitive() && widens(from.getKind(), to.getKind());
        }
        return isSubtype(from, to);
    }

    /** Whether an argument may be passed by boxing or unboxing as well. */
    boolean isLoose(TypeMirror from, TypeMirror to) {
        if (isStrict(from, to)) {
            return true;
        }
        if (from.getKind().isPrimitive()) {
            return !to.getKind().isPrimitive() && isSubtype(boxed(from), to);
        }
        TypeMirror primitive = from.getKind() == TypeKind.NULL ? null : unboxed(from);
        return to.getKind().isPrimitive() && primitive != null && widens(primitive.getKind(), to.getKind());
    }

    /** Subtyping of reference types, by unchecked conversion too. */
    boolean isSubtype(TypeMirror from, TypeMirror to) {
        if (from.getKind() == TypeKind.NULL) {
            return isReference(to);
        }
        if (!isReference(from) || !isReference(to) || to.getKind() == TypeKind.NULL) {
            return false;
        }
        if (from.getKind() == TypeKind.WILDCARD || to.getKind() == TypeKind.WILDCARD) {
            return isSubtype(upward(from), upward(to));
        }
        return types.isSubtype(from, to) || isRaw(from) && types.isSubtype(types.erasure(from), types.erasure(to));
    }

    /** Whether a class type that could have type arguments is used without them. */
    private boolean isRaw(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return isRaw(array.getComponentType());
        }
        return type instanceof DeclaredType declared
                && declared.getTypeArguments().isEmpty()
                && !((TypeElement) declared.asElement()).getTypeParameters().isEmpty();
    }
}
