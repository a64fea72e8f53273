package org.backwire.processor.emit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerbatimTest {
    private final Verbatim verbatim = new Verbatim();

    @Test
    void aTextThatRefersToNothingStays() {
        assertThat(verbatim.putInto("")).isEmpty();
        assertThat(verbatim.putInto("a §0 b\n\n  // §0\n§")).isEqualTo("a §0 b\n\n  // §0\n§");
    }

    @Test
    void linesAreIndentedAsFarAsTheirReferenceAndTheirBraces() {
        Verbatim.Passage passage = new Verbatim.Passage();
        passage.add("x = 1;", 1);
        passage.add("", 1);
        passage.add("if (x > 0) {", 1);
        passage.add("x = 2;", 2);
        passage.add("} else {", 1);
        passage.add("}", 0);
        assertThat(verbatim.putInto("    {\n        " + verbatim.reference(passage) + "\n    last\n"))
                .isEqualTo("""
                    {
                        x = 1;

                        if (x > 0) {
                            x = 2;
                        } else {
                    }
                    last
                """);
    }

    @Test
    void everyPassageHasItsPlace() {
        Verbatim.Passage[] passages = new Verbatim.Passage[12];
        StringBuilder text = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < passages.length; i++) {
            passages[i] = new Verbatim.Passage();
            passages[i].add("s = \"§" + i + "\";", 0);
            text.insert(0, " " + verbatim.reference(passages[i]) + "\n");
            expected.insert(0, " s = \"§" + i + "\";\n");
        }
        assertThat(verbatim.putInto(text.toString())).isEqualTo(expected.toString());
    }
}
