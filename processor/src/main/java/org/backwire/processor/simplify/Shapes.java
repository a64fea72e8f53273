package org.backwire.processor.simplify;

import java.util.IdentityHashMap;
import java.util.Map;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Type.Primitive;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** What values are made of: the questions that the recognition of gates asks. */
final class Shapes {
    private static final int LONGEST_CHAIN = 8;
    /** Binary exponents of constants that may be multiplied with. */
    private static final int MODERATE = 100;

    private final Map<Value, Op> definitions = new IdentityHashMap<>();
    private final Map<Value, Integer> uses = new IdentityHashMap<>();
    /** Values whose product with the given sign is known not to be negative, in the region at hand. */
    private final Map<Value, Integer> signs = new IdentityHashMap<>();

    void define(Op op) {
        op.results().forEach(result -> definitions.put(result, op));
    }

    void use(Value value) {
        uses.merge(value, 1, Integer::sum);
    }

    boolean isUsedOnce(Value value) {
        return uses.getOrDefault(value, 0) == 1;
    }

    /** The application of a gate that defines a floating value. */
    Op.@Nullable Apply apply(Value value) {
        return value.type().isFloating() && definitions.get(value) instanceof Op.Apply apply ? apply : null;
    }

    Op.@Nullable Apply apply(Gate gate, Value value) {
        Op.Apply apply = apply(value);
        return apply != null && apply.gate() == gate ? apply : null;
    }

    boolean is(Value value, double number) {
        Number known = constant(value);
        return known != null && known.doubleValue() == number;
    }

    /** The number that a value is, converted or not; null if it is no constant. */
    private @Nullable Number constant(Value value) {
        Op.Apply cast = apply(Gate.CAST, value);
        Op op = definitions.get(cast == null ? value : cast.operands().get(0));
        return op instanceof Op.Constant constant && constant.value() instanceof Number known ? known : null;
    }

    /** The other operand of a commutative gate that has a given number for an operand. */
    @Nullable
    Value besides(double number, Op.Apply apply) {
        Value x = apply.operands().get(0);
        Value z = apply.operands().get(1);
        return is(x, number) ? z : is(z, number) ? x : null;
    }

    /** What {@code value} is half of. */
    @Nullable
    Value halved(Value value) {
        Op.Apply apply = apply(value);
        if (apply != null && apply.gate() == Gate.MUL) {
            return besides(0.5, apply);
        }
        return apply != null && apply.gate() == Gate.DIV && is(apply.operands().get(1), 2)
                ? apply.operands().get(0)
                : null;
    }

    /** The value before a conversion from float to double; itself if there is none. */
    Value unwidened(Value value) {
        Op.Apply cast = value.type() == Primitive.DOUBLE ? apply(Gate.CAST, value) : null;
        return cast != null && cast.operands().get(0).type() == Primitive.FLOAT
                ? cast.operands().get(0)
                : value;
    }

    /** The value before a conversion from double to float; itself if there is none. */
    Value unnarrowed(Value value) {
        Op.Apply cast = value.type() == Primitive.FLOAT ? apply(Gate.CAST, value) : null;
        return cast != null && cast.operands().get(0).type() == Primitive.DOUBLE
                ? cast.operands().get(0)
                : value;
    }

    /** A value as exp(…): a call, also one rounded to float, or the reciprocal of such a value. */
    @Nullable
    Exponential exponential(Value value) {
        Value called = value;
        boolean isInverted = false;
        Op.Apply quotient = apply(Gate.DIV, value);
        if (quotient != null && is(quotient.operands().get(0), 1)) {
            called = quotient.operands().get(1);
            isInverted = true;
        }
        Value exponent = exponent(unnarrowed(called));
        if (exponent == null) {
            return null;
        }
        Argument argument = argument(exponent);
        return new Exponential(value, isInverted ? argument.negated() : argument, null);
    }

    /** The x of exp(x), which may be written as a power of {@link Math#E}. */
    private @Nullable Value exponent(Value value) {
        Op.Apply exp = apply(Gate.EXP, value);
        if (exp != null) {
            return exp.operands().get(0);
        }
        Op.Apply power = apply(Gate.POW, value);
        return power != null && is(power.operands().get(0), Math.E)
                ? power.operands().get(1)
                : null;
    }

    /** A constant; null for what is none, and for 0 and what is so large or small that products with it may be rounded away. */
    @Nullable
    Double moderate(Value value) {
        Number known = constant(value);
        return known != null && Math.abs(Math.getExponent(known.doubleValue())) < MODERATE
                ? (Double) known.doubleValue()
                : null;
    }

    /** The exponential in a sum c + c * exp(…) that is not 1 + exp(…). */
    @Nullable
    Exponential scaledOnePlusExponential(double c, Value value) {
        Op.Apply sum = apply(value);
        Value other = null;
        double sign = 1;
        if (sum != null && sum.gate() == Gate.ADD) {
            other = besides(c, sum);
        } else if (sum != null && sum.gate() == Gate.SUB && is(sum.operands().get(0), c)) {
            other = sum.operands().get(1);
            sign = -1;
        }
        Op.Apply product = other == null ? null : apply(Gate.MUL, other);
        Value factor = product == null ? null : besides(sign * c, product);
        return factor != null ? exponential(factor) : other != null && sign * c == 1 ? exponential(other) : null;
    }

    /** The x in a sum 2 + expm1(x). */
    @Nullable
    Argument twoPlusExpm1(Value value) {
        Op.Apply sum = apply(Gate.ADD, value);
        Value other = sum == null ? null : besides(2, sum);
        Op.Apply expm1 = other == null ? null : apply(Gate.EXPM1, unnarrowed(other));
        return expm1 == null ? null : argument(expm1.operands().get(0));
    }

    /** The exponential in a sum 1 + exp(…). */
    @Nullable
    Exponential onePlusExponential(Value value) {
        Op.Apply sum = apply(Gate.ADD, value);
        Value other = sum == null ? null : besides(1, sum);
        Exponential exponential = other == null ? null : exponential(other);
        return exponential == null ? null : exponential.withPlusOne(value);
    }

    Argument argument(Value value) {
        Value written = value;
        double scale = 1;
        Value base = value;
        double factor = 1;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            Op.Apply apply = apply(base);
            if (apply == null) {
                break;
            }
            Value inner = apply.operands().get(0);
            if (apply.gate() == Gate.ABS && known(inner) != 0) {
                factor *= known(inner);
                written = inner;
                scale = factor;
            } else if (apply.gate() == Gate.CAST && unwidened(base) != base) {
                inner = unwidened(base);
            } else {
                double step = 0;
                for (double candidate : new double[] {-1, 2, 0.5, -2, -0.5}) {
                    Value scaled = step == 0 ? over(candidate, apply) : null;
                    if (scaled != null) {
                        step = candidate;
                        inner = scaled;
                    }
                }
                if (step == 0) {
                    break;
                }
                factor *= step;
            }
            base = inner;
        }
        return new Argument(written, scale, base, factor);
    }

    /** What a gate's value is {@code factor} times of. */
    private @Nullable Value over(double factor, Op.Apply apply) {
        Value x = apply.operands().get(0);
        return switch (apply.gate()) {
            case NEG -> factor == -1 ? x : null;
            case SUB -> factor == -1 && is(x, 0) ? apply.operands().get(1) : null;
            case ADD -> factor == 2 && x == apply.operands().get(1) ? x : null;
            case MUL -> besides(factor, apply);
            case DIV -> is(apply.operands().get(1), 1 / factor) ? x : null;
            default -> null;
        };
    }

    /** The known sign of a value in the region at hand: 1, -1, or 0 if it is not known. */
    private int known(Value value) {
        if (signs.isEmpty()) {
            return 0;
        }
        Argument argument = argument(value);
        return signs.getOrDefault(argument.base(), 0) * (int) Math.signum(argument.factor());
    }

    /** Whether exp(argument) may be infinite for finite arguments, for all that is known here. */
    boolean mayOverflow(Argument argument) {
        return signs.getOrDefault(argument.base(), 0) * Math.signum(argument.factor()) >= 0;
    }

    /**
     * Runs {@code inside} knowing that a condition holds, or does not, if that says something about a sign.
     */
    void knowing(Value condition, boolean holds, Runnable inside) {
        Argument subject = null;
        int sign = 0;
        if (definitions.get(condition) instanceof Op.Apply test
                && test.operands().get(0).type().isFloating()
                && is(test.operands().get(test.operands().size() - 1), 0)) {
            sign = switch (test.gate()) {
                case GE, GT -> holds ? 1 : -1;
                case LE, LT -> holds ? -1 : 1;
                default -> 0;
            };
            subject = argument(test.operands().get(0));
        }
        if (subject == null || sign == 0) {
            inside.run();
            return;
        }
        Value base = subject.base();
        Integer before = signs.put(base, sign * (int) Math.signum(subject.factor()));
        inside.run();
        if (before == null) {
            signs.remove(base);
        } else {
            signs.put(base, before);
        }
    }
}
