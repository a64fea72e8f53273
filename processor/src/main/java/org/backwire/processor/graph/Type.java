package org.backwire.processor.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Java type of a value: a primitive, an array, or a reference to data. Records are taken apart before the graph. */
public sealed interface Type {

    /** Whether values of this type carry a gradient: {@code double}, {@code float}, and arrays of them of any rank. */
    default boolean isDifferentiable() {
        return this == Primitive.DOUBLE
                || this == Primitive.FLOAT
                || this instanceof Array array && array.element().isDifferentiable();
    }

    default boolean isPrimitive() {
        return this instanceof Primitive;
    }

    /** Whether this is {@code double} or {@code float}. */
    default boolean isFloating() {
        return this == Primitive.DOUBLE || this == Primitive.FLOAT;
    }

    /** Java's primitive types. */
    enum Primitive implements Type {
        BOOLEAN("boolean"),
        BYTE("byte"),
        SHORT("short"),
        CHAR("char"),
        INT("int"),
        LONG("long"),
        FLOAT("float"),
        DOUBLE("double"),
        /** A truth on a tape, where 64 of them share a {@code long}; a value that is read from there is a {@code boolean}. */
        BIT("bit");

        private final String keyword;

        Primitive(String keyword) {
            this.keyword = keyword;
        }

        /** Whether this is a type of integers, {@code char} included. */
        public boolean isIntegral() {
            return this != BOOLEAN && this != BIT && this != FLOAT && this != DOUBLE;
        }

        @Override
        public String toString() {
            return keyword;
        }
    }

    /** An array of {@code element}s. */
    record Array(Type element) implements Type {
        /** The type of the scalars at the bottom: {@code double} of {@code double[][]}. */
        public Type leaf() {
            return element instanceof Array inner ? inner.leaf() : element;
        }

        /** Whether this is a tape of truths, 64 in a {@code long}. */
        public boolean isOfBits() {
            return element == Primitive.BIT;
        }

        public int rank() {
            return element instanceof Array inner ? inner.rank() + 1 : 1;
        }

        @Override
        public String toString() {
            return element + "[]";
        }
    }

    /** A class or interface with its type arguments; always data. */
    record Reference(ClassRef type, List<Type> arguments) implements Type {
        public static final Reference STRING = of("java.lang", "String");
        public static final Reference OBJECT = of("java.lang", "Object");

        /** What companions take arrays from. */
        public static final Reference WORKSPACE = of("org.backwire", "Workspace");

        public static Reference of(String packageName, String... simpleNames) {
            return new Reference(ClassRef.of(packageName, simpleNames), List.of());
        }

        @Override
        public String toString() {
            if (arguments.isEmpty()) {
                return type.toString();
            }
            StringBuilder text = new StringBuilder(type.toString()).append('<');
            for (int i = 0; i < arguments.size(); i++) {
                text.append(i == 0 ? "" : ", ").append(arguments.get(i));
            }
            return text.append('>').toString();
        }
    }

    /** A wildcard among type arguments: {@code ?}, {@code ? extends upper} or {@code ? super lower}. */
    record Wildcard(@Nullable Type upper, @Nullable Type lower) implements Type {
        @Override
        public String toString() {
            return upper != null ? "? extends " + upper : lower != null ? "? super " + lower : "?";
        }
    }
}
