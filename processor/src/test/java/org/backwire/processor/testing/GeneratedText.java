package org.backwire.processor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a companion. Golden files are rewritten with {@code -Dgolden.update}; a person reads the difference. */
public record GeneratedText(String text) {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    /** Requires the text of a golden file, letter for letter. */
    public void matches(String golden) {
        Path file = GOLDEN.resolve(golden);
        try {
            if (System.getProperty("golden.update") != null) {
                Files.createDirectories(GOLDEN);
                Files.writeString(file, text);
            }
            assertThat(text).as(golden).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
