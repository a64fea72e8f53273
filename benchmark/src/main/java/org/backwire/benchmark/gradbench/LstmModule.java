package org.backwire.benchmark.gradbench;

import com.google.gson.annotations.SerializedName;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.backwire.benchmark.problem.Lstm;
import org.backwire.benchmark.problem.LstmLossGrad;

final class LstmModule implements Module {
    private record Input(
            @SerializedName("main_params") double[][] mainParams,
            @SerializedName("extra_params") double[][] extraParams,
            double[][] state,
            double[][] sequence) {}

    @Override
    public String name() {
        return "lstm";
    }

    @Override
    public Map<String, Task<?>> tasks() {
        return Map.of(
                "objective", new Task<>(Input.class, in -> () -> objective(in)),
                "jacobian", new Task<>(Input.class, in -> () -> jacobian(in)));
    }

    private static double objective(Input in) {
        return Lstm.loss(in.mainParams(), in.extraParams(), in.state(), in.sequence());
    }

    private static double[] jacobian(Input in) {
        LstmLossGrad.Gradient gradient =
                LstmLossGrad.gradient(in.mainParams(), in.extraParams(), in.state(), in.sequence());
        return Stream.of(gradient.dmainParams(), gradient.dextraParams())
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }
}
