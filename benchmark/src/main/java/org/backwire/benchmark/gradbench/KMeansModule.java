package org.backwire.benchmark.gradbench;

import java.util.Arrays;
import java.util.Map;
import org.backwire.benchmark.problem.KMeans;
import org.backwire.benchmark.problem.KMeansCostGrad;

final class KMeansModule implements Module {
    private record Input(double[][] points, double[][] centroids) {}

    @Override
    public String name() {
        return "kmeans";
    }

    @Override
    public Map<String, Task<?>> tasks() {
        return Map.of(
                "cost", new Task<>(Input.class, in -> () -> KMeans.cost(in.points(), in.centroids())),
                "dir", new Task<>(Input.class, in -> () -> direction(in)));
    }

    /** The gradient over the diagonal of the Hessian, which has nothing beside it: its product with ones is the diagonal. */
    private static double[][] direction(Input in) {
        double[][] ones = new double[in.centroids().length][in.centroids()[0].length];
        for (double[] row : ones) {
            Arrays.fill(row, 1);
        }
        KMeansCostGrad.HessianProduct product = KMeansCostGrad.hvp(in.points(), in.centroids(), ones);
        double[][] direction = product.dcentroids();
        for (int j = 0; j < direction.length; j++) {
            for (int i = 0; i < direction[j].length; i++) {
                direction[j][i] /= product.hcentroids()[j][i];
            }
        }
        return direction;
    }
}
