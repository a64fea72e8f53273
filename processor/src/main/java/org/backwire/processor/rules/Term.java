package org.backwire.processor.rules;

import java.util.Objects;
import java.util.function.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * A part of a slope: an operand, a gate's own value, a constant, or what is computed from these. Nothing is computed until
 * the term is put at a {@link Site}, so a rule may mention what a direction does not need.
 */
public final class Term {
    public static final Term ZERO = constant(0);
    public static final Term ONE = constant(1);
    public static final Term TWO = constant(2);
    public static final Term THREE = constant(3);

    private final @Nullable Double constant;
    private final boolean varies;
    private final @Nullable Value operand;
    private final Function<Site, Value> code;

    private Term(@Nullable Double constant, boolean varies, @Nullable Value operand, Function<Site, Value> code) {
        this.operand = operand;
        this.constant = constant;
        this.varies = varies;
        this.code = code;
    }

    public static Term constant(double value) {
        return new Term(value, false, null, site -> site.constant(value));
    }

    /**
     * An operand.
     *
     * @param constant its value, if it is a constant
     * @param varies whether it depends on what is differentiated
     */
    public static Term of(Value value, @Nullable Double constant, boolean varies) {
        return new Term(constant, varies, value, site -> inTypeOf(site, value));
    }

    private static Value inTypeOf(Site site, Value value) {
        return value.type().equals(site.type()) ? value : site.apply(Gate.CAST, value);
    }

    Value at(Site site) {
        return code.apply(site);
    }

    boolean varies() {
        return varies;
    }

    @Nullable
    Double constant() {
        return constant;
    }

    boolean isSameAs(Term other) {
        return operand != null && operand == other.operand;
    }

    boolean is(double value) {
        return constant != null && constant == value;
    }

    Term plus(Term other) {
        return combine(Gate.ADD, other);
    }

    Term minus(Term other) {
        return combine(Gate.SUB, other);
    }

    Term times(Term other) {
        return is(1) ? other : other.is(1) ? this : combine(Gate.MUL, other);
    }

    /** This times what may be infinite, but 0 where this is 0; how it changes there is not lost, as it would be behind a test. */
    Term timesSteep(Term other) {
        return computed(site -> site.apply(Gate.STRONG_MUL, at(site), other.at(site)));
    }

    Term over(Term other) {
        return other.is(1) ? this : combine(Gate.DIV, other);
    }

    Term squared() {
        return times(this);
    }

    Term negated() {
        return constant != null ? constant(-constant) : computed(site -> site.apply(Gate.NEG, at(site)));
    }

    Term sqrt() {
        return call(Gate.SQRT, "sqrt");
    }

    Term exp() {
        return call(Gate.EXP, "exp");
    }

    Term log() {
        return call(Gate.LOG, "log");
    }

    Term sin() {
        return call(Gate.SIN, "sin");
    }

    Term cos() {
        return call(Gate.COS, "cos");
    }

    Term sinh() {
        return call(Gate.SINH, "sinh");
    }

    Term cosh() {
        return call(Gate.COSH, "cosh");
    }

    Term signum() {
        return computed(site -> site.call(Gate.SIGNUM, "signum", true, at(site)));
    }

    Term copySignOf(Term sign) {
        return computed(site -> site.call(Gate.COPY_SIGN, "copySign", true, at(site), sign.at(site)));
    }

    Term hypot(Term other) {
        return computed(site -> site.call(Gate.HYPOT, "hypot", false, at(site), other.at(site)));
    }

    /** This to the given power; small integer powers without calling {@code pow}. */
    Term pow(Term exponent) {
        if (exponent.is(0)) {
            return ONE;
        }
        if (exponent.is(1)) {
            return this;
        }
        if (exponent.is(2)) {
            return squared();
        }
        if (exponent.is(3)) {
            return times(this).times(this);
        }
        return computed(site -> site.call(Gate.POW, "pow", false, at(site), exponent.at(site)));
    }

    /** This with -0.0 made 0.0, so that the slope at a zero has the sign of its limit from the right. */
    Term withoutNegativeZero() {
        return computed(site -> site.apply(Gate.ADD, at(site), site.constant(0)));
    }

    /** This times two to the power of an integer operand. */
    Term scaledBy(Term exponent) {
        return computed(site -> site.call(
                Gate.SCALB, "scalb", true, at(site), Objects.requireNonNull(exponent.operand, "not an operand")));
    }

    private Term call(Gate gate, String method) {
        return computed(site -> site.call(gate, method, false, at(site)));
    }

    private Term combine(Gate gate, Term other) {
        if (constant != null && other.constant != null) {
            double a = constant;
            double b = other.constant;
            return constant(
                    switch (gate) {
                        case ADD -> a + b;
                        case SUB -> a - b;
                        case MUL -> a * b;
                        case DIV -> a / b;
                        default -> throw new AssertionError(gate);
                    });
        }
        return computed(site -> site.apply(gate, at(site), other.at(site)));
    }

    private static Term computed(Function<Site, Value> code) {
        return new Term(null, true, null, code);
    }
}
