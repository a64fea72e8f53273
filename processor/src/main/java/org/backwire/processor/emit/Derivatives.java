package org.backwire.processor.emit;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Unwritten;
import org.jspecify.annotations.Nullable;

/**
 * What a companion computes.
 *
 * @param vjp from the parameters, the gradient of the result, the gradients of {@code wrt} arrays and, if it makes arrays, a
 *     workspace, to the value and the gradient of each {@code wrt} scalar
 * @param unit the same where the gradient of the result is 1, which is no parameter then; null where gradients are arrays. Without
 *     {@code forward}, all members are made of it
 * @param forward from the parameters to the value, then what backward needs; null if forward computes the unit gradient
 * @param backward from what forward remembered and the gradient of the result to the gradient of each {@code wrt} parameter
 * @param halves the two halves of a gate with loops and arrays whose result is no scalar; null if there are none
 * @param jvp from the parameters and the tangents of the {@code wrt} ones to the results and their tangents; null if not
 *     asked for
 * @param hvp from the parameters and a direction of the {@code wrt} ones to the value and the gradient, then the tangents of
 *     both; where the result is no number, from the parameters, the gradient of the result and directions of both to the gradient
 *     of the {@code wrt} parameters and its tangent; null if nobody asks for it
 * @param hessian the rows of the Hessian, several in one sweep; null if each is a call of {@code hvp}
 * @param columns the columns of the Jacobian, several in one sweep; null if there are none, or each is a call of {@code jvp}
 * @param written the numbers of the parameters of {@code vjp} that are arrays the method writes to, even where nobody reads it
 * @param writes the numbers of the parameters of the method that callers are told it writes to
 * @param unwritten by the number of a parameter of {@code vjp} that is the gradient of an array, what of it must be zero before;
 *     all of it, if it is not here
 * @param shapes how each parameter of the method is made of those of {@code vjp}
 * @param result how the result is made of those of {@code vjp}
 * @param reverses whether {@code vjp} may be used: the callees have gradients
 * @param elementwise whether each element of the result depends only on the elements of the same index
 * @param steady whether the method gives the same when it is called once more
 * @param owns whether the arrays that the method returns are its own
 */
public record Derivatives(
        Function vjp,
        @Nullable Function unit,
        @Nullable Function forward,
        @Nullable Function backward,
        @Nullable Halves halves,
        @Nullable Function jvp,
        @Nullable Function hvp,
        @Nullable Sweep hessian,
        @Nullable Sweep columns,
        Set<Integer> written,
        Set<Integer> writes,
        Map<Integer, Unwritten> unwritten,
        List<Shape> shapes,
        Shape result,
        boolean reverses,
        boolean elementwise,
        boolean steady,
        boolean owns) {

    /** The same in second order. */
    public Derivatives with(Function second) {
        return with(UnaryOperator.identity(), UnaryOperator.identity(), second);
    }

    /** The same with another {@code vjp}. */
    Derivatives working(UnaryOperator<Function> change) {
        return with(change, UnaryOperator.identity(), hvp);
    }

    /** The same with other functions. */
    public Derivatives map(UnaryOperator<Function> change) {
        return with(change, change, hvp == null ? null : change.apply(hvp));
    }

    private Derivatives with(UnaryOperator<Function> whole, UnaryOperator<Function> change, @Nullable Function second) {
        return new Derivatives(
                whole.apply(vjp),
                unit == null ? null : change.apply(unit),
                forward == null ? null : change.apply(forward),
                backward == null ? null : change.apply(backward),
                halves == null ? null : halves.map(change),
                jvp == null ? null : change.apply(jvp),
                second,
                hessian == null ? null : hessian.map(change),
                columns == null ? null : columns.map(change),
                written,
                writes,
                unwritten,
                shapes,
                result,
                reverses,
                elementwise,
                steady,
                owns);
    }

    /** All that is computed. */
    public List<Function> functions() {
        return Stream.of(
                        vjp,
                        unit,
                        forward,
                        backward,
                        halves == null ? null : halves.forward(),
                        halves == null ? null : halves.backward(),
                        jvp,
                        hvp,
                        hessian == null ? null : hessian.function(),
                        columns == null ? null : columns.function())
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * Tangents along several directions.
     *
     * @param function from the parameters and, unless the directions are those of the axes, for each direction the tangents of
     *     the {@code wrt} parameters, to the tangents along each direction; before them the results, if that is the Jacobian along axes
     * @param count how many directions
     * @param isAlongAxes whether there is a direction for each differentiated parameter, which are all numbers
     */
    public record Sweep(Function function, int count, boolean isAlongAxes) {
        Sweep map(UnaryOperator<Function> change) {
            return new Sweep(change.apply(function), count, isAlongAxes);
        }
    }

    /**
     * What a gate does that keeps tapes.
     *
     * @param forward from the parameters and the gradients of the {@code wrt} arrays to the results, then what is kept
     * @param backward from what is kept, the gradients of the results and of the {@code wrt} arrays, to those of the scalars; either
     *     half takes a workspace if it makes arrays
     * @param copied the numbers of the parameters that are copied before forward begins
     * @param copiesResults whether a copy of the result is returned
     */
    public record Halves(Function forward, Function backward, Set<Integer> copied, boolean copiesResults) {
        Halves map(UnaryOperator<Function> change) {
            return new Halves(change.apply(forward), change.apply(backward), copied, copiesResults);
        }
    }
}
