package org.backwire.benchmark.gradbench;

import java.util.Map;
import org.backwire.benchmark.problem.LogSumExp;
import org.backwire.benchmark.problem.LogSumExpLogSumExpGrad;

final class LseModule implements Module {
    private record Input(double[] x) {}

    @Override
    public String name() {
        return "lse";
    }

    @Override
    public Map<String, Task<?>> tasks() {
        return Map.of(
                "primal", new Task<>(Input.class, in -> () -> LogSumExp.logSumExp(in.x())),
                "gradient",
                        new Task<>(
                                Input.class,
                                in -> () ->
                                        LogSumExpLogSumExpGrad.gradient(in.x()).dx()));
    }
}
