package org.backwire.processor;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.source.AnnotatedMethod;
import org.backwire.processor.source.Annotation;
import org.backwire.processor.source.TypeOf;
import org.jspecify.annotations.Nullable;

/**
 * Of which method a companion is that was compiled before. {@code AInFGrad} may be that of {@code AIn.f}, of {@code A.inF}, or of a
 * method of {@code A.In}, and a name that was chosen may be that of any.
 */
final class CompanionOwners {
    private final Elements elements;
    private final Types types;

    CompanionOwners(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    /** Whether a companion must say of which class it is: all others have the default name of a method of a top-level class. */
    static boolean mustBeTold(AnnotatedMethod method) {
        boolean isNested =
                TypeOf.classRef(TypeOf.owner(method.element())).simpleNames().size() > 1;
        return isNested || !method.companion().equals(AnnotatedMethod.defaultCompanion(method.element()));
    }

    /** Whether a companion is not that of a method, as far as it can be told. */
    boolean isAnothers(TypeElement companion, AnnotatedMethod method) {
        TypeElement told = told(companion);
        return told == null
                ? mustBeTold(method) || isClaimed(namedAlike(companion), method)
                : !told.equals(TypeOf.owner(method.element()));
    }

    /** Whether a method of another class has the companion of that name, too. */
    boolean isClaimed(TypeElement companion, AnnotatedMethod method) {
        TypeElement told = told(companion);
        return isClaimed(told == null ? namedAlike(companion) : Stream.of(told), method);
    }

    private boolean isClaimed(Stream<TypeElement> owners, AnnotatedMethod method) {
        return owners.anyMatch(
                owner -> !owner.equals(TypeOf.owner(method.element())) && has(owner, method.companion()));
    }

    private boolean has(TypeElement owner, ClassRef companion) {
        List<ExecutableElement> methods = ElementFilter.methodsIn(owner.getEnclosedElements());
        return methods.stream()
                .map(method -> AnnotatedMethod.of(method, elements, types))
                .anyMatch(method -> method != null && method.companion().equals(companion));
    }

    /** The class that a companion says it is of; null if its name has to do. */
    private @Nullable TypeElement told(TypeElement companion) {
        Annotation annotation = Annotation.on(companion, AnnotatedMethod.COMPANION_ANNOTATION, elements);
        List<TypeMirror> of = annotation == null ? List.of() : annotation.types("of");
        return !of.isEmpty()
                        && of.get(0) instanceof DeclaredType type
                        && type.asElement() instanceof TypeElement owner
                        && !owner.getQualifiedName().contentEquals("java.lang.Object")
                ? owner
                : null;
    }

    /** The top-level classes with whose names that of a companion begins. */
    private Stream<TypeElement> namedAlike(TypeElement companion) {
        String name = companion.getSimpleName().toString();
        String qualified = companion.getQualifiedName().toString();
        String prefix = qualified.substring(0, qualified.length() - name.length());
        ModuleElement module = elements.getModuleOf(companion);
        return IntStream.range(1, Math.max(1, name.length() - AnnotatedMethod.SUFFIX.length()))
                .filter(end -> !Character.isLowerCase(name.charAt(end)))
                .mapToObj(end -> elements.getTypeElement(module, prefix + name.substring(0, end)))
                .filter(type -> type != null);
    }
}
