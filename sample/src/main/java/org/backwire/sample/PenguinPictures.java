package org.backwire.sample;

import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.backwire.sample.PenguinTraining.Bird;
import org.backwire.sample.PenguinTraining.Epoch;
import org.backwire.sample.PenguinTraining.Outcome;
import org.backwire.sample.PenguinTraining.Weights;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The pictures of a {@linkplain PenguinTraining training}. */
final class PenguinPictures {
    private PenguinPictures() {}

    /** Writes the pictures into a directory and returns their paths. */
    static List<Path> draw(Outcome outcome, Path directory) {
        return List.of(
                Charts.write(learningCurve(outcome), directory.resolve("learning-curve.png")),
                Charts.write(decisionBoundary(outcome), directory.resolve("decision-boundary.png")));
    }

    private static XYChart learningCurve(Outcome outcome) {
        XYChart chart = Charts.empty("A neuron learns", "epoch", "mean loss (cross-entropy)");
        List<Epoch> epochs = outcome.epochs();
        double[] numbers = epochs.stream().mapToDouble(Epoch::number).toArray();
        Charts.line(
                chart,
                "training",
                numbers,
                epochs.stream().mapToDouble(Epoch::trainingLoss).toArray(),
                Charts.BLUE);
        Charts.line(
                chart,
                "test",
                numbers,
                epochs.stream().mapToDouble(Epoch::testLoss).toArray(),
                Charts.ORANGE);
        double edge = 1.05 * epochs.size();
        double[] guess = {Math.log(2), Math.log(2)};
        Charts.line(chart, "guessing", new double[] {0, edge}, guess, Charts.GREY)
                .setLineStyle(SeriesLines.DASH_DASH);
        chart.getStyler().setYAxisMin(0.0).setXAxisMin(0.0).setXAxisMax(edge);
        chart.getStyler().setXAxisTickMarkSpacingHint(120).setYAxisTickMarkSpacingHint(60);
        chart.getStyler().setXAxisDecimalPattern("0").setYAxisDecimalPattern("0.0");
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        return chart;
    }

    private static XYChart decisionBoundary(Outcome outcome) {
        String title = String.format(
                "Where the neuron draws the line: %d of %d test birds right",
                outcome.right(), outcome.test().size());
        XYChart chart = Charts.empty(title, "length of the beak (mm)", "depth of the beak (mm)");
        points(chart, PenguinTraining.NO, outcome.training(), b -> !b.yes(), Charts.BLUE, SeriesMarkers.CIRCLE);
        points(
                chart,
                PenguinTraining.NO + " (test)",
                outcome.test(),
                b -> !b.yes(),
                Charts.BLUE,
                SeriesMarkers.DIAMOND);
        points(chart, PenguinTraining.YES, outcome.training(), Bird::yes, Charts.ORANGE, SeriesMarkers.CIRCLE);
        points(chart, PenguinTraining.YES + " (test)", outcome.test(), Bird::yes, Charts.ORANGE, SeriesMarkers.DIAMOND);

        // w0 * x0 + w1 * x1 + w2 = 0, solved for the length, where the depth is at the edges of the picture
        Weights weights = outcome.weights();
        double[] depths = {15, 22};
        double[] lengths = new double[depths.length];
        for (int i = 0; i < depths.length; i++) {
            double x0 = -(weights.w1() * outcome.depth().standardised(depths[i]) + weights.w2()) / weights.w0();
            lengths[i] = outcome.length().mean() + x0 * outcome.length().deviation();
        }
        Charts.line(chart, "both equally likely", lengths, depths, Charts.GREY);
        chart.getStyler().setXAxisMin(30.0).setXAxisMax(60.0).setYAxisMin(15.0).setYAxisMax(22.0);
        chart.getStyler()
                .setYAxisTickMarkSpacingHint(60)
                .setXAxisDecimalPattern("0")
                .setYAxisDecimalPattern("0");
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        return chart;
    }

    private static void points(
            XYChart chart, String name, List<Bird> birds, Predicate<Bird> chosen, Color colour, Marker marker) {
        List<Bird> shown = birds.stream().filter(chosen).toList();
        XYSeries series = chart.addSeries(
                name,
                shown.stream().mapToDouble(b -> b.penguin().beakLength()).toArray(),
                shown.stream().mapToDouble(b -> b.penguin().beakDepth()).toArray());
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(marker);
        series.setMarkerColor(colour);
    }
}
