package org.backwire.benchmark.problem;

import static org.backwire.Derivative.GRADIENT;
import static org.backwire.Derivative.HVP;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.backwire.Differentiable;

/** Clustering: how far points are from the nearest of some centroids, as in GradBench. */
public final class KMeans extends Problem {
    private final double[][] points;
    private final double[][] centroids;
    private final double[][] dcentroids;
    private final KMeansCostGrad gate = new KMeansCostGrad();

    /** With {@code n} points and {@code k} centroids in {@code d} dimensions. */
    public KMeans(int n, int k, int d) {
        SplittableRandom random = new SplittableRandom(5);
        points = Data.uniform(random, n, d, 0, 1);
        centroids = Data.uniform(random, k, d, 0, 1);
        dcentroids = new double[k][d];
    }

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

    /** Only the nearest centroid feels the point. */
    private static double byHand(double[][] points, double[][] centroids, double[][] dcentroids) {
        for (double[] row : dcentroids) {
            Arrays.fill(row, 0);
        }
        double cost = 0;
        for (double[] point : points) {
            double least = Double.POSITIVE_INFINITY;
            int nearest = 0;
            for (int j = 0; j < centroids.length; j++) {
                double[] centroid = centroids[j];
                double distance = 0;
                for (int i = 0; i < point.length; i++) {
                    double difference = point[i] - centroid[i];
                    distance += difference * difference;
                }
                if (distance < least) {
                    least = distance;
                    nearest = j;
                }
            }
            cost += least;
            double[] centroid = centroids[nearest];
            double[] dcentroid = dcentroids[nearest];
            for (int i = 0; i < point.length; i++) {
                dcentroid[i] += 2 * (centroid[i] - point[i]);
            }
        }
        return cost;
    }

    @Override
    public <T> T generic(Algebra<T> a, T[] x) {
        int d = points[0].length;
        T cost = a.constant(0);
        for (double[] point : points) {
            T nearest = distance(a, point, x, 0);
            for (int j = 1; j < x.length / d; j++) {
                T distance = distance(a, point, x, j * d);
                if (a.value(distance) < a.value(nearest)) {
                    nearest = distance;
                }
            }
            cost = a.add(cost, nearest);
        }
        return cost;
    }

    private static <T> T distance(Algebra<T> a, double[] point, T[] x, int at) {
        T distance = a.constant(0);
        for (int i = 0; i < point.length; i++) {
            distance = a.add(distance, a.square(a.subtract(x[at + i], point[i])));
        }
        return distance;
    }

    @Override
    public double primal() {
        return cost(points, centroids);
    }

    @Override
    public double expert() {
        return byHand(points, centroids, dcentroids);
    }

    @Override
    public double companion() {
        return KMeansCostGrad.valueAndGradient(points, centroids, dcentroids);
    }

    @Override
    public double gate() {
        gate.clear();
        double value = gate.forward(points, centroids);
        gate.backward(1);
        return value;
    }

    @Override
    public Object[] variables() {
        return new Object[] {centroids};
    }

    @Override
    public Object[] gradient() {
        return new Object[] {dcentroids};
    }

    @Override
    public Object[] gateGradient() {
        return new Object[] {gate.dcentroids()};
    }
}
