package org.backwire.hipparchus;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.hipparchus.optim.nonlinear.vector.leastsquares.MultivariateJacobianFunction;
import org.hipparchus.util.Pair;

/**
 * Companions as functions for the optimisers of Hipparchus.
 *
 * <p>A least-squares problem takes the companion of a method from the parameters to the residuals or predictions:
 *
 * <pre>{@code
 * Optimised.model(
 *         p -> CurvePredictGrad.jacobian(p, times),
 *         CurvePredictGrad.Jacobian::value,
 *         CurvePredictGrad.Jacobian::dp);
 * }</pre>
 *
 * <p>An optimiser of one number takes its gradient:
 *
 * <pre>{@code
 * optimizer.optimize(
 *         Optimised.objective(w -> Model.loss(w, x, y)),
 *         Optimised.gradient(w -> ModelLossGrad.gradient(w, x, y).dw()), …);
 * }</pre>
 */
public final class Optimised {
    private Optimised() {}

    /**
     * A model for least squares, by a companion's {@code jacobian}.
     *
     * @param <J> the companion's record {@code Jacobian}
     * @param jacobian from the parameters to the record
     * @param value takes the value out of it
     * @param rows takes the derivative with respect to the parameters out of it, a row for each output
     */
    public static <J> MultivariateJacobianFunction model(
            Function<double[], J> jacobian, Function<J, double[]> value, Function<J, double[][]> rows) {
        return point -> {
            J both = jacobian.apply(point.toArray());
            return new Pair<>(
                    new ArrayRealVector(value.apply(both), false), new Array2DRowRealMatrix(rows.apply(both), false));
        };
    }

    /** What is minimised or maximised: the method itself. */
    public static ObjectiveFunction objective(ToDoubleFunction<double[]> value) {
        return new ObjectiveFunction(value::applyAsDouble);
    }

    /** Its gradient: the component for the parameters of what a companion's {@code gradient} returns. */
    public static ObjectiveFunctionGradient gradient(Function<double[], double[]> gradient) {
        return new ObjectiveFunctionGradient(gradient::apply);
    }
}
