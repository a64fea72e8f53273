package org.backwire.processor.simplify;

import java.util.ArrayList;
import java.util.List;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Finds the gates that Java's library lacks, however they are written: sigmoid, tanh by exponentials, softplus, log-sigmoid,
 * swish, a logistic curve, and the cube of a root. Afterwards such an op has a view. It is computed as before, bit for bit; only its derivative takes the
 * short way, which is finite where exponentials overflow.
 *
 * <p>Relies on equal things being equal values ({@link CommonSubexpressions}). What a view mentions and the forward pass
 * lacks is put right before the op: the negative of an argument; or the value that the rule needs in place of the op's own, where that
 * is not finite or has lost the digits. All of that is made from the argument or its exponential, and cannot throw.
 *
 * <p>What is matched is an identity for all finite arguments: constants are exact, both occurrences of an argument are the
 * same value up to a factor that is a power of two, and the parts have one type. What is written may be rounded more
 * coarsely than the gate's slope, never the other way.
 *
 * <pre>
 * f(double x) {                     f(double x) {
 *   e = exp x : double                e = exp x : double
 *   d = add 1.0 e : double            d = add 1.0 e : double
 *   y = div e d : double              %1 = div 1.0 e : double
 *   yield y                           %2 = add 1.0 %1 : double
 * }                                   sigmoid = div 1.0 %2 : double as sigmoid(x)
 *                                     y = div e d : double as sigmoid(x, sigmoid)
 *                                     yield y
 *                                   }
 * </pre>
 */
public final class GateRecognition {
    private static final ClassRef MATH = ClassRef.of("java.lang", "Math");
    private static final ClassRef STRICT_MATH = ClassRef.of("java.lang", "StrictMath");

    private final Shapes shapes = new Shapes();
    private final Sigmoids sigmoids = new Sigmoids(shapes);
    private final Tanhs tanhs = new Tanhs(shapes, sigmoids);
    private final Softpluses softpluses = new Softpluses(shapes);
    private boolean isStrict;

    private GateRecognition() {}

    public static Function run(Function function) {
        GateRecognition pass = new GateRecognition();
        pass.count(function.body());
        return function.with(pass.region(function.body()));
    }

    private void count(Region region) {
        for (Op op : region.ops()) {
            op.operands().forEach(shapes::use);
            op.regions().forEach(this::count);
            isStrict |= op instanceof Op.Apply apply
                    && apply.method() != null
                    && apply.method().owner().equals(STRICT_MATH);
        }
        region.yields().forEach(shapes::use);
    }

    private Region region(Region region) {
        RegionBuilder target = new RegionBuilder();
        for (Op op : region.ops()) {
            target.add(visited(op, target));
            shapes.define(op);
        }
        return region.with(target.ops(), region.yields());
    }

    private Op visited(Op op, RegionBuilder target) {
        if (op instanceof Op.Apply apply) {
            boolean isOpen = !apply.isRecognized() && apply.result().type().isFloating();
            Op.View view = isOpen
                    ? view(apply, new Auxiliary(target, shapes, apply.result().type()))
                    : null;
            Op.Apply seen = view == null ? apply : apply.withView(view);
            return apply.isMoved() ? seen.moved() : seen;
        }
        if (op instanceof Op.If branch) {
            List<Region> sides = new ArrayList<>();
            shapes.knowing(branch.condition(), true, () -> sides.add(region(branch.then())));
            shapes.knowing(branch.condition(), false, () -> sides.add(region(branch.otherwise())));
            return branch.with(sides.get(0), sides.get(1));
        }
        return op.regions().isEmpty() ? op : op.rebuild(op.results(), v -> v, this::region);
    }

    private Op.@Nullable View view(Op.Apply apply, Auxiliary auxiliary) {
        Tanhs.Tanh tanh = tanhs.of(apply);
        if (tanh != null) {
            Value x = auxiliary.argument(tanh.x());
            return tanh.isFinite() ? view(Gate.TANH, x) : view(Gate.TANH, x, auxiliary.tanh(x, math()));
        }
        Sigmoids.Sigmoid sigmoid = sigmoids.of(apply);
        if (sigmoid != null) {
            Value x = auxiliary.argument(sigmoid.x());
            return sigmoid.isFinite()
                    ? view(Gate.SIGMOID, x)
                    : view(Gate.SIGMOID, x, sigmoid.value(auxiliary, "sigmoid", math()));
        }
        Softpluses.Softplus softplus = softpluses.of(apply);
        if (softplus != null) {
            return view(Gate.SOFTPLUS, auxiliary.argument(softplus.x()), softplus.slope(auxiliary));
        }
        Op.View logSigmoid = logSigmoid(apply, auxiliary);
        if (logSigmoid != null) {
            return logSigmoid;
        }
        Op.View swish = swish(apply, auxiliary);
        if (swish != null) {
            return swish;
        }
        Op.View cube = rootCubed(apply);
        return cube != null ? cube : apart(apply, auxiliary);
    }

    private ClassRef math() {
        return isStrict ? STRICT_MATH : MATH;
    }

    private static Op.View view(Gate gate, Value... operands) {
        return new Op.View(gate, List.of(operands));
    }

    private Op.@Nullable View logSigmoid(Op.Apply apply, Auxiliary auxiliary) {
        Value x = apply.operands().get(0);
        return switch (apply.gate()) {
            case NEG -> ofNegative(softpluses.of(x), auxiliary); // -softplus(-x)
            case SUB -> {
                Value z = apply.operands().get(1);
                Op.View stable = ofNegative(softpluses.fromMin(x, z), auxiliary);
                yield stable != null ? stable : lessSoftplus(x, softpluses.of(z), auxiliary);
            }
            case LOG -> logarithm(sigmoids.of(shapes.unnarrowed(shapes.unwidened(x))), auxiliary);
            case LOG1P -> { // log(1 - sigmoid)
                Op.Apply negative = shapes.apply(Gate.NEG, shapes.unwidened(x));
                Sigmoids.Sigmoid sigmoid = negative == null
                        ? null
                        : sigmoids.of(shapes.unnarrowed(negative.operands().get(0)));
                yield logarithm(sigmoid == null ? null : sigmoid.complement(), auxiliary);
            }
            default -> null;
        };
    }

    private static Op.@Nullable View ofNegative(Softpluses.@Nullable Softplus softplus, Auxiliary auxiliary) {
        return softplus == null
                ? null
                : view(Gate.LOG_SIGMOID, auxiliary.argument(softplus.x().negated()), softplus.slope(auxiliary));
    }

    /** x - softplus(x). */
    private Op.@Nullable View lessSoftplus(Value x, Softpluses.@Nullable Softplus softplus, Auxiliary auxiliary) {
        return softplus == null || !shapes.argument(x).equalsExactly(softplus.x())
                ? null
                : view(Gate.LOG_SIGMOID, x, softplus.complement(auxiliary));
    }

    private Op.@Nullable View logarithm(Sigmoids.@Nullable Sigmoid sigmoid, Auxiliary auxiliary) {
        return sigmoid == null
                ? null
                : view(
                        Gate.LOG_SIGMOID,
                        auxiliary.argument(sigmoid.x()),
                        sigmoid.complement().value(auxiliary, null, math()));
    }

    private Op.@Nullable View swish(Op.Apply apply, Auxiliary auxiliary) {
        if (apply.gate() == Gate.MUL) {
            Value x = apply.operands().get(0);
            Value z = apply.operands().get(1);
            Op.View view = scaledSigmoid(x, z, auxiliary);
            return view != null ? view : scaledSigmoid(z, x, auxiliary);
        }
        if (apply.gate() != Gate.DIV) {
            return null;
        }
        Exponential exponential = shapes.onePlusExponential(apply.operands().get(1));
        if (exponential == null) {
            return null;
        }
        Value above = apply.operands().get(0);
        if (shapes.argument(above).equalsExactly(exponential.argument().negated())) {
            return view(Gate.SWISH, above, auxiliary.sigmoidOfNegative(exponential, "sigmoid"));
        }
        Op.Apply product = shapes.apply(Gate.MUL, above); // x * exp(x) / (1 + exp(x))
        if (product != null && product.operands().contains(exponential.value())) {
            boolean isFirst = product.operands().get(0) == exponential.value();
            Value x = product.operands().get(isFirst ? 1 : 0);
            if (shapes.argument(x).equalsExactly(exponential.argument())) {
                return view(Gate.SWISH, x, auxiliary.sigmoidOf(exponential, "sigmoid"));
            }
        }
        return view(Gate.LOGISTIC, above, auxiliary.sigmoidOfNegative(exponential, "sigmoid"));
    }

    private Op.@Nullable View scaledSigmoid(Value x, Value factor, Auxiliary auxiliary) {
        Sigmoids.Sigmoid sigmoid = sigmoids.of(shapes.unnarrowed(factor));
        if (sigmoid == null || !shapes.argument(x).equalsExactly(sigmoid.x())) {
            return null;
        }
        return view(Gate.SWISH, x, sigmoid.isFinite() ? factor : sigmoid.value(auxiliary, "sigmoid", math()));
    }

    /** x * sqrt(x): the root is there, and nothing has to be divided by it. */
    private Op.@Nullable View rootCubed(Op.Apply apply) {
        if (apply.gate() != Gate.MUL) {
            return null;
        }
        Value x = apply.operands().get(0);
        Value z = apply.operands().get(1);
        return isRoot(z, x) ? view(Gate.ROOT_CUBED, x, z) : isRoot(x, z) ? view(Gate.ROOT_CUBED, z, x) : null;
    }

    private boolean isRoot(Value root, Value x) {
        Op.Apply sqrt = shapes.apply(Gate.SQRT, shapes.unnarrowed(root));
        return sqrt != null
                && root.type() == x.type()
                && shapes.unwidened(sqrt.operands().get(0)) == shapes.unwidened(x);
    }

    /**
     * max(x, 0) - p + log1p(exp(-abs(x))), as a stable cross-entropy is written: the softplus is apart, so it is put together for the
     * derivative. Term by term the slope at 0 would be that of max and abs.
     */
    private Op.@Nullable View apart(Op.Apply apply, Auxiliary auxiliary) {
        if (apply.gate() != Gate.ADD) {
            return null;
        }
        Value x = apply.operands().get(0);
        Value z = apply.operands().get(1);
        Op.View view = apart(x, z, auxiliary);
        return view != null ? view : apart(z, x, auxiliary);
    }

    private Op.@Nullable View apart(Value outer, Value logarithm, Auxiliary auxiliary) {
        Op.Apply inner = shapes.apply(outer);
        if (inner == null || inner.gate() != Gate.ADD && inner.gate() != Gate.SUB) {
            return null;
        }
        Value first = inner.operands().get(0);
        Value second = inner.operands().get(1);
        Op.View view = apart(inner.gate(), first, second, logarithm, auxiliary);
        return view != null || inner.gate() == Gate.SUB ? view : apart(Gate.ADD, second, first, logarithm, auxiliary);
    }

    private Op.@Nullable View apart(Gate gate, Value max, Value other, Value logarithm, Auxiliary auxiliary) {
        Softpluses.Softplus softplus = softpluses.ofMax(max, logarithm);
        if (softplus == null) {
            return null;
        }
        Op.View view = view(Gate.SOFTPLUS, auxiliary.argument(softplus.x()), softplus.slope(auxiliary));
        return view(gate, auxiliary.viewed(Gate.ADD, view, max, logarithm), other);
    }
}
