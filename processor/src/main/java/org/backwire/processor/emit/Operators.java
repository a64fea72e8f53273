package org.backwire.processor.emit;

import org.backwire.processor.graph.Gate;
import org.jspecify.annotations.Nullable;

/** How gates without a method are written. */
record Operators(String symbol, int precedence) {

    static @Nullable Operators binary(Gate gate) {
        return switch (gate) {
            case ADD -> new Operators("+", Code.ADDITIVE);
            case SUB -> new Operators("-", Code.ADDITIVE);
            case MUL -> new Operators("*", Code.MULTIPLICATIVE);
            case DIV -> new Operators("/", Code.MULTIPLICATIVE);
            case REM -> new Operators("%", Code.MULTIPLICATIVE);
            case LT -> new Operators("<", Code.RELATIONAL);
            case LE -> new Operators("<=", Code.RELATIONAL);
            case GT -> new Operators(">", Code.RELATIONAL);
            case GE -> new Operators(">=", Code.RELATIONAL);
            case EQ -> new Operators("==", Code.EQUALITY);
            case NE -> new Operators("!=", Code.EQUALITY);
            case BIT_AND -> new Operators("&", Code.BIT_AND);
            case BIT_OR -> new Operators("|", Code.BIT_OR);
            case BIT_XOR -> new Operators("^", Code.BIT_XOR);
            case SHL -> new Operators("<<", Code.SHIFT);
            case SHR -> new Operators(">>", Code.SHIFT);
            case USHR -> new Operators(">>>", Code.SHIFT);
            default -> null;
        };
    }

    boolean isShift() {
        return precedence == Code.SHIFT;
    }

    /** The operator that says the opposite, where there is no NaN. */
    static @Nullable String opposite(Gate gate) {
        return switch (gate) {
            case EQ -> "!=";
            case NE -> "==";
            default -> null;
        };
    }
}
