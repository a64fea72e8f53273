package org.backwire.processor.rules;

import static org.backwire.processor.rules.Flow.blocked;
import static org.backwire.processor.rules.Flow.dividedBy;
import static org.backwire.processor.rules.Flow.slope;
import static org.backwire.processor.rules.Flow.unchanged;
import static org.backwire.processor.rules.Flow.where;
import static org.backwire.processor.rules.Term.ONE;
import static org.backwire.processor.rules.Term.THREE;
import static org.backwire.processor.rules.Term.TWO;
import static org.backwire.processor.rules.Term.ZERO;

import java.util.List;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Value;

/** The rules of calculus, each in one place. */
public final class Rules {
    private static final Term THREE_HALVES = Term.constant(1.5);
    private static final Term LN_10 = Term.constant(2.302585092994046);
    private static final Term RADIANS_PER_DEGREE = Term.constant(0.017453292519943295);
    private static final Term DEGREES_PER_RADIAN = Term.constant(57.29577951308232);

    private Rules() {}

    /**
     * What each gate does to a gradient: one flow per operand. In the table x, z and w are the operands, y is the gate's own
     * value; it is preferred where it serves, since it is already computed.
     */
    public static List<Flow> flows(Gate gate, List<Term> operands, Term y) {
        Term x = operands.get(0);
        Term z = operands.size() > 1 ? operands.get(1) : y;
        Term w = operands.size() > 2 ? operands.get(2) : y;
        return switch (gate) { // no default: the compiler asks for every gate
            case ADD -> List.of(unchanged(), unchanged()); // the distributor
            case SUB -> List.of(unchanged(), unchanged().negated());
            case MUL ->
                x.isSameAs(z)
                        ? List.of(slope(TWO.times(x)), blocked()) // a square
                        : List.of(slope(z), slope(x)); // the switch
            case DIV -> // what has passed to x is there already; one division does
                List.of(
                        dividedBy(z).steepIf(z.varies()),
                        dividedBy(z).steepIf(z.varies()).then(slope(y).negated().steep()));
            case REM, IEEE_REMAINDER ->
                List.of(unchanged(), slope(y.minus(x)).over(z).steep()); // x - z * n, n constant
            case NEG -> List.of(unchanged().negated());
            case CAST -> List.of(unchanged());
            case FMA -> List.of(slope(z), slope(x), unchanged());

            case MAX -> either(Test.winsMax(x, z)); // the router
            case MIN -> either(Test.winsMin(x, z));
            case CLAMP ->
                List.of( // a tie goes to the value
                        where(Test.of(Gate.LT, x, z).or(Test.of(Gate.GT, x, w)).not()),
                        where(Test.of(Gate.LT, x, z)),
                        where(Test.of(Gate.GT, x, w)));
            case ABS -> List.of(slope(x.signum())); // 0 at 0

            case SQRT -> List.of(dividedBy(TWO.times(y).withoutNegativeZero()).steep());
            case CBRT -> List.of(dividedBy(THREE.times(y).times(y)).steep());
            case EXP -> List.of(slope(y).steep());
            case EXPM1 -> List.of(slope(x.exp()).steep()); // y + 1 cancels for x << 0
            case LOG -> List.of(dividedBy(x.withoutNegativeZero()).steep());
            case LOG10 ->
                List.of(dividedBy(LN_10.times(x).withoutNegativeZero()).steep());
            case LOG1P -> List.of(dividedBy(ONE.plus(x)).steep());
            case POW -> List.of(powerOfBase(x, z), powerOfExponent(x, y));
            case HYPOT ->
                List.of(
                        where(Test.of(Gate.EQ, y, ZERO).not()).times(x.over(y)),
                        where(Test.of(Gate.EQ, y, ZERO).not()).times(z.over(y)));

            case SIN -> List.of(slope(x.cos()));
            case COS -> List.of(slope(x.sin()).negated());
            case TAN -> List.of(slope(ONE.plus(y.squared())).steep());
            case ASIN -> List.of(dividedBy(legOfUnit(x)).steep());
            case ACOS -> List.of(dividedBy(legOfUnit(x)).negated().steep());
            case ATAN -> List.of(dividedBy(ONE.plus(x.squared())));
            case ATAN2 -> angle(x, z);
            case SINH -> List.of(slope(x.cosh()).steep());
            case COSH -> List.of(slope(x.sinh()).steep());
            case TANH -> { // recognised tanhs bring their own value, for theirs may overflow
                Term t = z;
                yield List.of(slope(ONE.minus(t.squared())), blocked());
            }
            case TO_RADIANS -> List.of(slope(RADIANS_PER_DEGREE));
            case TO_DEGREES -> List.of(slope(DEGREES_PER_RADIAN));
            case COPY_SIGN -> List.of(slope(x.signum().times(ONE.copySignOf(z))), blocked());
            case SCALB -> List.of(slope(ONE.scaledBy(z)), blocked());
            case NEXT_UP, NEXT_DOWN -> List.of(unchanged());
            case NEXT_AFTER -> List.of(unchanged(), blocked());

            case SIGMOID -> { // a second operand is the sigmoid itself, where what the user wrote may overflow
                Term s = z;
                yield List.of(slope(ONE.minus(s).times(s)), blocked());
            }
            case SOFTPLUS -> List.of(slope(z), blocked()); // z is sigmoid(x)
            case LOG_SIGMOID -> List.of(slope(z), blocked()); // z is sigmoid(-x)
            case SWISH -> // z is sigmoid(x); a quotient, too, where x is infinite
                List.of(slope(z.times(ONE.plus(x.times(ONE.minus(z))))).steep(), blocked());
            case LOGISTIC ->
                List.of(slope(z), slope(x).steepIf(x.constant() == null)); // z is the sigmoid; a quotient, too

            case ROOT_CUBED -> List.of(slope(THREE_HALVES.times(z)), blocked()); // z is sqrt(x)

            case POLYNOMIAL -> List.of(slope(z), blocked()); // z is the slope

            case STRONG_MUL ->
                List.of(
                        slope(z).steep(),
                        where(Test.of(Gate.EQ, x, ZERO).not()).times(x).steep());
            case STRONG_DIV -> // not y / z first: it may be infinite, or 0, where the tangent divided by z is neither
                List.of(
                        dividedBy(z).steep(),
                        dividedBy(z)
                                .steep()
                                .then(where(Test.of(Gate.EQ, x, ZERO).not())
                                        .times(y)
                                        .negated()
                                        .steep()));

            case FLOOR, CEIL, RINT, ROUND, SIGNUM, ULP, GET_EXPONENT -> List.of(blocked());
            case COMPARE, LT, LE, GT, GE, EQ, NE -> List.of(blocked(), blocked());
            case NOT, IS_NAN, IS_INFINITE, IS_FINITE, BIT_NOT -> List.of(blocked());
            case BIT_AND, BIT_OR, BIT_XOR, SHL, SHR, USHR -> List.of(blocked(), blocked());
        };
    }

    /** Puts code that asks whether the first operand of a max or min gave its value. */
    public static Value firstWins(Gate gate, Term x, Term z, Site site) {
        return wins(gate, x, z).answer(site);
    }

    /** The same for a branch: nothing is asked that is known already, as whether the maximum so far is NaN where it is larger. */
    public static Value firstWinsAtOnce(Gate gate, Term x, Term z, Site site) {
        return wins(gate, x, z).asked(site);
    }

    private static Test wins(Gate gate, Term x, Term z) {
        return gate == Gate.MAX ? Test.winsMax(x, z) : Test.winsMin(x, z);
    }

    /** What a max or min does to a gradient, where it is known whether its first operand gave the value. */
    public static List<Flow> routed(Value firstWins) {
        return either(Test.known(firstWins));
    }

    private static List<Flow> either(Test firstWins) {
        return List.of(where(firstWins), where(firstWins.not()));
    }

    /** The flow of a copy: what goes in comes out. */
    public static Flow copy() {
        return unchanged();
    }

    /** The flow of a value that is subtracted. */
    public static Flow negative() {
        return unchanged().negated();
    }

    /** The flow along a slope that a companion computed; a foreign slope may be infinite. */
    public static Flow along(Term slope) {
        return slope(slope).steep();
    }

    /** z * x^(z - 1), and 0 where z is 0; a constant integer exponent never goes through a logarithm. */
    private static Flow powerOfBase(Term x, Term z) {
        if (z.constant() != null) {
            return z.is(0) ? blocked() : slope(z.times(x.pow(z.minus(ONE)))).steepIf(!z.is(1));
        }
        return slope(z.timesSteep(x.pow(z.minus(ONE)))).steep();
    }

    /** x^z * log(x), and 0 where x is 0 and z > 0. */
    private static Flow powerOfExponent(Term x, Term y) {
        return slope(y.timesSteep(x.log())).steep();
    }

    /** sqrt(1 - x^2), without cancellation near 1. */
    private static Term legOfUnit(Term x) {
        return ONE.minus(x).times(ONE.plus(x)).sqrt();
    }

    /** By hypot, since the squares of small and of large coordinates would underflow and overflow; 0 at the origin. */
    private static List<Flow> angle(Term x, Term z) {
        Term radius = x.hypot(z);
        Test elsewhere = Test.of(Gate.EQ, radius, ZERO).not();
        return List.of(
                where(elsewhere).times(z.over(radius)).over(radius).steep(),
                where(elsewhere).times(x.over(radius)).over(radius).negated().steep());
    }
}
