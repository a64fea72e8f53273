package org.backwire.processor.random;

/** A type of variables in random programs. */
enum JavaType {
    BYTE("byte"),
    SHORT("short"),
    CHAR("char"),
    INT("int"),
    LONG("long"),
    FLOAT("float"),
    DOUBLE("double"),
    BOOLEAN("boolean"),
    STRING("String"),
    KIND("Kind"),
    BOXED_INT("Integer"),
    BOXED_DOUBLE("Double"),
    LIST("java.util.List<Double>"),
    DICE("java.util.Random"),
    VECTOR("double[]"),
    FLOATS("float[]"),
    MATRIX("double[][]"),
    /** Of any number of rows, each of any length. */
    RAGGED("double[][]"),
    INTS("int[]"),
    LONGS("long[]"),
    FLAGS("boolean[]"),
    /** Each of its elements is an index of an array. */
    INDICES("int[]"),
    /** The same by another name, that of an object it was put into; by this name it is only read. */
    SEEN("int[]"),
    /** An index of an array. */
    CURSOR("int"),
    PAIR("Pair"),
    VOID("void");

    final String keyword;

    JavaType(String keyword) {
        this.keyword = keyword;
    }

    boolean isNumeric() {
        return compareTo(DOUBLE) <= 0;
    }

    boolean isIntegral() {
        return compareTo(LONG) <= 0;
    }

    boolean isFloating() {
        return this == FLOAT || this == DOUBLE;
    }

    /** Whether it is of integers or truths that may change while they are used as indices. */
    boolean isIndex() {
        return this == INDICES || this == SEEN || this == CURSOR || this == LONGS || this == FLAGS;
    }

    boolean isDifferentiable() {
        return isFloating() || this == VECTOR || this == FLOATS || this == MATRIX || this == RAGGED || this == PAIR;
    }

    /** The type of an operator's result. */
    static JavaType promoted(JavaType a, JavaType b) {
        JavaType wider = a.compareTo(b) > 0 ? a : b;
        return wider.compareTo(INT) < 0 ? INT : wider;
    }

    @Override
    public String toString() {
        return keyword;
    }
}
