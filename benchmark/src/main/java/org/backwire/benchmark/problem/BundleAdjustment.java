package org.backwire.benchmark.problem;

import static org.backwire.Derivative.GRADIENT;
import static org.backwire.Derivative.JACOBIAN;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.backwire.Differentiable;

/**
 * Cameras and points fitted to pictures, as in GradBench and ADBench. Observation i is of camera i mod n and point i mod
 * m.
 */
public final class BundleAdjustment extends Problem {
    private final double[][] cameras;
    private final double[][] points;
    private final double[] weights;
    private final double[][] features;
    private final double[][] dcameras;
    private final double[][] dpoints;
    private final BundleAdjustmentCostGrad gate = new BundleAdjustmentCostGrad();

    /** With so many cameras, points and observations. */
    public BundleAdjustment(int n, int m, int p) {
        SplittableRandom random = new SplittableRandom(11);
        cameras = new double[n][];
        Arrays.setAll(cameras, i -> camera(random));
        points = Data.uniform(random, m, 3, -1, 1);
        weights = Data.uniform(random, p, 0.5, 1.5);
        features = Data.uniform(random, p, 2, -1, 1);
        dcameras = new double[n][11];
        dpoints = new double[m][3];
    }

    /** Turned a little, and so far away that all points are before it. */
    private static double[] camera(SplittableRandom random) {
        double[] camera = Data.uniform(random, 11, -0.2, 0.2);
        camera[5] -= 5;
        camera[6] += 2;
        return camera;
    }

    /**
     * Where a camera sees a point, minus where it was seen, weighted.
     *
     * @param camera rotation (3), centre (3), focal length, principal point (2), radial distortion (2)
     */
    @Differentiable(
            value = {GRADIENT, JACOBIAN},
            wrt = {"camera", "point", "weight"})
    public static double[] reprojectionError(double[] camera, double[] point, double weight, double[] feature) {
        return error(camera, point, weight, feature);
    }

    private static double[] error(double[] camera, double[] point, double weight, double[] feature) {
        double vx = point[0] - camera[3];
        double vy = point[1] - camera[4];
        double vz = point[2] - camera[5];
        double rx = camera[0];
        double ry = camera[1];
        double rz = camera[2];
        double px;
        double py;
        double pz;
        double squaredAngle = rx * rx + ry * ry + rz * rz;
        if (squaredAngle != 0) {
            double angle = Math.sqrt(squaredAngle);
            double cos = Math.cos(angle);
            double sin = Math.sin(angle);
            double ax = rx / angle;
            double ay = ry / angle;
            double az = rz / angle;
            double along = (ax * vx + ay * vy + az * vz) * (1 - cos);
            px = vx * cos + (ay * vz - az * vy) * sin + ax * along;
            py = vy * cos + (az * vx - ax * vz) * sin + ay * along;
            pz = vz * cos + (ax * vy - ay * vx) * sin + az * along;
        } else {
            px = vx + ry * vz - rz * vy;
            py = vy + rz * vx - rx * vz;
            pz = vz + rx * vy - ry * vx;
        }
        double ex = px / pz;
        double ey = py / pz;
        double rho = ex * ex + ey * ey;
        double distortion = camera[6] * (1 + rho * (camera[9] + rho * camera[10]));
        return new double[] {
            weight * (ex * distortion + camera[7] - feature[0]), weight * (ey * distortion + camera[8] - feature[1])
        };
    }

    /** How far the weight of an observation is from 1. */
    @Differentiable
    public static double weightError(double weight) {
        return 1 - weight * weight;
    }

    /** Half the sum of the squared errors of all observations. */
    @Differentiable(wrt = {"cameras", "points"})
    public static double cost(double[][] cameras, double[][] points, double[] weights, double[][] features) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double[] error = error(cameras[i % cameras.length], points[i % points.length], weights[i], features[i]);
            sum += error[0] * error[0] + error[1] * error[1];
        }
        return sum / 2;
    }

    private double byHand() {
        for (double[] row : dcameras) {
            Arrays.fill(row, 0);
        }
        for (double[] row : dpoints) {
            Arrays.fill(row, 0);
        }
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            int c = i % cameras.length;
            int p = i % points.length;
            sum += byHand(cameras[c], points[p], weights[i], features[i], dcameras[c], dpoints[p]);
        }
        return sum / 2;
    }

    /** Knows that the way back through a rotation is the inverse rotation. */
    private static double byHand(
            double[] camera, double[] point, double weight, double[] feature, double[] dcamera, double[] dpoint) {
        double vx = point[0] - camera[3];
        double vy = point[1] - camera[4];
        double vz = point[2] - camera[5];
        double angle = Math.sqrt(camera[0] * camera[0] + camera[1] * camera[1] + camera[2] * camera[2]);
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double rest = 1 - cos;
        double inverse = 1 / angle;
        double ax = camera[0] * inverse;
        double ay = camera[1] * inverse;
        double az = camera[2] * inverse;
        double along = (ax * vx + ay * vy + az * vz) * rest;
        double px = vx * cos + (ay * vz - az * vy) * sin + ax * along;
        double py = vy * cos + (az * vx - ax * vz) * sin + ay * along;
        double pz = vz * cos + (ax * vy - ay * vx) * sin + az * along;
        double depth = 1 / pz;
        double ex = px * depth;
        double ey = py * depth;
        double rho = ex * ex + ey * ey;
        double focal = camera[6];
        double slope = camera[9] + rho * camera[10];
        double radial = 1 + rho * slope;
        double distortion = focal * radial;
        double error0 = weight * (ex * distortion + camera[7] - feature[0]);
        double error1 = weight * (ey * distortion + camera[8] - feature[1]);

        double d0 = weight * error0;
        double d1 = weight * error1;
        dcamera[7] += d0;
        dcamera[8] += d1;
        double ddistortion = ex * d0 + ey * d1;
        dcamera[6] += ddistortion * radial;
        double dradial = ddistortion * focal;
        dcamera[9] += dradial * rho;
        dcamera[10] += dradial * rho * rho;
        double twiceDrho = 2 * dradial * (slope + rho * camera[10]);
        double dpx = (d0 * distortion + ex * twiceDrho) * depth;
        double dpy = (d1 * distortion + ey * twiceDrho) * depth;
        double dpz = -(dpx * ex + dpy * ey);

        double back = (ax * dpx + ay * dpy + az * dpz) * rest;
        double gx = dpx * cos - (ay * dpz - az * dpy) * sin + ax * back;
        double gy = dpy * cos - (az * dpx - ax * dpz) * sin + ay * back;
        double gz = dpz * cos - (ax * dpy - ay * dpx) * sin + az * back;
        dpoint[0] += gx;
        dpoint[1] += gy;
        dpoint[2] += gz;
        dcamera[3] -= gx;
        dcamera[4] -= gy;
        dcamera[5] -= gz;

        double hx = gy * vz - gz * vy;
        double hy = gz * vx - gx * vz;
        double hz = gx * vy - gy * vx;
        double onAxis = ax * hx + ay * hy + az * hz;
        double scaleCross = -rest * inverse;
        double scaleSin = sin * inverse;
        double scaleAxis = onAxis * (scaleSin - 1);
        dcamera[0] += ax * scaleAxis + scaleCross * (ay * hz - az * hy) - scaleSin * hx;
        dcamera[1] += ay * scaleAxis + scaleCross * (az * hx - ax * hz) - scaleSin * hy;
        dcamera[2] += az * scaleAxis + scaleCross * (ax * hy - ay * hx) - scaleSin * hz;
        return error0 * error0 + error1 * error1;
    }

    @Override
    public <T> T generic(Algebra<T> a, T[] v) {
        T sum = a.constant(0);
        for (int i = 0; i < weights.length; i++) {
            int camera = 11 * (i % cameras.length);
            int point = 11 * cameras.length + 3 * (i % points.length);
            sum = a.add(sum, squaredError(a, v, camera, point, weights[i], features[i]));
        }
        return a.divide(sum, 2);
    }

    private static <T> T squaredError(Algebra<T> a, T[] v, int camera, int point, double weight, double[] feature) {
        T vx = a.subtract(v[point], v[camera + 3]);
        T vy = a.subtract(v[point + 1], v[camera + 4]);
        T vz = a.subtract(v[point + 2], v[camera + 5]);
        T angle = a.sqrt(dot(a, v[camera], v[camera + 1], v[camera + 2], v[camera], v[camera + 1], v[camera + 2]));
        T cos = a.cos(angle);
        T sin = a.sin(angle);
        T ax = a.divide(v[camera], angle);
        T ay = a.divide(v[camera + 1], angle);
        T az = a.divide(v[camera + 2], angle);
        T along = a.multiply(dot(a, ax, ay, az, vx, vy, vz), a.subtract(1, cos));
        T px = dot(a, vx, cross(a, ay, vz, az, vy), ax, cos, sin, along);
        T py = dot(a, vy, cross(a, az, vx, ax, vz), ay, cos, sin, along);
        T pz = dot(a, vz, cross(a, ax, vy, ay, vx), az, cos, sin, along);
        T ex = a.divide(px, pz);
        T ey = a.divide(py, pz);
        T rho = a.add(a.square(ex), a.square(ey));
        T slope = a.add(v[camera + 9], a.multiply(rho, v[camera + 10]));
        T distortion = a.multiply(v[camera + 6], a.add(a.multiply(rho, slope), 1));
        T error0 = a.subtract(a.add(a.multiply(ex, distortion), v[camera + 7]), feature[0]);
        T error1 = a.subtract(a.add(a.multiply(ey, distortion), v[camera + 8]), feature[1]);
        return a.multiply(a.add(a.square(error0), a.square(error1)), weight * weight);
    }

    private static <T> T dot(Algebra<T> a, T x0, T x1, T x2, T y0, T y1, T y2) {
        return a.add(a.add(a.multiply(x0, y0), a.multiply(x1, y1)), a.multiply(x2, y2));
    }

    private static <T> T cross(Algebra<T> a, T x, T y, T z, T w) {
        return a.subtract(a.multiply(x, y), a.multiply(z, w));
    }

    @Override
    public double primal() {
        return cost(cameras, points, weights, features);
    }

    @Override
    public double expert() {
        return byHand();
    }

    @Override
    public double companion() {
        return BundleAdjustmentCostGrad.valueAndGradient(cameras, points, weights, features, dcameras, dpoints);
    }

    @Override
    public double gate() {
        gate.clear();
        double value = gate.forward(cameras, points, weights, features);
        gate.backward(1);
        return value;
    }

    @Override
    public Object[] variables() {
        return new Object[] {cameras, points};
    }

    @Override
    public Object[] gradient() {
        return new Object[] {dcameras, dpoints};
    }

    @Override
    public Object[] gateGradient() {
        return new Object[] {gate.dcameras(), gate.dpoints()};
    }
}
