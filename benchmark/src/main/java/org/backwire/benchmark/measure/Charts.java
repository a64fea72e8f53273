package org.backwire.benchmark.measure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.backwire.benchmark.problem.Catalogue;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Measurements as pictures. */
final class Charts {
    static {
        System.setProperty("java.awt.headless", "true"); // no window is needed to write a file
    }

    private static final int DOTS_PER_INCH = 144;
    private static final Map<Rival, Color> COLOURS = Map.of(
            Rival.COMPANION, new Color(0x1f, 0x5f, 0xa8),
            Rival.GATE, new Color(0x7f, 0xb0, 0xe0),
            Rival.TAPE, new Color(0xe0, 0xb0, 0x4a),
            Rival.HIPPARCHUS, new Color(0xd9, 0x6a, 0x0b),
            Rival.DIFFERENCES, new Color(0xaa, 0xaa, 0xaa));
    private static final List<Color> LINES =
            List.of(new Color(0x1f, 0x5f, 0xa8), new Color(0xd9, 0x6a, 0x0b), new Color(0x2e, 0x8b, 0x57));

    private Charts() {}

    /** Bars on a logarithmic scale: the time of each rival over that of the gradient written by hand. */
    static Path bars(Measurements measurements, Path directory) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(1400)
                .height(620)
                .title("Time of a gradient, over the time of one written by hand")
                .yAxisTitle("by hand = 1")
                .build();
        style(chart.getStyler());
        chart.getStyler().setYAxisLogarithmic(true).setXAxisLabelRotation(35);
        chart.getStyler().setAvailableSpaceFill(0.8).setYAxisMin(0.1);
        chart.getStyler().setPlotGridVerticalLinesVisible(false);
        List<String> titles =
                measurements.problems().stream().map(Catalogue::title).toList();
        for (Rival rival : List.of(Rival.COMPANION, Rival.GATE, Rival.TAPE, Rival.HIPPARCHUS, Rival.DIFFERENCES)) {
            List<Double> ratios = measurements.problems().stream()
                    .map(problem -> measurements.ratio(problem, rival, Rival.EXPERT))
                    .toList();
            CategorySeries series = chart.addSeries(rival.title(), titles, ratios);
            series.setFillColor(COLOURS.get(rival));
        }
        return write(chart, directory.resolve("comparison.png"));
    }

    /** Lines on logarithmic scales, with the slopes in the legend. */
    static Path growth(List<Growth.Curve> curves, Path directory, String file, String title, String unit) {
        XYChart chart = new XYChartBuilder()
                .width(860)
                .height(540)
                .title(title)
                .xAxisTitle("size: rows, characters, or steps")
                .yAxisTitle(unit)
                .build();
        style(chart.getStyler());
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        chart.getStyler().setLegendPosition(LegendPosition.InsideNW).setLegendLayout(Styler.LegendLayout.Vertical);
        int colour = 0;
        for (Growth.Curve curve : curves) {
            String name = String.format(Locale.ROOT, "%s, exponent %.2f", curve.name(), curve.exponent());
            XYSeries series = chart.addSeries(name, curve.sizes(), curve.measured());
            series.setMarker(SeriesMarkers.CIRCLE);
            series.setLineStyle(new BasicStroke(2));
            series.setLineColor(LINES.get(colour));
            series.setMarkerColor(LINES.get(colour));
            colour++;
        }
        return write(chart, directory.resolve(file));
    }

    private static void style(Styler styler) {
        styler.setChartBackgroundColor(Color.WHITE)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 18))
                .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13))
                .setLegendBorderColor(Color.WHITE)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(Styler.LegendLayout.Horizontal)
                .setPlotBorderVisible(false);
    }

    private static Path write(Chart<?, ?> chart, Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            BitmapEncoder.saveBitmapWithDPI(chart, file.toString(), BitmapFormat.PNG, DOTS_PER_INCH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
