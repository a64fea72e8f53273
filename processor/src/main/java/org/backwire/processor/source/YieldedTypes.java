package org.backwire.processor.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** The type of a switch expression that stands where no type is asked for (chapter 15.28.1 of the language specification). */
final class YieldedTypes {
    private final JavaTypes java;

    YieldedTypes(JavaTypes java) {
        this.java = java;
    }

    /** The type of all that is yielded; null if it cannot be worked out. */
    @Nullable
    TypeMirror common(List<Operand> operands) {
        List<TypeMirror> types = new ArrayList<>();
        for (Operand operand : operands) {
            types.add(operand.type());
        }
        if (types.isEmpty()) {
            return null;
        }
        TypeMirror first = java.plain(types.get(0));
        if (types.stream().allMatch(type -> java.same(java.plain(type), first))) {
            return first;
        }
        List<TypeMirror> primitives = new ArrayList<>();
        for (Operand operand : operands) {
            TypeMirror primitive = operand.isNull() ? null : java.unboxed(operand.type());
            if (primitive == null) {
                return null;
            }
            primitives.add(primitive);
        }
        Set<TypeKind> kinds = primitives.stream().map(TypeMirror::getKind).collect(Collectors.toSet());
        if (kinds.contains(TypeKind.BOOLEAN)) {
            return kinds.size() == 1 ? java.primitive(TypeKind.BOOLEAN) : null;
        }
        for (TypeKind kind : List.of(TypeKind.DOUBLE, TypeKind.FLOAT, TypeKind.LONG)) {
            if (kinds.contains(kind)) {
                return java.primitive(kind);
            }
        }
        for (TypeKind small : List.of(TypeKind.CHAR, TypeKind.SHORT, TypeKind.BYTE)) {
            if (kinds.contains(small) && allFit(operands, primitives, small)) {
                return java.primitive(small);
            }
        }
        return java.primitive(TypeKind.INT);
    }

    private static boolean allFit(List<Operand> operands, List<TypeMirror> primitives, TypeKind small) {
        for (int i = 0; i < operands.size(); i++) {
            TypeKind kind = primitives.get(i).getKind();
            boolean fits = kind == small
                    || small == TypeKind.SHORT && kind == TypeKind.BYTE
                    || Conditionals.fits(operands.get(i), primitives.get(i), small);
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
