package org.backwire.benchmark.problem;

import static org.backwire.Derivative.GRADIENT;
import static org.backwire.Derivative.HVP;

import org.backwire.Differentiable;

/** Clustering: how far points are from the nearest of some centroids. */
public final class KMeans {
    private KMeans() {}

    /** The sum over the points of the squared distance to the nearest centroid. */
    @Differentiable(
            value = {GRADIENT, HVP},
            wrt = "centroids")
    public static double cost(double[][] points, double[][] centroids) {
        double cost = 0;
        for (double[] point : points) {
            double nearest = Double.POSITIVE_INFINITY;
            for (double[] centroid : centroids) {
                double distance = 0;
                for (int i = 0; i < point.length; i++) {
                    double difference = point[i] - centroid[i];
                    distance += difference * difference;
                }
                nearest = Math.min(nearest, distance);
            }
            cost += nearest;
        }
        return cost;
    }
}
