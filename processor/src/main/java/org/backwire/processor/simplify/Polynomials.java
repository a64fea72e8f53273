package org.backwire.processor.simplify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type.Primitive;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Finds polynomials in one variable. Afterwards such a value has a view: the variable and the slope, which is computed right
 * before it.
 *
 * <p>With one input and one output, forward is as good as backward, and here it is better: Horner's rule takes two operations
 * a step instead of three, they run beside those of the value, and one number is remembered instead of one for each step
 * (preaccumulation: Griewank and Walther, Evaluating Derivatives, 2nd edition, section 10.2). The gates are sums and
 * products, whose rules do without the strong zero, so that both ways give the same number but for rounding.
 *
 * <pre>
 * f(double x) {                     f(double x) {
 *   a = mul 4.0 x : double            a = mul 4.0 x : double
 *   b = add a 3.0 : double            b = add a 3.0 : double
 *   c = mul b x : double              c = mul b x : double
 *   ...                               ...
 *                                     %1 = mul 4.0 x : double
 *                                     %2 = add %1 b : double
 *                                     ...
 *   y = add g 1.0 : double            y = add g 1.0 : double as polynomial(x, slope)
 *   yield y                           yield y
 * }                                 }
 * </pre>
 */
final class Polynomials {
    /** The products of two factors that both vary, from which on it is worth it. */
    private static final int PRODUCTS = 3;

    /** What a value is: a polynomial of another one, computed with so many products. */
    private record Polynomial(Value variable, int products) {}

    private final Definitions definitions;
    private final Map<Value, Integer> uses;

    private Polynomials(Function function) {
        definitions = Definitions.of(function);
        uses = function.body().uses();
    }

    static Function run(Function function) {
        return function.with(new Polynomials(function).region(function.body()));
    }

    private Region region(Region region) {
        Map<Value, Polynomial> polynomials = polynomials(region);
        Set<Value> whole = whole(polynomials);
        Set<Value> parts = parts(region, polynomials, whole);
        RegionBuilder target = new RegionBuilder();
        PolynomialSlopes slopes = new PolynomialSlopes(target);
        List<Op.Apply> waiting = new ArrayList<>();
        for (Op op : region.ops()) {
            if (op instanceof Op.Apply apply && parts.contains(apply.result())) {
                waiting.add(apply);
            }
            Polynomial polynomial = op instanceof Op.Apply apply && whole.contains(apply.result())
                    ? polynomials.get(apply.result())
                    : null;
            if (op instanceof Op.Apply apply && polynomial != null) {
                waiting.forEach(part -> slopes.add(part, variableOf(part, polynomials)));
                waiting.clear();
                Value slope = slopes.of(apply.result());
                target.add(apply.withView(new Op.View(Gate.POLYNOMIAL, List.of(polynomial.variable(), slope))));
            } else {
                target.add(op.regions().isEmpty() ? op : op.rebuild(op.results(), value -> value, this::region));
            }
        }
        return region.with(target.ops(), region.yields());
    }

    private static Value variableOf(Op.Apply part, Map<Value, Polynomial> polynomials) {
        Polynomial polynomial = polynomials.get(part.result());
        if (polynomial == null) {
            throw new AssertionError(part);
        }
        return polynomial.variable();
    }

    /** The polynomials of a region; what comes from outside of it is a variable. */
    private Map<Value, Polynomial> polynomials(Region region) {
        Map<Value, Polynomial> polynomials = new IdentityHashMap<>();
        for (Op op : region.ops()) {
            Polynomial polynomial = op instanceof Op.Apply apply ? polynomial(apply, polynomials) : null;
            if (polynomial != null) {
                polynomials.put(op.results().get(0), polynomial);
            }
        }
        return polynomials;
    }

    private @Nullable Polynomial polynomial(Op.Apply apply, Map<Value, Polynomial> polynomials) {
        boolean fits = switch (apply.gate()) {
            case ADD, SUB, MUL, NEG, FMA -> true;
            case DIV -> isConstant(apply.operands().get(1));
            default -> false;
        };
        if (!fits || apply.view() != null || apply.result().type() != Primitive.DOUBLE) {
            return null;
        }
        Value variable = null;
        int products = multiplies(apply) ? 1 : 0;
        for (Value operand : apply.operands()) {
            if (!isConstant(operand)) {
                Polynomial part = polynomials.getOrDefault(operand, new Polynomial(operand, 0));
                if (variable != null && variable != part.variable()) {
                    return null;
                }
                variable = part.variable();
                products += part.products();
            }
        }
        return variable == null ? null : new Polynomial(variable, products);
    }

    private boolean multiplies(Op.Apply apply) {
        return (apply.gate() == Gate.MUL || apply.gate() == Gate.FMA)
                && !isConstant(apply.operands().get(0))
                && !isConstant(apply.operands().get(1));
    }

    private boolean isConstant(Value value) {
        return definitions.of(value) instanceof Op.Constant;
    }

    /** The polynomials that are large enough, and used other than in larger ones. */
    private Set<Value> whole(Map<Value, Polynomial> polynomials) {
        Map<Value, Integer> inner = new IdentityHashMap<>();
        polynomials.keySet().forEach(value -> operands(value).forEach(part -> inner.merge(part, 1, Integer::sum)));
        Set<Value> whole = Collections.newSetFromMap(new IdentityHashMap<>());
        polynomials.forEach((value, polynomial) -> {
            int others = uses.getOrDefault(value, 0) - inner.getOrDefault(value, 0);
            if (polynomial.products() >= PRODUCTS && others > 0) {
                whole.add(value);
            }
        });
        return whole;
    }

    private List<Value> operands(Value value) {
        Op op = definitions.of(value);
        return op == null ? List.of() : op.operands();
    }

    /** What the slopes of these polynomials are made of: theirs, and those of their parts. */
    private static Set<Value> parts(Region region, Map<Value, Polynomial> polynomials, Set<Value> whole) {
        Set<Value> parts = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = region.ops().size() - 1; i >= 0; i--) {
            Op op = region.ops().get(i);
            if (op instanceof Op.Apply apply && (whole.contains(apply.result()) || parts.contains(apply.result()))) {
                parts.add(apply.result());
                apply.operands().stream().filter(polynomials::containsKey).forEach(parts::add);
            }
        }
        return parts;
    }
}
