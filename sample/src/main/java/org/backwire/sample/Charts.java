package org.backwire.sample;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How the pictures of the examples look, and how they are written. */
final class Charts {
    static {
        System.setProperty("java.awt.headless", "true"); // no window is needed to write a file
    }

    static final Color BLUE = new Color(0x1f, 0x5f, 0xa8);
    static final Color ORANGE = new Color(0xd9, 0x6a, 0x0b);
    static final Color GREY = new Color(0x55, 0x55, 0x55);

    private static final int DOTS_PER_INCH = 144;

    private Charts() {}

    static XYChart empty(String title, String x, String y) {
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

    static XYSeries line(XYChart chart, String name, double[] x, double[] y, Color colour) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(colour);
        series.setLineStyle(new BasicStroke(2));
        return series;
    }

    /** Writes a chart as a PNG file into a directory, which is made if need be, and returns the file. */
    static Path write(XYChart chart, Path file) {
        try {
            Path made = made(file);
            BitmapEncoder.saveBitmapWithDPI(chart, made.toString(), BitmapFormat.PNG, DOTS_PER_INCH);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for an image. */
    static Path write(BufferedImage image, Path file) {
        try {
            Path made = made(file);
            ImageIO.write(image, "png", made.toFile());
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path made(Path file) throws IOException {
        Path made = file.toAbsolutePath().normalize();
        Files.createDirectories(made.getParent());
        return made;
    }
}
