package org.backwire.benchmark.problem;

import static org.backwire.Derivative.GRADIENT;
import static org.backwire.Derivative.JACOBIAN;

import org.backwire.Differentiable;

/** Cameras and points fitted to pictures, as in GradBench and ADBench. */
public final class BundleAdjustment {
    private BundleAdjustment() {}

    /**
     * Where a camera sees a point, minus where it was seen, weighted.
     *
     * @param camera rotation (3), centre (3), focal length, principal point (2), radial distortion (2)
     */
    @Differentiable(
            value = {GRADIENT, JACOBIAN},
            wrt = {"camera", "point", "weight"})
    public static double[] reprojectionError(double[] camera, double[] point, double weight, double[] feature) {
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
}
