package org.backwire.sample;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.backwire.sample.PenguinTraining.Bird;
import org.backwire.sample.PenguinTraining.Epoch;
import org.backwire.sample.PenguinTraining.Outcome;
import org.backwire.sample.PenguinTraining.Weights;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The pictures of a {@linkplain PenguinTraining training}. */
final class Pictures {
    static {
        System.setProperty("java.awt.headless", "true"); // no window is needed to write a file
    }

    private static final Color BLUE = new Color(0x1f, 0x5f, 0xa8);
    private static final Color ORANGE = new Color(0xd9, 0x6a, 0x0b);
    private static final Color GREY = new Color(0x55, 0x55, 0x55);
    private static final int DOTS_PER_INCH = 144;

    private Pictures() {}

    /** Writes the pictures into a directory, which is made if need be, and returns their paths. */
    static List<Path> draw(Outcome outcome, Path directory) {
        Path curve = directory.toAbsolutePath().normalize().resolve("learning-curve.png");
        Path boundary = curve.resolveSibling("decision-boundary.png");
        try {
            Files.createDirectories(curve.getParent());
            write(learningCurve(outcome), curve);
            write(decisionBoundary(outcome), boundary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(curve, boundary);
    }

    private static void write(XYChart chart, Path file) throws IOException {
        BitmapEncoder.saveBitmapWithDPI(chart, file.toString(), BitmapFormat.PNG, DOTS_PER_INCH);
    }

    private static XYChart learningCurve(Outcome outcome) {
        XYChart chart = chart("A neuron learns", "epoch", "mean loss (cross-entropy)");
        List<Epoch> epochs = outcome.epochs();
        double[] numbers = epochs.stream().mapToDouble(Epoch::number).toArray();
        line(
                chart,
                "training",
                numbers,
                epochs.stream().mapToDouble(Epoch::trainingLoss).toArray(),
                BLUE);
        line(
                chart,
                "test",
                numbers,
                epochs.stream().mapToDouble(Epoch::testLoss).toArray(),
                ORANGE);
        double edge = 1.05 * epochs.size();
        double[] guess = {Math.log(2), Math.log(2)};
        line(chart, "guessing", new double[] {0, edge}, guess, GREY).setLineStyle(SeriesLines.DASH_DASH);
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
        XYChart chart = chart(title, "length of the beak (mm)", "depth of the beak (mm)");
        points(chart, PenguinTraining.NO, outcome.training(), b -> !b.yes(), BLUE, SeriesMarkers.CIRCLE);
        points(chart, PenguinTraining.NO + " (test)", outcome.test(), b -> !b.yes(), BLUE, SeriesMarkers.DIAMOND);
        points(chart, PenguinTraining.YES, outcome.training(), Bird::yes, ORANGE, SeriesMarkers.CIRCLE);
        points(chart, PenguinTraining.YES + " (test)", outcome.test(), Bird::yes, ORANGE, SeriesMarkers.DIAMOND);

        // w0 * x0 + w1 * x1 + w2 = 0, solved for the length, where the depth is at the edges of the picture
        Weights weights = outcome.weights();
        double[] depths = {15, 22};
        double[] lengths = new double[depths.length];
        for (int i = 0; i < depths.length; i++) {
            double x0 = -(weights.w1() * outcome.depth().standardised(depths[i]) + weights.w2()) / weights.w0();
            lengths[i] = outcome.length().mean() + x0 * outcome.length().deviation();
        }
        line(chart, "both equally likely", lengths, depths, GREY);
        chart.getStyler().setXAxisMin(30.0).setXAxisMax(60.0).setYAxisMin(15.0).setYAxisMax(22.0);
        chart.getStyler()
                .setYAxisTickMarkSpacingHint(60)
                .setXAxisDecimalPattern("0")
                .setYAxisDecimalPattern("0");
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        return chart;
    }

    private static XYChart chart(String title, String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(860)
                .height(540)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler()
                .setChartBackgroundColor(Color.WHITE)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 18))
                .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13))
                .setLegendBorderColor(Color.WHITE)
                .setPlotBorderVisible(false);
        chart.getStyler()
                .setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14))
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
                .setPlotGridLinesColor(new Color(0xe6, 0xe6, 0xe6));
        return chart;
    }

    private static XYSeries line(XYChart chart, String name, double[] x, double[] y, Color colour) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(colour);
        series.setLineStyle(new BasicStroke(2));
        return series;
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
