package org.backwire.processor.emit;

import static org.backwire.processor.testing.TestKit.generatedFrom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.backwire.processor.testing.GeneratedText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole companions, letter for letter. Each golden file begins with a comment of one line, the reason it is there; the
 * program it is made from stands beside it. {@code -Dgolden.update} rewrites them; a person reads the difference.
 */
class GoldenTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    static Stream<String> programs() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".program"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void companion(String program) {
        try {
            String text = Files.readString(GOLDEN.resolve(program));
            String reason = text.lines().findFirst().orElseThrow();
            String code = text.substring(reason.length() + 1);
            String golden = program.replace(".program", "Grad.java");
            new GeneratedText(reason + "\n" + generatedFrom(code).text()).matches(golden);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
