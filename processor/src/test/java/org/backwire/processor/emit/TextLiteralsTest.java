package org.backwire.processor.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text is one literal, whatever is in it. */
class TextLiteralsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "two\\nlines",
                "1\\n2",
                "\\b\\t\\f\\r\\\"\\'\\\\",
                "\\0\\32\\1772",
                "\\u00e9\\u2028\\uD83D\\uDE00",
                "\\\\u0041",
                "$L $S $$ $",
                "{  }"
            })
    void inExpressionsAndCases(String literal) {
        var companion = companionOf("""
                static double f(double x, boolean same) {
                    String text = same ? "%1$s".trim() : "";
                    switch (text.concat("!")) {
                        case "%1$s!":
                            return x * x * "%1$s".length();
                        case "!":
                            return x;
                        default:
                            return ("%1$s" + text.length()).length() * x;
                    }
                }""".formatted(literal));
        companion.at(3, true).agreesWithDifferences();
        companion.at(3, false).hasGradient(1);
    }

    @Test
    void aTextBlockIsWrittenOnOneLine() {
        var text = generatedFrom("""
                static double f(double x) {
                    String text = \"""
                        a {
                          b
                        }
                        \""";
                    return x * text.length();
                }""");
        assertThat(text.toString()).contains("\"a {\\n  b\\n}\\n\".length()");
    }

    @Test
    void aQuoteIsNotCutWithinAnEscape() {
        for (int length = 0; length < 7; length++) {
            String text = "a".repeat(50 + length) + "\\u0041".repeat(5);
            companionOf("static double f(double x) { return Math.exp(x * \"%s\".length() * 0.01); }".formatted(text))
                    .at(1.5)
                    .agreesWithDifferences();
        }
    }
}
