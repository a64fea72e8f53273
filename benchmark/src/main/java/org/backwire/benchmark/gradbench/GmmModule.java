package org.backwire.benchmark.gradbench;

import java.util.Map;
import org.backwire.benchmark.problem.Gmm;
import org.backwire.benchmark.problem.GmmLogPosteriorGrad;

final class GmmModule implements Module {
    private record Input(
            double[][] x, int m, double gamma, double[] alpha, double[][] mu, double[][] q, double[][] l) {}

    private record Jacobian(double[] alpha, double[][] mu, double[][] q, double[][] l) {}

    @Override
    public String name() {
        return "gmm";
    }

    @Override
    public Map<String, Task<?>> tasks() {
        return Map.of(
                "objective", new Task<>(Input.class, in -> () -> objective(in)),
                "jacobian", new Task<>(Input.class, in -> () -> jacobian(in)));
    }

    private static double objective(Input in) {
        return Gmm.logPosterior(in.x(), in.m(), in.gamma(), in.alpha(), in.mu(), in.q(), in.l());
    }

    private static Jacobian jacobian(Input in) {
        GmmLogPosteriorGrad.Gradient gradient =
                GmmLogPosteriorGrad.gradient(in.x(), in.m(), in.gamma(), in.alpha(), in.mu(), in.q(), in.l());
        return new Jacobian(gradient.dalpha(), gradient.dmu(), gradient.dq(), gradient.dl());
    }
}
