package org.backwire.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.WildcardTypeName;
import java.util.List;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Type;

/** The graph's types in JavaPoet's words. */
final class TypeNames {
    private TypeNames() {}

    static ClassName of(ClassRef name) {
        List<String> names = name.simpleNames();
        return ClassName.get(
                name.packageName(), names.get(0), names.subList(1, names.size()).toArray(new String[0]));
    }

    static TypeName of(Type type) {
        if (type instanceof Type.Primitive primitive) {
            return switch (primitive) {
                case BOOLEAN -> TypeName.BOOLEAN;
                case BYTE -> TypeName.BYTE;
                case SHORT -> TypeName.SHORT;
                case CHAR -> TypeName.CHAR;
                case INT -> TypeName.INT;
                case LONG, BIT -> TypeName.LONG;
                case FLOAT -> TypeName.FLOAT;
                case DOUBLE -> TypeName.DOUBLE;
            };
        }
        if (type instanceof Type.Array array) {
            return ArrayTypeName.of(of(array.element()));
        }
        if (type instanceof Type.Wildcard wildcard) {
            return wildcard.lower() != null
                    ? WildcardTypeName.supertypeOf(of(wildcard.lower()))
                    : wildcard.upper() != null
                            ? WildcardTypeName.subtypeOf(of(wildcard.upper()))
                            : WildcardTypeName.subtypeOf(Object.class);
        }
        Type.Reference reference = (Type.Reference) type;
        ClassName name = of(reference.type());
        return reference.arguments().isEmpty()
                ? name
                : ParameterizedTypeName.get(
                        name, reference.arguments().stream().map(TypeNames::of).toArray(TypeName[]::new));
    }

    /** As it can be made: an array may hold objects with any type arguments only. */
    static TypeName created(Type array) {
        if (array instanceof Type.Array of) {
            return ArrayTypeName.of(created(of.element()));
        }
        if (!(array instanceof Type.Reference reference)
                || reference.arguments().isEmpty()) {
            return of(array);
        }
        TypeName any = WildcardTypeName.subtypeOf(Object.class);
        TypeName[] all = reference.arguments().stream().map(argument -> any).toArray(TypeName[]::new);
        return ParameterizedTypeName.get(of(reference.type()), all);
    }

    /** Without type arguments, as a Javadoc link wants it. */
    static TypeName erased(Type type) {
        if (type instanceof Type.Array array) {
            return ArrayTypeName.of(erased(array.element()));
        }
        return type instanceof Type.Reference reference ? of(reference.type()) : of(type);
    }
}
