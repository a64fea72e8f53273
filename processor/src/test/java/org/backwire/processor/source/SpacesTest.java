package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpacesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "a b c",
                "  ",
                "a  b",
                "a\tb",
                "a \t b",
                "\n\na b\r\n",
                "f(x,\n        y)",
                "a \u00a0b\u2028 c\u000b\u000c"
            })
    void oneBlankForEachRun(String text) {
        assertThat(Spaces.onOneLine(text)).isEqualTo(text.replaceAll("\\s+", " "));
    }
}
