package org.backwire.processor.emit;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.List;
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
        passage.add(Text.literal("x = 1;"), 1);
        passage.add(Text.literal(""), 1);
        passage.add(Text.literal("if (x > 0) {"), 1);
        passage.add(Text.literal("x = 2;"), 2);
        passage.add(Text.literal("} else {"), 1);
        passage.add(Text.literal("}"), 0);
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
            passages[i].add(Text.literal("s = \"§" + i + "\";"), 0);
            text.insert(0, " " + verbatim.reference(passages[i]) + "\n");
            expected.insert(0, " s = \"§" + i + "\";\n");
        }
        assertThat(verbatim.putInto(text.toString())).isEqualTo(expected.toString());
    }

    @Test
    void itsTypesHaveTheNamesThatStandBehindItsReference() {
        Verbatim.Passage passage = new Verbatim.Passage();
        passage.add(Text.of("$T all = new $T<>();", ClassName.get(List.class), ClassName.get(ArrayList.class)), 0);
        passage.add(Text.of("$T first = all.get(0);", ClassName.get(Object.class)), 0);
        assertThat(CodeBlock.of("$L\n", verbatim.reference(passage)))
                .hasToString("§0§java.util.List§java.util.ArrayList§java.lang.Object\n");
        assertThat(verbatim.putInto(" §0§List§my.ArrayList§Object\n"))
                .isEqualTo(" List all = new my.ArrayList<>();\n Object first = all.get(0);\n");
    }
}
