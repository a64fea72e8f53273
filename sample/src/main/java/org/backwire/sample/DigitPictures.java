package org.backwire.sample;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.backwire.sample.DigitTraining.Epoch;
import org.backwire.sample.DigitTraining.Outcome;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The pictures of a {@linkplain DigitTraining training}. */
final class DigitPictures {
    private static final int COLUMNS = 10;
    private static final int ZOOM = 4;
    private static final int MARGIN = 24;
    private static final int CAPTION = 26;
    private static final int HEADING = 50;

    private DigitPictures() {}

    /** Writes the pictures into a directory and returns their paths. */
    static List<Path> draw(Outcome outcome, Path directory) {
        return List.of(
                Charts.write(learningCurve(outcome), directory.resolve("digits-learning-curve.png")),
                Charts.write(mistakes(outcome), directory.resolve("digits-mistakes.png")));
    }

    private static XYChart learningCurve(Outcome outcome) {
        String title = String.format(
                Locale.ROOT, "A perceptron learns to read: %.1f %% of the test digits", 100 * outcome.accuracy());
        XYChart chart = Charts.empty(title, "epoch", "mean loss (cross-entropy)");
        List<Epoch> epochs = outcome.epochs();
        double[] numbers = epochs.stream().mapToDouble(Epoch::number).toArray();
        double[] training = epochs.stream().mapToDouble(Epoch::trainingLoss).toArray();
        double[] test = epochs.stream().mapToDouble(Epoch::testLoss).toArray();
        Charts.line(chart, "training", numbers, training, Charts.BLUE);
        Charts.line(chart, "test", numbers, test, Charts.ORANGE);
        chart.getStyler().setYAxisMin(0.0).setXAxisMin(0.0).setXAxisMax(epochs.size() + 0.0);
        chart.getStyler().setXAxisDecimalPattern("0").setYAxisDecimalPattern("0.0");
        chart.getStyler().setYAxisTickMarkSpacingHint(60).setLegendPosition(LegendPosition.OutsideE);
        return chart;
    }

    /** The test images that are misread, each with what it is and what it is taken for. */
    private static BufferedImage mistakes(Outcome outcome) {
        List<Integer> mistakes = outcome.mistakes();
        int rows = Math.max(1, (mistakes.size() + COLUMNS - 1) / COLUMNS);
        int cell = ZOOM * Digits.SIDE + MARGIN;
        var sheet = new BufferedImage(
                COLUMNS * cell + MARGIN, HEADING + rows * (cell + CAPTION) + MARGIN, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        pen.setColor(Charts.GREY);
        pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 22));
        pen.drawString(
                String.format(
                        "Misread: %d of %,d", mistakes.size(), outcome.test().size()),
                MARGIN,
                MARGIN + 14);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
        for (int i = 0; i < mistakes.size(); i++) {
            int x = MARGIN + i % COLUMNS * cell;
            int y = HEADING + i / COLUMNS * (cell + CAPTION);
            double[] image = outcome.test().images()[mistakes.get(i)];
            draw(pen, image, x, y);
            String caption = outcome.test().labels()[mistakes.get(i)] + ", read as "
                    + outcome.network().answer(image);
            pen.setColor(Charts.GREY);
            pen.drawString(caption, x, y + ZOOM * Digits.SIDE + 20);
        }
        pen.dispose();
        return sheet;
    }

    private static void draw(Graphics2D pen, double[] image, int x, int y) {
        for (int i = 0; i < image.length; i++) {
            float brightness = (float) (1 - image[i]) * 0.96f; // so that the paper stands out
            pen.setColor(new Color(brightness, brightness, brightness));
            pen.fillRect(x + i % Digits.SIDE * ZOOM, y + i / Digits.SIDE * ZOOM, ZOOM, ZOOM);
        }
    }
}
