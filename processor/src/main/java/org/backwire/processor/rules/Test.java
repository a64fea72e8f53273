package org.backwire.processor.rules;

import java.util.List;
import java.util.function.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/** A question a rule asks before it lets a gradient through. */
final class Test {
    private final Function<Site, Value> code;
    private final Function<Site, Value> flat;
    private final boolean inverted;

    private Test(Function<Site, Value> code, Function<Site, Value> flat, boolean inverted) {
        this.code = code;
        this.flat = flat;
        this.inverted = inverted;
    }

    /** The answer, without a branch. */
    Value answer(Site site) {
        Value condition = flat.apply(site);
        return inverted ? site.test(Gate.NOT, condition) : condition;
    }

    /** The condition to evaluate; it is the answer, or its opposite if {@link #inverted}. */
    Value at(Site site) {
        return code.apply(site);
    }

    boolean inverted() {
        return inverted;
    }

    /** Whether another test is known to have the opposite answer. */
    boolean isOpposite(Test other) {
        return code == other.code && inverted != other.inverted;
    }

    Test not() {
        return new Test(code, flat, !inverted);
    }

    static Test of(Gate gate, Term x, Term z) {
        Function<Site, Value> compare = site -> site.test(gate, x.at(site), z.at(site));
        return new Test(compare, compare, false);
    }

    static Test known(Value answer) {
        return new Test(site -> answer, site -> answer, false);
    }

    Test and(Test other) {
        return new Test(
                site -> both(site, asked(site), other),
                site -> site.test(Gate.BIT_AND, answer(site), other.answer(site)),
                false);
    }

    Test or(Test other) {
        return new Test(
                site -> either(site, asked(site), other),
                site -> site.test(Gate.BIT_OR, answer(site), other.answer(site)),
                false);
    }

    /** The answer, for whose sake no more is asked than has to be. */
    Value asked(Site site) {
        Value condition = at(site);
        return inverted ? site.test(Gate.NOT, condition) : condition;
    }

    private static Value both(Site site, Value first, Test second) {
        RegionBuilder then = new RegionBuilder();
        Region answer = then.yielding(second.asked(site.in(then)));
        RegionBuilder otherwise = new RegionBuilder();
        return choice(site, first, answer, otherwise.yielding(otherwise.constant(Type.Primitive.BOOLEAN, false)));
    }

    private static Value either(Site site, Value first, Test second) {
        RegionBuilder then = new RegionBuilder();
        Region yes = then.yielding(then.constant(Type.Primitive.BOOLEAN, true));
        RegionBuilder otherwise = new RegionBuilder();
        return choice(site, first, yes, otherwise.yielding(second.asked(site.in(otherwise))));
    }

    private static Value choice(Site site, Value condition, Region then, Region otherwise) {
        Value result = Value.of(Type.Primitive.BOOLEAN);
        site.region().add(new Op.If(List.of(result), condition, then, otherwise));
        return result;
    }

    private static Test isNaN(Term x) {
        Function<Site, Value> asks = site -> site.isNaN(x.at(site));
        return new Test(asks, asks, false);
    }

    /** Whether {@code x} gives the value of {@code max(x, z)}: a tie goes to {@code x}, a NaN to its owner. */
    static Test winsMax(Term x, Term z) {
        return wins(Gate.GE, Gate.LT, x, z);
    }

    /** Whether {@code x} gives the value of {@code min(x, z)}: a tie goes to {@code x}, a NaN to its owner. */
    static Test winsMin(Term x, Term z) {
        return wins(Gate.LE, Gate.GT, x, z);
    }

    private static Test wins(Gate wins, Gate loses, Term x, Term z) {
        if (z.constant() != null && !Double.isNaN(z.constant())) {
            return of(loses, x, z).not(); // x < 3 is false for a NaN, which is x's
        }
        Test compares = of(wins, x, z);
        return x.constant() != null ? compares : compares.or(isNaN(x));
    }
}
