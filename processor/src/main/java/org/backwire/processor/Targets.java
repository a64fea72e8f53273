package org.backwire.processor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.backwire.processor.emit.Target;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Type;
import org.backwire.processor.source.AnnotatedMethod;
import org.backwire.processor.source.TypeOf;
import org.backwire.processor.source.Visibility;
import org.jspecify.annotations.Nullable;

/** Describes the companion of a method to the emitter. */
final class Targets {
    private static final String GENERATED = "javax.annotation.processing.Generated";

    /** What a companion may name without an import. */
    private static final List<String> IMPLICIT = List.of(
            "Math",
            "StrictMath",
            "Double",
            "Float",
            "Long",
            "Integer",
            "Short",
            "Byte",
            "Character",
            "Boolean",
            "Object",
            "String",
            "System",
            "Override",
            "Deprecated",
            "SuppressWarnings",
            "AssertionError",
            "IllegalStateException",
            "IllegalArgumentException",
            "UnsupportedOperationException");

    private final Elements elements;
    private final Types types;
    /** By the package: whether none of its classes hides one of java.lang. */
    private final Map<PackageElement, Boolean> implicit = new HashMap<>();

    /** By the top-level class. */
    private final Map<TypeElement, Set<String>> lints = new HashMap<>();

    private final SourceText text;

    Targets(Elements elements, Types types, SourceText text) {
        this.text = text;
        this.elements = elements;
        this.types = types;
    }

    /** Null if the method's signature cannot be repeated. */
    @Nullable
    Target of(AnnotatedMethod annotated) {
        ExecutableElement method = annotated.element();
        Type result = TypeOf.of(method.getReturnType(), types);
        if (result == null || isHidden(method.getReturnType(), method)) {
            return null;
        }
        List<Target.Parameter> parameters = new ArrayList<>();
        for (VariableElement parameter : method.getParameters()) {
            Type type = TypeOf.of(parameter.asType(), types);
            if (type == null || isHidden(parameter.asType(), method)) {
                return null;
            }
            boolean isWrt = annotated.wrt().contains(parameters.size());
            parameters.add(new Target.Parameter(parameter.getSimpleName().toString(), type, isWrt));
        }
        TypeElement owner = TypeOf.owner(method);
        ModuleElement module = elements.getModuleOf(owner);
        return new Target(
                annotated.companion(),
                new Member(TypeOf.classRef(owner), method.getSimpleName().toString()),
                CompanionOwners.mustBeTold(annotated),
                parameters,
                result,
                thrown(method),
                around(method).stream()
                        .allMatch(element -> element.getModifiers().contains(Modifier.PUBLIC)),
                elements.getTypeElement(module, GENERATED) != null,
                !module.isUnnamed(),
                implicit.computeIfAbsent(elements.getPackageOf(owner), home -> implicitMathIsJavas(module, home)),
                name -> annotated.companion().packageName().isEmpty() && elements.getTypeElement(name) != null,
                annotated.derivatives(),
                method.isVarArgs(),
                suppressed(method),
                topLevel(method));
    }

    private Set<String> suppressed(ExecutableElement method) {
        Set<String> all =
                new TreeSet<>(lints.computeIfAbsent(topLevel(method), type -> CarriedLints.of(text.declaration(type))));
        if (around(method).stream().anyMatch(elements::isDeprecated)) {
            all.add("deprecation");
        }
        if (text.hasNeighbours(topLevel(method))) {
            all.add("auxiliaryclass");
        }
        return all;
    }

    /** The class that stands in a file of its own. */
    static TypeElement topLevel(Element element) {
        List<Element> around = around(element);
        return (TypeElement) around.get(around.size() - 1);
    }

    /** The element and the classes around it. */
    private static List<Element> around(Element element) {
        List<Element> around = new ArrayList<>();
        Element at = element;
        while (at != null && at.getKind() != ElementKind.PACKAGE) {
            around.add(at);
            at = at.getEnclosingElement();
        }
        return around;
    }

    /** Whether the companion of a method may not name a type. */
    private boolean isHidden(TypeMirror type, ExecutableElement method) {
        PackageElement home = elements.getPackageOf(method);
        return TypeOf.anyPart(
                type, part -> part instanceof DeclaredType named && !Visibility.isIn(home, named.asElement()));
    }

    private List<Type> thrown(ExecutableElement method) {
        List<Type> thrown = new ArrayList<>();
        for (TypeMirror type : method.getThrownTypes()) {
            Type converted = TypeOf.of(type, types);
            if (converted != null && !isHidden(type, method) && type.getKind() != TypeKind.ERROR && isChecked(type)) {
                thrown.add(converted);
            }
        }
        return thrown;
    }

    private boolean isChecked(TypeMirror type) {
        return !isA(type, "java.lang.RuntimeException") && !isA(type, "java.lang.Error");
    }

    private boolean isA(TypeMirror type, String superclass) {
        TypeElement element = elements.getTypeElement(superclass);
        return element != null && types.isSubtype(type, element.asType());
    }

    private boolean implicitMathIsJavas(ModuleElement module, PackageElement home) {
        String prefix = home.isUnnamed() ? "" : home.getQualifiedName() + ".";
        return IMPLICIT.stream().allMatch(name -> elements.getTypeElement(module, prefix + name) == null);
    }
}
