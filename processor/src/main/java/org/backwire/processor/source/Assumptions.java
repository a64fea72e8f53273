package org.backwire.processor.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.QualifiedNameable;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** What we took Java to mean, tree by tree, for javac to confirm or refute after attribution. */
public final class Assumptions {
    private final List<Assumption> all = new ArrayList<>();
    /** Trees have no equality of their own, so this compares them by identity. A helper inlined twice is assumed once. */
    private final Map<Kind, Set<Tree>> known = new EnumMap<>(Kind.class);

    /** What was assumed of a tree: the method it calls, the field or the local variable it reads, its type, or who may use it. */
    public enum Kind {
        METHOD,
        FIELD,
        LOCAL,
        TYPE,
        /** Not what it means, but that it is not private. */
        VISIBLE
    }

    /** That {@code tree} means {@code meaning}, in the words of {@code describe}. */
    public record Assumption(Tree tree, CompilationUnitTree unit, Kind kind, String meaning) {
        /** Whether another assumption of the same tree says the same. */
        public boolean says(Assumption other) {
            return kind == other.kind && unit == other.unit && meaning.equals(other.meaning);
        }
    }

    void add(Tree tree, CompilationUnitTree unit, Kind kind, String meaning) {
        if (of(kind).add(tree)) {
            all.add(new Assumption(tree, unit, kind, meaning));
        }
    }

    private Set<Tree> of(Kind kind) {
        return known.computeIfAbsent(kind, key -> Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** How many there are. */
    int size() {
        return all.size();
    }

    /** Forgets what was assumed since there were {@code count} assumptions. */
    void forget(int count) {
        while (all.size() > count) {
            Assumption last = all.remove(all.size() - 1);
            of(last.kind()).remove(last.tree());
        }
    }

    public List<Assumption> all() {
        return List.copyOf(all);
    }

    /** The owner's qualified name, the method's name, and its erased parameter types. */
    public static String describe(ExecutableElement method, Types types) {
        StringBuilder text = new StringBuilder(nameOf(Members.ownerOf(method)))
                .append('#')
                .append(method.getSimpleName())
                .append('(');
        String separator = "";
        for (VariableElement parameter : method.getParameters()) {
            text.append(separator).append(describe(parameter.asType(), types));
            separator = ",";
        }
        return text.append(')').toString();
    }

    /** A field's owner's qualified name and its name, or that it is a local variable. */
    public static String describe(VariableElement variable) {
        String name = variable.getSimpleName().toString();
        return variable.getKind().isField() ? nameOf(Members.ownerOf(variable)) + "#" + name : describeLocal(name);
    }

    static String describeLocal(String name) {
        return "the variable " + name;
    }

    /** The erasure of a type, without annotations; the type of a constant is that of its value. */
    public static String describe(TypeMirror type, Types types) {
        return switch (type.getKind()) {
            case BOOLEAN, BYTE, SHORT, CHAR, INT, LONG, FLOAT, DOUBLE, VOID, NULL ->
                type.getKind().name().toLowerCase(Locale.ROOT);
            case ARRAY -> describe(((ArrayType) type).getComponentType(), types) + "[]";
            case DECLARED -> nameOf(((DeclaredType) type).asElement());
            case TYPEVAR, INTERSECTION, UNION, WILDCARD -> {
                TypeMirror erased = types.erasure(type);
                yield erased.getKind() == type.getKind() ? "?" : describe(erased, types);
            }
            default -> "?";
        };
    }

    private static String nameOf(Element element) {
        return element instanceof QualifiedNameable named
                ? named.getQualifiedName().toString()
                : element.getSimpleName().toString();
    }
}
