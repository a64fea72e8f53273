package org.backwire.processor.graph;

/**
 * The gates a method is made of. Each has a title, used in comments ("mul gate"), and a noun, used to name its value
 * ("product").
 *
 * <p>Operators serve every numeric type: the type of the operands says whether {@link #DIV} is an integer division.
 */
public enum Gate {
    // Operators
    ADD("add", "sum"),
    SUB("sub", "difference"),
    MUL("mul", "product"),
    DIV("div", "quotient"),
    REM("rem", "remainder"),
    NEG("neg", "negative"),
    /** A conversion between primitive types: from the operand's type to the result's. */
    CAST("cast", "converted"),

    // Methods of Math, StrictMath, Double and Float
    ABS("abs", "abs"),
    MAX("max", "max"),
    MIN("min", "min"),
    CLAMP("clamp", "clamped"),
    FMA("fma", "sum"),
    SQRT("sqrt", "root"),
    CBRT("cbrt", "root"),
    EXP("exp", "exp"),
    EXPM1("expm1", "expm1"),
    LOG("log", "log"),
    LOG10("log10", "log"),
    LOG1P("log1p", "log"),
    POW("pow", "power"),
    HYPOT("hypot", "hypot"),
    SIN("sin", "sin"),
    COS("cos", "cos"),
    TAN("tan", "tan"),
    ASIN("asin", "asin"),
    ACOS("acos", "acos"),
    ATAN("atan", "atan"),
    ATAN2("atan2", "angle"),
    SINH("sinh", "sinh"),
    COSH("cosh", "cosh"),
    TANH("tanh", "tanh"),
    TO_RADIANS("toRadians", "radians"),
    TO_DEGREES("toDegrees", "degrees"),
    COPY_SIGN("copySign", "signed"),
    SCALB("scalb", "scaled"),
    IEEE_REMAINDER("IEEEremainder", "remainder"),
    NEXT_UP("nextUp", "next"),
    NEXT_DOWN("nextDown", "next"),
    NEXT_AFTER("nextAfter", "next"),

    // Steps: constant between jumps
    FLOOR("floor", "floor"),
    CEIL("ceil", "ceil"),
    RINT("rint", "rounded"),
    ROUND("round", "rounded"),
    SIGNUM("signum", "sign"),
    ULP("ulp", "ulp"),
    GET_EXPONENT("getExponent", "exponent"),
    COMPARE("compare", "order"),

    // Gates recognised in what the user wrote; they are computed as written
    SIGMOID("sigmoid", "sigmoid"),
    /** log(1 + exp(x)). */
    SOFTPLUS("softplus", "softplus"),
    /** log(sigmoid(x)). */
    LOG_SIGMOID("log-sigmoid", "logSigmoid"),
    /** x * sigmoid(x). */
    SWISH("swish", "swish"),
    /** l * sigmoid(x), as it is written l / (1 + exp(-x)), with the sigmoid as second operand. */
    LOGISTIC("logistic", "logistic"),
    /** x * sqrt(x). */
    ROOT_CUBED("power", "power"),
    /** A polynomial of one variable, with its slope as second operand. */
    POLYNOMIAL("polynomial", "polynomial"),

    // Gates of derivatives
    /** x * z, but exactly 0 where x is 0: a gradient of 0 times an infinite slope. */
    STRONG_MUL("mul", "product"),
    /** x / z, but exactly 0 where x is 0. */
    STRONG_DIV("div", "quotient"),

    // Tests
    LT("less", "less"),
    LE("lessOrEqual", "lessOrEqual"),
    GT("greater", "greater"),
    GE("greaterOrEqual", "greaterOrEqual"),
    EQ("equal", "equal"),
    NE("unequal", "unequal"),
    NOT("not", "not"),
    IS_NAN("isNaN", "isNaN"),
    IS_INFINITE("isInfinite", "isInfinite"),
    IS_FINITE("isFinite", "isFinite"),

    // Bits of integers, and logic of booleans that evaluates both sides
    BIT_AND("and", "and"),
    BIT_OR("or", "or"),
    BIT_XOR("xor", "xor"),
    BIT_NOT("complement", "complement"),
    SHL("shift", "shifted"),
    SHR("shift", "shifted"),
    USHR("shift", "shifted");

    private final String title;
    private final String noun;

    Gate(String title, String noun) {
        this.title = title;
        this.noun = noun;
    }

    /** How a comment calls the gate. */
    public String title() {
        return title;
    }

    /** How an unnamed value of the gate is called. */
    public String noun() {
        return noun;
    }

    /** Whether the result is a truth value. */
    public boolean isTest() {
        return ordinal() >= LT.ordinal() && ordinal() <= IS_FINITE.ordinal();
    }

    /** Whether the gate is constant between jumps: its derivative is 0 wherever it has one. */
    public boolean isStep() {
        return ordinal() >= FLOOR.ordinal() && ordinal() <= COMPARE.ordinal();
    }
}
