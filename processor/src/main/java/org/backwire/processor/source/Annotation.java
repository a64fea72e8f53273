package org.backwire.processor.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** An annotation as it stands on an element, with its elements by name, defaults included. */
public record Annotation(AnnotationMirror mirror, Map<? extends ExecutableElement, ? extends AnnotationValue> values) {

    /** What javac has for a value that it could not make sense of, and has reported. */
    public static final String UNREADABLE = "<error>";

    /** The annotation of the given qualified name; null if there is none. */
    public static @Nullable Annotation on(Element element, String qualifiedName, Elements elements) {
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (mirror.getAnnotationType().asElement() instanceof TypeElement type
                    && type.getQualifiedName().contentEquals(qualifiedName)) {
                return new Annotation(mirror, elements.getElementValuesWithDefaults(mirror));
            }
        }
        return null;
    }

    /** An element that is a string; empty if it cannot be read. */
    public String string(String name) {
        return value(name) instanceof String text ? text : "";
    }

    /** An element that is an array of strings; one that cannot be read has javac's text for it. */
    public List<String> strings(String name) {
        return list(name).stream().map(String::valueOf).toList();
    }

    /** An element that is an integer; 0 if it cannot be read. */
    public int integer(String name) {
        return value(name) instanceof Integer number ? number : 0;
    }

    /** An element that is a truth value. */
    public boolean flag(String name, boolean otherwise) {
        return value(name) instanceof Boolean flag ? flag : otherwise;
    }

    /** An element that is a class or an array of classes, without those that cannot be read. */
    public List<TypeMirror> types(String name) {
        List<TypeMirror> types = new ArrayList<>();
        for (Object value : value(name) instanceof List<?> ? list(name) : Collections.singleton(value(name))) {
            if (value instanceof TypeMirror type) {
                types.add(type);
            }
        }
        return types;
    }

    /** An element that is an array of integers. */
    public List<Integer> integers(String name) {
        List<Integer> numbers = new ArrayList<>();
        for (Object value : list(name)) {
            if (value instanceof Integer number) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /** The names of the constants in an element that is an array of an enum. */
    public Set<String> constants(String name) {
        Set<String> names = new LinkedHashSet<>();
        for (Object value : list(name)) {
            if (value instanceof VariableElement constant) {
                names.add(constant.getSimpleName().toString());
            }
        }
        return names;
    }

    private List<Object> list(String name) {
        List<Object> inner = new ArrayList<>();
        if (value(name) instanceof List<?> list) {
            for (Object element : list) {
                inner.add(element instanceof AnnotationValue value ? value.getValue() : element);
            }
        }
        return inner;
    }

    private @Nullable Object value(String name) {
        for (var entry : values.entrySet()) {
            if (entry.getKey().getSimpleName().contentEquals(name)) {
                return entry.getValue().getValue();
            }
        }
        return null;
    }
}
