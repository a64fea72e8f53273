package org.backwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.backwire.GradientCheck.Report;
import org.junit.jupiter.api.Test;

/** Right companions pass, wrong ones do not; all are written by hand. */
class GradientCheckTest {

    /** Of {@code sum of w[i] * sin(x[i]) + b}; the subclasses say what the gradient is. */
    static class Model {
        public double forward(double[] w, double[] x, double b) {
            double sum = b;
            for (int i = 0; i < w.length; i++) {
                sum += w[i] * Math.sin(x[i]);
            }
            return sum;
        }

        static double[] dw(double[] x) {
            double[] dw = new double[x.length];
            for (int i = 0; i < dw.length; i++) {
                dw[i] = Math.sin(x[i]);
            }
            return dw;
        }

        static double[] dx(double[] w, double[] x) {
            double[] dx = new double[x.length];
            for (int i = 0; i < dx.length; i++) {
                dx[i] = w[i] * Math.cos(x[i]);
            }
            return dx;
        }
    }

    record Gradient(double value, double[] dw, double[] dx, double db) {}

    static final double[] W = {0.3, -1.2, 2.5};
    static final double[] X = {0.7, 2.1, -1.4};

    static final class RightGrad {
        public double forward(double[] w, double[] x, double b) {
            return new Model().forward(w, x, b);
        }

        static Gradient gradient(double[] w, double[] x, double b) {
            return new Gradient(new Model().forward(w, x, b), Model.dw(x), Model.dx(w, x), 1);
        }
    }

    @Test
    void rightGradientPasses() {
        Report report = GradientCheck.check(RightGrad.class, W, X, 0.5);

        assertThat(report.correct()).isTrue();
        assertThat(report.worstError()).isLessThan(1e-9);
        assertThatCode(report::orThrow).doesNotThrowAnyException();
    }

    static final class WrongSignGrad {
        public double forward(double[] w, double[] x, double b) {
            return new Model().forward(w, x, b);
        }

        static Gradient gradient(double[] w, double[] x, double b) {
            double[] dx = Model.dx(w, x);
            dx[1] = -dx[1];
            return new Gradient(new Model().forward(w, x, b), Model.dw(x), dx, 1);
        }
    }

    @Test
    void wrongSignOfOneComponentIsFound() {
        Report report = GradientCheck.check(WrongSignGrad.class, W, X, 0.5);

        assertThat(report.correct()).isFalse();
        assertThat(report.worstError()).isGreaterThan(1.9);
        assertThatThrownBy(report::orThrow).isInstanceOf(AssertionError.class).hasMessage(report.toString());
    }

    @Test
    void tableShowsTheWorstFirst() {
        String[] lines =
                GradientCheck.check(WrongSignGrad.class, W, X, 0.5).toString().split("\n", -1);

        assertThat(lines).hasSize(2 + 7);
        assertThat(lines[0]).isEqualTo("The gradient of WrongSignGrad: 1 wrong, 6 right");
        assertThat(lines[1].trim().split(" {2,}")).containsExactly("analytic", "numerical", "relative error");
        assertThat(lines[2]).startsWith("x[1]").endsWith("wrong").contains(Double.toString(1.2 * Math.cos(2.1)));
        assertThat(lines).filteredOn(line -> line.endsWith("wrong")).hasSize(1);
    }

    static final class SlightlyOffGrad {
        public double forward(double[] w, double[] x, double b) {
            return new Model().forward(w, x, b);
        }

        static Gradient gradient(double[] w, double[] x, double b) {
            double[] dw = Model.dw(x);
            dw[2] *= 1 + 1e-4;
            return new Gradient(new Model().forward(w, x, b), dw, Model.dx(w, x), 1);
        }
    }

    @Test
    void aTenthOfAPerMilleIsFound() {
        Report report = GradientCheck.check(SlightlyOffGrad.class, W, X, 0.5);

        assertThat(report.correct()).isFalse();
        assertThat(report.worstError()).isBetween(0.9e-4, 1.1e-4);
        assertThat(report.toString().lines().skip(2).findFirst().orElseThrow()).startsWith("w[2]");
    }

    static final class SwappedGrad {
        public double forward(double[] w, double[] x, double b) {
            return new Model().forward(w, x, b);
        }

        static Gradient gradient(double[] w, double[] x, double b) {
            return new Gradient(new Model().forward(w, x, b), Model.dx(w, x), Model.dw(x), 1);
        }
    }

    @Test
    void swappedComponentsAreFound() {
        assertThat(GradientCheck.check(SwappedGrad.class, W, X, 0.5).toString())
                .startsWith("The gradient of SwappedGrad: 6 wrong, 1 right");
    }

    static final class StaleGrad {
        public double forward(double[] w, double[] x, double b) {
            return new Model().forward(w, x, b);
        }

        static Gradient gradient(double[] w, double[] x, double b) {
            double[] yesterday = {0.1, 0.2, 0.3};
            return new Gradient(new Model().forward(w, x, b), Model.dw(yesterday), Model.dx(w, yesterday), 1);
        }
    }

    @Test
    void gradientOfAnotherPointIsFound() {
        assertThat(GradientCheck.check(StaleGrad.class, W, X, 0.5).correct()).isFalse();
        assertThat(GradientCheck.check(StaleGrad.class, W, new double[] {0.1, 0.2, 0.3}, 0.5)
                        .correct())
                .isTrue();
    }

    static final class StaleValueGrad {
        public double forward(double x) {
            return x * x;
        }

        static Gradient gradient(double x) {
            return new Gradient(9, 2 * x);
        }

        record Gradient(double value, double dx) {}
    }

    @Test
    void valueOfAnotherPointIsFound() {
        Report report = GradientCheck.check(StaleValueGrad.class, 2.0);

        assertThat(report.correct()).isFalse();
        assertThat(report.toString()).contains("value ").contains("1 wrong, 1 right");
        assertThat(GradientCheck.check(StaleValueGrad.class, 3.0).correct()).isTrue();
    }

    static final class TooShortGrad {
        public double forward(double[] w, double[] x, double b) {
            return new Model().forward(w, x, b);
        }

        static Gradient gradient(double[] w, double[] x, double b) {
            return new Gradient(new Model().forward(w, x, b), Model.dw(x), new double[2], 1);
        }
    }

    @Test
    void wrongShapeIsFound() {
        Report report = GradientCheck.check(TooShortGrad.class, W, X, 0.5);

        assertThat(report.correct()).isFalse();
        assertThat(report.worstError()).isInfinite();
        assertThat(report.toString()).contains("wrong: not of the shape x has, with 3 numbers");
    }

    static final class NothingGrad {
        public double forward(double[] x) {
            return 1 + x.length;
        }

        static Gradient gradient(double[] x) {
            return new Gradient(1 + x.length, new double[x.length]);
        }

        record Gradient(double value, double[] dx) {}
    }

    @Test
    void whatTheValueDoesNotDependOnHasGradientZero() {
        Report report = GradientCheck.check(NothingGrad.class, new double[] {1, 2, 3});

        assertThat(report.correct()).isTrue();
        assertThat(report.worstError()).isZero();
    }

    @Test
    void emptyArrayHasAnEmptyGradient() {
        Report report = GradientCheck.check(NothingGrad.class, new double[0]);

        assertThat(report.correct()).isTrue();
        assertThat(report.worstError()).isZero();
        assertThat(report.toString()).startsWith("The gradient of NothingGrad: no components");
    }

    @Test
    void longTablesEndWithTheWorst() {
        String table = GradientCheck.check(NothingGrad.class, new double[250]).toString();

        assertThat(table.lines()).hasSize(2 + 100 + 1);
        assertThat(table).endsWith("… and 150 more, none worse");
    }

    static final class SpoilingGrad {
        public double forward(double[] x) {
            double value = x[0] * x[1];
            x[0] = 0;
            return value;
        }

        static Gradient gradient(double[] x) {
            Gradient gradient = new Gradient(x[0] * x[1], new double[] {x[1], x[0]});
            x[1] = 0;
            return gradient;
        }

        record Gradient(double value, double[] dx) {}
    }

    @Test
    void argumentsStayAsTheyAreWhateverTheCompanionDoes() {
        double[] x = {2, 3};

        assertThat(GradientCheck.check(SpoilingGrad.class, x).correct()).isTrue();
        assertThat(x).containsExactly(2, 3);
    }
}
