package org.backwire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.backwire.CheckedCompanion.Variable;
import org.backwire.Judge.Verdict;
import org.backwire.Leaves.Leaf;
import org.jspecify.annotations.Nullable;

/**
 * Compares the gradient that a companion computes with numerical derivatives of its own {@code forward}; for tests.
 *
 * <pre>{@code
 * GradientCheck.check(LogisticLossGrad.class, weights, bias, x, y).orThrow();
 * }</pre>
 *
 * <p>throws, if the gradient is wrong, with a table, worst first:
 *
 * <pre>
 * The gradient of LogisticLossGrad: 1 wrong, 2 right
 *                             analytic                 numerical  relative error
 * weights[1]     -0.019151779009286496     0.01915177901 ± 2e-13         2.0e+00  wrong
 * weights[0]       -0.3050586263034996     -0.3050586263 ± 3e-14         8.9e-14
 * bias            -0.12574067318521567     -0.1257406732 ± 7e-14         8.3e-14
 * </pre>
 *
 * <p>It needs what {@link Derivative#GRADIENT} generates. Companions may be package-private. The arguments are those of
 * {@code forward}, numbers widened as in a call; the caller's arrays are not touched. If the method returns an array or
 * a record, its numbers are weighted with fixed pseudo-random weights, and {@code vjp} is checked with these weights as
 * cotangent.
 *
 * <h2>When a component counts as right</h2>
 *
 * <p>Numerical derivatives are Ridders': extrapolated difference quotients, with an estimate of their own uncertainty
 * (the number behind ±). It includes what the noise of the value does to them, which is measured: long sums, and
 * {@code float} on the way, are noisy. Several are taken, with steps between a tenth and a ten-thousandth of the
 * variable, or of 1 if the variable is smaller. A component is right if it equals one of them to a relative 1e-6 (1e-3
 * if the variable or the result is {@code float}) that is itself as sharp, or else the sharpest of them within its
 * uncertainty. Before it is called wrong, the check looks again: closer by, with steps in proportion to a small
 * variable, and from either side.
 *
 * <ul>
 *   <li>At the edge of the domain, where {@code forward} throws or is not finite on one side, the other side is what
 *       counts.
 *   <li>A vertical tangent, such as that of {@code Math.sqrt} at 0, is infinite.
 *   <li>At a kink every value between the slopes of the two sides is right: of {@code Math.abs} at 0 all from -1 to 1.
 *       Which one it should be is a convention, and no numerical derivative knows it.
 *   <li>NaN is right where the numerical derivative is NaN, an infinity where it is the same infinity.
 * </ul>
 *
 * <p>A numerical derivative that is uncertain by more than 0.1% (5% for {@code float}), and by more than the rounding
 * of the value explains, neither condemns a component nor clears it. If there is no better one, the component is marked
 * "cannot be judged". The report is then not {@linkplain Report#correct() correct}, since nothing was shown: choose
 * other arguments.
 *
 * <p>The check is as blind as its arguments: a branch that is not taken is not checked, and where a derivative is zero,
 * a wrong factor on it does not show. Prefer several points in general position to one round one.
 */
public final class GradientCheck {
    private GradientCheck() {}

    /**
     * Checks the gradient of {@code companion} at {@code args}, the arguments of its {@code forward}.
     *
     * @throws IllegalArgumentException if the class is no companion, lacks the gradient, or the arguments do not fit;
     *     the message says which. What {@code forward} throws at {@code args} is thrown as it is.
     */
    public static Report check(Class<?> companion, @Nullable Object... args) {
        CheckedCompanion checked = new CheckedCompanion(companion);
        @Nullable Object[] arguments = checked.arguments(args);
        Object value = checked.forward(checked.copies(arguments));
        List<Leaf> values = Leaves.of("value", value);

        SplittableRandom random = new SplittableRandom(1);
        boolean weighted = checked.wantsCotangent();
        double[] weights = values.stream()
                .mapToDouble(
                        leaf -> weighted ? (float) random.nextDouble(0.5, 1.5) * (random.nextBoolean() ? 1 : -1) : 1)
                .toArray();
        Object cotangent = Leaves.changed(value, (index, old) -> weights[index]);
        Object gradient = checked.gradient(checked.copies(arguments), cotangent);

        boolean single = values.stream().anyMatch(Leaf::single);
        Section.Point point = new Section.Point(checked, arguments, weights, single);
        List<Row> rows = new ArrayList<>();
        checked.valueIn(gradient).ifPresent(other -> rows.addAll(rowsOfValue(values, Leaves.of("value", other))));
        for (Variable variable : checked.wrt()) {
            rows.addAll(rows(point, variable, gradient));
        }
        return new Report(companion.getSimpleName(), rows);
    }

    private static List<Row> rows(Section.Point point, Variable variable, Object gradient) {
        int parameter = variable.parameter();
        List<Leaf> variables = Leaves.of(variable.name(), point.argument(parameter));
        List<Leaf> slopes = Leaves.of(variable.name(), variable.gradientIn(gradient));
        if (!Leaves.haveSameShape(variables, slopes)) {
            return List.of(Row.ofAnotherShape(variable.name(), variables));
        }
        return IntStream.range(0, slopes.size())
                .mapToObj(i -> {
                    double analytic = slopes.get(i).value();
                    Section section = new Section(point, parameter, i, variables.get(i));
                    return Row.of(slopes.get(i).path(), analytic, Judge.judge(analytic, section));
                })
                .toList();
    }

    /** The value that comes with the gradient is worth a row only where it is not that of {@code forward}. */
    private static List<Row> rowsOfValue(List<Leaf> expected, List<Leaf> actual) {
        if (!Leaves.haveSameShape(expected, actual)) {
            return List.of(Row.ofAnotherShape("value", expected));
        }
        return IntStream.range(0, expected.size())
                .mapToObj(i -> Row.ofValue(expected.get(i), actual.get(i)))
                .filter(row -> row.finding().verdict() != Verdict.RIGHT)
                .toList();
    }

    /** The outcome of a check. */
    public static final class Report {
        private final String companion;
        private final List<Row> rows;

        private Report(String companion, List<Row> rows) {
            this.companion = companion;
            this.rows = rows.stream()
                    .sorted(Comparator.comparing((Row row) -> row.finding().verdict())
                            .thenComparing(row -> -row.finding().error()))
                    .toList();
        }

        /** Whether every component of the gradient was shown to be right. */
        public boolean correct() {
            return rows.stream().allMatch(row -> row.finding().verdict() == Verdict.RIGHT);
        }

        /**
         * The largest relative error: the difference between analytic and numerical derivative, divided by the larger
         * of the two. Where both are lost in the uncertainty of the numerical one, this uncertainty is the measure.
         * Infinite where one of the two is infinite or not a number and the other one is not the same, and where the
         * gradient has not the shape of its variable.
         */
        public double worstError() {
            return rows.stream().mapToDouble(row -> row.finding().error()).max().orElse(0);
        }

        /**
         * Does nothing if the gradient is {@link #correct()}.
         *
         * @throws AssertionError with the table of {@link #toString()}, otherwise
         */
        public void orThrow() {
            if (!correct()) {
                throw new AssertionError(this);
            }
        }

        /** A table of all components: analytic and numerical derivative and relative error, worst first. */
        @Override
        public String toString() {
            return Row.table(companion, rows);
        }
    }
}
