package org.backwire.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @Test
    void examplesAreChosenByName(@TempDir Path directory) {
        Main.main(new String[] {directory.toString(), "gates,kepler,penguins"});
        assertThat(directory.resolve("learning-curve.png")).exists();
        assertThat(directory.resolve("digits-mistakes.png")).doesNotExist();
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNamesThereAre(@TempDir Path directory) {
        assertThatThrownBy(() -> Main.main(new String[] {directory.toString(), "gate"}))
                .hasMessage("no example gate; there are"
                        + " [gates, rectifier, penguins, digits, option, curve, newton, kepler]");
    }
}
