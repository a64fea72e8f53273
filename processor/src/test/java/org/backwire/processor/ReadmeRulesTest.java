package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code README.md} shows of rules compiles, and is right in first and second order. */
class ReadmeRulesTest {
    private static final Pattern SECTION =
            Pattern.compile("(?ms)^## Derivatives of methods without source$(.*?)^### With Hipparchus$");
    private static final Pattern SNIPPET = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

    private static final String IMPORTS = "import org.backwire.*;\n\n";

    /** Of Abramowitz and Stegun, 7.1.5. */
    private static final String ERF = """
            final class Erf {
                static double erf(double x) {
                    double term = x;
                    double sum = x;
                    for (int n = 1; n < 60; n++) {
                        term *= -x * x / n;
                        sum += term / (2 * n + 1);
                    }
                    return 2 / Math.sqrt(Math.PI) * sum;
                }
            }
            """;

    private static List<String> snippets() throws IOException {
        String page = Files.readString(Path.of("../README.md"));
        var section = SECTION.matcher(page);
        assertThat(section.find()).isTrue();
        List<String> snippets = SNIPPET.matcher(section.group(1))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(snippets).hasSize(3);
        return snippets;
    }

    @Test
    void aMethodWithoutSource() throws IOException {
        List<String> snippets = snippets();
        String model = IMPORTS + "class Model {\n" + snippets.get(1) + "}\n";
        String second = model.replace(
                "derivatives = ErfRules.class",
                "value = {Derivative.GRADIENT, Derivative.JVP, Derivative.HESSIAN}, derivatives = ErfRules.class");
        assertThat(second).isNotEqualTo(model);
        double x = 0.75;
        double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        companionOf(model, ERF, IMPORTS + snippets.get(0)).at(x).hasGradient(density);
        companionOf(second, ERF, IMPORTS + snippets.get(0))
                .at(x)
                .hasGradient(density)
                .hasHessian(new double[] {-x * density});
    }

    @Test
    void aSolver() throws IOException {
        String model = IMPORTS + "class Model {\n" + """
                @Differentiable(wrt = "b", derivatives = Model.class)
                static double area(double a, double b) {
                    double x = root(a, b);
                    return x * x;
                }

                """ + snippets().get(2) + "}\n";
        companionOf(model).at(2.0, 3.0).hasGradient(2.0 / 5).agreesWithDifferences();
    }
}
