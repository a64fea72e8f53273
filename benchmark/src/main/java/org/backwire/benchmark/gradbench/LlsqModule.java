package org.backwire.benchmark.gradbench;

import java.util.Map;
import org.backwire.benchmark.problem.LeastSquares;
import org.backwire.benchmark.problem.LeastSquaresMisfitGrad;

final class LlsqModule implements Module {
    private record Input(double[] x, int n) {}

    @Override
    public String name() {
        return "llsq";
    }

    @Override
    public Map<String, Task<?>> tasks() {
        return Map.of(
                "primal", new Task<>(Input.class, in -> () -> LeastSquares.misfit(in.x(), in.n())),
                "gradient",
                        new Task<>(
                                Input.class,
                                in -> () -> LeastSquaresMisfitGrad.gradient(in.x(), in.n())
                                        .dx()));
    }
}
