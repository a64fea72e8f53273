package org.backwire.hipparchus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.optim.SimpleValueChecker;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.junit.jupiter.api.Test;

class OptimisedTest {

    @Test
    void levenbergMarquardtFitsAPeak() {
        double[] times = new double[40];
        Arrays.setAll(times, i -> 0.1 * i);
        double[] truth = {3, 1.8, 0.6, 0.25};
        var problem = new LeastSquaresBuilder()
                .model(Optimised.model(
                        p -> FunctionsPeakGrad.jacobian(p, times),
                        FunctionsPeakGrad.Jacobian::value,
                        FunctionsPeakGrad.Jacobian::dp))
                .target(Functions.peak(truth, times))
                .start(new double[] {2, 1.5, 1, 0})
                .maxEvaluations(100)
                .maxIterations(100)
                .build();
        double[] fitted =
                new LevenbergMarquardtOptimizer().optimize(problem).getPoint().toArray();
        assertThat(fitted).containsExactly(truth, within(1e-8));
    }

    @Test
    void conjugateGradientsFindAValley() {
        var optimizer = new NonLinearConjugateGradientOptimizer(
                NonLinearConjugateGradientOptimizer.Formula.POLAK_RIBIERE, new SimpleValueChecker(1e-14, 1e-14));
        PointValuePair found = optimizer.optimize(
                new MaxEval(100_000),
                GoalType.MINIMIZE,
                new InitialGuess(new double[] {-1.2, 1, 0.5}),
                Optimised.objective(Functions::valley),
                Optimised.gradient(x -> FunctionsValleyGrad.gradient(x).dx()));
        assertThat(found.getPoint()).containsExactly(new double[] {1, 1, 1}, within(1e-4));
    }
}
