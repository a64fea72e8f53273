package org.backwire.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.backwire.sample.DigitTraining.Outcome;
import org.backwire.sample.DigitTraining.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitTrainingTest {
    private final PrintStream silence = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);

    @Test
    void thereAreAsManyOfEachDigit() {
        assertThat(counts(Digits.forTraining())).containsOnly(500).hasSize(10);
        assertThat(counts(Digits.forTest())).containsOnly(100).hasSize(10);
    }

    @Test
    void pixelsAreBetweenWhiteAndBlack() {
        double[] image = Digits.forTest().images()[0];
        assertThat(image).hasSize(28 * 28).contains(0).contains(1);
        assertThat(Arrays.stream(image).min()).hasValue(0);
        assertThat(Arrays.stream(image).max()).hasValue(1);
    }

    @Test
    void shuffledImagesKeepTheirLabels() {
        Digits digits = Digits.forTest();
        Digits shuffled = digits.shuffled(new SplittableRandom(1));
        assertThat(shuffled.labels()).isNotEqualTo(digits.labels());
        for (int i = 0; i < digits.size(); i++) {
            int at = Arrays.asList(shuffled.images()).indexOf(digits.images()[i]);
            assertThat(shuffled.labels()[at]).isEqualTo(digits.labels()[i]);
        }
    }

    @Test
    void thePerceptronLearnsInTwoEpochs() {
        Outcome outcome = DigitTraining.train(Digits.forTraining(), Digits.forTest(), new Settings(2, 2, 1), silence);
        assertThat(outcome.accuracy()).isGreaterThan(0.9);
        assertThat(outcome.mistakes()).hasSize((int) Math.round(1000 * (1 - outcome.accuracy())));
    }

    @Test
    void threadsDoNotChangeABit() {
        Digits some = first(400, Digits.forTraining());
        Digits test = first(50, Digits.forTest());
        Outcome alone = DigitTraining.train(some, test, new Settings(2, 1, 7), silence);
        for (int threads = 2; threads <= 5; threads++) {
            Outcome together = DigitTraining.train(some, test, new Settings(2, threads, 7), silence);
            assertThat(together.network().rows()).isDeepEqualTo(alone.network().rows());
            assertThat(together.epochs()).isEqualTo(alone.epochs());
        }
    }

    @Test
    void theGradientOfABatchIsThatOfItsMeanLoss() {
        Digits some = first(10, Digits.forTraining());
        Network network = Network.random(784, 6, 10, 3);
        Network gradient = Network.zero(784, 6, 10);
        try (var batches = new BatchGradient(2)) {
            double loss = batches.compute(network, some, 0, 10, gradient);
            assertThat(loss / 10).isEqualTo(network.meanLoss(some), within(1e-14));
        }
        double[] bias = network.bias1();
        double step = 1e-5;
        bias[2] += step;
        double above = network.meanLoss(some);
        bias[2] -= 2 * step;
        double below = network.meanLoss(some);
        assertThat(gradient.bias1()[2]).isEqualTo((above - below) / (2 * step), within(1e-9));
    }

    @Test
    void thePicturesAreWritten(@TempDir Path directory) throws IOException {
        Digits some = first(400, Digits.forTraining());
        Outcome outcome = DigitTraining.train(some, first(95, Digits.forTest()), new Settings(1, 2, 1), silence);
        List<Path> pictures = DigitPictures.draw(outcome, directory.resolve("new"));
        assertThat(pictures).hasSize(2);
        for (Path picture : pictures) {
            BufferedImage image = ImageIO.read(picture.toFile());
            assertThat(image.getWidth()).isGreaterThan(1000);
        }
    }

    private static Digits first(int size, Digits digits) {
        Digits mixed = digits.shuffled(new SplittableRandom(5));
        return new Digits(Arrays.copyOf(mixed.images(), size), Arrays.copyOf(mixed.labels(), size));
    }

    private static int[] counts(Digits digits) {
        return IntStream.range(0, 10)
                .map(digit -> (int) Arrays.stream(digits.labels())
                        .filter(label -> label == digit)
                        .count())
                .toArray();
    }
}
