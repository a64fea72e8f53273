package org.backwire.processor;

import com.sun.source.tree.Tree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import org.backwire.processor.source.Annotation;
import org.jspecify.annotations.Nullable;

/** Finds the types of a signature that do not exist, or do not exist yet. */
final class MissingTypes {
    private MissingTypes() {}

    /** The first place in the signature, or in the annotation, whose type is missing; null if all is there. */
    static @Nullable Tree in(Subject subject) {
        ExecutableElement method = subject.element();
        if (isMissing(method.getReturnType(), new HashSet<>())) {
            return subject.tree().getReturnType();
        }
        for (int i = 0; i < method.getParameters().size(); i++) {
            if (isMissing(method.getParameters().get(i).asType(), new HashSet<>())) {
                return subject.tree().getParameters().get(i).getType();
            }
        }
        for (int i = 0; i < method.getThrownTypes().size(); i++) {
            if (isMissing(method.getThrownTypes().get(i), new HashSet<>())) {
                return subject.tree().getThrows().get(i);
            }
        }
        List<String> rules = subject.annotation().strings("derivatives");
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).equals(Annotation.UNREADABLE)) {
                return subject.argument("derivatives", i);
            }
        }
        return null;
    }

    private static boolean isMissing(@Nullable TypeMirror type, Set<String> records) {
        if (type == null) {
            return false;
        } else if (type.getKind() == TypeKind.ERROR) {
            return true;
        } else if (type instanceof ArrayType array) {
            return isMissing(array.getComponentType(), records);
        } else if (type instanceof WildcardType wildcard) {
            return isMissing(wildcard.getExtendsBound(), records) || isMissing(wildcard.getSuperBound(), records);
        }
        return type instanceof DeclaredType declared
                && (declared.getTypeArguments().stream().anyMatch(argument -> isMissing(argument, records))
                        || (declared.asElement() instanceof TypeElement element
                                && componentIsMissing(element, records)));
    }

    /** Whether a record is differentiable depends on its components. */
    private static boolean componentIsMissing(TypeElement type, Set<String> records) {
        List<? extends RecordComponentElement> components =
                type.getKind() == ElementKind.RECORD ? type.getRecordComponents() : List.of();
        return records.add(type.getQualifiedName().toString())
                && components.stream().anyMatch(component -> isMissing(component.asType(), records));
    }
}
