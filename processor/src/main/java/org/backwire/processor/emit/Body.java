package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** The body of a method of the companion: the ops of a function as statements, then whatever its results are for. */
final class Body {
    private final Function function;
    private final Regions regions;
    private final Inlining inlining;
    private final Locals locals;
    private final Statements statements;
    private final List<Op> order;
    private final @Nullable CodeBlock opening;

    private Body(
            Function function,
            Map<Value, String> given,
            Set<Value> frozen,
            Names names,
            Tail tail,
            Set<Value> inPlace,
            Divisible.@Nullable Rest rest,
            @Nullable Division division,
            Verbatim verbatim) {
        this.function = function;
        order = tail.order();
        regions = new Regions(function);
        inlining = new Inlining(function, regions, inPlace, given.keySet());
        locals = new Locals(regions, inlining, given, frozen, order, names);
        statements = new Statements(regions, inlining, locals, division, verbatim);
        opening = rest == null ? null : rest.opening();
    }

    private static Body of(
            Function function,
            Map<Value, String> given,
            Set<Value> frozen,
            Names names,
            int from,
            boolean inPlace,
            Divisible member) {
        Divisible.Rest rest = member.divide(function, given, names);
        if (rest == null) {
            Tail tail = new Tail(function, from);
            Set<Value> last = inPlace ? tail.values() : Set.of();
            return new Body(function, given, frozen, names, tail, last, null, null, member.verbatim());
        }
        Function main = rest.division().main();
        Set<Value> fixed = new HashSet<>(rest.given().keySet());
        fixed.removeAll(given.keySet());
        fixed.addAll(frozen);
        Tail tail = new Tail(main, from);
        Set<Value> last = inPlace ? tail.values() : Set.of();
        return new Body(main, rest.given(), fixed, names, tail, last, rest, rest.division(), member.verbatim());
    }

    /**
     * Whose results are written as soon as they are computed, into locals.
     *
     * @param names all names that are taken, those of the parameters included
     */
    static Body withLocals(Function function, List<String> parameters, Names names, Divisible member) {
        Value seed = function.parameters().get(parameters.size() - 1);
        return of(function, named(function, parameters), Set.of(seed), names, 1, false, member);
    }

    /**
     * Whose results from number {@code from} on are written at the end, in place.
     *
     * @param given the names of parameters, and of fields that values are kept in
     * @param frozen those of them that must keep what they hold
     */
    static Body withSinks(
            Function function, Map<Value, String> given, Set<Value> frozen, Names names, int from, Divisible member) {
        return of(function, given, frozen, names, from, true, member);
    }

    /** That of a part. */
    static Body ofPart(
            Function function,
            Map<Value, String> given,
            Set<Value> frozen,
            Names names,
            Division division,
            Verbatim verbatim) {
        Tail tail = new Tail(function, function.results().size());
        return new Body(function, given, frozen, names, tail, Set.of(), null, division, verbatim);
    }

    static Map<Value, String> named(Function function, List<String> parameters) {
        Map<Value, String> given = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            given.put(function.parameters().get(i), parameters.get(i));
        }
        return given;
    }

    void writeOps() {
        if (opening != null) {
            statement(opening);
        }
        statements.write(order, regions.body());
    }

    void statement(CodeBlock code) {
        statement(Text.of("$L", code));
    }

    void statement(Text text) {
        statements.statement(text, null);
    }

    /** A statement for a result, with the comment of what computes it, if that is in place. */
    void sink(int index, Text text, String prefix) {
        Value result = function.results().get(index);
        statements.statement(text, inlining.isInlined(result) ? result.note() : null, prefix);
    }

    /** A result as a partial derivative, with the name of it as a comment where the text does not say so itself. */
    void sinkPartial(int index, Text partial, String parameter, Text destination) {
        String name = "d" + parameter;
        sink(
                index,
                Text.of("$L =$W$L", destination, partial),
                partial.toString().equals(name) ? "" : name);
    }

    /** A result, which may go where there is more room: a {@code float} made of an {@code int} is rounded first. */
    Code result(int index) {
        return statements.expressions().rounded(function.results().get(index));
    }

    /** A result as it is assigned to a variable of another floating type. */
    Code result(int index, Type target) {
        Value result = function.results().get(index);
        boolean narrows = result.type() == Type.Primitive.DOUBLE && target == Type.Primitive.FLOAT;
        return narrows ? Expressions.cast(target, statements.expressions().exact(result)) : result(index);
    }

    /** Whether a result has a variable of its own, and not the name of something else. */
    boolean isVariable(int index) {
        return !inlining.isInlined(function.results().get(index));
    }

    String nameOf(int index) {
        return locals.of(function.results().get(index)).name();
    }

    CodeBlock build() {
        return statements.build();
    }

    /** Whether a result is the negative of something: {@code d -= x} is better than {@code d += -x}. */
    boolean isNegative(int index) {
        Value result = function.results().get(index);
        return inlining.isInlined(result)
                && regions.definition(result) instanceof Op.Apply apply
                && apply.gate() == Gate.NEG;
    }

    /** The operand of a result that {@link #isNegative}. */
    Code negated(int index) {
        Op.Apply negative = (Op.Apply)
                Objects.requireNonNull(regions.definition(function.results().get(index)));
        return statements.expressions().loose(negative.operands().get(0));
    }

    /** Whether a result is the number 0. */
    boolean isZero(int index) {
        return regions.definition(function.results().get(index)) instanceof Op.Constant constant
                && constant.value() instanceof Number number
                && number.doubleValue() == 0;
    }
}
