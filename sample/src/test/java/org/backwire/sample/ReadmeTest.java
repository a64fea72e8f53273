package org.backwire.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows is what there is. With {@code -Dgolden.update} the companion in it is written anew. */
class ReadmeTest {
    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path README = MODULE.resolveSibling("README.md");
    private static final Path GENERATED =
            MODULE.resolve("target/generated-sources/annotations/org/backwire/sample/NeuronFireGrad.java");

    @Test
    void itShowsTheNeuron() throws IOException {
        assertThat(javaIn(README))
                .contains(Files.readString(MODULE.resolve("src/main/java/org/backwire/sample/Neuron.java")));
    }

    @Test
    void itShowsTheWholeCompanionOfTheNeuron() throws IOException {
        String generated = Files.readString(GENERATED);
        if (System.getProperty("golden.update") != null) {
            String page = Files.readString(README);
            String old = javaIn(README).stream()
                    .filter(code -> code.contains("public final class NeuronFireGrad"))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(README, page.replace(old, generated));
        }
        assertThat(javaIn(README))
                .as("README.md must show what is generated, in %s", GENERATED)
                .contains(generated);
    }

    @Test
    void itsTableOfConventionsIsThatOfTheConventionsPage() throws IOException {
        List<String> page = firstTwoCells(MODULE.resolveSibling("docs/conventions.md"));
        assertThat(page).hasSizeGreaterThan(8);
        assertThat(firstTwoCells(README)).containsAll(page);
    }

    private static List<String> javaIn(Path page) throws IOException {
        Matcher blocks = Pattern.compile("^```java\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(page));
        return blocks.results().map(match -> match.group(1)).toList();
    }

    /** Where, and the rule; the page adds the reason. */
    private static List<String> firstTwoCells(Path page) throws IOException {
        Matcher rows = Pattern.compile("^(\\|[^|\\n]+\\|[^|\\n]+\\|).*$", Pattern.MULTILINE)
                .matcher(Files.readString(page));
        return rows.results()
                .map((MatchResult match) -> match.group(1))
                .filter(row -> !row.startsWith("|-") && !row.startsWith("| where"))
                .toList();
    }
}
