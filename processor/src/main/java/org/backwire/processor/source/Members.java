package org.backwire.processor.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** The members of classes, inherited ones included, and who may use them. */
final class Members {
    private final Elements elements;
    private final Types types;
    private final Map<TypeElement, Map<String, List<Element>>> declared = new HashMap<>();

    Members(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    /** What a class itself declares under a name. */
    List<Element> declared(TypeElement type, String name) {
        return declared.computeIfAbsent(type, Members::byName).getOrDefault(name, List.of());
    }

    private static Map<String, List<Element>> byName(TypeElement type) {
        Map<String, List<Element>> byName = new HashMap<>();
        for (Element element : type.getEnclosedElements()) {
            byName.computeIfAbsent(element.getSimpleName().toString(), key -> new ArrayList<>())
                    .add(element);
        }
        return byName;
    }

    /** The classes and interfaces a class extends directly, the class first. */
    private List<TypeElement> parents(TypeElement type) {
        List<TypeElement> parents = new ArrayList<>();
        List<TypeMirror> mirrors = new ArrayList<>();
        mirrors.add(type.getSuperclass());
        mirrors.addAll(type.getInterfaces());
        for (TypeMirror mirror : mirrors) {
            if (mirror instanceof DeclaredType parent && parent.asElement() instanceof TypeElement element) {
                parents.add(element);
            }
        }
        return parents;
    }

    /** The method that a class has, or inherits, in the place of a method; that one itself if nothing overrides it. */
    ExecutableElement implementation(ExecutableElement method, TypeElement type) {
        for (ExecutableElement candidate : methods(type, method.getSimpleName().toString())) {
            if (elements.overrides(candidate, method, type)
                    && !candidate.getModifiers().contains(Modifier.ABSTRACT)) {
                return candidate;
            }
        }
        return method;
    }

    /** The field of a class, own or inherited; null if it has none of that name. */
    @Nullable
    VariableElement field(TypeElement type, String name, TypeElement from) {
        for (Element element : declared(type, name)) {
            if (element.getKind().isField()) {
                return (VariableElement) element;
            }
        }
        for (TypeElement parent : parents(type)) {
            VariableElement inherited = field(parent, name, from);
            if (inherited != null && isAccessible(inherited, from)) {
                return inherited;
            }
        }
        return null;
    }

    /** The nested type of a class, own or inherited; null if it has none of that name. */
    @Nullable
    TypeElement nested(TypeElement type, String name, TypeElement from) {
        for (Element element : declared(type, name)) {
            if (element instanceof TypeElement nested) {
                return nested;
            }
        }
        for (TypeElement parent : parents(type)) {
            TypeElement inherited = nested(parent, name, from);
            if (inherited != null && isAccessible(inherited, from)) {
                return inherited;
            }
        }
        return null;
    }

    /** The methods of a name that are members of a class, without those that are overridden or hidden. */
    List<ExecutableElement> methods(TypeElement type, String name) {
        List<ExecutableElement> found = new ArrayList<>();
        Set<TypeElement> seen = new LinkedHashSet<>();
        collect(type, name, type, found, seen);
        if (type.getKind().isInterface()) {
            collect(elements.getTypeElement("java.lang.Object"), name, type, found, seen);
        }
        return found;
    }

    private void collect(
            TypeElement type, String name, TypeElement bottom, List<ExecutableElement> found, Set<TypeElement> seen) {
        if (!seen.add(type)) {
            return;
        }
        for (Element element : declared(type, name)) {
            if (element.getKind() == ElementKind.METHOD
                    && isInherited(element, type, bottom)
                    && found.stream().noneMatch(other -> hides(other, (ExecutableElement) element, bottom))) {
                found.add((ExecutableElement) element);
            }
        }
        for (TypeElement parent : parents(type)) {
            collect(parent, name, bottom, found, seen);
        }
    }

    /** Private methods and static methods of interfaces stay with their owner. */
    private static boolean isInherited(Element member, TypeElement owner, TypeElement bottom) {
        if (owner.equals(bottom)) {
            return true;
        }
        Set<Modifier> modifiers = member.getModifiers();
        return !modifiers.contains(Modifier.PRIVATE)
                && !(owner.getKind().isInterface() && modifiers.contains(Modifier.STATIC));
    }

    /** An abstract method of a class does not hide that of an interface which the class has not. */
    private boolean hides(ExecutableElement lower, ExecutableElement upper, TypeElement bottom) {
        TypeElement owner = ownerOf(lower);
        boolean isBeside = lower.getModifiers().contains(Modifier.ABSTRACT)
                && !owner.getKind().isInterface()
                && !types.isSubtype(
                        types.erasure(owner.asType()),
                        types.erasure(ownerOf(upper).asType()));
        return !isBeside
                && !owner.equals(ownerOf(upper))
                && (types.isSubsignature((ExecutableType) lower.asType(), (ExecutableType) upper.asType())
                        || elements.overrides(lower, upper, bottom));
    }

    static List<ExecutableElement> constructors(TypeElement type) {
        List<ExecutableElement> constructors = new ArrayList<>();
        for (Element element : type.getEnclosedElements()) {
            if (element.getKind() == ElementKind.CONSTRUCTOR) {
                constructors.add((ExecutableElement) element);
            }
        }
        return constructors;
    }

    /** Whether code in the class {@code from} may use an element. */
    boolean isAccessible(Element element, TypeElement from) {
        Set<Modifier> modifiers = element.getModifiers();
        if (modifiers.contains(Modifier.PRIVATE)) {
            return outermost(element).equals(outermost(from));
        }
        if (modifiers.contains(Modifier.PUBLIC) || packageOf(element).equals(packageOf(from))) {
            return true;
        }
        return modifiers.contains(Modifier.PROTECTED)
                && element.getEnclosingElement() instanceof TypeElement owner
                && isSubclassOrInside(from, owner);
    }

    private boolean isSubclassOrInside(TypeElement from, TypeElement owner) {
        for (Element at = from; at instanceof TypeElement; at = at.getEnclosingElement()) {
            if (types.isSubtype(types.erasure(at.asType()), types.erasure(owner.asType()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a class of its own in the package of {@code home}, such as the companion, may use an element. */
    boolean isVisibleBeside(Element element, TypeElement home) {
        return Visibility.isIn(packageOf(home), element);
    }

    /** The class that declares a member. */
    static TypeElement ownerOf(Element member) {
        return (TypeElement) Objects.requireNonNull(member.getEnclosingElement());
    }

    /** Whether such a class may name a type. */
    boolean isVisibleBeside(TypeMirror type, TypeElement home) {
        return !TypeOf.anyPart(
                type, part -> part instanceof DeclaredType named && !isVisibleBeside(named.asElement(), home));
    }

    static TypeElement outermost(Element element) {
        Element at = element;
        while (at.getEnclosingElement() != null && !(at.getEnclosingElement() instanceof PackageElement)) {
            at = at.getEnclosingElement();
        }
        return (TypeElement) at;
    }

    static String packageNameOf(TypeElement type) {
        return TypeOf.classRef(type).packageName();
    }

    PackageElement packageOf(Element element) {
        return elements.getPackageOf(element);
    }
}
