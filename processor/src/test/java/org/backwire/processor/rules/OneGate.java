package org.backwire.processor.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.backwire.processor.differentiate.Reverse;
import org.backwire.processor.differentiate.UnitSeed;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.GraphText;
import org.backwire.processor.graph.Interpreter;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.backwire.processor.testing.Slope;

/** A gate alone in a function, and the gradient that its flows make. */
record OneGate(Function function, Function gradient) {

    /** The gate between the parameters of a function and its result, all of one type. */
    static OneGate of(Gate gate, Type type, int operands) {
        List<Value> parameters = new ArrayList<>();
        for (int i = 0; i < operands; i++) {
            parameters.add(Value.named(type, "xzw".substring(i, i + 1)));
        }
        return of(gate, type, parameters, parameters.toArray(Value[]::new));
    }

    /** The gate with one and the same value for both operands. */
    static OneGate twice(Gate gate, Type type) {
        Value x = Value.named(type, "x");
        return of(gate, type, List.of(x), x, x);
    }

    private static OneGate of(Gate gate, Type type, List<Value> parameters, Value... operands) {
        RegionBuilder body = new RegionBuilder();
        Value result = body.apply(gate, type, operands);
        return of(new Function("f", parameters, body.yielding(result)));
    }

    /** A function in the notation of {@link GraphText}. */
    static OneGate of(String text) {
        return of(GraphText.parse(text));
    }

    private static OneGate of(Function function) {
        List<Integer> wrt = new ArrayList<>();
        for (int i = 0; i < function.parameters().size(); i++) {
            if (function.parameters().get(i).type().isFloating()) {
                wrt.add(i);
            }
        }
        return new OneGate(function, UnitSeed.run(Reverse.run(function, wrt)));
    }

    double value(double... at) {
        return number(Interpreter.run(function, boxed(at)).get(0));
    }

    /** The derivative with respect to each parameter. */
    double[] slopes(double... at) {
        List<Object> results = Interpreter.run(gradient, boxed(at));
        return results.stream().skip(1).mapToDouble(OneGate::number).toArray();
    }

    /** The same derivative as numbers see it. */
    Slope difference(int operand, double... at) {
        DoubleUnaryOperator along = x -> {
            double[] moved = at.clone();
            moved[operand] = x;
            return value(moved);
        };
        return Slope.of(along, at[operand]);
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private Object[] boxed(double... numbers) {
        Object[] boxed = new Object[numbers.length];
        for (int i = 0; i < boxed.length; i++) {
            Type type = function.parameters().get(i).type();
            boxed[i] = type == Type.Primitive.FLOAT
                    ? (Object) (float) numbers[i]
                    : type == Type.Primitive.INT ? (Object) (int) numbers[i] : (Object) numbers[i];
        }
        return boxed;
    }

    /** Whether Java has the gate for {@code float} operands as well. */
    static boolean hasFloatForm(Gate gate) {
        return switch (gate) {
            case ADD, SUB, MUL, DIV, REM, NEG, ABS, MAX, MIN, FMA, COPY_SIGN, NEXT_UP, NEXT_DOWN -> true;
            case STRONG_MUL, STRONG_DIV -> true;
            default -> false;
        };
    }

    /** How many operands of the type of the result a gate takes; 0 if it is no smooth gate of these alone. */
    static int arity(Gate gate) {
        return switch (gate) { // no default: a new gate has to say how it is tested
            case NEG, ABS, SQRT, CBRT, EXP, EXPM1, LOG, LOG10, LOG1P, SIN, COS, TAN, ASIN, ACOS, ATAN -> 1;
            case SINH, COSH, TANH, TO_RADIANS, TO_DEGREES, NEXT_UP, NEXT_DOWN -> 1;
            case ADD, SUB, MUL, DIV, REM, MAX, MIN, POW, HYPOT, ATAN2, COPY_SIGN, IEEE_REMAINDER -> 2;
            case STRONG_MUL, STRONG_DIV -> 2;
            case FMA -> 3;
            case CAST,
                    CLAMP,
                    SCALB,
                    NEXT_AFTER,
                    SIGMOID,
                    SOFTPLUS,
                    LOG_SIGMOID,
                    SWISH,
                    LOGISTIC,
                    ROOT_CUBED,
                    POLYNOMIAL -> 0; // have tests of their own
            case FLOOR, CEIL, RINT, ROUND, SIGNUM, ULP, GET_EXPONENT, COMPARE -> 0;
            case LT, LE, GT, GE, EQ, NE, NOT, IS_NAN, IS_INFINITE, IS_FINITE -> 0;
            case BIT_AND, BIT_OR, BIT_XOR, BIT_NOT, SHL, SHR, USHR -> 0;
        };
    }

    /** Numbers at which a gate is smooth, whichever operands they are. */
    static double[] places(Gate gate) {
        return switch (gate) {
            case ASIN, ACOS -> new double[] {-0.95, -0.3, 0, 1e-3, 0.5, 0.99};
            case SQRT, LOG, LOG10, POW -> new double[] {0.01, 0.3, 1, 1.7, 4, 50};
            case LOG1P -> new double[] {-0.9, -1e-3, 0, 0.4, 3, 80};
            default -> new double[] {-7.3, -2, -0.6, 0.2, 1.1, 3.9};
        };
    }

    /** Whether the gate has a jump or an edge at a place. */
    static boolean isKink(Gate gate, double... at) {
        return switch (gate) {
            case MAX, MIN -> at.length == 2 && at[0] == at[1];
            case REM -> at.length == 2 && Math.abs(at[0] / at[1] - Math.rint(at[0] / at[1])) < 1e-3;
            case IEEE_REMAINDER ->
                at.length == 2 && Math.abs(at[0] / at[1] + 0.5 - Math.rint(at[0] / at[1] + 0.5)) < 1e-3;
            default -> false;
        };
    }
}
