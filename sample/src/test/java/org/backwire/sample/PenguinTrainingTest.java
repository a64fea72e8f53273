package org.backwire.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.backwire.sample.PenguinTraining.Epoch;
import org.backwire.sample.PenguinTraining.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PenguinTrainingTest {
    private final PrintStream silence = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);

    @Test
    void birdsWithoutABeakMeasureAreSkippedAndCounted() {
        Penguins penguins = Penguins.read();
        assertThat(penguins.skipped()).isEqualTo(2);
        assertThat(penguins.penguins()).hasSize(342);
        assertThat(penguins.of("Adelie", "Chinstrap")).hasSize(151 + 68);
    }

    @Test
    void theNeuronLearns() {
        Outcome outcome = PenguinTraining.train(Penguins.read(), silence);
        assertThat(outcome.accuracy()).isGreaterThan(0.95);
        assertThat(outcome.epochs())
                .extracting(Epoch::trainingLoss)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(outcome.test()).hasSize(66);
        assertThat(outcome.training()).hasSize(153);
    }

    @Test
    void thePicturesAreWritten(@TempDir Path directory) throws IOException {
        Outcome outcome = PenguinTraining.train(Penguins.read(), silence);
        List<Path> pictures = PenguinPictures.draw(outcome, directory.resolve("new"));
        assertThat(pictures).hasSize(2);
        for (Path picture : pictures) {
            assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(1720);
        }
    }
}
