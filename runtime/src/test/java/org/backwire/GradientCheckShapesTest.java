package org.backwire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Arrays of any rank, records, {@code float}, and results that are not one number. */
class GradientCheckShapesTest {

    record Line(double slope, double intercept) {}

    record Model(Line line, double[][] grid, float bias) {}

    static final class RecordGrad {
        public double forward(Model m, int power) {
            double sum = m.line.slope() * m.line.intercept() + m.bias;
            for (double[] row : m.grid) {
                for (double cell : row) {
                    sum += Math.pow(cell, power);
                }
            }
            return sum;
        }

        static Gradient gradient(Model m, int power) {
            double[][] dgrid = new double[m.grid.length][];
            for (int i = 0; i < dgrid.length; i++) {
                dgrid[i] = new double[m.grid[i].length];
                for (int j = 0; j < dgrid[i].length; j++) {
                    dgrid[i][j] = power * Math.pow(m.grid[i][j], power - 1);
                }
            }
            Line dline = new Line(/* slope= */ m.line.intercept(), /* intercept= */ m.line.slope());
            return new Gradient(new RecordGrad().forward(m, power), new Model(dline, dgrid, 1));
        }

        record Gradient(double value, Model dm) {}
    }

    @Test
    void nestedRecordsAndJaggedArraysAreTakenApart() {
        Model model = new Model(new Line(2, -3), new double[][] {{1.5, 0.5}, {}, {-2}}, 0.25f);

        GradientCheck.Report report = GradientCheck.check(RecordGrad.class, model, 3);

        assertThat(report.correct()).as(report.toString()).isTrue();
        assertThat(report.toString()).contains("m.line.slope ", "m.grid[0][1] ", "m.grid[2][0] ", "m.bias ");
    }

    static final class MatrixGrad {
        public double forward(double[][] m) {
            return m[0][0] * m[1][0] + Math.exp(m[1][1]);
        }

        static Gradient gradient(double[][] m) {
            double[][] dm = {{m[1][0]}, {m[0][0], Math.exp(m[1][1])}};
            return new Gradient(m[0][0] * m[1][0] + Math.exp(m[1][1]), dm);
        }

        record Gradient(double value, double[][] dm) {}
    }

    @Test
    void matrixMayBeTheOnlyArgument() {
        Object[] rows = new double[][] {{2}, {3, 0.5}};

        GradientCheck.check(MatrixGrad.class, rows).orThrow();
        GradientCheck.check(MatrixGrad.class, (Object) rows).orThrow();
    }

    static final class FloatGrad {
        public float forward(float[] w, float x) {
            float s = 0;
            for (float each : w) {
                s += each * x * x;
            }
            return s;
        }

        static Gradient gradient(float[] w, float x) {
            float[] dw = new float[w.length];
            float dx = 0;
            for (int i = 0; i < w.length; i++) {
                dw[i] = x * x;
                dx += 2 * w[i] * x;
            }
            return new Gradient(new FloatGrad().forward(w, x), dw, dx);
        }

        record Gradient(float value, float[] dw, float dx) {}
    }

    static final class WrongFloatGrad {
        public float forward(float[] w, float x) {
            return new FloatGrad().forward(w, x);
        }

        static FloatGrad.Gradient gradient(float[] w, float x) {
            FloatGrad.Gradient right = FloatGrad.gradient(w, x);
            return new FloatGrad.Gradient(right.value, right.dw, right.dx * 1.01f);
        }
    }

    @Test
    void floatIsHeldToWhatFloatCanDo() {
        float[] w = {0.1f, -3, 0.25f};

        GradientCheck.check(FloatGrad.class, w, 1.7f).orThrow();
        assertThat(GradientCheck.check(WrongFloatGrad.class, w, 1.7f).correct()).isFalse();
    }

    @Test
    void longSumsOfFloatAreNoisyAndRight() {
        float[] w = new float[300];
        for (int i = 0; i < w.length; i++) {
            w[i] = (float) Math.sin(i);
        }

        GradientCheck.check(FloatGrad.class, w, 0.3f).orThrow();
    }

    static final class FloatInsideGrad {
        public double forward(double x) {
            float y = (float) x * 3f;
            return (float) Math.sin(y);
        }

        static Gradient gradient(double x) {
            return new Gradient(new FloatInsideGrad().forward(x), 3 * Math.cos((float) x * 3f));
        }

        record Gradient(double value, double dx) {}
    }

    @Test
    void floatOnTheWayIsNoticed() {
        for (double x = -3; x < 3; x += 0.0371) {
            GradientCheck.check(FloatInsideGrad.class, x).orThrow();
        }
    }

    static final class VectorGrad {
        public double[] forward(double[] x, double scale) {
            return new double[] {x[0] * x[1] * scale, Math.exp(x[1]), x[0] - scale};
        }

        static Gradient vjp(double[] x, double scale, double[] c) {
            double[] dx = {x[1] * scale * c[0] + c[2], x[0] * scale * c[0] + Math.exp(x[1]) * c[1]};
            return new Gradient(new VectorGrad().forward(x, scale), dx, x[0] * x[1] * c[0] - c[2]);
        }

        record Gradient(double[] value, double[] dx, double dscale) {}
    }

    static final class SwappedOutputsGrad {
        public double[] forward(double[] x, double scale) {
            return new VectorGrad().forward(x, scale);
        }

        static VectorGrad.Gradient vjp(double[] x, double scale, double[] c) {
            VectorGrad.Gradient swapped = VectorGrad.vjp(x, scale, new double[] {c[1], c[0], c[2]});
            return new VectorGrad.Gradient(new VectorGrad().forward(x, scale), swapped.dx, swapped.dscale);
        }
    }

    @Test
    void gradientOfAnArrayIsCheckedByItsVjp() {
        double[] x = {0.7, -1.3};

        GradientCheck.check(VectorGrad.class, x, 2.0).orThrow();
        assertThat(GradientCheck.check(SwappedOutputsGrad.class, x, 2.0).correct())
                .isFalse();
    }

    static final class LineGrad {
        public Line forward(Line line, double x) {
            return new Line(line.slope() * x, line.intercept() + x * x);
        }

        static Gradient vjp(Line line, double x, Line c) {
            Line dline = new Line(x * c.slope(), c.intercept());
            return new Gradient(
                    new LineGrad().forward(line, x), dline, line.slope() * c.slope() + 2 * x * c.intercept());
        }

        record Gradient(Line value, Line dline, double dx) {}
    }

    @Test
    void gradientOfARecordIsCheckedByItsVjp() {
        GradientCheck.check(LineGrad.class, new Line(2, 3), 0.4).orThrow();
    }

    static final class OnlyVjpGrad {
        public double forward(double x) {
            return Math.tanh(x);
        }

        static Gradient vjp(double x, double dvalue) {
            double value = Math.tanh(x);
            return new Gradient(value, (1 - value * value) * dvalue);
        }

        record Gradient(double value, double dx) {}
    }

    @Test
    void vjpServesWhereThereIsNoGradient() {
        GradientCheck.check(OnlyVjpGrad.class, 0.3).orThrow();
    }
}
