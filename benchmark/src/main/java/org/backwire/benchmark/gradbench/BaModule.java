package org.backwire.benchmark.gradbench;

import com.google.gson.annotations.SerializedName;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.backwire.benchmark.problem.BundleAdjustment;
import org.backwire.benchmark.problem.BundleAdjustmentReprojectionErrorGrad;
import org.backwire.benchmark.problem.BundleAdjustmentWeightErrorGrad;

final class BaModule implements Module {
    private static final int CAMERA = 11;
    private static final int POINT = 3;
    private static final int ROW = CAMERA + POINT + 1;
    private static final int KEPT = 30;

    private record Input(int n, int m, int p, double[] cam, double[] x, double w, double[] feat) {}

    private record Reprojection(double[] elements, int repeated) {}

    private record Weight(double element, int repeated) {}

    private record Objective(
            @SerializedName("reproj_error") Reprojection reprojection,
            @SerializedName("w_err") Weight weight) {}

    /** A matrix in compressed rows. */
    private record Sparse(int[] rows, int[] cols, double[] vals) {
        /** What the output keeps: of each list the first thirty and the last. */
        Sparse excerpt() {
            int[] ends = Arrays.copyOf(rows, KEPT + 1);
            ends[KEPT] = rows[rows.length - 1];
            int[] columns = Arrays.copyOf(cols, KEPT + 1);
            columns[KEPT] = cols[cols.length - 1];
            double[] values = Arrays.copyOf(vals, KEPT + 1);
            values[KEPT] = vals[vals.length - 1];
            return new Sparse(ends, columns, values);
        }
    }

    /** The observations; number i is of camera i mod n and point i mod m. */
    private record Scene(double[][] cameras, double[][] points, double[] weights, double[][] features) {
        static Scene of(Input in) {
            double[] weights = new double[in.p()];
            Arrays.fill(weights, in.w());
            return new Scene(copies(in.cam(), in.n()), copies(in.x(), in.m()), weights, copies(in.feat(), in.p()));
        }

        private static double[][] copies(double[] row, int count) {
            double[][] rows = new double[count][];
            Arrays.setAll(rows, i -> row.clone());
            return rows;
        }
    }

    @Override
    public String name() {
        return "ba";
    }

    @Override
    public Map<String, Task<?>> tasks() {
        return Map.of(
                "objective", new Task<>(Input.class, BaModule::objective),
                "jacobian", new Task<>(Input.class, BaModule::jacobian));
    }

    private static Supplier<Objective> objective(Input in) {
        Scene scene = Scene.of(in);
        return () -> objective(scene);
    }

    private static Supplier<Sparse> jacobian(Input in) {
        Scene scene = Scene.of(in);
        return () -> jacobian(scene).excerpt();
    }

    private static Objective objective(Scene scene) {
        int n = scene.cameras().length;
        int m = scene.points().length;
        int p = scene.weights().length;
        double[][] reprojection = new double[p][];
        double[] weight = new double[p];
        for (int i = 0; i < p; i++) {
            reprojection[i] = BundleAdjustment.reprojectionError(
                    scene.cameras()[i % n], scene.points()[i % m], scene.weights()[i], scene.features()[i]);
            weight[i] = BundleAdjustment.weightError(scene.weights()[i]);
        }
        return new Objective(new Reprojection(reprojection[0], p), new Weight(weight[0], p));
    }

    private static Sparse jacobian(Scene scene) {
        int n = scene.cameras().length;
        int m = scene.points().length;
        int p = scene.weights().length;
        int[] rows = new int[3 * p + 1];
        int[] columns = new int[(2 * ROW + 1) * p];
        double[] values = new double[(2 * ROW + 1) * p];
        int at = 0;
        for (int i = 0; i < p; i++) {
            BundleAdjustmentReprojectionErrorGrad.Jacobian jacobian = BundleAdjustmentReprojectionErrorGrad.jacobian(
                    scene.cameras()[i % n], scene.points()[i % m], scene.weights()[i], scene.features()[i]);
            for (int output = 0; output < 2; output++) {
                System.arraycopy(jacobian.dcamera()[output], 0, values, at, CAMERA);
                System.arraycopy(jacobian.dpoint()[output], 0, values, at + CAMERA, POINT);
                values[at + CAMERA + POINT] = jacobian.dweight()[output];
                for (int j = 0; j < CAMERA; j++) {
                    columns[at + j] = CAMERA * (i % n) + j;
                }
                for (int j = 0; j < POINT; j++) {
                    columns[at + CAMERA + j] = CAMERA * n + POINT * (i % m) + j;
                }
                columns[at + CAMERA + POINT] = CAMERA * n + POINT * m + i;
                at += ROW;
                rows[2 * i + output + 1] = at;
            }
        }
        for (int i = 0; i < p; i++) {
            values[at] =
                    BundleAdjustmentWeightErrorGrad.gradient(scene.weights()[i]).dweight();
            columns[at] = CAMERA * n + POINT * m + i;
            at++;
            rows[2 * p + i + 1] = at;
        }
        return new Sparse(rows, columns, values);
    }
}
