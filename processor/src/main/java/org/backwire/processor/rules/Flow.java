package org.backwire.processor.rules;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a gate does to a gradient on its way to one operand: a linear map, so that the same flow carries an adjoint back and a
 * tangent forward.
 *
 * <p>A {@link #steep} flow has a slope that may be infinite. A gradient of exactly 0 passes it as 0, whatever the slope;
 * nowhere else is it decided what 0 times infinity is.
 */
public final class Flow {
    private static final Flow UNCHANGED = new Flow(null, null, false, Care.NONE, null);
    private static final Flow BLOCKED = new Flow(Term.ZERO, null, false, Care.NONE, null);

    private final @Nullable Term numerator;
    private final @Nullable Term denominator;
    private final boolean negative;
    private final Care care;
    private final @Nullable Test test;
    private final @Nullable Flow next;

    private Flow(
            @Nullable Term numerator, @Nullable Term denominator, boolean negative, Care care, @Nullable Test test) {
        this(numerator, denominator, negative, care, test, null);
    }

    private Flow(
            @Nullable Term numerator,
            @Nullable Term denominator,
            boolean negative,
            Care care,
            @Nullable Test test,
            @Nullable Flow next) {
        this.numerator = numerator;
        this.denominator = denominator;
        this.negative = negative;
        this.care = care;
        this.test = test;
        this.next = next;
    }

    static Flow unchanged() {
        return UNCHANGED;
    }

    static Flow blocked() {
        return BLOCKED;
    }

    static Flow slope(Term slope) {
        return UNCHANGED.times(slope);
    }

    static Flow dividedBy(Term term) {
        return UNCHANGED.over(term);
    }

    static Flow where(Test test) {
        return new Flow(null, null, false, Care.NONE, test);
    }

    Flow times(Term term) {
        return new Flow(numerator == null ? term : numerator.times(term), denominator, negative, care, test);
    }

    Flow over(Term term) {
        return new Flow(numerator, denominator == null ? term : denominator.times(term), negative, care, test);
    }

    Flow negated() {
        return new Flow(numerator, denominator, !negative, care, test);
    }

    /** What passes this flow then passes another. */
    Flow then(Flow other) {
        return new Flow(numerator, denominator, negative, care, test, other);
    }

    Flow steep() {
        return steepIf(true);
    }

    Flow steepIf(boolean condition) {
        return new Flow(numerator, denominator, negative, condition ? Care.NOW : care, test);
    }

    /** The same, whose slopes may all be infinite. */
    public Flow steepThroughout() {
        return withCare(Care.NOW);
    }

    /** The same, to be differentiated once more where the slopes may change infinitely fast. */
    public Flow steepOnceMore() {
        return withCare(Care.LATER);
    }

    private Flow withCare(Care least) {
        Care more = care.compareTo(least) < 0 ? least : care;
        return new Flow(numerator, denominator, negative, more, test, next == null ? null : next.withCare(least));
    }

    /**
     * Puts code that adds up what passes the flows, one tangent each. A division with which all of them begin is made once, at the
     * end: it is linear. Of two of which only one lets pass, one is asked for.
     */
    public static Value sum(List<Value> tangents, List<Flow> flows, Site site) {
        Flow first = flows.get(0);
        if (flows.size() > 1 && flows.stream().allMatch(first::beginsAs)) {
            List<Flow> rests = flows.stream().map(Flow::rest).toList();
            Flow beginning = new Flow(null, first.denominator, first.negative, first.care, null);
            return beginning.pass(sum(tangents, rests, site), null, site);
        }
        if (flows.size() == 2 && first.isElseOf(flows.get(1))) {
            return first.passEither(tangents.get(0), flows.get(1), tangents.get(1), site);
        }
        Value sum = first.pass(tangents.get(0), null, site);
        for (int i = 1; i < flows.size(); i++) {
            Flow flow = flows.get(i);
            Value more = flow.withoutSign().pass(tangents.get(i), null, site);
            sum = site.apply(flow.isNegative() ? Gate.SUB : Gate.ADD, sum, more);
        }
        return sum;
    }

    private boolean isElseOf(Flow other) {
        return isRouted() && other.isRouted() && test != null && other.test != null && test.isOpposite(other.test);
    }

    private Value passEither(Value tangent, Flow other, Value another, Site site) {
        return choice(site, here -> scaled(tangent, null, here), there -> other.scaled(another, null, there));
    }

    /** What one of two sides computes, as the test says. */
    private Value choice(Site site, Function<Site, Value> open, Function<Site, Value> closed) {
        Test asked = Objects.requireNonNull(test);
        Value condition = asked.at(site);
        RegionBuilder opened = new RegionBuilder();
        Region passes = opened.yielding(open.apply(site.in(opened)));
        RegionBuilder shut = new RegionBuilder();
        Region blocks = shut.yielding(closed.apply(site.in(shut)));
        Value result = Value.of(site.type());
        site.region()
                .add(
                        asked.inverted()
                                ? new Op.If(List.of(result), condition, blocks, passes)
                                : new Op.If(List.of(result), condition, passes, blocks));
        return result;
    }

    private boolean beginsAs(Flow other) {
        return numerator == null
                && other.numerator == null
                && denominator != null
                && other.denominator != null
                && denominator.isSameAs(other.denominator)
                && test == null
                && other.test == null
                && negative == other.negative
                && care == other.care;
    }

    private Flow rest() {
        return next == null ? UNCHANGED : next;
    }

    /** Whether nothing ever passes. */
    public boolean isBlocked() {
        return numerator != null && numerator.is(0);
    }

    /** Whether the sign of what passes is turned; {@link #withoutSign} is the same flow without that. */
    public boolean isNegative() {
        return negative != (next != null && next.isNegative());
    }

    public Flow withoutSign() {
        return new Flow(numerator, denominator, false, care, test, next == null ? null : next.withoutSign());
    }

    /** Whether a test decides if anything passes. */
    public boolean isRouted() {
        return test != null && next == null;
    }

    /**
     * Puts code that lets a gradient pass at a site, in whose type the result is.
     *
     * @param constant the gradient, if it is a constant
     */
    public Value pass(Value gradient, @Nullable Double constant, Site site) {
        Value through = passAlone(gradient, constant, site);
        return next == null ? through : next.pass(through, null, site);
    }

    private Value passAlone(Value gradient, @Nullable Double constant, Site site) {
        if (test == null) {
            return scaled(gradient, constant, site);
        }
        return choice(site, open -> scaled(gradient, constant, open), closed -> closed.constant(0));
    }

    private Value scaled(Value gradient, @Nullable Double constant, Site site) {
        Value in = gradient.type().equals(site.type()) ? gradient : site.apply(Gate.CAST, gradient);
        boolean isOne = constant != null && constant == 1;
        Care needed = constant == null || constant == 0 ? care : Care.NONE;
        if (numerator != null && !numerator.is(1)) {
            Term above = negative ? numerator.negated() : numerator;
            Term slope = denominator == null ? above : above.over(denominator);
            if (isOne) {
                return slope.at(site);
            }
            Value factor = slope.at(site);
            return switch (needed) {
                case NONE -> site.apply(Gate.MUL, factor, in);
                case LATER -> site.seen(Gate.MUL, List.of(factor, in), Gate.STRONG_MUL, List.of(in, factor));
                case NOW -> site.apply(Gate.STRONG_MUL, in, factor);
            };
        }
        Value out = denominator == null ? in : divided(in, denominator.at(site), needed, site);
        return negative ? site.apply(Gate.NEG, out) : out;
    }

    private static Value divided(Value in, Value by, Care care, Site site) {
        return switch (care) {
            case NONE -> site.apply(Gate.DIV, in, by);
            case LATER -> site.seen(Gate.DIV, List.of(in, by), Gate.STRONG_DIV, List.of(in, by));
            case NOW -> site.apply(Gate.STRONG_DIV, in, by);
        };
    }

    /** Whether a gradient of exactly 0 has to stay 0. */
    private enum Care {
        /** It does by itself. */
        NONE,
        /** It does, but what is computed is differentiated, and then the slope's own slope may be infinite. */
        LATER,
        /** It does not, where the slope is infinite. */
        NOW
    }
}
