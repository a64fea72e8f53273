package org.backwire.sample;

import java.awt.Color;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;

/** Two {@linkplain Descent descents}, in numbers and as a picture. */
final class DescentReport {
    private static final double LEAST_SHOWN = 1e-15; // a norm of 0 has no logarithm

    private DescentReport() {}

    static void print(PrintStream out, Path pictures) {
        Descent hessian = Descent.byHessian(Rosenbrock.start(20, 1));
        Descent products = Descent.byProducts(Rosenbrock.start(10_000, 1));
        report(out, "20 dimensions, by the Hessian", hessian);
        report(out, "10,000 dimensions, by Hessian-vector products", products);
        out.println(
                "Picture: " + Charts.write(convergence(hessian, products), pictures.resolve("newton-convergence.png")));
    }

    private static void report(PrintStream out, String title, Descent descent) {
        out.println(title);
        int steps = descent.steps();
        for (int step = 0; step < steps; step += Math.max(1, steps / 6)) {
            out.printf(
                    Locale.ROOT,
                    "  step %3d   norm of the gradient %.1e%n",
                    step,
                    descent.gradients().get(step));
        }
        out.printf(
                Locale.ROOT,
                "  step %3d   norm of the gradient %.1e   value %.1e%n",
                steps,
                descent.gradients().get(steps),
                descent.value());
    }

    /** With logarithms on the upright axis; XChart's own logarithmic axis draws ten lines for each power of ten. */
    private static XYChart convergence(Descent hessian, Descent products) {
        XYChart chart = Charts.empty("Down Rosenbrock's valley", "step", "norm of the gradient");
        line(chart, "Hessian, 20 dimensions", hessian, Charts.BLUE);
        line(chart, "products, 10,000 dimensions", products, Charts.ORANGE);
        double edge = Math.max(hessian.steps(), products.steps());
        double[] tolerance = {Math.log10(Descent.TOLERANCE), Math.log10(Descent.TOLERANCE)};
        Charts.line(chart, "tolerance", new double[] {0, edge}, tolerance, Charts.GREY)
                .setLineStyle(SeriesLines.DASH_DASH);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(edge).setXAxisTickMarkSpacingHint(120);
        chart.getStyler().setXAxisDecimalPattern("0").setYAxisTickMarkSpacingHint(90);
        chart.getStyler().setyAxisTickLabelsFormattingFunction(log -> "1e" + Math.round(log));
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Horizontal);
        return chart;
    }

    private static void line(XYChart chart, String name, Descent descent, Color colour) {
        double[] steps =
                IntStream.rangeClosed(0, descent.steps()).asDoubleStream().toArray();
        double[] norms = descent.gradients().stream()
                .mapToDouble(norm -> Math.log10(Math.max(norm, LEAST_SHOWN)))
                .toArray();
        Charts.line(chart, name, steps, norms, colour);
    }
}
